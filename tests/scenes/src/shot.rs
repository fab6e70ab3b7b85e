//! A photograph of a document on a table: geometry, light, optics, sensor, in that order.

use image::{GrayImage, Rgb, Rgb32FImage, RgbImage, imageops};

use crate::paper::{Kind, Paper};
use crate::{Background, Dice, Projection, Split, lens};

/// A reflection: an ellipse whose middle saturates.
#[derive(Clone, Copy, Debug)]
pub struct Glare {
    /// Middle, as shares of the document's width and height.
    pub at: [f32; 2],
    /// Half axes of the part that saturates, likewise.
    pub size: [f32; 2],
}

/// How the photograph is taken. Lengths are pixels of the frame.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The frame's width and height.
    pub size: [u32; 2],
    /// The document's corners: top left, top right, bottom right, bottom left of the document.
    pub corners: [[f32; 2]; 4],
    /// What it lies on.
    pub background: Background,
    /// Multiplies all light; 1 is right.
    pub exposure: f32,
    /// Light added over half the frame's width and height, as shares.
    pub gradient: [f32; 2],
    /// Deviation of the lens' blur.
    pub blur: f32,
    /// Deviation of the sensor's noise, of 255.
    pub noise: f32,
    /// A reflection, if any.
    pub glare: Option<Glare>,
}

/// A photograph, and what is true of it.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The photograph.
    pub image: RgbImage,
    /// The document's corners in pixels, as in [`Shot::corners`].
    pub corners: [[f32; 2]; 4],
    /// The share of the document that saturates by reflection.
    pub glare: f32,
}

impl Scene {
    /// The photograph's luma, row after row.
    #[must_use]
    pub fn grey(&self) -> GrayImage {
        imageops::grayscale(&self.image)
    }
}

impl Shot {
    /// A good photograph in a frame of that size: the document whole, straight within a few degrees, sharp, evenly lit.
    /// The unseen split tilts and gradates more.
    #[must_use]
    pub fn good(split: Split, kind: Kind, size: [u32; 2], dice: &mut Dice) -> Self {
        let wider = if split == Split::Unseen { 1.5 } else { 1.0 };
        let fill = dice.between(0.75, 0.86);
        Self {
            size,
            corners: corners(kind, size, fill, 6.0 * wider, 0.045 * wider, dice),
            background: Background::of(split, dice),
            exposure: dice.between(0.8, 1.0),
            gradient: [dice.between(-0.12, 0.12) * wider, dice.between(-0.12, 0.12) * wider],
            blur: dice.between(0.3, 0.8),
            noise: dice.between(1.0, 5.0),
            glare: None,
        }
    }

    /// Takes it.
    #[must_use]
    pub fn take(&self, paper: &Paper, dice: &mut Dice) -> Scene {
        let mut light = self.develop(paper);
        let share = self.reflect(&mut light, paper.kind);
        if self.blur > 0.0 {
            light = lens::blurred(&light, self.blur);
        }
        let image = RgbImage::from_fn(light.width(), light.height(), |x, y| {
            let grain = [dice.normal(), dice.normal(), dice.normal()];
            let [r, g, b] = light.get_pixel(x, y).0;
            let [dr, dg, db] = grain.map(|grain| grain * self.noise);
            Rgb([r + dr, g + dg, b + db].map(|v| v.round().clamp(0.0, 255.0) as u8))
        });
        Scene { image, corners: self.corners, glare: share }
    }

    fn projection(&self, kind: Kind) -> Option<Projection> {
        let [width, height] = kind.size_mm().map(f64::from);
        Projection::of_rectangle(width, height, self.corners.map(|corner| corner.map(f64::from)))
    }

    /// The light that falls through the lens.
    fn develop(&self, paper: &Paper) -> Rgb32FImage {
        let [width, height] = self.size;
        let to_paper = self.projection(paper.kind).map(|map| map.inverse());
        let unit = 960.0 / width.max(height) as f32;
        let size_mm = paper.kind.size_mm();
        let scale = paper.image.width() as f32 / size_mm.first().copied().unwrap_or(1.0);
        let round = if paper.kind == Kind::PhotoPage { 1.0 } else { 3.0 };
        Rgb32FImage::from_fn(width, height, |px, py| {
            let (x, y) = (px as f32 + 0.5, py as f32 + 0.5);
            let mut light = self.background.at(x * unit, y * unit);
            if let Some(map) = &to_paper {
                let [u, v] = map.apply(f64::from(x), f64::from(y)).map(|mm| mm as f32);
                let [du, dv] = map.apply(f64::from(x) + 1.0, f64::from(y)).map(|mm| mm as f32);
                let pixel_mm = (du - u).hypot(dv - v).max(1e-6);
                if paper.kind == Kind::PhotoPage {
                    light = opposite_page(light, [u, v], pixel_mm);
                }
                let inside = inside(size_mm, round, u, v);
                // A soft shadow to the lower right.
                let shadow = ((inside_distance(size_mm, u - 0.6, v - 0.8) + 1.2) / 2.4).clamp(0.0, 1.0);
                light = light.map(|v| v * (1.0 - 0.3 * shadow));
                let cover = (inside / pixel_mm + 0.5).clamp(0.0, 1.0);
                if cover > 0.0 {
                    let print = sample(&paper.image, u * scale - 0.5, v * scale - 0.5);
                    light = mix(light, print, cover);
                }
            }
            let [gx, gy] = self.gradient;
            let lit = 1.0 + gx * (x / width as f32 * 2.0 - 1.0) + gy * (y / height as f32 * 2.0 - 1.0);
            Rgb(light.map(|v| v * lit * self.exposure))
        })
    }

    /// Adds the reflection; the share of the document that it saturates.
    fn reflect(&self, light: &mut Rgb32FImage, kind: Kind) -> f32 {
        let (Some(glare), Some(map)) = (self.glare, self.projection(kind)) else { return 0.0 };
        let ([cx, cy], [half_u, half_v], [wide, high]) = (glare.at, glare.size, kind.size_mm());
        let back = map.inverse();
        let (mut lost, mut all) = (0_u32, 0_u32);
        for (x, y, pixel) in light.enumerate_pixels_mut() {
            let [u, v] = back.apply(f64::from(x) + 0.5, f64::from(y) + 0.5).map(|mm| mm as f32);
            let (u, v) = (u / wide, v / high);
            if (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v) {
                all += 1;
                let away = ((u - cx) / half_u).hypot((v - cy) / half_v);
                lost += u32::from(away < 1.0);
                // Saturates any ink inside, and fades over as much again.
                let added = 420.0 * (1.0 - (away - 1.0) / 0.8).clamp(0.0, 1.0).powi(2);
                pixel.0 = pixel.0.map(|v| v + added);
            }
        }
        lost as f32 / all.max(1) as f32
    }
}

/// Where a document's corners may lie: filling a share of the frame, turned up to `degrees`, each corner up to a share
/// of the width away from where it would be.
fn corners(kind: Kind, size: [u32; 2], fill: f32, degrees: f32, skew: f32, dice: &mut Dice) -> [[f32; 2]; 4] {
    let ([frame_w, frame_h], [wide, high]) = (size.map(|v| v as f32), kind.size_mm());
    let angle = dice.between(-degrees, degrees).to_radians();
    let scale = fill * (frame_w / wide).min(frame_h / high);
    let room = (1.0 - fill) * 0.25;
    let (cx, cy) = (
        frame_w * (0.5 + dice.between(-room, room) * 0.5),
        frame_h * (0.5 + dice.between(-room, room) * 0.5),
    );
    // A camera leans over: one side is nearer than the other.
    let (lean_x, lean_y) = (dice.between(-skew, skew), dice.between(-skew, skew));
    [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]].map(|[u, v]: [f32; 2]| {
        let near = 1.0 + 2.0 * (lean_x * u + lean_y * v);
        let (x, y) = (u * wide * scale * near, v * high * scale * near);
        [cx + x * angle.cos() - y * angle.sin(), cy + x * angle.sin() + y * angle.cos()]
    })
}

/// The page above a photo page, and the fold between.
fn opposite_page(light: [f32; 3], at: [f32; 2], pixel_mm: f32) -> [f32; 3] {
    let [u, v] = at;
    let edge = u.min(125.0 - u).min(-v).min(v + 88.0);
    let cover = (edge / pixel_mm + 0.5).clamp(0.0, 1.0);
    let fold = 1.0 - 0.55 * (1.0 + v / 3.0).clamp(0.0, 1.0);
    mix(light, [188.0 * fold, 184.0 * fold, 176.0 * fold], cover)
}

fn inside(size: [f32; 2], round: f32, u: f32, v: f32) -> f32 {
    let [wide, high] = size;
    let (dx, dy) = ((u - wide / 2.0).abs() - wide / 2.0 + round, (v - high / 2.0).abs() - high / 2.0 + round);
    round - (dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0))
}

fn inside_distance(size: [f32; 2], u: f32, v: f32) -> f32 {
    inside(size, 3.0, u, v)
}

fn mix(below: [f32; 3], above: [f32; 3], cover: f32) -> [f32; 3] {
    let ([r, g, b], [ar, ag, ab]) = (below, above);
    let mix = |below: f32, above: f32| below + (above - below) * cover;
    [mix(r, ar), mix(g, ag), mix(b, ab)]
}

/// Between four dots; the outermost reach beyond the edge.
fn sample(image: &RgbImage, x: f32, y: f32) -> [f32; 3] {
    let (last_x, last_y) = (image.width() as f32 - 1.0, image.height() as f32 - 1.0);
    let (x, y) = (x.clamp(0.0, last_x), y.clamp(0.0, last_y));
    let (left, top) = (x.floor(), y.floor());
    let (s, t) = (x - left, y - top);
    let (x0, y0) = (left as u32, top as u32);
    let (x1, y1) = ((x0 + 1).min(image.width() - 1), (y0 + 1).min(image.height() - 1));
    let at = |x: u32, y: u32| image.get_pixel(x, y).0.map(f32::from);
    let upper = mix(at(x0, y0), at(x1, y0), s);
    mix(upper, mix(at(x0, y1), at(x1, y1), s), t)
}
