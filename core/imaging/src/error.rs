//! What can be wrong with a picture. Nothing of the picture is in it.

/// Why a picture was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// Neither PNG, JPEG nor WebP.
    #[error("this is not a PNG, JPEG or WebP picture")]
    UnknownFormat,
    /// Cut off, or otherwise not what its format prescribes.
    #[error("the picture is damaged")]
    Damaged,
    /// The file is larger than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error("the picture's file is too large")]
    TooManyBytes,
    /// The picture has more than [`MAX_PIXELS`](crate::MAX_PIXELS), or needs too much memory to decode.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// A side is 0 or longer than [`MAX_SIDE`](crate::MAX_SIDE), or the sides differ by more than
    /// [`MAX_RATIO`](crate::MAX_RATIO) times.
    #[error("the picture is too long or too narrow")]
    Shape,
    /// The rows do not fit into the bytes that were lent.
    #[error("the picture's size does not match its data")]
    Mismatch,
    /// It is a picture, but no QR code could be read in it.
    #[error("the picture holds no readable QR code")]
    NoCode,
}

impl ImageError {
    /// The stable name, `snake_case`.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::UnknownFormat => "unknown_format",
            Self::Damaged => "damaged",
            Self::TooManyBytes => "too_many_bytes",
            Self::TooManyPixels => "too_many_pixels",
            Self::Shape => "shape",
            Self::Mismatch => "mismatch",
            Self::NoCode => "no_code",
        }
    }
}
