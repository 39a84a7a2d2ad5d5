use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};
use vekha_corpus::{Corpus, SearchAnswer, SearchHit};
use vekha_roadmap::model::{Activity, Span};
use vekha_search::Query;

use crate::output::{self, Outcome, collapsed, harmless, remark};

/// What to look for, where, and how to print it.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Words in any form; "a phrase", -not, настав*, one OR other. Without words, all that the filters let through
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
    /// The corpus
    #[arg(short, long, default_value = "out", value_name = "FOLDER")]
    corpus: PathBuf,
    /// Region: its name in any form, ISO code (RU-TAM) or OKTMO
    #[arg(long)]
    region: Option<String>,
    /// Municipality: its name in any form or OKTMO
    #[arg(long)]
    municipality: Option<String>,
    /// Year that dates fall in; may be given several times
    #[arg(long, value_name = "YYYY")]
    year: Vec<i16>,
    /// Month that dates fall in, 1-12; may be given several times
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u8).range(1..=12))]
    month: Vec<u8>,
    /// Responsible person, post or body, in any form
    #[arg(long)]
    party: Option<String>,
    /// Words of a section heading
    #[arg(long)]
    section: Option<String>,
    /// Document: the beginning of its id, or its file name
    #[arg(long)]
    document: Option<String>,
    /// How many hits to print
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// How many of the best hits to leave out
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One object: total, hits, remarks
    Json,
    /// One line for each hit, with a header
    Csv,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let corpus = Corpus::open(&arguments.corpus)?;
    let answer = corpus.search(&query(arguments))?;
    for note in &answer.remarks {
        remark(format_args!("{note}"));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Json => output::json_line(&mut out, &answer)?,
        Format::Csv => print_csv(&mut out, &answer)?,
        Format::Table => print_table(&mut out, &answer, arguments.offset)?,
    }
    out.flush()?;
    Ok(Outcome::All)
}

fn query(arguments: &Arguments) -> Query {
    Query {
        text: arguments.words.join(" "),
        region: arguments.region.clone(),
        municipality: arguments.municipality.clone(),
        year: arguments.year.clone(),
        month: arguments.month.clone(),
        party: arguments.party.clone(),
        section: arguments.section.clone(),
        document: arguments.document.clone(),
        limit: arguments.limit,
        offset: arguments.offset,
        ..Query::default()
    }
}

/// The narrowest terminal that the columns are still told apart on.
const NARROWEST: u16 = 60;
/// What is written to a file or a pipe is as wide as a wide page.
const PAGE: u16 = 100;

fn print_table(out: &mut impl Write, answer: &SearchAnswer, offset: usize) -> anyhow::Result<()> {
    if answer.hits.is_empty() {
        match answer.total {
            0 => writeln!(out, "nothing found")?,
            total => writeln!(out, "{total} found, none of them shown (--limit, --offset)")?,
        }
        return Ok(());
    }
    let is_terminal = io::stdout().is_terminal();
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    let width = table.width().filter(|_| is_terminal).unwrap_or(PAGE).max(NARROWEST);
    table.set_width(width);
    if !is_terminal {
        table.force_no_tty();
    }
    table.set_header(["id", "what, where", "when", "who"]);
    for hit in &answer.hits {
        table.add_row(row(hit, is_terminal));
    }
    // Dates and parties are short words; what is left goes to the title.
    for (index, share) in [(2, width / 5), (3, width / 4)] {
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(share)));
        }
    }
    writeln!(out, "{table}")?;
    let (first, last) = (offset + 1, offset + answer.hits.len());
    writeln!(out, "{first}–{last} of {}; `vekha show ID` shows one with its source", answer.total)?;
    Ok(())
}

fn row(hit: &SearchHit, is_terminal: bool) -> Vec<Cell> {
    let snippet = marked(&hit.snippet, &hit.highlights, is_terminal);
    let mut what = match hit.field.as_str() {
        _ if hit.snippet.is_empty() => harmless(&hit.activity.title),
        "title" => snippet,
        field => format!("{}\n{field}: {snippet}", harmless(&shortened(&hit.activity.title, 120))),
    };
    let place = [hit.document.municipality.as_deref(), hit.document.region.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
    what.push_str("\n— ");
    what.push_str(&harmless(if place.is_empty() { &hit.document.file } else { &place }));
    vec![
        Cell::new(short_id(&hit.activity.id)),
        Cell::new(what),
        Cell::new(harmless(&shortened(&dates(&hit.activity), 80))),
        Cell::new(harmless(&shortened(&responsible(&hit.activity), 120))),
    ]
}

/// The beginning of the document's id that is enough in any corpus of a person, and the running number.
fn short_id(id: &str) -> String {
    match id.split_once('.') {
        Some((document, number)) => format!("{}.{number}", document.get(..8).unwrap_or(document)),
        None => id.to_owned(),
    }
}

/// The matching words between escapes for bold on a terminal, as they are elsewhere.
fn marked(text: &str, highlights: &[Span], is_terminal: bool) -> String {
    if !is_terminal {
        return harmless(text);
    }
    let mut marked = String::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        if highlights.iter().any(|span| span.start == index) {
            marked.push_str("\u{1b}[1m");
        }
        marked.push_str(&harmless(&c.to_string()));
        if highlights.iter().any(|span| span.end == index + 1) {
            marked.push_str("\u{1b}[0m");
        }
    }
    marked
}

fn shortened(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(characters).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{cut}…")
}

fn dates(activity: &Activity) -> String {
    activity.schedule.as_ref().map(|schedule| collapsed(&schedule.text)).unwrap_or_default()
}

fn responsible(activity: &Activity) -> String {
    activity.responsible.as_ref().map(|responsible| collapsed(&responsible.text)).unwrap_or_default()
}

const COLUMNS: [&str; 14] = [
    "id",
    "key",
    "number",
    "path",
    "title",
    "dates",
    "responsible",
    "result",
    "region",
    "municipality",
    "document",
    "file",
    "score",
    "snippet",
];

fn print_csv(out: &mut impl Write, answer: &SearchAnswer) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for hit in &answer.hits {
        let activity = &hit.activity;
        csv.write_record([
            activity.id.as_str(),
            &activity.key,
            activity.number.as_deref().unwrap_or_default(),
            &activity.path.join(" / "),
            &activity.title,
            &dates(activity),
            &responsible(activity),
            activity.result.as_deref().unwrap_or_default(),
            hit.document.region.as_deref().unwrap_or_default(),
            hit.document.municipality.as_deref().unwrap_or_default(),
            hit.document.title.as_deref().unwrap_or_default(),
            &hit.document.file,
            &hit.score.to_string(),
            &collapsed(&hit.snippet),
        ])?;
    }
    csv.flush()?;
    Ok(())
}
