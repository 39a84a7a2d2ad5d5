//! The program under test, as its users run it.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the package lies in the workspace")
}

/// The binary `vekha`, built in the profile of this test.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        // target/<profile>/deps/<test>
        let test = std::env::current_exe().expect("a test has a path");
        let profile = test.ancestors().nth(2).expect("a test lies in target/<profile>/deps").to_owned();
        let target = profile.parent().expect("a profile lies in target").to_owned();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--locked", "-p", "vekha"]).current_dir(root());
        cargo.env("CARGO_TARGET_DIR", target);
        if profile.ends_with("release") {
            cargo.arg("--release");
        }
        assert!(cargo.status().expect("cargo runs").success(), "vekha builds");
        profile.join("vekha")
    })
}

/// What a run of `vekha` printed, and how it ended.
pub struct Run {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// The exit status.
    pub status: i32,
}

/// Runs `vekha` in the root of the workspace.
pub fn vekha<A: AsRef<std::ffi::OsStr>>(arguments: &[A]) -> Run {
    vekha_with_input(arguments, "")
}

/// Runs `vekha` with text on standard input.
pub fn vekha_with_input<A: AsRef<std::ffi::OsStr>>(arguments: &[A], input: &str) -> Run {
    vekha_with_bytes(arguments, input.as_bytes())
}

/// Runs `vekha` with bytes on standard input.
pub fn vekha_with_bytes<A: AsRef<std::ffi::OsStr>>(arguments: &[A], input: &[u8]) -> Run {
    use std::io::Write;
    use std::process::Stdio;
    let mut command = Command::new(binary());
    command.args(arguments).current_dir(root());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("vekha starts");
    let mut stdin = child.stdin.take().expect("a pipe was asked for");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let Output { status, stdout, stderr } = child.wait_with_output().expect("vekha ends");
    // A program that needs no input may close it first.
    let _ = writer.join().expect("the writer does not panic");
    Run {
        out: String::from_utf8(stdout).expect("output is UTF-8"),
        err: String::from_utf8_lossy(&stderr).into_owned(),
        status: status.code().unwrap_or(-1),
    }
}

impl Run {
    /// The output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }

    /// The lines of the output as JSON.
    pub fn json_lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
            .collect()
    }
}
