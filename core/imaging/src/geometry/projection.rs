//! The projection that takes an upright rectangle to the four corners a camera saw (Heckbert 1989, closed form).

use super::{Point, Quad};

/// A 3 × 3 projection of the plane.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Projection([f64; 8]);

impl Projection {
    /// From the rectangle (0, 0)–(`width`, `height`) to a quadrilateral; `None` if three corners lie on a line.
    pub(crate) fn onto(quad: &Quad, width: f32, height: f32) -> Option<Self> {
        let [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = quad.0.map(|at| [f64::from(at.x), f64::from(at.y)]);
        let (width, height) = (f64::from(width), f64::from(height));
        let (dx1, dx2, sx) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
        let (dy1, dy2, sy) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
        let det = dx1 * dy2 - dx2 * dy1;
        if det.abs() < 1e-9 || width <= 0.0 || height <= 0.0 {
            return None;
        }
        let g = (sx * dy2 - dx2 * sy) / det;
        let h = (dx1 * sy - sx * dy1) / det;
        Some(Self([
            (x1 - x0 + g * x1) / width,
            (x3 - x0 + h * x3) / height,
            x0,
            (y1 - y0 + g * y1) / width,
            (y3 - y0 + h * y3) / height,
            y0,
            g / width,
            h / height,
        ]))
    }

    /// Where a point of the rectangle lies in the picture.
    pub(crate) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f, g, h] = self.0;
        let w = g * x + h * y + 1.0;
        ((a * x + b * y + c) / w, (d * x + e * y + f) / w)
    }

    /// As [`at`](Self::at), for a point.
    pub(crate) fn point(&self, x: f32, y: f32) -> Point {
        let (x, y) = self.at(x.into(), y.into());
        Point { x: x as f32, y: y as f32 }
    }

    /// Where the points of a row of the rectangle lie.
    pub(crate) fn row(&self, y: f64) -> Row {
        let [a, b, c, d, e, f, g, h] = self.0;
        let line = |by_x: f64, at_0: f64| [by_x as f32, at_0 as f32];
        Row { x: line(a, b * y + c), y: line(d, e * y + f), w: line(g, h * y + 1.0) }
    }
}

/// A row of the rectangle. In single precision, for millions of pixels: exact to some thousandth of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    x: [f32; 2],
    y: [f32; 2],
    w: [f32; 2],
}

impl Row {
    /// Where its point at `x` lies in the picture.
    pub(crate) fn at(&self, x: f32) -> (f32, f32) {
        let line = |[by_x, at_0]: [f32; 2]| by_x * x + at_0;
        let share = 1.0 / line(self.w);
        (line(self.x) * share, line(self.y) * share)
    }
}
