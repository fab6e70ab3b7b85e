//! A person who holds a document beside the face.

use image::{GrayImage, Luma, imageops};

use crate::{Dice, Paper, Projection};

/// How it is taken.
#[derive(Clone, Copy, Debug)]
pub struct Selfie<'a> {
    /// The frame's width and height, upright.
    pub size: [u32; 2],
    /// Who: a picture with the face in it.
    pub person: &'a GrayImage,
    /// How much larger the picture is laid into the frame.
    pub enlarged: f32,
    /// Where the picture's middle lies, as shares of the frame.
    pub at: [f32; 2],
    /// What is held, and how wide it appears as a share of the frame's width.
    pub held: Option<(&'a Paper, f32)>,
}

/// Takes it: the person on a plain wall that continues the picture's edge, the document in the lower half, turned a few
/// degrees; noise of a front camera.
#[must_use]
pub fn selfie(plan: &Selfie<'_>, dice: &mut Dice) -> GrayImage {
    let [width, height] = plan.size;
    let wall = dice.between(120.0, 200.0);
    let mut frame = GrayImage::from_fn(width, height, |x, y| {
        let shade = 18.0 * (x as f32 / width as f32 - 0.5) - 12.0 * (y as f32 / height as f32 - 0.5);
        Luma([(wall + shade) as u8])
    });
    let [wide, high] =
        [plan.person.width(), plan.person.height()].map(|side| (side as f32 * plan.enlarged) as u32);
    let person = imageops::resize(plan.person, wide.max(1), high.max(1), imageops::FilterType::CatmullRom);
    let [left, top] = [(0, width, wide), (1, height, high)].map(|(axis, frame, side)| {
        let [x, y] = plan.at;
        (frame as f32 * if axis == 0 { x } else { y }) as i64 - i64::from(side) / 2
    });
    imageops::replace(&mut frame, &person, left, top);
    if let Some((paper, share)) = plan.held {
        hold(&mut frame, paper, share, dice);
    }
    let noise = dice.between(1.0, 6.0);
    frame.pixels_mut().for_each(|pixel| {
        pixel.0 = pixel.0.map(|v| (f32::from(v) + dice.normal() * noise).round().clamp(0.0, 255.0) as u8);
    });
    frame
}

fn hold(frame: &mut GrayImage, paper: &Paper, share: f32, dice: &mut Dice) {
    let [wide_mm, high_mm] = paper.kind.size_mm();
    let wide = frame.width() as f32 * share;
    let high = wide * high_mm / wide_mm;
    let [wide_mm, high_mm] = [wide_mm, high_mm].map(f64::from);
    let angle = dice.between(-8.0, 8.0).to_radians();
    let cx = frame.width() as f32 * 0.5 + dice.between(-0.3, 0.3) * (frame.width() as f32 - wide);
    let cy = frame.height() as f32 - high * 0.5 - frame.height() as f32 * dice.between(0.03, 0.10);
    let lean = dice.between(-0.04, 0.04);
    let corners = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]].map(|[u, v]: [f32; 2]| {
        let near = 1.0 + 2.0 * lean * u;
        let (x, y) = (u * wide * near, v * high * near);
        [cx + x * angle.cos() - y * angle.sin(), cy + x * angle.sin() + y * angle.cos()].map(f64::from)
    });
    let Some(map) = Projection::of_rectangle(wide_mm, high_mm, corners) else { return };
    let back = map.inverse();
    // The sheet has more dots than the frame will show: shrink it first, or it glitters.
    let small = imageops::resize(
        &imageops::grayscale(&paper.image),
        (wide * 1.2) as u32,
        (high * 1.2) as u32,
        imageops::FilterType::Triangle,
    );
    let scale = f64::from(small.width()) / wide_mm;
    for (x, y, pixel) in frame.enumerate_pixels_mut() {
        let [u, v] = back.apply(f64::from(x) + 0.5, f64::from(y) + 0.5);
        if (0.0..wide_mm).contains(&u) && (0.0..high_mm).contains(&v) {
            let coordinate = |mm: f64, last: u32| ((mm * scale) as f32 - 0.5).clamp(0.0, last as f32 - 1.0);
            let (fx, fy) = (coordinate(u, small.width()), coordinate(v, small.height()));
            if let Some(grey) = imageops::interpolate_bilinear(&small, fx, fy) {
                *pixel = grey;
            }
        }
    }
}
