//! How a sensor's picture stands to what a person sees.

use image::metadata::Orientation;

/// How far a picture must be turned clockwise to be upright: what Android calls `rotationDegrees`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rotation {
    /// It is upright.
    #[default]
    None,
    /// 90°.
    Quarter,
    /// 180°.
    Half,
    /// 270°.
    ThreeQuarters,
}

impl Rotation {
    /// From degrees, clockwise; any whole turns are ignored. `None` if it is no right angle.
    #[must_use]
    pub fn from_degrees(degrees: i32) -> Option<Self> {
        match degrees.rem_euclid(360) {
            0 => Some(Self::None),
            90 => Some(Self::Quarter),
            180 => Some(Self::Half),
            270 => Some(Self::ThreeQuarters),
            _ => None,
        }
    }

    /// Width and height after turning.
    pub(crate) fn size(self, width: u32, height: u32) -> (u32, u32) {
        match self {
            Self::None | Self::Half => (width, height),
            Self::Quarter | Self::ThreeQuarters => (height, width),
        }
    }

    /// What is left of it once the picture was turned by another.
    pub(crate) fn without(self, other: Self) -> Self {
        let degrees = |rotation| match rotation {
            Self::None => 0,
            Self::Quarter => 90,
            Self::Half => 180,
            Self::ThreeQuarters => 270,
        };
        Self::from_degrees(degrees(self) - degrees(other)).unwrap_or_default()
    }
}

/// What EXIF says: a mirror image or not, then a turn.
pub(crate) fn of_orientation(orientation: Orientation) -> (bool, Rotation) {
    match orientation {
        Orientation::NoTransforms => (false, Rotation::None),
        Orientation::Rotate90 => (false, Rotation::Quarter),
        Orientation::Rotate180 => (false, Rotation::Half),
        Orientation::Rotate270 => (false, Rotation::ThreeQuarters),
        Orientation::FlipHorizontal => (true, Rotation::None),
        Orientation::FlipVertical => (true, Rotation::Half),
        Orientation::Rotate90FlipH => (true, Rotation::ThreeQuarters),
        Orientation::Rotate270FlipH => (true, Rotation::Quarter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_angles_only() {
        assert_eq!(Rotation::from_degrees(90), Some(Rotation::Quarter));
        assert_eq!(Rotation::from_degrees(-90), Some(Rotation::ThreeQuarters));
        assert_eq!(Rotation::from_degrees(720), Some(Rotation::None));
        assert_eq!(Rotation::from_degrees(45), None);
        assert_eq!(Rotation::Quarter.without(Rotation::Half), Rotation::ThreeQuarters);
    }
}
