//! `kauth-server` as an operator meets it: a process with flags, signals, an exit code and two streams.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A folder that goes away with its value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kauth-server-process-{}-{name}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn data(&self) -> PathBuf {
        self.0.join("data")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kauth-server"));
    command.args(arguments).arg("--data").arg(data).stdin(Stdio::null()).env_remove("KAUTH_PUBLIC_URL");
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    command(data, arguments).output().unwrap()
}

/// What a refused start looks like: the exit code and the one line that says why.
fn refused(output: &Output) -> (Option<i32>, String) {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("kauth-server: "), "{said}");
    assert!(output.stdout.is_empty());
    (output.status.code(), said)
}

struct Running {
    /// Until it is stopped.
    child: Option<Child>,
    url: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

impl Running {
    fn start(data: &Path) -> Self {
        let mut child = command(data, &["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let Some(url) = line.trim_end().strip_prefix("listening on ") else {
            panic!("{line:?}: {:?}", child.wait_with_output())
        };
        Self { url: url.to_owned(), child: Some(child) }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(self.url.strip_prefix("http://").unwrap()).unwrap()
    }

    fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }

    /// Asks it to stop; returns its exit code and everything it logged.
    fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let child = self.child.take().unwrap();
        let kill = format!("kill -{signal} {}", child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }
}

#[test]
fn it_says_where_it_listens_answers_and_ends_when_asked() {
    let folder = Folder::new("serves");
    for signal in ["TERM", "INT"] {
        let server = Running::start(&folder.data());
        assert!(server.get("/healthz").starts_with("HTTP/1.1 200 "));
        server.get("/nowhere?token=planted");
        let (code, logged) = server.stop(signal);
        assert_eq!(code, Some(0), "{logged}");
        assert!(logged.contains("stopping") && !logged.contains("planted"), "{logged}");
    }
}

#[test]
fn a_connection_that_hangs_does_not_hold_up_the_end() {
    let folder = Folder::new("hangs");
    let server = Running::start(&folder.data());
    let mut hanging: Vec<TcpStream> = Vec::new();
    for half in [
        &b""[..],
        b"GET /healthz HT",
        b"POST /v1/links/claim HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{",
    ] {
        let mut stream = server.connect();
        stream.write_all(half).unwrap();
        hanging.push(stream);
    }
    assert!(server.get("/healthz").contains("200"), "the others were accepted before this one");
    assert_eq!(server.stop("TERM").0, Some(0));
}

#[test]
fn settings_that_cannot_be_right_end_with_2_and_touch_nothing() {
    let folder = Folder::new("settings");
    for (arguments, reason) in [
        (&["--listen", "0.0.0.0:0"][..], "plain HTTP"),
        (&["--listen", "0.0.0.0:0", "--tls", "self-signed"], "--public-url"),
        (&["--public-url", "https://id.example.org/path"], "--public-url"),
    ] {
        let (code, said) = refused(&run(&folder.data(), arguments));
        assert!(code == Some(2) && said.contains(reason), "{said}");
    }
    assert_eq!(run(&folder.data(), &["--listen", "nowhere"]).status.code(), Some(2));
    assert!(!folder.data().exists());
}

#[test]
fn a_start_that_fails_ends_with_1_and_says_why() {
    let folder = Folder::new("fails");
    let listen = ["--listen", "127.0.0.1:0"];
    let server = Running::start(&folder.data());
    assert_eq!(
        refused(&run(&folder.data(), &listen)),
        (Some(1), in_words("another server uses this data folder"))
    );
    let taken = server.url.strip_prefix("http://").unwrap();
    let (code, said) = refused(&run(&folder.0.join("other"), &["--listen", taken]));
    assert!(code == Some(1) && said.contains(taken), "{said}");
    assert!(server.get("/healthz").contains("200"), "the first one goes on");
    server.stop("TERM");

    let key = folder.data().join("server.key");
    std::fs::rename(&key, folder.0.join("kept")).unwrap();
    let (code, said) = refused(&run(&folder.data(), &listen));
    assert!(code == Some(1) && said.contains("the key file is missing"), "{said}");
    assert!(!key.exists());
    std::fs::rename(folder.0.join("kept"), &key).unwrap();

    let (code, said) = refused(&run(&folder.data(), &[&listen[..], &["--geoip", "no-such.mmdb"]].concat()));
    assert!(code == Some(1) && said.contains("no-such.mmdb"), "{said}");
}

#[test]
fn a_backup_of_the_running_server_starts_with_the_same_keys() {
    let folder = Folder::new("backup");
    let server = Running::start(&folder.data());
    let copy = folder.0.join("copy.db");
    let name = copy.to_str().unwrap();
    let made = run(&folder.data(), &["backup", name]);
    assert!(made.status.success(), "{made:?}");
    let (code, said) = refused(&run(&folder.data(), &["backup", name]));
    assert!(code == Some(1) && said.contains("already there"), "{said}");
    let jwks = keys(&server);
    server.stop("TERM");

    let restored = folder.0.join("restored");
    std::fs::create_dir(&restored).unwrap();
    std::fs::rename(&copy, restored.join("kauth.db")).unwrap();
    std::fs::copy(folder.data().join("server.key"), restored.join("server.key")).unwrap();
    let server = Running::start(&restored);
    assert_eq!(keys(&server), jwks);
    server.stop("TERM");
}

#[test]
fn a_rotated_key_is_first_after_the_next_start_and_a_running_server_is_left_alone() {
    let folder = Folder::new("rotate");
    let server = Running::start(&folder.data());
    let before = keys(&server);
    assert_eq!(
        refused(&run(&folder.data(), &["rotate-key"])),
        (Some(1), in_words("another server uses this data folder"))
    );
    server.stop("TERM");
    let rotated = run(&folder.data(), &["rotate-key"]);
    assert!(rotated.status.success(), "{rotated:?}");
    assert!(String::from_utf8(rotated.stdout).unwrap().starts_with("the signing key is now "));
    let server = Running::start(&folder.data());
    let after = keys(&server);
    assert_eq!((before.len(), after.len()), (1, 2));
    assert_eq!(after.last(), before.last());
    server.stop("TERM");
}

/// The `x` coordinates of the server's keys, as its discovery document tells them.
fn keys(server: &Running) -> Vec<String> {
    let reply = server.get("/.well-known/kauth");
    let (_, body) = reply.split_once("\r\n\r\n").unwrap();
    let document: serde_json::Value = serde_json::from_str(body).unwrap();
    let keys = document["jwks"]["keys"].as_array().unwrap();
    keys.iter().map(|key| key["x"].as_str().unwrap().to_owned()).collect()
}

fn in_words(reason: &str) -> String {
    format!("kauth-server: {reason}\n")
}

#[test]
fn the_audit_log_is_verified_by_one_command_while_the_server_runs() {
    let folder = Folder::new("audit");
    let nothing = refused(&run(&folder.data(), &["audit", "verify"]));
    assert!(nothing.0 == Some(1) && nothing.1.contains("no database"), "{}", nothing.1);
    let server = Running::start(&folder.data());
    let verified = run(&folder.data(), &["audit", "verify"]);
    let said = String::from_utf8(verified.stdout).unwrap();
    assert!(verified.status.success() && said.contains("0 lines"), "{said}");
    let (code, said) = refused(&run(&folder.data(), &["audit", "verify", "--head", "a.b.c"]));
    assert!(code == Some(1) && said.contains("no key of this server"), "{said}");
    assert_eq!(server.stop("TERM").0, Some(0));
}
