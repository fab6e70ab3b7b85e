//! The real programs as children of a test: started with flags, read line by line, killed by their own id, and gone
//! when the test is.
//!
//! They are looked for beside the own program, where `cargo build --bins --all-features` puts them: Cargo builds
//! programs of other crates for nobody else's tests. With `test-control` they obey `KAUTH_CRASH_AT`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::proxy::Proxy;
use crate::world::WorldError;

/// How long anything may take that a child is asked for.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How a child is started.
#[derive(Clone, Debug, Default)]
pub struct Start {
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
}

impl Start {
    /// With these arguments.
    #[must_use]
    pub fn with(arguments: &[&str]) -> Self {
        Self {
            arguments: arguments.iter().map(|&argument| argument.into()).collect(),
            environment: Vec::new(),
        }
    }

    /// Dies at a named point, as by `kill -9`.
    #[must_use]
    pub fn dying_at(self, point: Option<&str>) -> Self {
        match point {
            Some(point) => self.knowing("KAUTH_CRASH_AT", point),
            None => self,
        }
    }

    /// With a variable in its environment.
    #[must_use]
    pub fn knowing(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }
}

/// A running child.
pub struct Running {
    child: Child,
    lines: mpsc::UnboundedReceiver<String>,
    said: Said,
}

/// How a child ended.
#[derive(Clone, Debug)]
pub struct Ended {
    status: ExitStatus,
    /// Everything on standard output.
    pub stdout: String,
    /// Everything on standard error.
    pub stderr: String,
}

impl Ended {
    /// Its exit code, unless a signal ended it.
    #[must_use]
    pub fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// A signal ended it: a crash point, or somebody's `kill`.
    #[must_use]
    pub fn was_killed(&self) -> bool {
        self.status.code().is_none()
    }
}

#[derive(Clone, Default)]
struct Said(Arc<Mutex<(String, String)>>);

impl Said {
    fn out(&self, line: &str) {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.0.push_str(line);
        said.0.push('\n');
    }

    fn err(&self, text: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.push_str(&String::from_utf8_lossy(text));
    }

    fn all(&self) -> (String, String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Running {
    /// Starts `program` (`kauth`, `kauth-server`).
    ///
    /// # Errors
    /// [`WorldError`] if it was not built.
    pub fn start(program: &str, start: &Start) -> Result<Self, WorldError> {
        let path = program_path(program)?;
        let mut command = Command::new(path);
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("KAUTH_")) {
                command.env_remove(name);
            }
        }
        command.args(&start.arguments).envs(start.environment.iter().cloned()).env("LANG", "en_US.UTF-8");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn()?;
        let (sender, lines) = mpsc::unbounded_channel();
        let said = Said::default();
        if let Some(stdout) = child.stdout.take() {
            let said = said.clone();
            tokio::spawn(async move {
                let mut reader = BufReader::new(stdout).lines();
                while let Ok(Some(line)) = reader.next_line().await {
                    said.out(&line);
                    let _nobody_reads = sender.send(line);
                }
            });
        }
        if let Some(mut stderr) = child.stderr.take() {
            let said = said.clone();
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                while let Ok(count @ 1..) = stderr.read(&mut buffer).await {
                    said.err(buffer.get(..count).unwrap_or_default());
                }
            });
        }
        Ok(Self { child, lines, said })
    }

    /// The next line on standard output; none at its end.
    ///
    /// # Errors
    /// [`WorldError`] after [`PATIENCE`].
    pub async fn line(&mut self) -> Result<Option<String>, WorldError> {
        timeout(PATIENCE, self.lines.recv()).await.map_err(|_| self.late("a line"))
    }

    /// Everything it said so far, on both streams.
    #[must_use]
    pub fn said(&self) -> (String, String) {
        self.said.all()
    }

    /// `kill -9`.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn kill(mut self) -> Result<Ended, WorldError> {
        // It may have ended by itself a moment before.
        let _gone = self.child.start_kill();
        self.ended().await
    }

    /// Asks it to end, as a system does.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn terminate(self) -> Result<Ended, WorldError> {
        if let Some(id) = self.child.id() {
            Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
        }
        self.ended().await
    }

    /// Waits until it ends by itself; it may be waited for, or killed, again.
    ///
    /// # Errors
    /// [`WorldError`] after [`PATIENCE`].
    pub async fn exits(&mut self) -> Result<(), WorldError> {
        let exited = timeout(PATIENCE, self.child.wait()).await;
        exited.map_err(|_| self.late("its end"))?.map(|_| ()).map_err(WorldError::Folder)
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// [`WorldError`] after [`PATIENCE`].
    pub async fn ended(mut self) -> Result<Ended, WorldError> {
        let status = timeout(PATIENCE, self.child.wait()).await.map_err(|_| self.late("its end"))??;
        // The stream's end is the last line's.
        while timeout(PATIENCE, self.lines.recv()).await.is_ok_and(|line| line.is_some()) {}
        let (stdout, stderr) = self.said.all();
        Ok(Ended { status, stdout, stderr })
    }

    /// Gives it so long, and kills it if it still runs then.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn killed_after(mut self, instant: Duration) -> Result<Ended, WorldError> {
        let _ended_before = timeout(instant, self.child.wait()).await;
        self.kill().await
    }

    fn late(&self, what: &str) -> WorldError {
        let (out, err) = self.said.all();
        WorldError::Unmet(format!("{what} did not come; it said: {out}\n{err}"))
    }
}

/// Runs `kauth` with these arguments and a data folder to its end.
///
/// # Errors
/// [`WorldError`].
pub async fn kauth(data: &Path, arguments: &[&str]) -> Result<Ended, WorldError> {
    Running::start("kauth", &kauth_start(data, arguments))?.ended().await
}

/// How `kauth` is started with a data folder.
#[must_use]
pub fn kauth_start(data: &Path, arguments: &[&str]) -> Start {
    let mut start = Start::with(arguments);
    start.arguments.splice(0..0, ["--data".into(), data.display().to_string()]);
    start
}

/// A provider as a process, which comes back at the same address.
pub struct ServerProcess {
    running: Option<Running>,
    data: PathBuf,
    flags: Vec<String>,
    listen: String,
    clock_ms: i64,
    url: String,
    logs: String,
}

impl ServerProcess {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn start(data: &Path, flags: &[&str], dying_at: Option<&str>) -> Result<Self, WorldError> {
        let mut server = Self::at("127.0.0.1:0", data, flags);
        server.go(dying_at).await?;
        let address = server.url.split_once("://").map(|(_, address)| address.to_owned());
        server.listen = address.unwrap_or_default();
        Ok(server)
    }

    /// Starts it behind somebody who is the way to it.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn behind(proxy: &Proxy, data: &Path) -> Result<Self, WorldError> {
        let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut server = Self::at(&free.to_string(), data, &["--public-url", &proxy.url()]);
        server.go(None).await?;
        proxy.leads_to(free);
        Ok(server)
    }

    fn at(listen: &str, data: &Path, flags: &[&str]) -> Self {
        let flags = flags.iter().map(|&flag| flag.into()).collect();
        let (listen, url, logs) = (listen.into(), String::new(), String::new());
        Self { running: None, data: data.into(), flags, listen, clock_ms: 0, url, logs }
    }

    /// Its origin.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Everything all its runs said, as far as they have ended.
    #[must_use]
    pub fn logs(&self) -> &str {
        &self.logs
    }

    /// Waits until it has died at its point.
    ///
    /// # Errors
    /// [`WorldError`] if it lives on, or ended otherwise.
    pub async fn died(&mut self) -> Result<(), WorldError> {
        let Some(running) = self.running.take() else { return Ok(()) };
        let ended = running.ended().await?;
        self.keep(&ended);
        crate::world::must(ended.was_killed(), format!("the server ended by itself: {}", ended.stderr))
    }

    /// `kill -9`.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn kill(&mut self) -> Result<(), WorldError> {
        if let Some(running) = self.running.take() {
            let ended = running.kill().await?;
            self.keep(&ended);
        }
        Ok(())
    }

    /// Asks it to stop.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn stop(&mut self) -> Result<(), WorldError> {
        if let Some(running) = self.running.take() {
            let ended = running.terminate().await?;
            self.keep(&ended);
        }
        Ok(())
    }

    /// From its next start on its clock is so many milliseconds ahead.
    pub fn turn(&mut self, ms: i64) {
        self.clock_ms += ms;
    }

    /// Comes back at the same address, with what it kept.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn restart(&mut self, dying_at: Option<&str>) -> Result<(), WorldError> {
        self.kill().await?;
        self.go(dying_at).await
    }

    async fn go(&mut self, dying_at: Option<&str>) -> Result<(), WorldError> {
        let mut start = Start::with(&["--listen", &self.listen, "--development-outbox", "--data"]);
        start.arguments.push(self.data.display().to_string());
        start.arguments.extend(self.flags.iter().cloned());
        if self.clock_ms != 0 {
            start = start.knowing("KAUTH_CLOCK_OFFSET_MS", &self.clock_ms.to_string());
        }
        let mut running = Running::start("kauth-server", &start.dying_at(dying_at))?;
        let line = running.line().await?.unwrap_or_default();
        let Some(url) = line.strip_prefix("listening on ") else {
            let ended = running.ended().await?;
            return Err(WorldError::Unmet(format!("the server did not start: {}", ended.stderr)));
        };
        self.url = url.into();
        self.running = Some(running);
        Ok(())
    }

    fn keep(&mut self, ended: &Ended) {
        self.logs.push_str(&ended.stdout);
        self.logs.push_str(&ended.stderr);
    }
}

/// Where a program lies, if it was built.
///
/// # Errors
/// [`WorldError::Unmet`] with the command that builds it.
pub fn program_path(program: &str) -> Result<PathBuf, WorldError> {
    let own = std::env::current_exe()?;
    let beside = own.parent().unwrap_or(Path::new("."));
    // Cargo puts tests into a folder of their own, and programs beside it.
    let folder = if beside.ends_with("deps") { beside.parent().unwrap_or(beside) } else { beside };
    let path = folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    if path.is_file() {
        Ok(path)
    } else {
        Err(WorldError::Unmet(format!(
            "{} is missing: cargo build --workspace --bins --all-features",
            path.display()
        )))
    }
}

/// Every file below a folder, with its bytes.
///
/// # Errors
/// [`WorldError::Folder`].
pub fn files_below(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, WorldError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            let mut bytes = Vec::new();
            std::fs::File::open(&path)?.read_to_end(&mut bytes)?;
            found.push((path, bytes));
        }
    }
    found.sort();
    Ok(found)
}
