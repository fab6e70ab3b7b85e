//! The phones' targets, and how clang compiles C for each (ring's and SQLite's) with headers from Zig's package.

use std::path::Path;

/// One target.
pub(super) struct Target {
    /// Rust's name of it.
    pub(super) triple: &'static str,
    /// clang's name, with the oldest system it is for.
    clang: &'static str,
    /// Folders of headers, in their order.
    headers: &'static [&'static str],
}

/// The one that is linked, and so compiled whole.
pub(super) const LINKED: Target = Target {
    triple: "aarch64-linux-android",
    clang: "aarch64-linux-android26",
    headers: &["aarch64-linux-musl", "generic-musl", "aarch64-linux-any", "any-linux-any"],
};

/// The others, which are type-checked.
pub(super) const CHECKED: [Target; 4] = [
    Target {
        triple: "x86_64-linux-android",
        clang: "x86_64-linux-android26",
        headers: &["x86_64-linux-musl", "generic-musl", "x86-linux-any", "any-linux-any"],
    },
    Target {
        triple: "armv7-linux-androideabi",
        clang: "armv7a-linux-androideabi26",
        headers: &["arm-linux-musl", "generic-musl", "arm-linux-any", "any-linux-any"],
    },
    Target { triple: "aarch64-apple-ios", clang: "arm64-apple-ios15.0", headers: &["any-darwin-any"] },
    Target {
        triple: "aarch64-apple-ios-sim",
        clang: "arm64-apple-ios15.0-simulator",
        headers: &["any-darwin-any"],
    },
];

impl Target {
    /// clang's words for a C file.
    pub(super) fn c_flags(&self, zig: &Path) -> Vec<String> {
        let mut flags = vec![format!("--target={}", self.clang), "-nostdlibinc".to_owned()];
        for name in self.headers {
            flags.push("-isystem".to_owned());
            flags.push(zig.join("libc/include").join(name).to_string_lossy().into_owned());
        }
        if self.triple.contains("android") {
            // musl's header and Android's library call the same thing by different names.
            flags.push("-D__errno_location=__errno".to_owned());
        }
        flags
    }

    /// What build scripts that compile C look for.
    pub(super) fn environment(&self, zig: &Path) -> [(String, String); 3] {
        let name = self.triple.replace('-', "_");
        [
            (format!("CFLAGS_{name}"), self.c_flags(zig).join(" ")),
            (format!("CC_{name}"), "clang-19".to_owned()),
            (format!("AR_{name}"), "llvm-ar-19".to_owned()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_scripts_are_told_each_target_by_its_own_name() {
        let [flags, compiler, _] = LINKED.environment(Path::new("/z"));
        assert_eq!(flags.0, "CFLAGS_aarch64_linux_android");
        assert!(
            flags.1.starts_with(
                "--target=aarch64-linux-android26 -nostdlibinc -isystem /z/libc/include/aarch64"
            )
        );
        assert_eq!(compiler, ("CC_aarch64_linux_android".to_owned(), "clang-19".to_owned()));
    }

    #[test]
    fn only_android_renames_errno() {
        let renames = |target: &Target| target.c_flags(Path::new("/z")).iter().any(|f| f.contains("errno"));
        let renaming: Vec<&str> =
            CHECKED.iter().chain([&LINKED]).filter(|t| renames(t)).map(|t| t.triple).collect();
        assert!(renaming.len() == 3 && renaming.iter().all(|triple| triple.contains("android")));
    }
}
