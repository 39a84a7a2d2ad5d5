//! Reads and structures each file named on standard input, and says how long that took: `tests/compare-speed` asks it.
//!
//! A line goes in, a path; a line comes out: nanoseconds from opening the file to its records, and how many they are.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;
use std::io::stdin;
use std::path::Path;
use std::time::Instant;

use vekha_read::Limits;

fn main() -> Result<(), Box<dyn Error>> {
    for path in stdin().lines() {
        let path = path?;
        let name = Path::new(&path).file_name().unwrap_or_default().to_string_lossy();
        let begun = Instant::now();
        let document = vekha_read::read(&std::fs::read(&path)?, &name, &Limits::default())?;
        let records = vekha_roadmap::structure(&document).records.len();
        println!("{} {records}", begun.elapsed().as_nanos());
    }
    Ok(())
}
