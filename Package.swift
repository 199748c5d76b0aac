// swift-tools-version: 6.3

import PackageDescription

// The modules are the stages of the compiler and of provisioning; a target can import only what it lists, so the
// arrows below are the architecture.
let package = Package(
    name: "ccplan",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ccplan", targets: ["ccplan"])
    ],
    dependencies: [
        // Command lines: parsing, help, completion.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // SHA-256 of bundles.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    ],
    targets: [
        // System libyaml.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

        // Words that all stages share.
        .target(name: "Diagnostics", dependencies: ["JSONTree"]),
        .target(name: "JSONTree"),

        // The compiler: text → tree → model → graph → bundle.
        .target(name: "ConfigSyntax", dependencies: ["CLibYAML", "Diagnostics"]),
        .target(name: "ContactCenter", dependencies: ["ConfigSyntax", "Diagnostics", "JSONTree"]),
        .target(name: "CallFlow", dependencies: ["ContactCenter", "Diagnostics", "JSONTree", "NCCO"]),
        .target(name: "NCCO", dependencies: ["JSONTree"]),
        .target(
            name: "CallBundle",
            dependencies: ["JSONTree", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "Lowering",
            dependencies: ["CallBundle", "CallFlow", "ContactCenter", "Diagnostics", "JSONTree", "NCCO"]
        ),

        // The edge, where files are read, and the program.
        .target(
            name: "ProjectLoading",
            dependencies: [
                "CallBundle", "CallFlow", "ConfigSyntax", "ContactCenter", "Diagnostics", "Lowering",
            ]
        ),
        .executableTarget(
            name: "ccplan",
            dependencies: [
                "CallBundle", "ContactCenter", "Diagnostics", "Lowering", "ProjectLoading",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // Tests, one folder a module.
        // Built programs, as a user runs them.
        .testTarget(name: "EndToEndTests", dependencies: ["ccplan"]),
        .testTarget(name: "NCCOTests", dependencies: ["JSONTree", "NCCO"]),
        .testTarget(
            name: "ProjectLoadingTests",
            dependencies: ["CallBundle", "Diagnostics", "JSONTree", "NCCO", "ProjectLoading"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]
}
