//! The reviewer's cryptography in a real browser: it opens what a phone sealed, and nothing that anybody changed since.
//!
//! The modules are the console's own; only the page around them is missing. What a dishonest server could hand out is
//! made here, with a phone's key where it would need one.

mod key;
mod made;
mod vectors;

use kauth_tests::world::World;
use serde_json::{Value, json};

use crate::chromium::{Done, Setup, browse, must};
use crate::tab::Tab;
use made::Made;

/// Makes a reviewer's key in this browser; gives its public half.
const MAKE_KEY: &str = "
    const [account, passphrase, done] = arguments;
    import('/assets/console/key.js')
        .then(({ create }) => create(account, passphrase))
        .then(({ reviewer, backup }) => done({ jwk: reviewer.jwk, backup }))
        .catch((error) => done({ refused: error.reason || String(error) }));";

/// Opens a dossier as the console does.
const OPEN: &str = "
    const [sent, blobs, account, done] = arguments;
    const modules = ['dossier', 'key', 'bytes'].map((name) => import(`/assets/console/${name}.js`));
    Promise.all(modules)
        .then(async ([dossier, key, bytes]) => {
            const read = async (kind) => bytes.decode(blobs[kind]);
            const { pictures, facts } = await dossier.openDossier(sent, await key.load(account), read);
            done({ pictures: pictures.map(({ entry, jpeg }) => [entry.kind, jpeg.length]), facts });
        })
        .catch((error) => done({ refused: error.reason || String(error) }));";

async fn make_key(tab: &Tab, account: &str) -> Done<kauth_protocol::jwk::PublicJwk> {
    let made = tab.later(MAKE_KEY, vec![json!(account), json!("eine lange passphrase")]).await?;
    Ok(serde_json::from_value(made["jwk"].clone())?)
}

async fn open(tab: &Tab, made: &Made, account: &str) -> Done<Value> {
    tab.later(OPEN, vec![made.sent(), made.blobs(), json!(account)]).await
}

async fn refused(tab: &Tab, what: &str, made: &Made, reason: &str) -> Done {
    let answer = open(tab, made, "anna").await?;
    must(answer["refused"] == reason, format!("{what}: {answer} instead of {reason}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f7_what_the_phone_sealed_opens_and_nothing_that_was_changed_since() {
    let world = World::new().await.unwrap();
    browse(&world, "dossier", Setup::default(), async |tab| {
        tab.open("/sign-in").await?;
        let reviewer = make_key(tab, "anna").await?;
        let good = || Made::new(world.url(), &reviewer);

        let opened = open(tab, &good(), "anna").await?;
        let sizes = json!([["front", 150_000], ["back", 65_536], ["selfie", 9]]);
        must(opened["pictures"] == sizes, format!("it opens: {opened}"))?;
        must(opened["facts"]["location"]["latitude"] == 46.2, "with its facts")?;

        for at in [0, 16, 40_000, 65_552, 65_568, 131_200, 150_063] {
            refused(tab, &format!("byte {at}"), &good().flip("front", at), "digest").await?;
            let signed = good().flip("front", at).sign_again();
            refused(tab, &format!("byte {at}, signed"), &signed, "frames").await?;
        }
        for order in [&[1, 0, 2][..], &[0, 1], &[0, 2], &[0, 1, 1, 2], &[0, 1, 2, 2], &[]] {
            let changed = good().frames("front", order).sign_again();
            refused(tab, &format!("frames {order:?}"), &changed, "frames").await?;
        }
        refused(tab, "pictures swapped", &good().swap("front", "back"), "digest").await?;
        refused(tab, "swapped and signed", &good().swap("front", "back").sign_again(), "frames").await?;
        refused(tab, "another attempt", &good().attempt("selfie", 2).sign_again(), "frames").await?;
        refused(tab, "no picture", &good().seal("selfie", b"<svg/>").sign_again(), "picture").await?;
        refused(tab, "no facts", &good().seal("facts", b"[").sign_again(), "facts").await?;
        refused(tab, "another phone's key", &good().other_session_key(), "signature").await?;
        refused(tab, "relayed from another phone", &good().relayed(), "manifest").await?;
        refused(tab, "another description", &good().other_description(), "manifest").await?;
        refused(tab, "another session", &good().other_check(), "manifest").await?;
        refused(tab, "a picture missing", &good().without("back").sign_again(), "manifest").await?;
        refused(tab, "another envelope", &good().flip_envelope(), "envelope").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f7_another_reviewers_key_opens_nothing() {
    let world = World::new().await.unwrap();
    browse(&world, "dossier_key", Setup::default(), async |tab| {
        tab.open("/sign-in").await?;
        let anna = make_key(tab, "anna").await?;
        let berta = make_key(tab, "berta").await?;
        let to_anna = Made::new(world.url(), &anna);
        must(open(tab, &to_anna, "berta").await?["refused"] == "wrong_key", "it is not for Berta")?;
        let renamed = to_anna.addressed_to(&berta);
        must(open(tab, &renamed, "berta").await?["refused"] == "envelope", "nor if it says so")
    })
    .await;
}
