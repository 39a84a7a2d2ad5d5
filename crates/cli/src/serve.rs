use std::path::PathBuf;

use crate::output::{Outcome, remark};

/// Which corpus, and where.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The corpus
    #[arg(short, long, default_value = "out", value_name = "FOLDER")]
    corpus: PathBuf,
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 8080, value_name = "N")]
    port: u16,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let options = vekha_web::Options { corpus: arguments.corpus.clone(), port: arguments.port };
    vekha_web::serve(&options, |address| {
        remark(format_args!("{} is at http://{address}/ (Ctrl-C ends it)", arguments.corpus.display()));
    })?;
    Ok(Outcome::All)
}
