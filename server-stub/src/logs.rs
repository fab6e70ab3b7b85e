//! Structured logs on standard error, for people or as JSON lines.
//!
//! What goes in is ours alone: other crates are heard from `warn` up, because at finer levels an HTTP stack prints
//! headers. A panic is logged by its place and not by its message, which may quote a value.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// How a line looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For reading.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// From which level on our own lines are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Level {
    /// Something of ours failed.
    Error,
    /// Something is odd.
    Warn,
    /// Each request.
    #[default]
    Info,
    /// More.
    Debug,
}

/// Logs to standard error from now on, panics too. A second call changes nothing.
pub fn init(format: Format, level: Level) {
    let subscriber = subscriber(format, level, std::io::stderr);
    if tracing::subscriber::set_global_default(subscriber).is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(place, "a defect stopped one task");
        }));
    }
}

/// The subscriber that [`init`] installs, writing to `writer`.
pub(crate) fn subscriber<W>(
    format: Format,
    level: Level,
    writer: W,
) -> Box<dyn tracing::Subscriber + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let level = match level {
        Level::Error => "error",
        Level::Warn => "warn",
        Level::Info => "info",
        Level::Debug => "debug",
    };
    let others = if level == "error" { "error" } else { "warn" };
    let filter = EnvFilter::new(format!("{others},kauth_server={level}"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    match format {
        Format::Text => Box::new(builder.with_ansi(false).with_target(false).finish()),
        Format::Json => Box::new(builder.json().flatten_event(true).with_span_list(false).finish()),
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    /// Collects what is logged.
    #[derive(Clone, Default)]
    pub(crate) struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Lines {
        pub(crate) fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }

        /// Logs of this thread come here while the guard lives.
        pub(crate) fn listen(&self, format: Format, level: Level) -> tracing::subscriber::DefaultGuard {
            tracing::subscriber::set_default(subscriber(format, level, self.clone()))
        }
    }

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl MakeWriter<'_> for Lines {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::Lines;
    use super::*;

    #[test]
    fn json_is_one_object_a_line() {
        let lines = Lines::default();
        let guard = lines.listen(Format::Json, Level::Info);
        tracing::info!(count = 3, "counted");
        drop(guard);
        let line: serde_json::Value = serde_json::from_str(lines.text().trim_end()).unwrap();
        assert_eq!((&line["message"], &line["count"]), (&"counted".into(), &3.into()));
    }

    #[test]
    fn other_crates_are_heard_from_warn_up_only() {
        let lines = Lines::default();
        let guard = lines.listen(Format::Text, Level::Debug);
        tracing::debug!("ours");
        tracing::info!(target: "hyper::proto", "a header");
        tracing::warn!(target: "hyper::proto", "a warning");
        drop(guard);
        let text = lines.text();
        assert!(text.contains("ours") && text.contains("a warning") && !text.contains("a header"), "{text}");
    }
}
