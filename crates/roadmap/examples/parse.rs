//! Prints each document named on the command line as one line of JSON: `cargo run --example parse -- plan.docx`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;
use std::path::Path;

use vekha_read::Limits;

fn main() -> Result<(), Box<dyn Error>> {
    // `vekha parse FILE…` is called alike, so that a script can use either.
    let names: Vec<String> = std::env::args().skip(1).collect();
    let files = names.strip_prefix(&["parse".to_owned()][..]).unwrap_or(&names);
    for file in files {
        let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
        let document = vekha_read::read(&std::fs::read(file)?, &name, &Limits::default())?;
        println!("{}", serde_json::to_string(&vekha_roadmap::roadmap(&document))?);
    }
    Ok(())
}
