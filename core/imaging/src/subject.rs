//! What a picture is to show, and what may be wrong with it.

/// What a picture is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The front of an identity card: the side with the portrait.
    Front,
    /// Its back.
    Back,
    /// The page of a passport with the portrait.
    PhotoPage,
    /// A person who holds the document beside the face.
    Selfie,
}

impl Subject {
    /// Whether a document is to fill the picture.
    #[must_use]
    pub fn is_document(self) -> bool {
        self != Self::Selfie
    }

    /// Whether the document has a portrait on this side.
    pub(crate) fn has_portrait(self) -> bool {
        matches!(self, Self::Front | Self::PhotoPage)
    }

    /// Sizes it may have, width and height in millimetres: ISO/IEC 7810 ID-1 and ID-2 for cards, ID-3 for a passport.
    pub(crate) fn sizes_mm(self) -> &'static [(f32, f32)] {
        match self {
            Self::Front | Self::Back => &[(85.6, 53.98), (105.0, 74.0)],
            Self::PhotoPage => &[(125.0, 88.0)],
            Self::Selfie => &[],
        }
    }
}

/// The one thing to do better, or to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hint {
    /// No document is to be seen.
    NoDocument,
    /// A part of it lies outside the picture.
    CutOff,
    /// It fills too much of the picture.
    TooNear,
    /// It fills too little of it, or its letters are too small.
    TooFar,
    /// It is turned, or seen too much from one side.
    Tilted,
    /// Too little light.
    TooDark,
    /// Too much light.
    TooBright,
    /// Out of focus or shaken.
    Blurred,
    /// A reflection covers a part of it.
    Glare,
    /// A portrait where none is expected, or a machine-readable zone where a portrait is.
    WrongSide,
    /// No person is to be seen in a selfie.
    NoFace,
    /// No portrait is to be seen on the document.
    NoPortrait,
    /// Nothing is wrong: keep still for the automatic shutter.
    HoldStill,
}

impl Hint {
    /// All of them, in the order in which they are named when several apply: what hides the others comes first.
    pub const ALL: [Self; 13] = [
        Self::NoDocument,
        Self::CutOff,
        Self::TooNear,
        Self::TooFar,
        Self::Tilted,
        Self::TooDark,
        Self::TooBright,
        Self::Blurred,
        Self::Glare,
        Self::WrongSide,
        Self::NoFace,
        Self::NoPortrait,
        Self::HoldStill,
    ];

    /// The stable name, `snake_case`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NoDocument => "no_document",
            Self::CutOff => "cut_off",
            Self::TooNear => "too_near",
            Self::TooFar => "too_far",
            Self::Tilted => "tilted",
            Self::TooDark => "too_dark",
            Self::TooBright => "too_bright",
            Self::Blurred => "blurred",
            Self::Glare => "glare",
            Self::WrongSide => "wrong_side",
            Self::NoFace => "no_face",
            Self::NoPortrait => "no_portrait",
            Self::HoldStill => "hold_still",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_distinct_and_in_order() {
        let names: BTreeSet<_> = Hint::ALL.map(Hint::key).into();
        assert_eq!(names.len(), Hint::ALL.len());
        assert!(Hint::ALL.is_sorted());
    }
}
