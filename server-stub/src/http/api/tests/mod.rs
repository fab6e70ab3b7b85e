//! The API as a phone and a requester meet it: real routes and signatures, a clock turned by hand.

mod approvals;
mod bodies;
mod checks;
mod dpop;
mod failing;
mod inbox;
mod links;
mod oauth;
mod opening;
mod pushes;
mod recoveries;
mod requesters;
mod totp;
mod world;
