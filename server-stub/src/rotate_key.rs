//! Rotation of the signing key and of the key file.
