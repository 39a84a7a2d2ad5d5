//! ARCHITECTURE.md's table of crates is what `cargo metadata` says.

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

type Layers = BTreeMap<String, BTreeSet<String>>;

#[test]
fn the_table_in_architecture_names_every_crate_and_what_it_builds_on() {
    let (written, real) = (written(), real());
    assert!(written.len() > 10, "help: ARCHITECTURE.md has a table `| crate | builds on |`");
    let all: BTreeSet<&String> = written.keys().chain(real.keys()).collect();
    let differences: Vec<String> = all
        .into_iter()
        .filter(|name| written.get(*name) != real.get(*name))
        .map(|name| format!("{name}: the table says {:?}, the manifest {:?}", written.get(name), real.get(name)))
        .collect();
    assert!(differences.is_empty(), "help: change the table or the manifest\n{}", differences.join("\n"));
}

/// The rows of the table: `| when | model, lexis |`.
fn written() -> Layers {
    let text = std::fs::read_to_string(program::root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let table = text.lines().skip_while(|line| !line.starts_with("| crate | builds on |")).skip(2);
    table
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut columns = line.split('|').skip(1).map(str::trim);
            let name = columns.next().unwrap_or_default().trim_matches('`').to_owned();
            let below = columns.next().unwrap_or_default();
            let below = below.split(',').map(|word| word.trim().trim_matches('`').to_owned());
            (name, below.filter(|word| !word.is_empty() && word != "—").collect())
        })
        .collect()
}

/// The dependencies among our own packages, tests and build scripts aside.
fn real() -> Layers {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline", "--locked"])
        .current_dir(program::root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("cargo metadata prints JSON");
    let folder = |package: &str| match package {
        "vekha" => Some("cli".to_owned()),
        package => package.strip_prefix("vekha-").map(str::to_owned),
    };
    let packages = metadata["packages"].as_array().expect("packages are a list");
    let ours = packages.iter().filter_map(|package| Some((folder(package["name"].as_str()?)?, package)));
    ours.filter(|(name, _)| name != "tests")
        .map(|(name, package)| {
            let dependencies = package["dependencies"].as_array().expect("dependencies are a list").iter();
            let normal = dependencies.filter(|dependency| dependency["kind"].is_null());
            (name, normal.filter_map(|dependency| folder(dependency["name"].as_str()?)).collect())
        })
        .collect()
}
