// swift-tools-version: 6.0
import PackageDescription

#if os(Linux)
    // A stand-in named SwiftUI, so that every screen is type-checked, drawn and tapped without a Mac.
    let strict: [SwiftSetting] = [.unsafeFlags(["-warnings-as-errors"])]
    let ui: [Target.Dependency] = ["SwiftUI"]
    let checked: [Target] = [
        .target(name: "SwiftUI", path: "Stub/SwiftUI", swiftSettings: strict),
        .executableTarget(name: "Gallery", dependencies: ["KauthScreens", "SwiftUI"], swiftSettings: strict),
        .testTarget(
            name: "KauthCoreTests", dependencies: [.product(name: "KauthCore", package: "swift")], swiftSettings: strict
        ),
        .testTarget(name: "AppTests", swiftSettings: strict),
        .testTarget(name: "KauthModelTests", dependencies: ["KauthModel"], swiftSettings: strict),
        .testTarget(name: "KauthScreensTests", dependencies: ["KauthScreens", "SwiftUI"], swiftSettings: strict),
    ]
#else
    let strict: [SwiftSetting] = []
    let ui: [Target.Dependency] = []
    let checked: [Target] = []
#endif

let package = Package(
    name: "kauth-ios",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "KauthPhone", targets: ["KauthModel", "KauthScreens", "KauthPlatform"])],
    dependencies: [.package(path: "../bindings/swift")],
    targets: [
        .target(
            name: "KauthModel", dependencies: [.product(name: "KauthCore", package: "swift")], swiftSettings: strict),
        .target(
            name: "KauthScreens", dependencies: ["KauthModel", .product(name: "Tokens", package: "swift")] + ui,
            swiftSettings: strict),
        .target(name: "KauthPlatform", dependencies: ["KauthModel", "KauthScreens"], swiftSettings: strict),
    ] + checked,
    swiftLanguageModes: [.v6]
)
