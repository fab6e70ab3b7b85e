//! The audit log, as it is shown at the end: who looked at the dossiers, what was decided, what is gone.

use std::path::Path;

use kauth_server::Server;
use kauth_server::domain::checks::audit;
use kauth_server::store::StoreError;
use kauth_server::store::checks::audit as rows;
use kauth_tests::world::WorldError;
use serde_json::Value;

/// Prints the log and whether it holds; nothing if there is no line yet.
pub(crate) async fn show(server: &Server, data: &Path) -> Result<(), WorldError> {
    let unmet = |error: &dyn std::error::Error| WorldError::Unmet(error.to_string());
    let lines = server.state().store.read(|tx| {
        let mut lines = Vec::new();
        rows::each(tx, |row| lines.push(row.line))?;
        Ok::<_, StoreError>(lines)
    });
    let lines = lines.await.map_err(|error| unmet(&error))?;
    if lines.is_empty() {
        return Ok(());
    }
    println!("\nWho looked at dossiers, and what became of them (the audit log):\n");
    for line in &lines {
        println!("  {}", told(line));
    }
    let verdict = audit::verify(data, None).map_err(|error| unmet(&error))?;
    match verdict.found {
        Some(found) => println!("\n  {found}"),
        None => {
            println!("\n  {} lines, compared with {} signed heads: unbroken", verdict.lines, verdict.heads);
        }
    }
    Ok(())
}

/// `12:20:31 UTC  staff 5PLUPE…  fetched  front 1`
fn told(line: &str) -> String {
    let line: Value = serde_json::from_str(line).unwrap_or_default();
    let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default();
    let second = line.get("at").and_then(Value::as_i64).unwrap_or_default().div_euclid(1000);
    let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
    let short = |id: &str| id.chars().take(6).collect::<String>();
    let who = if text("who") == "server" {
        "server".to_owned()
    } else {
        format!("staff {}…", short(text("who")))
    };
    let what = text("what").replace('_', " ");
    let of = short(text("of"));
    format!("{hour:02}:{minute:02}:{second:02} UTC  {who:13}  {what:14}  {of}…  {}", text("detail"))
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_line_is_told_in_words() {
        let line = r#"{"at":1795954930696,"who":"5PLUPEArVknF","what":"asked_retake","of":"bvnrbQA3AEwT"}"#;
        assert_eq!(told(line).trim_end(), "12:22:10 UTC  staff 5PLUPE…  asked retake    bvnrbQ…");
        let line = r#"{"at":0,"who":"server","what":"deleted","of":"bvnrbQA3AEwT","detail":"accepted"}"#;
        assert_eq!(told(line), "00:00:00 UTC  server         deleted         bvnrbQ…  accepted");
    }
}
