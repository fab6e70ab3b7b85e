//! What a phone signs about a dossier: its claims behind a good signature, and the whole of it with any.

use std::sync::LazyLock;
use std::time::Duration;

use data_encoding::HEXLOWER;
use kauth_protocol::b64;
use kauth_protocol::checks::{BlobEntry, BlobKind, DocumentKind, MANIFEST_TYP, Manifest};
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::jws::Unsigned;
use kauth_protocol::origin::Origin;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use serde_json::json;

use super::{Said, Seeds, Target, hold};

const ORIGIN: &str = "https://a.example";
const CHECK: &str = "AAAAAAAAAAAAAAAAAAAAAA";

/// The claims, signed by the right key.
pub(super) const CLAIMS: Target = Target {
    name: "manifest",
    take: claims,
    words: &[
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b",",
        b":",
        b"null",
        b"1e9",
        b"-1",
        b"\"front\"",
        b"\"facts\"",
        b"\"attempt\":",
        b"\"blobs\":",
        b"\"kind\":",
        b"\"previous\":",
        b"\"verdicts\":",
        b"\"v\":1",
        b"\\u0000",
        b"\"blurred\"",
    ],
    most_bytes: 8_192,
    most_memory: 4 << 20,
    most_time: Duration::from_secs(2),
    short: 10_000,
    seeds: claims_seeds,
};

/// The compact form, with whatever signature it has.
pub(super) const COMPACT: Target = Target {
    name: "manifest-compact",
    take: compact,
    words: &[b".", b"..", b"=", b"-", b"_", b"eyJhbGciOiJFUzI1NiJ9", b"AAAA", b"e30"],
    most_bytes: 140 << 10,
    most_memory: 8 << 20,
    most_time: Duration::from_secs(2),
    short: 60_000,
    seeds: compact_seeds,
};

/// The recipient's key pair of RFC 9180 A.3.1: public, so that the corpus stays signed by it.
const PRIVATE: &str = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
const PUBLIC: &str = "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82\
                      6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0";

struct Phone {
    pair: EcdsaKeyPair,
    random: SystemRandom,
    public: PublicJwk,
    thumbprint: String,
    origin: Origin,
}

static PHONE: LazyLock<Option<Phone>> = LazyLock::new(|| {
    let random = SystemRandom::new();
    let [private, public] =
        [PRIVATE, PUBLIC].map(|text| HEXLOWER.decode(text.as_bytes()).unwrap_or_default());
    let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
    let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, &private, &public, &random).ok()?;
    let public = PublicJwk::from_sec1(&public)?;
    let (thumbprint, origin) = (public.thumbprint(), Origin::parse(ORIGIN).ok()?);
    Some(Phone { pair, random, public, thumbprint, origin })
});

impl Phone {
    fn sign(&self, unsigned: Unsigned) -> Option<String> {
        let der = self.pair.sign(&self.random, unsigned.signing_input()).ok()?;
        unsigned.signed_by_der(der.as_ref()).ok()
    }

    /// Exactly these bytes as the claims.
    fn signed(&self, claims: &[u8]) -> Option<String> {
        let header = json!({"alg": "ES256", "typ": MANIFEST_TYP, "kid": self.thumbprint}).to_string();
        let input = format!("{}.{}", b64::encode(header.as_bytes()), b64::encode(claims));
        self.sign(Unsigned::from_signing_input(input.as_bytes())?)
    }

    fn open(&self, compact: &str) -> Result<Manifest, String> {
        Manifest::open(compact, &self.origin, CHECK, &self.public).map_err(|error| format!("{error:?}"))
    }
}

fn claims(input: &[u8]) -> Said {
    let Some(phone) = PHONE.as_ref() else { return Said::Broken("no key could be made".to_owned()) };
    let Some(compact) = phone.signed(input) else { return Said::This("too long to be signed".to_owned()) };
    let manifest = match phone.open(&compact) {
        Ok(manifest) => manifest,
        Err(refused) => return Said::This(refused),
    };
    hold!(manifest.check == CHECK && manifest.v == 1, "another session's is taken");
    for kind in manifest.document.pictures().iter().chain(&[BlobKind::Facts]) {
        hold!(
            manifest.blobs.iter().filter(|blob| blob.kind == *kind).count() == 1,
            "{} is not there once",
            kind.as_str()
        );
    }
    hold!(manifest.blobs.len() == manifest.document.pictures().len() + 1, "something else is there");
    let again = phone.sign(manifest.unsigned(&phone.thumbprint)).map(|compact| phone.open(&compact));
    hold!(again == Some(Ok(manifest.clone())), "its own form does not come back");
    let flagged = manifest.blobs.iter().filter(|blob| blob.sent_anyway).count();
    Said::This(format!("{:?} {flagged} {}", manifest.document, manifest.previous.is_some()))
}

fn compact(input: &[u8]) -> Said {
    let Some(phone) = PHONE.as_ref() else { return Said::Broken("no key could be made".to_owned()) };
    let text = String::from_utf8_lossy(input);
    match phone.open(&text) {
        Ok(opened) => {
            hold!(
                opened == manifest(DocumentKind::IdentityCard, |_| ()),
                "what this phone never signed is taken"
            );
            Said::This("as it was signed".to_owned())
        }
        Err(refused) => Said::This(refused),
    }
}

fn manifest(document: DocumentKind, change: impl Fn(&mut Manifest)) -> Manifest {
    let kinds = document.pictures().iter().chain(&[BlobKind::Facts]);
    let blobs = kinds.map(|kind| BlobEntry {
        kind: *kind,
        attempt: 1,
        sha256: b64::encode(&[1; 32]),
        bytes: 9,
        verdicts: Vec::new(),
        sent_anyway: false,
    });
    let mut made = Manifest {
        v: 1,
        aud: PHONE.as_ref().map(|phone| phone.origin.clone()).unwrap_or_else(|| unreachable!()),
        check: CHECK.to_owned(),
        description_sha256: b64::encode(&[2; 32]),
        document,
        blobs: blobs.collect(),
        previous: None,
    };
    change(&mut made);
    made
}

fn claims_seeds() -> Seeds {
    let retake = manifest(DocumentKind::IdentityCard, |made| {
        made.previous = Some(b64::encode(&[3; 32]));
        if let Some(blob) = made.blobs.first_mut() {
            blob.attempt = 2;
            blob.verdicts = vec!["blurred".to_owned(), "glare".to_owned()];
            blob.sent_anyway = true;
        }
    });
    let json = |made: &Manifest| serde_json::to_vec(made).unwrap_or_default();
    vec![
        ("card.json".to_owned(), json(&manifest(DocumentKind::IdentityCard, |_| ()))),
        ("passport.json".to_owned(), json(&manifest(DocumentKind::Passport, |_| ()))),
        ("retake.json".to_owned(), json(&retake)),
        ("twice.json".to_owned(), b"{\"v\":1,\"v\":1}".to_vec()),
    ]
}

fn compact_seeds() -> Seeds {
    let signed = |made: &Manifest| {
        let phone = PHONE.as_ref()?;
        phone.sign(made.unsigned(&phone.thumbprint)).map(String::into_bytes)
    };
    let made = manifest(DocumentKind::IdentityCard, |_| ());
    vec![
        ("card.jws".to_owned(), signed(&made).unwrap_or_default()),
        ("none.jws".to_owned(), b"eyJhbGciOiJub25lIn0.e30.".to_vec()),
        ("dots".to_owned(), b"..".to_vec()),
    ]
}
