//! The phone's side of an approval: what is kept of a request, and the pure machine that leads it to its end.

pub(crate) mod inbox;
mod record;
mod step;

pub(crate) use record::{Ended, How, Phase, Request, Trouble};
pub(crate) use step::{Effect, Event, Refusal, Signers, step};

#[cfg(test)]
pub(crate) mod test_data;
