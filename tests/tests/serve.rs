//! `vekha serve`: the address on standard error, pages and JSON over plain HTTP, the same answer as on the command line.

mod program;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use program::{binary, root, vekha};
use serde_json::Value;

const PLAN: &str = "План мероприятий на 2021 год\n\nМероприятие\tСрок\tОтветственный\n\
    Высадка деревьев\tапрель\tДиректор школы\nОтчёт о высадке\tдо 1 июня\tУправление образования\n";

/// A server over a corpus of its own; it ends with the test.
struct Server {
    child: Child,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let plan = folder.path().join("plan.txt");
        std::fs::write(&plan, PLAN).expect("a plan is written");
        let out = folder.path().join("out");
        let run = vekha(&["import".as_ref(), plan.as_os_str(), "-o".as_ref(), out.as_os_str()]);
        assert_eq!(run.status, 0, "{}", run.err);

        let mut command = Command::new(binary());
        command.args(["serve", "--port", "0", "-c"]).arg(&out).current_dir(root());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("vekha starts");
        let mut said = String::new();
        let stderr = child.stderr.take().expect("a pipe was asked for");
        BufReader::new(stderr).read_line(&mut said).expect("it says where it is");
        let address = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).map(str::parse);
        let Some(Ok(address)) = address else {
            let _ = child.kill();
            panic!("no address in `{said}`");
        };
        Self { child, address, folder }
    }

    fn out(&self) -> String {
        self.folder.path().join("out").to_str().expect("a plain path").to_owned()
    }

    /// The status line with the headers, and the body.
    fn get(&self, url: &str) -> (String, String) {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time is set");
        let host = self.address;
        write!(stream, "GET {url} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers in UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        (head.to_owned(), body.to_owned())
    }
}

fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn a_corpus_is_served_on_loopback_and_answers_as_the_command_line_does() {
    let server = Server::start();
    assert!(server.address.ip().is_loopback());

    let (head, page) = server.get(&format!("/?q={}", encoded("деревья")));
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.to_lowercase().contains("content-security-policy: default-src 'none'"), "{head}");
    assert!(page.contains("Высадка <mark>деревьев</mark>"), "{page}");

    let (_, json) = server.get(&format!("/search.json?q={}", encoded("деревья")));
    assert_eq!(json, vekha(&["search", "деревья", "-c", &server.out(), "--format", "json"]).out);

    let found: Value = serde_json::from_str(&json).expect("it is JSON");
    let id = found["hits"][0]["activity"]["id"].as_str().expect("a hit has an id");
    let (_, json) = server.get(&format!("/activities/{id}.json"));
    assert_eq!(json, vekha(&["show", id, "-c", &server.out(), "--format", "json"]).out);
    let document = id.split('.').next().expect("an id begins with its document's");
    let (_, json) = server.get(&format!("/api/v1/documents/{document}"));
    assert_eq!(json, vekha(&["show", document, "-c", &server.out(), "--format", "json"]).out);

    let (head, problem) = server.get("/api/v1/search?colour=red");
    assert!(head.starts_with("HTTP/1.1 400") && head.contains("application/problem+json"), "{head}");
    assert!(problem.contains("colour"), "{problem}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly_even_with_an_open_connection() {
    let mut server = Server::start();
    let _idle = TcpStream::connect(server.address).expect("it listens");
    let id = server.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill runs").success());
    let deadline = Instant::now() + Duration::from_secs(20);
    let status = loop {
        if let Some(status) = server.child.try_wait().expect("it is our child") {
            break status;
        }
        assert!(Instant::now() < deadline, "it does not end");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_folder_without_a_corpus_and_a_taken_port_are_said() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let run = vekha(&["serve", "--port", "0", "-c", empty.path().to_str().expect("a plain path")]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("there is no corpus here"), "{}", run.err);

    let server = Server::start();
    let run = vekha(&["serve", "--port", &server.address.port().to_string(), "-c", &server.out()]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains(&server.address.to_string()), "{}", run.err);
}
