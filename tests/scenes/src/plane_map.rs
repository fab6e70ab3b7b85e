//! From one plane to another, as a camera sees it: a 3 × 3 projection through four pairs of points.

/// A projection of the plane.
#[derive(Clone, Copy, Debug)]
pub struct Projection([f64; 9]);

impl Projection {
    /// The one that takes a rectangle (0, 0)–(`width`, `height`) to four corners: top left, top right, bottom right,
    /// bottom left. `None` if three of them lie on a line.
    #[must_use]
    pub fn of_rectangle(width: f64, height: f64, corners: [[f64; 2]; 4]) -> Option<Self> {
        let [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = corners;
        // Heckbert's closed form for the unit square.
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
            1.0,
        ]))
    }

    /// Where a point lands.
    #[must_use]
    pub fn apply(&self, x: f64, y: f64) -> [f64; 2] {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let w = g * x + h * y + i;
        [(a * x + b * y + c) / w, (d * x + e * y + f) / w]
    }

    /// The way back (up to scale, which a projection ignores).
    #[must_use]
    pub fn inverse(&self) -> Self {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        Self([
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_land_on_corners_and_come_back() {
        let corners = [[10.0, 20.0], [110.0, 25.0], [100.0, 90.0], [5.0, 80.0]];
        let map = Projection::of_rectangle(85.6, 54.0, corners).unwrap();
        for ([x, y], expected) in
            [[0.0, 0.0], [85.6, 0.0], [85.6, 54.0], [0.0, 54.0]].into_iter().zip(corners)
        {
            let [u, v] = map.apply(x, y);
            assert!((u - expected[0]).abs() < 1e-9 && (v - expected[1]).abs() < 1e-9);
            let [bx, by] = map.inverse().apply(u, v);
            assert!((bx - x).abs() < 1e-9 && (by - y).abs() < 1e-9);
        }
        assert!(
            Projection::of_rectangle(1.0, 1.0, [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [0.0, 3.0]]).is_some()
        );
        assert!(
            Projection::of_rectangle(1.0, 1.0, [[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]).is_none()
        );
    }
}
