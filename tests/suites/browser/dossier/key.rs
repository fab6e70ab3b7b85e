//! The reviewer's key: it stays in the browser, no script reads it again, and its backup opens with the passphrase only.

use kauth_tests::world::World;
use serde_json::{Value, json};

use super::MAKE_KEY;
use crate::chromium::{Done, Setup, browse, must};
use crate::tab::Tab;

/// Every way in which a script could try to read the kept key.
const READ: &str = "
    const [account, done] = arguments;
    import('/assets/console/key.js')
        .then(({ load }) => load(account))
        .then(async ({ privateKey, jwk }) => {
            const tries = ['pkcs8', 'jwk', 'raw'].map((form) => crypto.subtle.exportKey(form, privateKey));
            const read = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
            done({ read, extractable: privateKey.extractable, usages: privateKey.usages, jwk });
        })
        .catch((error) => done({ refused: error.reason || String(error) }));";

const RESTORE: &str = "
    const [account, text, passphrase, done] = arguments;
    import('/assets/console/key.js')
        .then(({ restore }) => restore(account, text, passphrase))
        .then(({ jwk }) => done({ jwk }))
        .catch((error) => done({ refused: error.reason || String(error) }));";

async fn restore(tab: &Tab, text: &str, passphrase: &str) -> Done<Value> {
    tab.later(RESTORE, vec![json!("elsewhere"), json!(text), json!(passphrase)]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reviewers_key_stays_in_the_browser_and_comes_back_from_its_backup() {
    const PASSPHRASE: &str = "vier graue esel";
    let world = World::new().await.unwrap();
    browse(&world, "reviewer_key", Setup::default(), async |tab| {
        tab.open("/sign-in").await?;
        let short = tab.later(MAKE_KEY, vec![json!("anna"), json!("kurz")]).await?;
        must(short["refused"] == "passphrase_short", format!("a short passphrase: {short}"))?;
        let made = tab.later(MAKE_KEY, vec![json!("anna"), json!(PASSPHRASE)]).await?;
        let kept = tab.later(READ, vec![json!("anna")]).await?;
        must(kept["read"] == 0 && kept["extractable"] == false, format!("no script reads it: {kept}"))?;
        must(kept["usages"] == json!(["deriveBits"]), "it does one thing")?;
        must(kept["jwk"] == made["jwk"], "it is the one that was made")?;

        let backup = made["backup"].as_str().unwrap_or_default();
        let file: Value = serde_json::from_str(backup)?;
        must(file["iterations"].as_u64() >= Some(600_000), format!("{file}"))?;
        must(!backup.contains(PASSPHRASE), "the passphrase is not in it")?;
        must(
            restore(tab, backup, "fünf graue esel").await?["refused"] == "passphrase",
            "another passphrase",
        )?;
        let weaker = backup.replace("600000", "1000");
        must(restore(tab, &weaker, PASSPHRASE).await?["refused"] == "backup", "fewer rounds")?;
        let thumbprint = file["thumbprint"].as_str().unwrap_or_default();
        let renamed = backup.replace(thumbprint, &"A".repeat(thumbprint.len()));
        must(restore(tab, &renamed, PASSPHRASE).await?["refused"] == "passphrase", "another name")?;
        must(restore(tab, "{}", PASSPHRASE).await?["refused"] == "backup", "some other file")?;
        must(tab.later(READ, vec![json!("elsewhere")]).await?["jwk"].is_null(), "nothing was kept so far")?;
        let back = restore(tab, backup, PASSPHRASE).await?;
        must(back["jwk"] == made["jwk"], format!("it comes back: {back}"))?;
        let kept = tab.later(READ, vec![json!("elsewhere")]).await?;
        must(kept["read"] == 0, "and again no script reads it")
    })
    .await;
}
