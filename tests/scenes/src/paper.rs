//! Documents: identity cards, front and back, and photo pages of passports. Six layouts; the last two are kept for the
//! unseen split.

use image::{GrayImage, RgbImage};

use crate::canvas::{Area, Canvas, Ink};
use crate::{Dice, Split, drawn_face, text};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The front of an identity card, 85.6 × 54 mm, with a portrait.
    CardFront,
    /// Its back, with three lines of machine-readable zone.
    CardBack,
    /// The photo page of a passport, 125 × 88 mm, with a portrait and two lines.
    PhotoPage,
}

impl Kind {
    /// Width and height in millimetres.
    #[must_use]
    pub fn size_mm(self) -> [f32; 2] {
        match self {
            Self::CardFront | Self::CardBack => [85.6, 54.0],
            Self::PhotoPage => [125.0, 88.0],
        }
    }
}

/// What a document is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct PaperPlan<'a> {
    /// Which one.
    pub kind: Kind,
    /// Dots a millimetre: 12 are 305 dpi.
    pub scale: f32,
    /// A grey picture for the portrait's slot; a drawn face if there is none.
    pub portrait: Option<&'a GrayImage>,
    /// A strip for the machine-readable zone, stretched over it; marks that say nothing if there is none.
    pub zone: Option<&'a GrayImage>,
}

/// A drawn document.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Which one.
    pub kind: Kind,
    /// Flat and whole, without its round corners.
    pub image: RgbImage,
    /// Where the portrait is: left, top, width, height in millimetres.
    pub portrait: Option<[f32; 4]>,
    /// Where the machine-readable zone is, likewise.
    pub zone: Option<[f32; 4]>,
}

struct Look {
    ground: Ink,
    ink: Ink,
    band: Ink,
    waves: f32,
}

impl Paper {
    /// Draws one.
    #[must_use]
    pub fn draw(split: Split, plan: PaperPlan<'_>, dice: &mut Dice) -> Self {
        let layout = if split == Split::Unseen { 4 + dice.below(2) } else { dice.below(4) };
        let look = look(layout, dice);
        let mut canvas = Canvas::new(plan.kind.size_mm(), plan.scale, look.ground);
        guilloche(&mut canvas, plan.kind.size_mm(), &look, dice);
        let mut paper = Self { kind: plan.kind, image: RgbImage::new(1, 1), portrait: None, zone: None };
        match plan.kind {
            Kind::CardFront => paper.front(&mut canvas, plan, layout, &look, dice),
            Kind::CardBack => paper.back(&mut canvas, plan, layout, &look, dice),
            Kind::PhotoPage => paper.photo_page(&mut canvas, plan, layout, &look, dice),
        }
        paper.image = canvas.image;
        paper
    }

    fn front(&mut self, canvas: &mut Canvas, plan: PaperPlan<'_>, layout: u32, look: &Look, dice: &mut Dice) {
        let slot: Area = match layout {
            0 => [5.0, 14.0, 24.0, 31.0],
            1 => [57.0, 12.0, 24.0, 31.0],
            2 => [4.0, 16.0, 26.0, 33.0],
            3 => [5.0, 10.0, 22.0, 28.0],
            4 => [58.0, 17.0, 23.0, 30.0],
            _ => [4.5, 12.0, 27.0, 35.0],
        };
        if layout != 3 {
            canvas.fill([0.0, 0.0, 85.6, if layout == 5 { 6.0 } else { 8.5 }], look.band);
            text::line(canvas, [16.0, 2.5], 46.0, 2.6, look.ground, dice);
        } else {
            text::line(canvas, [5.0, 3.0], 60.0, 3.2, look.ink, dice);
        }
        self.portrait(canvas, plan, slot, dice);
        let [left, _, width, _] = slot;
        let (from, to) = if left < 40.0 { (left + width + 4.0, 81.0) } else { (5.0, left - 4.0) };
        fields(canvas, [from, 13.0, to - from, 30.0], if layout == 2 { 5 } else { 4 }, look.ink, dice);
        if layout == 1 || layout == 4 {
            chip(canvas, [6.0, 32.0, 11.0, 9.0]);
        }
        if layout == 5 {
            canvas.frame([1.5, 1.5, 82.6, 51.0], 0.4, look.ink);
        }
        signature(canvas, [from, 44.0, (to - from).min(30.0), 6.0], look.ink, dice);
    }

    fn back(&mut self, canvas: &mut Canvas, plan: PaperPlan<'_>, layout: u32, look: &Look, dice: &mut Dice) {
        if layout % 2 == 1 {
            canvas.fill([0.0, 3.0, 85.6, 9.0], [40.0, 36.0, 38.0]);
        }
        let top = if layout % 2 == 1 { 15.0 } else { 5.0 };
        fields(canvas, [5.0, top, 46.0, 33.0 - top], 3, look.ink, dice);
        if layout == 0 || layout == 4 {
            chip(canvas, [60.0, 10.0, 12.0, 10.0]);
        }
        text::line(canvas, [56.0, 26.0], 24.0, 2.0, look.ink, dice);
        self.zone(canvas, plan, [4.5, 35.0, 77.0, 15.5], 3, look, dice);
    }

    fn photo_page(
        &mut self,
        canvas: &mut Canvas,
        plan: PaperPlan<'_>,
        layout: u32,
        look: &Look,
        dice: &mut Dice,
    ) {
        let slot: Area = match layout % 3 {
            0 => [6.0, 18.0, 34.0, 44.0],
            1 => [5.0, 22.0, 32.0, 41.0],
            _ => [8.0, 15.0, 35.0, 45.0],
        };
        text::line(canvas, [6.0, 5.0], 70.0, 4.0, look.ink, dice);
        self.portrait(canvas, plan, slot, dice);
        fields(canvas, [48.0, 14.0, if layout == 4 { 50.0 } else { 68.0 }, 48.0], 6, look.ink, dice);
        signature(canvas, [80.0, 52.0, 34.0, 9.0], look.ink, dice);
        if layout != 3 {
            canvas.fill([0.0, 65.0, 125.0, 23.0], look.ground.map(|v| (v + 12.0).min(247.0)));
        }
        self.zone(canvas, plan, [5.0, 67.0, 113.0, 14.0], 2, look, dice);
    }

    fn portrait(&mut self, canvas: &mut Canvas, plan: PaperPlan<'_>, slot: Area, dice: &mut Dice) {
        let [left, top, width, height] = slot;
        let tint = [1.0, dice.between(0.93, 1.0), dice.between(0.88, 1.0)];
        match plan.portrait {
            Some(portrait) => {
                // Pictures are square, slots are upright: the rest is the portrait's own backdrop.
                canvas.fill(slot, tint.map(|share| 205.0 * share));
                let room = (height - width) / 2.0;
                canvas.grey([left, top + room, width, width], portrait, tint);
            }
            None => {
                let face = drawn_face((height * canvas.scale) as u32, dice);
                let cut = (face.width() as f32 * (1.0 - width / height) / 2.0) as u32;
                let wide = face.width() - 2 * cut;
                let face = image::imageops::crop_imm(&face, cut, 0, wide, face.height()).to_image();
                canvas.grey(slot, &face, tint);
            }
        }
        canvas.frame(slot, 0.2, [90.0, 90.0, 100.0]);
        self.portrait = Some(slot);
    }

    fn zone(
        &mut self,
        canvas: &mut Canvas,
        plan: PaperPlan<'_>,
        area: Area,
        rows: u32,
        look: &Look,
        dice: &mut Dice,
    ) {
        match plan.zone {
            Some(strip) => canvas.grey(area, strip, look.ground.map(|v| (v + 12.0).min(255.0) / 255.0)),
            None => text::zone(canvas, area, rows, look.ink.map(|v| v * 0.6), dice),
        }
        self.zone = Some(area);
    }
}

fn look(layout: u32, dice: &mut Dice) -> Look {
    let light = dice.between(205.0, 240.0);
    let pale = |r: f32, g: f32, b: f32| [light * r, light * g, light * b];
    let (ground, band) = match layout {
        0 => (pale(0.92, 1.0, 0.98), [40.0, 90.0, 80.0]),
        1 => (pale(1.0, 0.95, 0.88), [120.0, 50.0, 50.0]),
        2 => (pale(0.93, 0.96, 1.0), [50.0, 70.0, 130.0]),
        3 => ([light.max(225.0); 3], [70.0, 70.0, 70.0]),
        4 => (pale(1.0, 0.93, 0.96), [90.0, 40.0, 110.0]),
        _ => (pale(0.98, 1.0, 0.90), [30.0, 60.0, 30.0]),
    };
    let dark = dice.between(20.0, 55.0);
    Look { ground, ink: [dark, dark, dark + 12.0], band, waves: dice.between(4.0, 14.0) }
}

/// The fine waves that security paper has.
fn guilloche(canvas: &mut Canvas, size: [f32; 2], look: &Look, dice: &mut Dice) {
    let [width, height] = size;
    let (turn, tight, phase) = (dice.between(-0.6, 0.6), dice.between(1.2, 2.6), dice.between(0.0, 6.0));
    let wave = dice.between(0.1, 0.25);
    let strength = look.waves / 100.0;
    let ink = look.band.map(|v| v * 0.5 + 60.0);
    canvas.paint([0.0, 0.0, width, height], ink, move |x, y| {
        let along = x * turn + y + 2.5 * (x * wave + phase).sin();
        strength * (0.5 + 0.5 * (along * tight * 2.0).sin())
    });
}

fn fields(canvas: &mut Canvas, area: Area, count: u32, ink: Ink, dice: &mut Dice) {
    let [left, top, width, height] = area;
    let step = height / count as f32;
    let big = (step * 0.36).min(3.2);
    for row in 0..count {
        let y = top + row as f32 * step;
        text::line(
            canvas,
            [left, y],
            width * dice.between(0.3, 0.55),
            big * 0.55,
            ink.map(|v| v + 50.0),
            dice,
        );
        text::line(canvas, [left, y + big * 0.85], width * dice.between(0.5, 1.0), big, ink, dice);
    }
}

fn chip(canvas: &mut Canvas, area: Area) {
    let [left, top, width, height] = area;
    canvas.fill(area, [196.0, 168.0, 96.0]);
    canvas.frame(area, 0.25, [120.0, 96.0, 40.0]);
    for third in [1.0, 2.0] {
        canvas.fill([left, top + height * third / 3.0, width, 0.25], [120.0, 96.0, 40.0]);
    }
    canvas.frame([left + width * 0.32, top, width * 0.36, height], 0.25, [120.0, 96.0, 40.0]);
}

fn signature(canvas: &mut Canvas, area: Area, ink: Ink, dice: &mut Dice) {
    let [left, top, width, height] = area;
    let mut at = [left, top + height / 2.0];
    while at.first().is_some_and(|x| *x < left + width - 4.0) {
        let [x, _] = at;
        let next = [x + dice.between(0.8, 3.5), top + dice.between(0.0, height)];
        canvas.stroke(at, next, 0.35, ink);
        at = next;
    }
}
