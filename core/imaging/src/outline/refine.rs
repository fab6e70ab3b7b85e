//! Moves the four chosen lines onto the edges of the whole picture, to a part of a pixel.

use super::choose::Chosen;
use super::{Found, band};
use crate::geometry::{Line, Point, Quad};
use crate::grey::Grey;
use crate::subject::Subject;

/// Places along a side at which the edge is looked for.
const PLACES: usize = 64;
/// A worse document than this is none.
const LEAST_SUPPORT: f32 = 0.34;

/// The document, exactly. `scale` is how much larger the picture is than the one the lines were chosen in.
pub(super) fn exact(picture: &Grey, chosen: &Chosen, subject: Subject, scale: f32) -> Option<Found> {
    let to_picture = |at: Point| Point { x: (at.x + 0.5) * scale - 0.5, y: (at.y + 0.5) * scale - 0.5 };
    let mut quad = fitted_sides(picture, Quad(chosen.quad.0.map(to_picture)), chosen.borders, scale)?;
    if !chosen.borders.contains(&true)
        && let Some((longer, moved)) = band::taken_in(picture, &quad, subject)
    {
        // Its edge is too faint to be found again place by place, and was found exactly.
        let kept = [0, 1, 2, 3].map(|side| side == moved);
        quad = fitted_sides(picture, longer, kept, scale).unwrap_or(quad);
    }
    // Middles of pixels lie at halves from outside.
    let quad = Quad(quad.0.map(|at| Point { x: at.x + 0.5, y: at.y + 0.5 }));
    let cut_off = chosen.goes_on || chosen.borders.contains(&true);
    Some(Found { quad, cut_off })
}

/// Each side moved onto the edge that is nearest to it, but for those that are kept as they are.
fn fitted_sides(picture: &Grey, mut quad: Quad, kept: [bool; 4], scale: f32) -> Option<Quad> {
    let mut support = 0.0;
    for (reach, outermost) in [(3.2 * scale, true), (1.6 * scale, false)] {
        let mut lines = Vec::with_capacity(4);
        support = 0.0;
        for ((from, to), kept) in quad.sides().into_iter().zip(kept) {
            let (mut line, seen) = if kept {
                (Line::through(&[(from, 1.0), (to, 1.0)])?, 0.5)
            } else {
                side(picture, from, to, reach)?
            };
            if outermost && !kept {
                line = beyond_frame(picture, line, from, to);
            }
            support += seen / 4.0;
            lines.push(line);
        }
        let [top, right, bottom, left] = lines.as_slice() else { return None };
        let corners = [left.meets(*top)?, top.meets(*right)?, right.meets(*bottom)?, bottom.meets(*left)?];
        let fitted = Quad(corners);
        if !fitted.is_convex() || fitted.overlap(&quad) < 0.75 {
            return None;
        }
        quad = fitted;
    }
    (support >= LEAST_SUPPORT).then_some(quad)
}

/// Fits a line to the strongest edges near a side; also the share of places where there is one on that line.
fn side(picture: &Grey, from: Point, to: Point, reach: f32) -> Option<(Line, f32)> {
    let length = from.distance(to);
    if length < 8.0 {
        return None;
    }
    let (dx, dy) = ((to.x - from.x) / length, (to.y - from.y) / length);
    let steps = reach.ceil() as i32;
    let plane = picture.plane();
    let mut points: Vec<(Point, f32)> = Vec::with_capacity(PLACES);
    for place in 0..PLACES {
        let at = from.to(to, 0.07 + 0.86 * (place as f32 + 0.5) / PLACES as f32);
        // Averages three pixels along the side, because noise has no direction.
        let grey = |away: f32| {
            [-1.5_f32, 0.0, 1.5]
                .map(|along| plane.between(at.x - dy * away + dx * along, at.y + dx * away + dy * along))
                .into_iter()
                .sum::<f32>()
        };
        let profile: Vec<f32> = (-steps - 1..=steps + 1).map(|step| grey(step as f32)).collect();
        let slopes: Vec<f32> =
            profile.windows(3).map(|three| if let [a, _, b] = three { (b - a).abs() } else { 0.0 }).collect();
        let weighted = |index: usize| -> f32 {
            let away = index as f32 - steps as f32;
            slopes.get(index).copied().unwrap_or(0.0) * (-(away / reach).powi(2)).exp()
        };
        let Some(best) = (0..slopes.len()).max_by(|a, b| weighted(*a).total_cmp(&weighted(*b))) else {
            continue;
        };
        let slope = slopes.get(best).copied().unwrap_or(0.0);
        let beside = |index: Option<usize>| index.and_then(|index| slopes.get(index)).copied().unwrap_or(0.0);
        let (before, after) = (beside(best.checked_sub(1)), beside(Some(best + 1)));
        let bend = before - 2.0 * slope + after;
        let shift = if bend < -1e-3 { (0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 };
        let away = best as f32 - steps as f32 + shift;
        points.push((Point { x: at.x - dy * away, y: at.y + dx * away }, slope));
    }
    let mut strengths: Vec<f32> = points.iter().map(|(_, slope)| *slope).collect();
    strengths.sort_unstable_by(f32::total_cmp);
    let typical = strengths.get(strengths.len() / 2).copied().unwrap_or(0.0).max(1.0);
    for (_, weight) in &mut points {
        *weight = (*weight / typical).min(1.0);
    }
    fitted(&points, reach)
}

/// Fits, and leaves out more and more of what lies off (Tukey's weights).
fn fitted(points: &[(Point, f32)], reach: f32) -> Option<(Line, f32)> {
    let mut line = Line::through(points)?;
    for width in [reach, reach * 0.6, reach * 0.35, 2.0_f32.min(reach), 1.5] {
        let kept: Vec<(Point, f32)> = points
            .iter()
            .map(|(at, weight)| {
                let off = (line.distance(*at) / width.max(1.0)).abs();
                (*at, if off < 1.0 { weight * (1.0 - off * off).powi(2) } else { 0.0 })
            })
            .collect();
        line = Line::through(&kept)?;
    }
    let near = points.iter().filter(|(at, weight)| line.distance(*at).abs() < 2.0 && *weight > 0.3).count();
    Some((line, near as f32 / points.len() as f32))
}

/// Many documents have a frame printed along their edge, which is the sharper line: moves out to the outermost edge that
/// runs all along the side, within a thirtieth of its length.
fn beyond_frame(picture: &Grey, line: Line, from: Point, to: Point) -> Line {
    // Sides run clockwise, so outwards is to the left of their direction.
    let length = from.distance(to).max(1.0);
    let (out_x, out_y) = ((to.y - from.y) / length, (from.x - to.x) / length);
    let sign = if line.a * out_x + line.b * out_y >= 0.0 { 1.0 } else { -1.0 };
    let plane = picture.plane();
    let reach = (length / 30.0).ceil() as i32;
    let mean = |away: i32| {
        let places = (0..PLACES).map(|place| {
            let at = from.to(to, 0.1 + 0.8 * (place as f32 + 0.5) / PLACES as f32);
            let onto = line.distance(at) - sign * away as f32;
            plane.between(at.x - line.a * onto, at.y - line.b * onto)
        });
        places.sum::<f32>() / PLACES as f32
    };
    let profile: Vec<f32> = (-3..=reach + 1).map(mean).collect();
    let slopes: Vec<f32> =
        profile.windows(3).map(|three| if let [a, _, b] = three { (b - a).abs() } else { 0.0 }).collect();
    let strongest = slopes.iter().copied().fold(0.0, f32::max);
    let is_edge = |index: usize| {
        let at = |index: usize| slopes.get(index).copied().unwrap_or(0.0);
        let here = at(index);
        here > (0.45 * strongest).max(6.0) && here >= at(index.wrapping_sub(1)) && here > at(index + 1)
    };
    // The first three lie inside, the fourth on the line itself.
    match (0..slopes.len()).rev().find(|index| is_edge(*index)) {
        Some(index) if index > 4 => Line { c: line.c + sign * (index as f32 - 2.0), ..line },
        _ => line,
    }
}
