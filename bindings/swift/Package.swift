// swift-tools-version: 6.0
import PackageDescription

// The generated surface as a package: `cargo xtask bindings` writes what the links in Sources lead to. On Linux the library
// is found by the linker's search path; on Apple's systems it is an xcframework beside this file.
#if os(Linux)
    let library: Target = .systemLibrary(name: "KauthCoreFFI", path: "Sources/KauthCoreFFI")
    let linked: [LinkerSetting] = [.linkedLibrary("kauth_ffi")]
#else
    let library: Target = .binaryTarget(name: "KauthCoreFFI", path: "KauthCoreFFI.xcframework")
    let linked: [LinkerSetting] = []
#endif

let package = Package(
    name: "kauth-core",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "KauthCore", targets: ["KauthCore"]),
        .library(name: "Tokens", targets: ["Tokens"]),
    ],
    targets: [
        library,
        // Generated, and not written for Swift 6's mode.
        .target(
            name: "KauthCore", dependencies: ["KauthCoreFFI"], swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: linked),
        .target(name: "Tokens"),
    ],
    swiftLanguageModes: [.v6]
)
