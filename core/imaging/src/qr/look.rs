//! One look at some pixels with each reader.
//!
//! The readers are other people's and meet pictures from strangers. Should one of them panic, that is a code not found
//! and not the end of the app.

use std::cmp::Reverse;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::GrayImage;
use rxing::common::{DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};
use rxing::{BinaryBitmap, Luma8Source};
use zeroize::Zeroizing;

use super::{MAX_CODES, QrText};

/// Corner patterns that are looked at: three a code, and what else on a page looks like one.
const MAX_PATTERNS: usize = 128;

/// Triples of corner patterns that are tried.
const MAX_TRIPLES: usize = 1024;

/// `quircs` counts no more corner patterns than this.
const QUIRCS_COUNTS_TO: usize = 32;

/// Up to here a picture full of corner patterns takes `rxing` well below a second.
const CROWDED_PIXELS: usize = 1_000_000;

/// What was found so far.
#[derive(Default)]
pub(super) struct Look {
    pub(super) found: Vec<QrText>,
}

impl Look {
    /// Quick: stops as soon as something is found.
    pub(super) fn once(&mut self, pixels: &[u8], width: u32, height: u32) {
        self.readers(pixels, width, height);
        if self.found.is_empty() {
            let inverted: Vec<u8> = pixels.iter().map(|pixel| !pixel).collect();
            self.readers(&inverted, width, height);
        }
    }

    /// Every reader, dark on light and light on dark.
    pub(super) fn thoroughly(&mut self, grey: &GrayImage) {
        let (width, height) = grey.dimensions();
        self.readers(grey, width, height);
        let mut inverted = grey.clone();
        image::imageops::invert(&mut inverted);
        self.readers(&inverted, width, height);
    }

    /// `quircs` costs a pass over the pixels whatever they show, so it goes first and says if there are more corner
    /// patterns than it counts. `rxing` compares each with each: a large picture made of nothing else would take it a
    /// minute. Such a picture it sees only in a smaller size, where they blur.
    fn readers(&mut self, pixels: &[u8], width: u32, height: u32) {
        let corners = self.quircs(pixels, width, height);
        if corners < QUIRCS_COUNTS_TO || pixels.len() <= CROWDED_PIXELS {
            self.rxing(pixels, width, height);
        }
    }

    fn rxing(&mut self, pixels: &[u8], width: u32, height: u32) {
        let texts = catch_unwind(AssertUnwindSafe(|| {
            let source = Luma8Source::new_with_slice(pixels, width, height).ok()?;
            Some(decode(source))
        }));
        texts.ok().flatten().unwrap_or_default().into_iter().for_each(|text| self.keep(text));
    }

    /// How many corner patterns there were; as many as it counts if it did not come to an end.
    fn quircs(&mut self, pixels: &[u8], width: u32, height: u32) -> usize {
        let seen = catch_unwind(AssertUnwindSafe(|| {
            let mut texts = Vec::new();
            let mut reader = quircs::Quirc::default();
            for code in reader.identify(width as usize, height as usize, pixels).take(MAX_CODES) {
                let Ok(data) = code.map(|code| code.decode()) else { continue };
                // Bytes that are no text cannot be a link.
                texts.extend(data.ok().and_then(|data| String::from_utf8(data.payload).ok()));
            }
            (texts, reader.num_capstones())
        }));
        let (texts, corners) = seen.unwrap_or((Vec::new(), QUIRCS_COUNTS_TO));
        texts.into_iter().for_each(|text| self.keep(text));
        corners
    }

    fn keep(&mut self, text: String) {
        let text = QrText(Zeroizing::new(text));
        if !text.0.is_empty() && self.found.len() < MAX_CODES && !self.found.contains(&text) {
            self.found.push(text);
        }
    }
}

/// rxing's own reader tries every triple of corner patterns, which a picture tiled with such patterns turns into
/// minutes. This is its loop with an end: the largest patterns, the most plausible triples.
fn decode(source: Luma8Source<'_>) -> Vec<String> {
    let bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let bits = bitmap.get_black_matrix();
    let mut patterns = FindFinderPatterns(bits, true, 0);
    patterns.sort_by_key(|pattern| Reverse(pattern.size));
    patterns.truncate(MAX_PATTERNS);
    let mut used = Vec::new();
    let mut texts = Vec::new();
    for set in GenerateFinderPatternSets(&mut patterns).into_iter().take(MAX_TRIPLES) {
        let corners = [set.bl, set.tl, set.tr];
        if corners.iter().any(|corner| used.contains(corner)) {
            continue;
        }
        let Ok(found) = SampleQR(bits, &set).and_then(|sampled| Decode(sampled.getBits())) else { continue };
        if found.isValid() {
            used.extend(corners);
            texts.push(found.text());
        }
    }
    texts
}
