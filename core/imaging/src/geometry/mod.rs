//! Points, lines, quadrilaterals and projections: the little geometry that finding and straightening a document takes.

mod projection;
mod quad;

pub(crate) use projection::{Projection, Row};
pub(crate) use quad::Quad;
pub use quad::{Outline, Point};

/// A straight line a·x + b·y = c, (a, b) of length 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) a: f32,
    pub(crate) b: f32,
    pub(crate) c: f32,
}

impl Line {
    /// Where two lines meet; `None` if they are all but parallel.
    pub(crate) fn meets(self, other: Self) -> Option<Point> {
        let det = self.a * other.b - other.a * self.b;
        (det.abs() > 1e-4).then(|| Point {
            x: (self.c * other.b - other.c * self.b) / det,
            y: (self.a * other.c - other.a * self.c) / det,
        })
    }

    /// The line nearest to weighted points (total least squares); `None` if they name no direction.
    pub(crate) fn through(points: &[(Point, f32)]) -> Option<Self> {
        let total: f32 = points.iter().map(|(_, weight)| weight).sum();
        if total <= 0.0 {
            return None;
        }
        let mean =
            |of: fn(&Point) -> f32| points.iter().map(|(at, weight)| of(at) * weight).sum::<f32>() / total;
        let (mx, my) = (mean(|at| at.x), mean(|at| at.y));
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (at, weight) in points {
            let (dx, dy) = (at.x - mx, at.y - my);
            xx += weight * dx * dx;
            xy += weight * dx * dy;
            yy += weight * dy * dy;
        }
        if xx + yy <= f32::EPSILON {
            return None;
        }
        // The normal is the axis of least spread.
        let along = 0.5 * (2.0 * xy).atan2(xx - yy);
        let (a, b) = (-along.sin(), along.cos());
        Some(Self { a, b, c: a * mx + b * my })
    }

    pub(crate) fn distance(self, at: Point) -> f32 {
        self.a * at.x + self.b * at.y - self.c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_through_its_points_and_not_through_what_weighs_nothing() {
        let at = |x: f32, y: f32| Point { x, y };
        let line = Line::through(&[(at(0.0, 1.0), 1.0), (at(4.0, 3.0), 1.0), (at(2.0, 9.0), 0.0)]).unwrap();
        assert!(line.distance(at(2.0, 2.0)).abs() < 1e-5);
        let upright = Line::through(&[(at(3.0, 0.0), 1.0), (at(3.0, 8.0), 1.0)]).unwrap();
        let meeting = line.meets(upright).unwrap();
        assert!((meeting.x - 3.0).abs() < 1e-4 && (meeting.y - 2.5).abs() < 1e-4);
        assert!(upright.meets(upright).is_none());
        assert!(Line::through(&[(at(1.0, 1.0), 1.0)]).is_none(), "one point names no direction");
        assert!(Line::through(&[]).is_none());
    }

    #[test]
    fn a_projection_takes_corners_to_corners() {
        let corners = [(10.0, 20.0), (110.0, 25.0), (100.0, 90.0), (5.0, 80.0)].map(|(x, y)| Point { x, y });
        let map = Projection::onto(&Quad(corners), 85.6, 54.0).unwrap();
        for ((x, y), corner) in [(0.0, 0.0), (85.6, 0.0), (85.6, 54.0), (0.0, 54.0)].into_iter().zip(corners)
        {
            assert!(map.point(x, y).distance(corner) < 1e-3);
        }
        let flat = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)].map(|(x, y)| Point { x, y });
        assert!(Projection::onto(&Quad(flat), 1.0, 1.0).is_none());
    }
}
