//! What `/metrics` tells.
