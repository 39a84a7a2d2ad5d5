use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anyhow::bail;
use clap::ValueEnum;
use vekha_corpus::{ActivityEntry, Corpus};
use vekha_roadmap::model::{Activity, Document, Place, Roadmap};

use crate::output::{self, Outcome, one_line};

/// What to show.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A document's id, an activity's id (4f2a….17) or key; its beginning is enough
    id: String,
    /// The corpus
    #[arg(short, long, default_value = "out", value_name = "FOLDER")]
    corpus: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let corpus = Corpus::open(&arguments.corpus)?;
    let mut out = BufWriter::new(io::stdout().lock());
    // A dot makes it an activity's id; without one a document is meant before an activity's key.
    let document = if arguments.id.contains('.') { None } else { corpus.document(&arguments.id)? };
    match document {
        Some(roadmap) if arguments.format == Format::Json => output::json_line(&mut out, &roadmap)?,
        Some(roadmap) => print_document(&mut out, &roadmap, &corpus.source_paths(&roadmap.id)?)?,
        None => match corpus.activity(&arguments.id)? {
            None => bail!("{}: no document or activity has the id `{}`", arguments.corpus.display(), arguments.id),
            Some(entry) if arguments.format == Format::Json => output::json_line(&mut out, &entry)?,
            Some(entry) => {
                let source = corpus.source_document(&entry.document.id)?;
                print_activity(&mut out, &entry, source.as_ref())?;
            }
        },
    }
    out.flush()?;
    Ok(Outcome::All)
}

fn print_document(out: &mut impl Write, roadmap: &Roadmap, paths: &[String]) -> anyhow::Result<()> {
    writeln!(out, "{}", one_line(roadmap.title.as_deref().unwrap_or("(no title)")))?;
    fact(out, "id", Some(&roadmap.id))?;
    for path in paths {
        fact(out, "file", Some(path))?;
    }
    let period =
        roadmap.period.as_ref().map(|period| format!("{} .. {} («{}»)", period.start, period.end, period.text));
    fact(out, "period", period.as_deref())?;
    let region = roadmap.region.as_ref().map(|region| match &region.iso {
        Some(iso) => format!("{} ({iso})", region.name),
        None => region.name.clone(),
    });
    fact(out, "region", region.as_deref())?;
    fact(out, "municipality", roadmap.municipality.as_ref().map(|found| found.name.as_str()))?;
    let order =
        [roadmap.date.map(|date| date.to_string()), roadmap.number.as_ref().map(|number| format!("№ {number}"))];
    let order: Vec<String> = order.into_iter().flatten().collect();
    fact(out, "order", (!order.is_empty()).then(|| order.join(" ")).as_deref())?;
    fact(out, "approved", roadmap.approved_by.as_ref().map(|approved| approved.text.as_str()))?;
    let mut path: &[String] = &[];
    for activity in &roadmap.activities {
        if activity.path != path {
            path = &activity.path;
            writeln!(out, "\n{}", one_line(&path.join(" / ")))?;
        }
        let number = activity.id.rsplit('.').next().unwrap_or_default();
        writeln!(out, "  .{number:<4} {}", one_line(&activity.to_string()))?;
    }
    if !roadmap.diagnostics.is_empty() {
        writeln!(out, "\n{} notes; `vekha parse --notes FILE` prints them", roadmap.diagnostics.len())?;
    }
    Ok(())
}

fn print_activity(out: &mut impl Write, entry: &ActivityEntry, source: Option<&Document>) -> anyhow::Result<()> {
    let activity = &entry.activity;
    writeln!(out, "{}", one_line(&activity.title))?;
    fact(out, "id", Some(&activity.id))?;
    fact(out, "key", Some(&activity.key))?;
    fact(out, "number", activity.number.as_deref())?;
    fact(out, "section", (!activity.path.is_empty()).then(|| activity.path.join(" / ")).as_deref())?;
    fact(out, "part of", activity.parent.as_deref())?;
    print_schedule(out, activity)?;
    for party in activity.responsible.iter().flat_map(|responsible| &responsible.parties) {
        fact(out, "who", Some(&party.to_string()))?;
    }
    for unparsed in activity.responsible.iter().flat_map(|responsible| &responsible.unparsed) {
        fact(out, "not read", Some(&unparsed.text))?;
    }
    fact(out, "result", activity.result.as_deref())?;
    for field in &activity.fields {
        let name = if field.header.is_empty() { "(no header)" } else { &field.header };
        fact(out, name, Some(&field.text))?;
    }
    fact(out, "document", Some(entry.document.title.as_deref().unwrap_or(&entry.document.file)))?;
    writeln!(out, "\nread from")?;
    for (field, places) in &activity.source {
        for place in places {
            print_place(out, field, place, &entry.document.file, source)?;
        }
    }
    Ok(())
}

fn print_schedule(out: &mut impl Write, activity: &Activity) -> anyhow::Result<()> {
    let Some(schedule) = &activity.schedule else { return Ok(()) };
    for rule in &schedule.rules {
        fact(out, "when", Some(&rule.to_string()))?;
    }
    for window in &schedule.occurrences {
        let start = window.start.map_or("<=".to_owned(), |start| format!("{start} .."));
        fact(out, "", Some(&format!("{start} {}", window.end)))?;
    }
    for unparsed in &schedule.unparsed {
        fact(out, "not read", Some(&unparsed.text))?;
    }
    Ok(())
}

/// `plan.docx#2!R5C3:0..19  schedule  «Сентябрь 2018»`.
fn print_place(
    out: &mut impl Write,
    field: &str,
    place: &Place,
    file: &str,
    source: Option<&Document>,
) -> anyhow::Result<()> {
    let words = source.and_then(|document| document.words_at(place));
    let words = words.map_or("(not found in the source)".to_owned(), |words| format!("«{}»", one_line(&words)));
    writeln!(out, "  {}  {field}  {words}", place.named(file))?;
    Ok(())
}

fn fact(out: &mut impl Write, name: &str, value: Option<&str>) -> anyhow::Result<()> {
    if let Some(value) = value {
        writeln!(out, "  {name:<13} {}", one_line(value))?;
    }
    Ok(())
}
