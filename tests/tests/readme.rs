//! Every command that README shows can be run, and prints something.

mod program;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use program::{binary, root};

/// The command lines of vekha in the shell blocks of a page, without their comments.
fn commands(page: &str) -> Vec<String> {
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).map(|line| line.split(" #").next().unwrap_or_default().trim());
    let arguments = lines.filter_map(|line| {
        ["target/release/vekha ", "cargo run --release -- ", "vekha "].iter().find_map(|start| line.strip_prefix(start))
    });
    arguments.filter(|arguments| !arguments.starts_with("serve")).map(str::to_owned).collect()
}

/// A folder with the samples imported, as README's first command does.
fn imported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let samples = folder.path().join("corpus");
    fs::create_dir(&samples).expect("a folder");
    for entry in fs::read_dir(root().join("corpus")).expect("the sample corpus") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, samples.join(path.file_name().expect("a name"))).expect("a copy");
    }
    let (status, _, err) = run(folder.path(), "import corpus");
    assert_eq!(status, Some(0), "{err}");
    folder
}

/// Runs a command line as a shell does: its status, what it printed, what it said.
fn run(folder: &Path, arguments: &str) -> (Option<i32>, String, String) {
    let line = format!("'{}' {arguments}", binary().display());
    let mut command = Command::new("bash");
    command.args(["-c", &line]).current_dir(folder).stdin(Stdio::null());
    let output = command.output().expect("bash runs");
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), words(&output.stdout), words(&output.stderr))
}

#[test]
fn every_command_of_readme_runs_and_prints_something() {
    let folder = imported();
    let mut faults = Vec::new();
    for name in ["README.md", "README.ru.md"] {
        let page = fs::read_to_string(root().join(name)).expect("the page");
        let commands = commands(&page);
        assert!(commands.len() >= 3, "{name} shows {} commands", commands.len());
        for arguments in commands {
            let (status, out, err) = run(folder.path(), &arguments);
            // An import reports on standard error.
            let is_silent = out.trim().is_empty() && (!arguments.starts_with("import") || err.trim().is_empty());
            if status != Some(0) || is_silent {
                faults.push(format!("{name}: vekha {arguments}: status {status:?}, printed `{out}`, said `{err}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
