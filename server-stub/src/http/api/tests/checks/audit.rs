//! The audit log: everything is in it, nothing personal, and a change is found and said.

use kauth_protocol::checks::{AuditHead, BlobKind};
use rusqlite::Connection;

use super::{Desk, NUMBER};
use crate::clock::HOUR;
use crate::domain::checks::audit::{Found, verify};
use crate::domain::checks::{self, Decision};
use crate::store::DATABASE_FILE;

fn database(desk: &Desk) -> Connection {
    Connection::open(desk.world.folder.path().join(DATABASE_FILE)).unwrap()
}

fn lines(desk: &Desk) -> Vec<serde_json::Value> {
    let database = database(desk);
    let mut statement = database.prepare("SELECT line FROM check_audit ORDER BY n").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
}

fn found(desk: &Desk, head: Option<&str>) -> Option<Found> {
    verify(desk.world.folder.path(), head).unwrap().found
}

/// A desk whose log has a dossier's whole life.
async fn lived() -> (Desk, String, String) {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let hash = desk.dossier(&phone).await.manifest_sha256;
    checks::blob(&desk.world.state, &desk.staff, &phone.check, BlobKind::Front, 1).await.unwrap();
    checks::decide(&desk.world.state, &desk.staff, &phone.check, &hash, Decision::Accept, None)
        .await
        .unwrap();
    let head = phone.status(&desk).await.audit_head.unwrap();
    (desk, phone.check, head)
}

#[tokio::test]
async fn looks_decisions_and_deletions_are_lines_and_nothing_personal_is() {
    let (desk, check, head) = lived().await;
    let lines = lines(&desk);
    let what: Vec<&str> = lines.iter().map(|line| line["what"].as_str().unwrap()).collect();
    assert_eq!(what, ["added_reviewer", "looked", "fetched", "accepted", "deleted"]);
    assert!(lines[1..].iter().all(|line| line["of"] == check.as_str()));
    assert!(lines[1..4].iter().all(|line| line["who"] == desk.staff.as_str()));
    assert_eq!(lines[4]["who"], "server");
    let text = serde_json::to_string(&lines).unwrap();
    for personal in ["anna", NUMBER, "Berta", "Firefox", desk.account.as_str()] {
        assert!(!text.contains(personal), "{personal}");
    }
    let key = desk.world.state.keys.jwks().keys.remove(0);
    let opened = AuditHead::open(&head, &desk.world.state.origin, &key).unwrap();
    assert_eq!(opened.count, 5);
    assert_eq!(found(&desk, Some(&head)), None);
}

#[tokio::test]
async fn a_line_that_was_changed_taken_out_or_put_elsewhere_is_named() {
    for (sql, n) in [
        ("UPDATE check_audit SET line = replace(line, 'accepted', 'refused') WHERE n = 4", 4),
        ("UPDATE check_audit SET hash = x'00' WHERE n = 2", 2),
        ("DELETE FROM check_audit WHERE n = 3", 4),
        ("UPDATE check_audit SET n = 9 WHERE n = 5", 9),
        ("DELETE FROM check_audit WHERE n = 1", 2),
    ] {
        let (desk, ..) = lived().await;
        database(&desk).execute(sql, []).unwrap();
        assert_eq!(found(&desk, None), Some(Found::Changed(n)), "{sql}");
    }
}

#[tokio::test]
async fn a_tail_that_was_cut_is_shown_by_a_head_and_by_a_phones_if_all_heads_were_cut() {
    let (desk, _, head) = lived().await;
    database(&desk).execute("DELETE FROM check_audit WHERE n > 3", []).unwrap();
    let cut = Some(Found::Cut { signed: 5, there: 3 });
    assert_eq!(found(&desk, None), cut);
    database(&desk).execute("DELETE FROM check_audit_head", []).unwrap();
    assert_eq!(found(&desk, None), None, "a log that was cut with its heads looks whole");
    assert_eq!(found(&desk, Some(&head)), cut, "but not to who kept a head");
}

#[tokio::test]
async fn a_log_written_anew_and_a_head_of_nobody_are_found() {
    let (desk, _, head) = lived().await;
    let other = lived().await;
    assert_eq!(found(&desk, Some(&other.2)), Some(Found::BadHead));
    assert_eq!(found(&desk, Some("nothing")), Some(Found::BadHead));
    let mut forged = head.clone();
    forged.replace_range(forged.len() - 4.., "AAAA");
    assert_eq!(found(&desk, Some(&forged)), Some(Found::BadHead));
    // The same number of lines, consistent, and not those that were signed for.
    let foreign: Vec<(i64, String, Vec<u8>)> = {
        let database = database(&other.0);
        let mut statement = database.prepare("SELECT n, line, hash FROM check_audit").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let database = database(&desk);
    database.execute("DELETE FROM check_audit", []).unwrap();
    for (n, line, hash) in foreign {
        database.execute("INSERT INTO check_audit VALUES (?, ?, ?)", (n, line, hash)).unwrap();
    }
    assert_eq!(found(&desk, None), Some(Found::Rewritten(5)));
}

#[tokio::test]
async fn a_head_is_signed_each_hour() {
    let (desk, ..) = lived().await;
    let heads = || -> i64 {
        database(&desk).query_row("SELECT count(*) FROM check_audit_head", [], |row| row.get(0)).unwrap()
    };
    desk.world.sweep().await;
    let before = heads();
    desk.world.clock.advance(HOUR - 1);
    desk.world.sweep().await;
    assert_eq!(heads(), before);
    desk.world.clock.advance(1);
    desk.world.sweep().await;
    assert_eq!(heads(), before + 1);
    assert_eq!(found(&desk, None), None);
}

#[tokio::test]
async fn an_empty_folder_is_no_log() {
    let folder = crate::store::testing::folder();
    assert!(verify(folder.path(), None).is_err());
}
