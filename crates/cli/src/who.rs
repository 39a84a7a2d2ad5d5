use std::io::{self, Write};

use vekha_roadmap::model::{Party, PartyKind, PartyRole, Responsible};

use crate::lines;
use crate::output::{Outcome, one_line};

/// A cell.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The cell, «Директора ОУ, Управление образования»; without it cells come from standard input, one a line
    cell: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    match &arguments.cell {
        None => lines::answer(vekha_who::read),
        Some(cell) => print(&vekha_who::read(cell)).map(|()| Outcome::All),
    }
}

fn print(responsible: &Responsible) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    for party in &responsible.parties {
        writeln!(out, "{}", described(party))?;
    }
    for unparsed in &responsible.unparsed {
        writeln!(out, "not understood: «{}»", one_line(&unparsed.text))?;
    }
    if responsible.parties.is_empty() && responsible.unparsed.is_empty() {
        writeln!(out, "no words")?;
    }
    Ok(())
}

/// `person  Иванова Н.М., post Начальник, of Управление образования`.
fn described(party: &Party) -> String {
    let kind = match party.kind {
        PartyKind::Person => "person",
        PartyKind::Post => "post",
        PartyKind::Organization => "organization",
    };
    let name = party.person.as_ref().map(|person| person.name.clone());
    let post = party.post.clone().map(|post| if party.kind == PartyKind::Post { post } else { format!("post {post}") });
    let of = party.organization.clone();
    let of = of.map(|body| if party.kind == PartyKind::Organization { body } else { format!("of {body}") });
    let mut facts: Vec<String> = [name, post, of].into_iter().flatten().collect();
    facts.extend(party.plural.then(|| "plural".to_owned()));
    facts.extend(party.generic.then(|| "a class of bodies".to_owned()));
    facts.extend(party.role.map(|role| match role {
        PartyRole::CoExecutor => "co-executor".to_owned(),
        PartyRole::Controller => "controller".to_owned(),
    }));
    facts.extend(party.note.clone());
    format!("{kind:<13} {}", facts.join(", "))
}
