//! One record as a row: its id, what binds its blob to it, and what is inside the blob.

use ring::hmac;

use super::error::VaultError;
use super::kind::RecordKind;
use crate::secret::Secret;
use crate::secret::seal::{self, Sealer};

/// The form in which records are sealed now. A row says which it has.
pub(super) const FORMAT: u16 = 1;

/// A vault's own number, random.
pub(super) type VaultId = [u8; 16];

/// A row's key: a keyed hash of kind and name, so that a record is found again without its name being on disk, and
/// without the person's key.
pub(super) type RowId = [u8; 16];

/// Makes row ids; to anybody without the device's data key they are random.
pub(super) struct RowIds(Secret);

impl RowIds {
    pub(super) fn new(vault: &VaultId, device: &Secret) -> Result<Self, VaultError> {
        seal::derive(vault, &[device], "kauth vault row ids 1").map(Self).map_err(|_| VaultError::Failed)
    }

    pub(super) fn of(&self, kind: RecordKind, id: &str) -> Result<RowId, VaultError> {
        let mut hash = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, self.0.expose()));
        hash.update(&kind.number().to_be_bytes());
        hash.update(id.as_bytes());
        hash.sign().as_ref().first_chunk().copied().ok_or(VaultError::Failed)
    }
}

/// What a row's blob is bound to; every part has a fixed length.
pub(super) fn place(vault: &VaultId, row: &RowId, kind: RecordKind, format: u16) -> Vec<u8> {
    [b"kauth vault record".as_slice(), vault, row, &kind.number().to_be_bytes(), &format.to_be_bytes()]
        .concat()
}

/// Name and content into one: length (2 bytes) ‖ name ‖ content.
pub(super) fn pack(id: &str, value: &Secret) -> Result<Secret, VaultError> {
    let length = u16::try_from(id.len()).map_err(|_| VaultError::Failed)?;
    let mut packed = Secret::new(Vec::with_capacity(id.len().saturating_add(value.len()).saturating_add(2)));
    packed.append(&length.to_be_bytes());
    packed.append(id.as_bytes());
    packed.append(value.expose());
    Ok(packed)
}

/// Opens a row's blob: its name and its content.
pub(super) fn open(sealer: &Sealer, place: &[u8], sealed: &[u8]) -> Result<(String, Secret), VaultError> {
    let packed = sealer.open(place, sealed).map_err(|_| VaultError::Damaged)?;
    let (length, rest) = packed.expose().split_first_chunk().ok_or(VaultError::Damaged)?;
    let (id, value) = rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or(VaultError::Damaged)?;
    let id = std::str::from_utf8(id).map_err(|_| VaultError::Damaged)?;
    Ok((id.to_owned(), Secret::new(value.to_vec())))
}
