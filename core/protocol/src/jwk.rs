//! Public P-256 keys as JSON Web Keys (RFC 7517, RFC 7518 §6.2) and their thumbprints (RFC 7638).

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::b64;

/// A public key on P-256. `x` and `y` are 32 bytes each, base64url.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicJwk {
    kty: Kty,
    crv: Crv,
    x: String,
    y: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
enum Kty {
    #[serde(rename = "EC")]
    Ec,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
enum Crv {
    #[serde(rename = "P-256")]
    P256,
}

impl PublicJwk {
    /// From an uncompressed point (SEC 1 §2.3.3): 0x04 ‖ x ‖ y, 65 bytes.
    #[must_use]
    pub fn from_sec1(point: &[u8]) -> Option<Self> {
        let (x, y) = point.strip_prefix(&[4])?.split_at_checked(32)?;
        (y.len() == 32).then(|| Self { kty: Kty::Ec, crv: Crv::P256, x: b64::encode(x), y: b64::encode(y) })
    }

    /// The uncompressed point, 65 bytes. `None` if a coordinate is not 32 bytes of base64url.
    #[must_use]
    pub fn to_sec1(&self) -> Option<Vec<u8>> {
        let x: [u8; 32] = b64::decode_exact(&self.x)?;
        let y: [u8; 32] = b64::decode_exact(&self.y)?;
        Some([&[4][..], &x, &y].concat())
    }

    /// The key's RFC 7638 thumbprint: SHA-256, base64url, 43 characters.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, self.x, self.y);
        b64::encode(digest(&SHA256, canonical.as_bytes()).as_ref())
    }
}

/// A set of keys, as `jwks` in the discovery document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jwks {
    /// The keys; the current one first.
    pub keys: Vec<PublicJwk>,
}

impl Jwks {
    /// The key with this thumbprint.
    #[must_use]
    pub fn find(&self, thumbprint: &str) -> Option<&PublicJwk> {
        self.keys.iter().find(|key| key.thumbprint() == thumbprint)
    }
}

/// SHA-256 of bytes, base64url: how tokens, requests and keys are named where they must not be shown.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    b64::encode(digest(&SHA256, bytes).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbprint_hashes_the_required_members_only() {
        let jwk: PublicJwk = serde_json::from_str(
            r#"{"kty":"EC","crv":"P-256","alg":"ES256","kid":"ignored",
                "x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
                "y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}"#,
        )
        .unwrap();
        // The thumbprint of RFC 9449 §6.1's example key.
        assert_eq!(jwk.thumbprint(), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        assert_eq!(PublicJwk::from_sec1(&jwk.to_sec1().unwrap()), Some(jwk));
    }

    #[test]
    fn other_curves_and_short_coordinates_are_refused() {
        assert!(
            serde_json::from_str::<PublicJwk>(r#"{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}"#).is_err()
        );
        let short: PublicJwk =
            serde_json::from_str(r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#).unwrap();
        assert_eq!(short.to_sec1(), None);
        assert_eq!(PublicJwk::from_sec1(&[4; 64]), None);
    }
}
