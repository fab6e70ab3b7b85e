//! Four corners, and how much two such areas share.

/// A point; x to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

impl Point {
    pub(crate) fn to(self, other: Self, share: f32) -> Self {
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }

    pub(crate) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// A document's corners as a person sees them, in fractions of the upright frame's width (x) and height (y): top left,
/// top right, bottom right, bottom left. A corner may lie outside of 0 to 1 where the document is cut off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Clockwise from the top left.
    pub corners: [Point; 4],
}

impl Outline {
    /// The area shared by both, of the area of their union: 1 if they are the same, 0 if they are apart.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f32 {
        Quad(self.corners).overlap(&Quad(other.corners))
    }

    /// The corners in pixels of a frame of that size.
    pub(crate) fn pixels(&self, width: u32, height: u32) -> Quad {
        Quad(self.corners.map(|at| Point { x: at.x * width as f32, y: at.y * height as f32 }))
    }
}

/// Four corners in pixels, clockwise from the top left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quad(pub(crate) [Point; 4]);

impl Quad {
    pub(crate) fn outline(&self, width: u32, height: u32) -> Outline {
        Outline { corners: self.0.map(|at| Point { x: at.x / width as f32, y: at.y / height as f32 }) }
    }

    /// Its sides: top, right, bottom, left.
    pub(crate) fn sides(&self) -> [(Point, Point); 4] {
        let [a, b, c, d] = self.0;
        [(a, b), (b, c), (c, d), (d, a)]
    }

    /// Mean of the two opposite sides' lengths: across and down.
    pub(crate) fn size(&self) -> (f32, f32) {
        let [top, right, bottom, left] = self.sides().map(|(from, to)| from.distance(to));
        ((top + bottom) / 2.0, (left + right) / 2.0)
    }

    pub(crate) fn area(&self) -> f32 {
        signed_area(&self.0).abs()
    }

    /// Whether it bulges everywhere, clockwise.
    pub(crate) fn is_convex(&self) -> bool {
        let [a, b, c, d] = self.0;
        [(a, b, c), (b, c, d), (c, d, a), (d, a, b)]
            .into_iter()
            .all(|(p, q, r)| (q.x - p.x) * (r.y - q.y) - (q.y - p.y) * (r.x - q.x) > 0.0)
    }

    /// The smallest upright box around it: left, top, right, bottom.
    pub(crate) fn bounds(&self) -> [f32; 4] {
        let fold = |of: fn(&Point) -> f32, pick: fn(f32, f32) -> f32, start: f32| {
            self.0.iter().map(of).fold(start, pick)
        };
        [
            fold(|at| at.x, f32::min, f32::MAX),
            fold(|at| at.y, f32::min, f32::MAX),
            fold(|at| at.x, f32::max, f32::MIN),
            fold(|at| at.y, f32::max, f32::MIN),
        ]
    }

    pub(crate) fn overlap(&self, other: &Self) -> f32 {
        let shared = signed_area(&self.clipped_to(other)).abs();
        let union = self.area() + other.area() - shared;
        if union > 0.0 { shared / union } else { 0.0 }
    }

    /// The part of it inside another (Sutherland and Hodgman); both clockwise and convex.
    fn clipped_to(&self, other: &Self) -> Vec<Point> {
        let mut kept = self.0.to_vec();
        for (from, to) in other.sides() {
            let side = |at: &Point| (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x);
            let mut next = Vec::with_capacity(kept.len() + 2);
            let follow = kept.iter().cycle().skip(1);
            for (here, there) in kept.iter().zip(follow) {
                let (now, then) = (side(here), side(there));
                if now >= 0.0 {
                    next.push(*here);
                }
                if (now >= 0.0) != (then >= 0.0) {
                    next.push(here.to(*there, now / (now - then)));
                }
            }
            kept = next;
        }
        kept
    }
}

/// Positive if the points run clockwise as seen on a screen.
pub(crate) fn signed_area(points: &[Point]) -> f32 {
    let follow = points.iter().cycle().skip(1);
    points.iter().zip(follow).map(|(p, q)| p.x * q.y - q.x * p.y).sum::<f32>() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: f32, top: f32, side: f32) -> Quad {
        let at = |x: f32, y: f32| Point { x, y };
        Quad([at(left, top), at(left + side, top), at(left + side, top + side), at(left, top + side)])
    }

    #[test]
    fn overlap_is_the_shared_part_of_both() {
        let one = square(0.0, 0.0, 2.0);
        assert!((one.overlap(&one) - 1.0).abs() < 1e-6);
        assert!((one.overlap(&square(1.0, 0.0, 2.0)) - 1.0 / 3.0).abs() < 1e-6);
        assert!(one.overlap(&square(5.0, 5.0, 1.0)) < 1e-6);
        let turned = Quad([(1.0, 0.0), (2.0, 1.0), (1.0, 2.0), (0.0, 1.0)].map(|(x, y)| Point { x, y }));
        assert!((one.overlap(&turned) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_bow_tie_does_not_bulge() {
        assert!(square(0.0, 0.0, 1.0).is_convex());
        let [a, b, c, d] = square(0.0, 0.0, 1.0).0;
        assert!(!Quad([a, c, b, d]).is_convex());
        assert!(!Quad([d, c, b, a]).is_convex(), "the other way round");
    }
}
