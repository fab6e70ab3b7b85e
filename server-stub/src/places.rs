//! Which place an address is in.
