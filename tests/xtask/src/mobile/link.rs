//! Links the bindings' library for Android without an NDK: the system's libraries are stand-ins that hold nothing but the
//! names of the reviewed list, the unwinder is built from the sources in Zig's package.

use super::look::{Name, names};
use super::targets::LINKED;
use super::{Bench, SURFACE};
use crate::Result;
use crate::bindings::ended_well;
use crate::files::put;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// All that a library may ask for by `-l`.
const LIBRARIES: [&str; 4] = ["libc", "libdl", "liblog", "libm"];

/// Builds and links it; gives the stripped library.
pub(super) fn android(bench: &Bench) -> Result<PathBuf> {
    let libraries = bench.folder.join("android-lib");
    for name in LIBRARIES {
        stand_in(&libraries, name, &names())?;
    }
    unwinder(bench, &libraries)?;
    let flags = [
        "-Clinker=clang-19".to_owned(),
        "-Clink-arg=--target=aarch64-linux-android26".to_owned(),
        "-Clink-arg=-fuse-ld=lld-19".to_owned(),
        "-Clink-arg=-nostdlib".to_owned(),
        // As in android/app/build.gradle.kts: large pages, relocations in Android's short form (API 23), same code once.
        "-Clink-arg=-Wl,-z,max-page-size=16384,--pack-dyn-relocs=android,--icf=all".to_owned(),
        format!("-Clink-arg=-L{}", libraries.display()),
        "-Clink-arg=-lc".to_owned(),
        "-Clink-arg=-lm".to_owned(),
    ];
    bench.cargo(
        &[LINKED],
        &[
            &[
                "rustc",
                "--package",
                SURFACE,
                "--lib",
                "--crate-type",
                "cdylib",
                "--profile",
                "phone",
                "--config",
            ],
            &[format!("target.{}.rustflags={:?}", LINKED.triple, flags).as_str()][..],
        ]
        .concat(),
    )?;
    let name = format!("lib{}.so", SURFACE.replace('-', "_"));
    let built = bench.folder.join("cargo").join(LINKED.triple).join("phone").join(&name);
    let stripped = bench.folder.join(name);
    let mut strip = Command::new("llvm-strip-19");
    strip.arg("--strip-unneeded").arg("-o").args([&stripped, &built]);
    ended_well(strip, "llvm-strip-19")?;
    Ok(stripped)
}

fn stand_in(folder: &Path, library: &str, names: &[Name]) -> Result<()> {
    let text = folder.join(format!("{library}.ifs"));
    put(&text, interface(library, names).as_bytes())?;
    let mut ifs = Command::new("llvm-ifs-19");
    ifs.arg("--input-format=IFS")
        .arg(format!("--output-elf={}", folder.join(format!("{library}.so")).display()))
        .arg(&text);
    ended_well(ifs, "llvm-ifs-19")
}

/// A library's names in the language of `llvm-ifs`.
fn interface(library: &str, names: &[Name]) -> String {
    let mut text = format!(
        "--- !ifs-v1\nIfsVersion: 3.0\nSoName: {library}.so\nTarget: {{ ObjectFormat: ELF, Arch: AArch64, Endianness: little, BitWidth: 64 }}\nSymbols:\n"
    );
    for Name { name, .. } in names.iter().filter(|found| found.library == library) {
        let _ = writeln!(text, "  - {{ Name: {name}, Type: Func }}");
    }
    text + "...\n"
}

/// `libunwind.a`, which Rust's standard library links on Android; the NDK has it ready.
fn unwinder(bench: &Bench, folder: &Path) -> Result<()> {
    let archive = folder.join("libunwind.a");
    let source = bench.zig.join("libunwind/src");
    let mut objects = Vec::new();
    for file in [
        "libunwind.cpp",
        "Unwind-sjlj.c",
        "UnwindLevel1-gcc-ext.c",
        "UnwindLevel1.c",
        "UnwindRegistersRestore.S",
        "UnwindRegistersSave.S",
    ] {
        let object = folder.join(file).with_extension("o");
        let mut clang = Command::new("clang-19");
        clang
            .args(LINKED.c_flags(&bench.zig))
            .args([
                "-c",
                "-O2",
                "-fPIC",
                "-fno-exceptions",
                "-fno-rtti",
                "-funwind-tables",
                "-DNDEBUG",
                "-D_LIBUNWIND_IS_NATIVE_ONLY",
            ])
            .arg("-I")
            .arg(bench.zig.join("libunwind/include"))
            .arg("-o")
            .arg(&object)
            .arg(source.join(file));
        ended_well(clang, "clang-19")?;
        objects.push(object);
    }
    let fresh = folder.join("libunwind.a.new");
    let mut ar = Command::new("llvm-ar-19");
    ar.arg("rcs").arg(&fresh).args(&objects);
    ended_well(ar, "llvm-ar-19")?;
    fs::rename(&fresh, &archive).map_err(|e| format!("{}: {e}", archive.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_holds_only_its_own_names() {
        let names = [("malloc", "libc"), ("sin", "libm")].map(|(name, library)| Name { name, library });
        let text = interface("libm", &names);
        assert!(text.contains("SoName: libm.so") && text.contains("{ Name: sin, Type: Func }"));
        assert!(!text.contains("malloc"));
    }
}
