//! uniffi's generator, as a program of this workspace: generator and library must be of one version. A crate of its
//! own, because its feature `cli` would otherwise bring a parser of object files and a template engine into the phone.

fn main() {
    uniffi::uniffi_bindgen_main();
}
