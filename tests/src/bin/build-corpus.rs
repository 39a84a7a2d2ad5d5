//! Writes `corpus/` from `fixtures/roadmaps/*.md`: the same bytes on every run.

use std::fs;

use anyhow::{Context as _, Result};
use vekha_tests::{build, root};

fn main() -> Result<()> {
    let folder = root().join("corpus");
    for (name, bytes) in build(&root())? {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    Ok(())
}
