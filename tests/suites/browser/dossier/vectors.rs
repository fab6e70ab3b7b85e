//! HPKE on published numbers: RFC 9180, appendix A.3.1 (the same KEM and KDF with AES-128-GCM), and the suite that we
//! use from the vectors that its authors published with it.

use kauth_tests::world::World;
use serde_json::{Value, json};

use crate::chromium::{Setup, browse, must};

const CHECK: &str = "
    const [vector, done] = arguments;
    const hex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
    const text = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    Promise.all(['hpke', 'bytes'].map((name) => import(`/assets/console/${name}.js`)))
        .then(async ([hpke, { encode }]) => {
            const [point, enc, info] = [vector.public, vector.enc, vector.info].map(hex);
            const [x, y] = [point.slice(1, 33), point.slice(33)].map(encode);
            const jwk = { kty: 'EC', crv: 'P-256', x, y, d: encode(hex(vector.private)) };
            const curve = { name: 'ECDH', namedCurve: 'P-256' };
            const privateKey = await crypto.subtle.importKey('jwk', jwk, curve, false, ['deriveBits']);
            const aead = vector.key.length === 32 ? hpke.AES_128_GCM : hpke.AES_256_GCM;
            const shared = await hpke.decapsulate(enc, privateKey, point);
            const { key, nonce } = await hpke.schedule(shared, info, aead);
            const message = { enc, sealed: hex(vector.ct), info, aad: hex(vector.aad), aead, privateKey, publicPoint: point };
            const opened = await hpke.open(message);
            const wrong = [];
            for (const change of [{ aad: hex('00') }, { info: hex('00') }, { sealed: hex(vector.ct).fill(0, 3, 4) }]) {
                await hpke.open({ ...message, ...change }).then(() => wrong.push(Object.keys(change)), () => undefined);
            }
            done({ shared: text(shared), key: text(key), nonce: text(nonce), pt: text(opened), wrong });
        })
        .catch((error) => done(String(error)));";

const INFO: &str = "4f6465206f6e2061204772656369616e2055726e";
const AAD: &str = "436f756e742d30";
const PLAIN: &str = "4265617574792069732074727574682c20747275746820626561757479";

fn vectors() -> [Value; 2] {
    [
        json!({
            "private": "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
            "public": "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82\
                       6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0",
            "enc": "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9\
                    8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
            "shared": "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8",
            "key": "868c066ef58aae6dc589b6cfdd18f97e",
            "nonce": "4e0bc5018beba4bf004cca59",
            "ct": "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
            "info": INFO, "aad": AAD,
        }),
        json!({
            "private": "317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2",
            "public": "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f\
                       853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c",
            "enc": "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e\
                    0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0",
            "shared": "48893fecd82f7c3456af6a42d8f56325d21e08c10fa81299986aaff54cde7b49",
            "key": "ee16802a936d5f544771131900ee6973d0551de9e852ece2ef34bf0d5f9e1d1d",
            "nonce": "9bc50980832a7b4b58c40161",
            "ct": "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f",
            "info": INFO, "aad": AAD,
        }),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hpke_opens_the_published_messages() {
    let world = World::new().await.unwrap();
    browse(&world, "hpke", Setup::default(), async |tab| {
        tab.open("/sign-in").await?;
        for vector in vectors() {
            let answer = tab.later(CHECK, vec![vector.clone()]).await?;
            for name in ["shared", "key", "nonce"] {
                must(answer[name] == vector[name], format!("{name}: {answer}"))?;
            }
            must(answer["pt"] == PLAIN, format!("it opens: {answer}"))?;
            must(answer["wrong"] == json!([]), format!("nothing else opens: {answer}"))?;
        }
        Ok(())
    })
    .await;
}
