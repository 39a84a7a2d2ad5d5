use std::io::{self, Write};

use clap::ValueEnum;
use vekha_roadmap::model::{Responsible, Roadmap, Schedule};

use crate::output::Outcome;

/// What to describe.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Whose schema
    #[arg(value_enum, default_value_t = Of::Roadmap)]
    of: Of,
}

#[derive(Clone, Copy, ValueEnum)]
enum Of {
    /// A line of `vekha parse`, and a file under out/documents
    Roadmap,
    /// A line of `vekha when`
    Schedule,
    /// A line of `vekha who`
    Responsible,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let schema = match arguments.of {
        Of::Roadmap => schemars::schema_for!(Roadmap),
        Of::Schedule => schemars::schema_for!(Schedule),
        Of::Responsible => schemars::schema_for!(Responsible),
    };
    writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&schema)?)?;
    Ok(Outcome::All)
}
