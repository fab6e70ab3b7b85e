//! What a file holds that the person chose: a picture's QR code, or another authenticator's export. The bytes say which,
//! not the name.

use kauth_imaging::qr::QrText;
use kauth_imaging::{Plane, Subject};
use zeroize::Zeroizing;

use super::view::PictureKind;
use crate::error::ErrorKind;
use crate::links::{Recognised, recognise};
use crate::transfer::{Import, Unread, read_file};

/// What was found.
pub(super) enum Found {
    /// A QR code's text; of an export in several QR codes, all that are in the picture.
    Texts(Vec<Zeroizing<String>>),
    /// An export.
    Import(Import),
}

/// The text of a camera frame's QR code.
pub(super) fn frame_text(luma: &[u8], width: u32, height: u32, row_stride: u32) -> Option<String> {
    let plane = Plane::new(luma, width, height, usize::try_from(row_stride).ok()?).ok()?;
    let first = usable(&kauth_imaging::qr::read_luma(plane)).into_iter().next()?;
    Some(first.to_string())
}

/// What is in a file.
pub(super) fn look(bytes: &[u8]) -> Result<Found, ErrorKind> {
    if !is_picture(bytes) {
        return read_file(bytes).map(Found::Import).map_err(Unread::kind);
    }
    let found = kauth_imaging::qr::read(bytes).map_err(|error| match error {
        kauth_imaging::ImageError::NoCode => ErrorKind::PictureWithoutCode,
        _ => ErrorKind::PictureUnreadable,
    })?;
    let texts = usable(&found);
    if texts.is_empty() { Err(ErrorKind::PictureWithoutCode) } else { Ok(Found::Texts(texts)) }
}

/// The first text that this app can use, with what belongs to it; else the first.
fn usable(found: &[QrText]) -> Vec<Zeroizing<String>> {
    let texts = || found.iter().map(QrText::expose_text);
    let part = |text: &&str| matches!(recognise(text), Ok(Recognised::Migration(_)));
    let first = texts().find(|text| recognise(text).is_ok()).or_else(|| texts().next());
    let kept = |text: &str| Zeroizing::new(text.to_owned());
    match first {
        Some(first) if part(&first) => texts().filter(part).map(kept).collect(),
        first => first.into_iter().map(kept).collect(),
    }
}

/// A picture of some kind, also of those that cannot be read.
fn is_picture(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 7] = [b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8", b"BM", b"II*\0", b"MM\0*"];
    STARTS.iter().any(|start| bytes.starts_with(start)) || bytes.get(4..8) == Some(b"ftyp")
}

/// A picture for a dossier: judged, re-encoded, with nothing but pixels in it.
pub(super) struct Still {
    /// JPEG.
    pub jpeg: Zeroizing<Vec<u8>>,
    /// What is wrong with it, by stable names; empty if it is good enough.
    pub verdicts: Vec<String>,
    /// The lines of its machine-readable zone, if all check digits are right.
    pub mrz: Option<Vec<String>>,
}

/// What the camera side looks for in it.
pub(super) fn subject(kind: PictureKind) -> Subject {
    match kind {
        PictureKind::Front => Subject::Front,
        PictureKind::Back => Subject::Back,
        PictureKind::PhotoPage => Subject::PhotoPage,
        PictureKind::Selfie => Subject::Selfie,
    }
}

/// Judges a picture file, and makes what is sent of it.
pub(super) fn still(bytes: &[u8], kind: PictureKind) -> Result<Still, ErrorKind> {
    let made =
        kauth_imaging::still::prepare(bytes, subject(kind)).map_err(|_| ErrorKind::PictureUnreadable)?;
    let read = made.document.as_ref().and_then(|page| kauth_imaging::mrz::read(page.plane()));
    Ok(Still {
        jpeg: Zeroizing::new(made.upload),
        verdicts: made.verdicts.refused.iter().map(|hint| hint.key().to_owned()).collect(),
        mrz: read.filter(|reading| reading.readable).map(|reading| reading.lines),
    })
}
