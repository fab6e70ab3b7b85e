//! Is it sharp, lit and free of reflections? Each is a number that a threshold then judges, all on the straightened
//! document, so that the table beside it has no say.

pub(crate) mod blur;
pub(crate) mod glare;
pub(crate) mod light;
