// swift-tools-version: 6.3

import PackageDescription

// The modules are the stages of the compiler and of provisioning; a target can import only what it lists, so the
// arrows below are the architecture. Nothing that `ccplan` reaches lists `HTTPWrites` or `VonageAPIWrites`: it cannot
// send a request that changes anything (Tests/PackageShapeTests holds this).
let package = Package(
    name: "ccplan",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ccplan", targets: ["ccplan"]),
        .executable(name: "ccapply", targets: ["ccapply"]),
        .executable(name: "ccserve", targets: ["ccserve"]),
        .executable(name: "ccsandbox", targets: ["ccsandbox"]),
    ],
    dependencies: [
        // Command lines: parsing, help, completion.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // SHA-256 of bundles, RSA keys, and the signatures of the two fixed-shape tokens.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        // The structured log of the two servers.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        // HTTP serving, for ccserve and ccsandbox only.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    ],
    targets: [
        // The two system libraries.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

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

        // The account: reads, and writes apart.
        .target(name: "HTTPTransport", dependencies: ["CLibCurl"]),
        .target(name: "HTTPWrites", dependencies: ["CLibCurl", "HTTPTransport"]),
        .target(
            name: "VonageAPI",
            dependencies: [
                "HTTPTransport", "JSONTree",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        .target(name: "VonageAPIWrites", dependencies: ["HTTPTransport", "HTTPWrites", "JSONTree", "VonageAPI"]),

        // Plan and apply.
        .target(
            name: "Provisioning",
            dependencies: [
                "CallBundle", "ContactCenter", "JSONTree", "VonageAPI",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Publishing",
            dependencies: [
                "CallBundle", "HTTPTransport", "JSONTree", .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Applying",
            dependencies: [
                "CallBundle", "HTTPTransport", "JSONTree", "Provisioning", "Publishing", "VonageAPI",
                "VonageAPIWrites",
            ]
        ),

        // Calls.
        .target(name: "Simulator", dependencies: ["JSONTree", "NCCO"]),
        .target(
            name: "Hosting",
            dependencies: [
                "CallBundle", "JSONTree", "VonageAPI",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "Sandbox",
            dependencies: [
                "JSONTree", "VonageAPI",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // The programs.
        .target(
            name: "ProjectLoading",
            dependencies: [
                "CallBundle", "CallFlow", "ConfigSyntax", "ContactCenter", "Diagnostics", "Lowering",
            ]
        ),
        .executableTarget(
            name: "ccplan",
            dependencies: [
                "CallBundle", "CallFlow", "ConfigSyntax", "ContactCenter", "Diagnostics", "HTTPTransport", "JSONTree",
                "Lowering", "ProjectLoading", "Provisioning", "VonageAPI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "ccapply",
            dependencies: [
                "Applying", "CallBundle", "Diagnostics", "HTTPTransport", "HTTPWrites", "JSONTree", "ProjectLoading",
                "Provisioning", "Publishing", "VonageAPI", "VonageAPIWrites",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "ccserve",
            dependencies: ["Hosting", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),
        .executableTarget(
            name: "ccsandbox",
            dependencies: [
                "HTTPTransport", "HTTPWrites", "JSONTree", "Sandbox", "Simulator", "VonageAPI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
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
