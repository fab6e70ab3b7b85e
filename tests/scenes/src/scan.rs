//! A QR code as a phone's camera sees it while it is being scanned: turned, leant over, unevenly lit, a little out of focus.

use image::{GrayImage, Rgb, Rgb32FImage, RgbImage, imageops};

use crate::{Background, Dice, Projection, Split, lens};

/// The frame, width × height.
const SIZE: [u32; 2] = [960, 720];

/// A frame of 960 × 720 with a code in it. `code` is drawn straight, `modules` wide and high with its quiet zone, any
/// number of dots a module. A module is 3 to 8 pixels of the frame, the blur at most three tenths of one, the noise up to
/// 12 of 255, the exposure × 0.35 to × 1.5; the angle is any. The unseen split leans over more and is lit less evenly.
#[must_use]
pub fn scanned(split: Split, seed: u64, code: &GrayImage, modules: u32) -> GrayImage {
    let dice = &mut Dice::new(split, seed);
    let wider = if split == Split::Unseen { 1.5 } else { 1.0 };
    let [width, height] = SIZE.map(|v| v as f32);
    let pitch = dice.between(3.0, (height * 0.78 / modules as f32).clamp(3.2, 8.0));
    let side = pitch * modules as f32;
    let angle = dice.between(0.0, std::f32::consts::TAU);
    let lean = [(); 2].map(|()| dice.between(-0.08, 0.08) * wider);
    let [room_x, room_y] = [width, height].map(|v| ((v - side * 1.1) / 2.0).max(0.0) * 0.6);
    let centre = [width / 2.0 + dice.between(-room_x, room_x), height / 2.0 + dice.between(-room_y, room_y)];
    let background = Background::of(split, dice);
    let gradient = [(); 2].map(|()| dice.between(-0.25, 0.25) * wider);
    let exposure = dice.between(0.35_f32.ln(), 1.5_f32.ln()).exp();
    let (paper, ink) = (dice.between(205.0, 250.0), dice.between(8.0, 50.0));
    let (blur, noise) = (dice.between(0.2, 0.3 * pitch), dice.between(0.0, 12.0));

    let dots = code.width() as f32;
    let corners = corners(centre, side, angle, lean);
    let back = Projection::of_rectangle(f64::from(dots), f64::from(dots), corners).map(|map| map.inverse());
    let light = Rgb32FImage::from_fn(SIZE[0], SIZE[1], |px, py| {
        let (x, y) = (px as f32 + 0.5, py as f32 + 0.5);
        let at = back.as_ref().map(|map| map.apply(f64::from(x), f64::from(y)).map(|v| v as f32));
        let seen = match at {
            Some([u, v]) if (0.0..dots).contains(&u) && (0.0..dots).contains(&v) => {
                let share = f32::from(code.get_pixel(u as u32, v as u32).0[0]) / 255.0;
                [ink + (paper - ink) * share; 3]
            }
            _ => background.at(x, y),
        };
        let [gx, gy] = gradient;
        let lit = 1.0 + gx * (x / width * 2.0 - 1.0) + gy * (y / height * 2.0 - 1.0);
        Rgb(seen.map(|v| v * lit * exposure))
    });
    let light = lens::blurred(&light, blur);
    let frame = RgbImage::from_fn(SIZE[0], SIZE[1], |x, y| {
        let grain = dice.normal() * noise;
        Rgb(light.get_pixel(x, y).0.map(|v| (v + grain).round().clamp(0.0, 255.0) as u8))
    });
    imageops::grayscale(&frame)
}

fn corners(centre: [f32; 2], side: f32, angle: f32, lean: [f32; 2]) -> [[f64; 2]; 4] {
    let ([cx, cy], [lean_x, lean_y]) = (centre, lean);
    [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]].map(|[u, v]: [f32; 2]| {
        let near = 1.0 + 2.0 * (lean_x * u + lean_y * v);
        let (x, y) = (u * side * near, v * side * near);
        [cx + x * angle.cos() - y * angle.sin(), cy + x * angle.sin() + y * angle.cos()].map(f64::from)
    })
}
