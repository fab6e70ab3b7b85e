//! Whether a machine-readable zone is to be seen: rows of print from one end of the document to the other. What it says
//! is not read here.

use crate::grey::Grey;

const COLUMNS: usize = 16;

/// Looks at the lower part of a straightened document about 400 pixels wide.
pub(crate) fn is_seen(document: &Grey) -> bool {
    let rows = document.rows().len();
    let full = document.rows().skip(rows * 55 / 100).filter(|row| is_full(row)).count();
    // Letters of two lines are 2.4 mm high each, on 54 to 88 mm.
    full * 100 > rows * 5
}

/// Whether there are edges of letters in nearly every part of a row.
fn is_full(row: &[u8]) -> bool {
    let length = row.len() / COLUMNS;
    if length < 4 {
        return false;
    }
    let parts = row.chunks_exact(length).filter(|part| {
        let strokes = part.windows(2).filter(|two| matches!(two, [a, b] if a.abs_diff(*b) > 18)).count();
        strokes >= 2
    });
    parts.count() + 3 >= COLUMNS
}
