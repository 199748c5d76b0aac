// swift-tools-version: 6.3

import PackageDescription

// The modules are the stages of the compiler and of provisioning; a target can import only what it lists, so the
// arrows below are the architecture.
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
        // SHA-256 of bundles; RSA keys and signatures of the tokens.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        // The HTTP server of ccserve and ccsandbox. None of its traits: each costs build time and none is used.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.0.0", traits: []),
        // What the HTTP server is built on, named by the targets that speak its types.
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        // HTTPS of ccserve; hummingbird brings it to the checkouts anyway.
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.0.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
        // Logs of the servers.
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    ],
    targets: [
        // The system libraries.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // Words that all stages share.
        .target(name: "Diagnostics", dependencies: ["JSONTree"]),
        .target(name: "JSONTree"),
        // The pages of `ccplan explain`.
        .target(name: "Explanations", dependencies: ["Diagnostics"]),
        // The language told to people and editors, from the tables of its decoder.
        .target(name: "LanguageReference", dependencies: ["ContactCenter", "JSONTree"]),
        // Files, read and written whole or not at all.
        .target(name: "FileAccess"),
        // Civil dates, hours, and the UTC offsets of all time zones.
        .target(name: "TimeZones"),
        // What callers say, word for word, in the one form in which it is compared.
        .target(name: "SpokenWords"),

        // The compiler: text → tree → model → graph → bundle.
        .target(name: "ConfigSyntax", dependencies: ["CLibYAML", "Diagnostics"]),
        .target(name: "ContactCenter", dependencies: ["ConfigSyntax", "Diagnostics", "JSONTree", "TimeZones"]),
        .target(
            name: "CallFlow",
            dependencies: ["ContactCenter", "Diagnostics", "JSONTree", "NCCO", "SpokenWords", "TimeZones"]
        ),
        .target(name: "NCCO", dependencies: ["JSONTree"]),
        .target(
            name: "CallBundle",
            dependencies: [
                "FileAccess", "JSONTree", "SpokenWords", "TimeZones", .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Lowering",
            dependencies: [
                "CallBundle", "CallFlow", "ContactCenter", "Diagnostics", "JSONTree", "NCCO", "SpokenWords",
                "TimeZones",
            ]
        ),

        // Web servers made hosts of bundles: the host in JavaScript, for nginx's njs and for workers.
        .target(
            name: "HostKits",
            dependencies: ["CallBundle", "SpokenWords"],
            resources: [
                "decision.js", "encoding.js", "host.js", "http.conf", "json.js", "nginx.conf", "nginx.js",
                "node-adapter.mjs",
                "package.json", "plain-http.conf", "plain-server.conf", "problem.conf", "request.js", "requests.conf",
                "route.js", "schedule.js", "server.conf", "signature.js", "signing.js", "store.conf", "words.js",
                "worker.js",
            ].map { .embedInCode("Resources/\($0)") }
        ),

        // What people look at before they say yes: pictures and reports.
        .target(
            name: "Review",
            dependencies: [
                "Assumptions", "CallBundle", "CallFlow", "ContactCenter", "Diagnostics", "JSONTree", "Journeys", "NCCO",
                "Provisioning", "ReleaseRecords", "TimeZones", .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        // What changes for callers between two releases.
        .target(name: "Journeys", dependencies: ["CallBundle", "JSONTree", "TimeZones"]),
        // What the platform is taken to do where no source confirms it.
        .target(name: "Assumptions"),

        // The network. Only HTTPWrites can send anything but GET; nothing that ccplan reaches lists it.
        .target(name: "HTTPTransport", dependencies: ["CLibCurl"]),
        .target(name: "HTTPWrites", dependencies: ["CLibCurl", "HTTPTransport"]),
        // Stores that speak S3; like above, only the second one can change anything in them.
        .target(name: "ObjectStore", dependencies: ["HTTPTransport", "TimeZones"]),
        .target(
            name: "ObjectStoreWrites",
            dependencies: [
                "HTTPTransport", "HTTPWrites", "ObjectStore", .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "VonageAPI",
            dependencies: [
                "HTTPTransport", "JSONTree", "WebhookSignatures", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        .target(name: "VonageAPIWrites", dependencies: ["HTTPTransport", "HTTPWrites", "JSONTree", "VonageAPI"]),

        // The account: desired and live state → plan → apply.
        .target(
            name: "Provisioning",
            dependencies: [
                "CallBundle", "ContactCenter", "Diagnostics", "JSONTree", "ReleaseRecords", "TimeZones", "VonageAPI",
            ]
        ),
        // A project written from what the account has.
        .target(
            name: "Importing",
            dependencies: [
                "CallBundle", "ConfigSyntax", "ContactCenter", "Diagnostics", "HTTPTransport", "JSONTree", "NCCO",
                "Provisioning", "VonageAPI",
            ]
        ),
        // The log of what was live when.
        .target(name: "ReleaseRecords", dependencies: ["CallBundle", "JSONTree", "TimeZones"]),
        // What an answer of a host shows to be wrong with it.
        .target(name: "HostAnswers", dependencies: ["CallBundle", "Diagnostics"]),
        .target(
            name: "Publishing",
            dependencies: [
                "CallBundle", "Diagnostics", "FileAccess", "HTTPTransport", "HostAnswers", "JSONTree", "ObjectStore",
                "ObjectStoreWrites", "ReleaseRecords", "TimeZones",
            ]
        ),
        .target(
            name: "Applying",
            dependencies: [
                "ReleaseRecords",
                "CallBundle", "ContactCenter", "Diagnostics", "JSONTree", "Provisioning", "Publishing", "VonageAPI",
                "VonageAPIWrites",
            ]
        ),

        // Calls, and the servers.
        .target(name: "Simulator", dependencies: ["JSONTree"]),
        // How a host tells webhooks that the platform signed from others.
        .target(
            name: "WebhookSignatures",
            dependencies: ["JSONTree", .product(name: "Crypto", package: "swift-crypto")]
        ),
        // A host without a socket, for calls on a bundle in memory.
        .target(name: "CallPlaying", dependencies: ["CallBundle", "JSONTree", "Simulator", "TimeZones"]),
        // The tests of a project: played, covered, and held against changes and real hosts.
        .target(
            name: "CallTesting",
            dependencies: [
                "CallBundle", "CallFlow", "CallPlaying", "ContactCenter", "Diagnostics", "HostAnswers", "JSONTree",
                "Lowering", "NCCO", "Simulator", "SpokenWords", "TimeZones",
            ]
        ),
        .target(
            name: "Dialling",
            dependencies: [
                "HTTPTransport", "HTTPWrites", "JSONTree", "Simulator", "VonageAPI",
            ]
        ),
        // What becomes of call events behind the host: forwarded, their recordings fetched.
        .target(
            name: "CallEvents",
            dependencies: [
                "CallBundle", "FileAccess", "HTTPTransport", "HTTPWrites", "JSONTree",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "Hosting",
            dependencies: [
                "CallBundle", "CallEvents", "FileAccess", "HTTPTransport", "JSONTree", "ObjectStore", "ReleaseRecords",
                "VonageAPI", "WebhookSignatures",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "Sandbox",
            dependencies: [
                "FileAccess", "JSONTree",
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // The edge, where files are read, and the programs.
        .target(
            name: "ProjectLoading",
            dependencies: [
                "CallBundle", "CallFlow", "ConfigSyntax", "ContactCenter", "Diagnostics", "Explanations", "FileAccess",
                "Lowering",
            ]
        ),
        .target(
            name: "ProgramEntry",
            dependencies: ["FileAccess", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),
        .target(
            name: "ProgramSupport",
            dependencies: [
                "CallBundle", "ContactCenter", "Diagnostics", "FileAccess", "HTTPTransport", "JSONTree",
                "ObjectStore", "ProjectLoading", "Provisioning", "ReleaseRecords", "VonageAPI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        // What the commands share that play tests; apart from the above, since ccapply plays none.
        .target(
            name: "TestCommandSupport",
            dependencies: [
                "CallTesting", "ContactCenter", "Diagnostics", "FileAccess", "JSONTree", "ProgramSupport",
                "ProjectLoading", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "ccplan",
            dependencies: [
                "CallBundle", "CallFlow", "CallTesting", "ContactCenter", "Diagnostics", "Explanations", "FileAccess",
                "HTTPTransport", "HostKits", "Importing", "JSONTree", "Journeys", "LanguageReference", "Lowering",
                "ProgramEntry", "ProgramSupport",
                "ProjectLoading",
                "Provisioning", "ReleaseRecords", "Review", "TestCommandSupport", "VonageAPI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        .executableTarget(
            name: "ccapply",
            dependencies: [
                "ReleaseRecords",
                "Applying", "CallBundle", "ContactCenter", "Diagnostics", "FileAccess", "HTTPTransport", "JSONTree",
                "Lowering", "ObjectStore", "ProgramEntry", "ProgramSupport", "ProjectLoading", "Provisioning",
                "Publishing", "VonageAPI", "VonageAPIWrites",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "ccserve",
            dependencies: [
                "CallBundle", "FileAccess", "Hosting", "ProgramEntry",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "ccsandbox",
            dependencies: [
                "CallBundle", "CallTesting", "ContactCenter", "Diagnostics", "Dialling", "FileAccess", "HTTPTransport",
                "JSONTree", "ProgramEntry", "ProgramSupport", "ProjectLoading", "Sandbox", "Simulator",
                "TestCommandSupport",
                "VonageAPI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // Mutated inputs for every parser; not a product.
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CallBundle", "ContactCenter", "Diagnostics", "FileAccess", "HTTPTransport", "Hosting", "Importing",
                "JSONTree",
                "NCCO",
                "ProjectLoading", "Provisioning", "Publishing", "ReleaseRecords", "Sandbox", "Simulator", "VonageAPI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),

        // Tests, one folder a module.
        .testTarget(
            name: "ApplyingTests",
            dependencies: [
                "ReleaseRecords",
                "Applying", "CallBundle", "ContactCenter", "Diagnostics", "JSONTree", "Provisioning", "Publishing",
                "VonageAPI",
            ]
        ),
        .testTarget(name: "AssumptionsTests", dependencies: ["Assumptions", "Sandbox", "Simulator"]),
        .testTarget(name: "CallBundleTests", dependencies: ["CallBundle", "Hosting", "JSONTree", "TimeZones"]),
        .testTarget(
            name: "CallPlayingTests",
            dependencies: ["CallBundle", "CallPlaying", "JSONTree", "ProjectLoading", "Simulator"]
        ),
        .testTarget(
            name: "CallTestingTests",
            dependencies: [
                "CallBundle", "CallPlaying", "CallTesting", "ContactCenter", "Diagnostics", "JSONTree",
                "ProjectLoading", "Simulator",
            ],
            exclude: ["Golden", "Projects"]
        ),
        .testTarget(
            name: "CallFlowTests",
            dependencies: ["CallFlow", "ConfigSyntax", "ContactCenter", "Diagnostics", "SeededRandom"]
        ),
        .testTarget(name: "ConfigSyntaxTests", dependencies: ["ConfigSyntax", "Diagnostics", "SeededRandom"]),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "JSONTree"]),
        .testTarget(
            name: "DiallingTests",
            dependencies: [
                "Dialling", "HTTPTransport", "JSONTree", "LoopbackServing", "Simulator", "VonageAPI",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .testTarget(
            name: "ExplanationsTests",
            dependencies: [
                "CallFlow", "CallTesting", "ConfigSyntax", "ContactCenter", "Diagnostics", "Explanations",
                "HostAnswers", "JSONTree", "ProjectLoading", "Provisioning",
            ]
        ),
        // Built programs, as a user runs them.
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "CallBundle", "CallFlow", "CallPlaying", "CallTesting", "ccapply", "ccplan", "ccsandbox", "ccserve",
                "ContactCenter", "Diagnostics", "Hosting", "HTTPTransport", "HTTPWrites", "JSONTree", "LoopbackServing",
                "Lowering", "ObjectStore", "ObjectStoreServing", "ObjectStoreWrites", "ProjectLoading", "Sandbox",
                "SeededRandom", "Simulator", "VonageAPI",
            ],
            exclude: ["Golden", "Schemas", "pipeline_jobs.py", "validate.py", "validate_yaml.py"]
        ),
        .testTarget(name: "FileAccessTests", dependencies: ["FileAccess"]),
        // The JavaScript of the host kits, in Node and in njs.
        .testTarget(name: "HostKitsTests", dependencies: ["HostKits"], exclude: ["Scripts"]),
        .testTarget(name: "HTTPTransportTests", dependencies: ["HTTPTransport", "HTTPWrites", "LoopbackServing"]),
        .testTarget(
            name: "HostingTests",
            dependencies: [
                "CallBundle", "CallEvents", "FileAccess", "Hosting", "HTTPTransport", "JSONTree", "LoopbackServing",
                "ObjectStore", "SeededRandom", "TimeZones", "VonageAPI", "WebhookSignatures",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "ImportingTests",
            dependencies: [
                "CallBundle", "ConfigSyntax", "ContactCenter", "Diagnostics", "Importing", "JSONTree", "ProjectLoading",
                "Provisioning", "SeededRandom", "VonageAPI",
            ]
        ),
        .testTarget(name: "JSONTreeTests", dependencies: ["JSONTree", "SeededRandom"]),
        // Numbers for tests, the same for the same seed.
        .target(name: "SeededRandom", path: "Tests/SeededRandom"),
        // A host for tests, on a port of loopback.
        .target(name: "LoopbackServing", path: "Tests/LoopbackServing"),
        // A real object store for tests, on ports of loopback.
        .target(
            name: "ObjectStoreServing",
            dependencies: ["HTTPTransport", "HTTPWrites", "ObjectStore"],
            path: "Tests/ObjectStoreServing"
        ),
        .testTarget(
            name: "ObjectStoreTests",
            dependencies: [
                "HTTPTransport", "LoopbackServing", "ObjectStore", "ObjectStoreServing", "ObjectStoreWrites",
            ]
        ),
        // The language from all sides: its page, its schema, and what is said of every key that is written wrong.
        .testTarget(
            name: "LanguageReferenceTests",
            dependencies: [
                "ConfigSyntax", "ContactCenter", "Diagnostics", "JSONTree", "LanguageReference", "ProjectLoading",
                "SeededRandom",
            ]
        ),
        .testTarget(name: "NCCOTests", dependencies: ["JSONTree", "NCCO", "SeededRandom"]),
        .testTarget(
            name: "ProjectLoadingTests",
            dependencies: [
                "CallBundle", "ContactCenter", "Diagnostics", "JSONTree", "NCCO", "ProjectLoading", "SeededRandom",
            ]
        ),
        .testTarget(
            name: "ProvisioningTests",
            dependencies: [
                "CallBundle", "ContactCenter", "Diagnostics", "JSONTree", "Provisioning", "ReleaseRecords",
                "SeededRandom",
                "VonageAPI",
            ]
        ),
        .testTarget(
            name: "PublishingTests",
            dependencies: [
                "CallBundle", "Diagnostics", "FileAccess", "HTTPTransport", "HostAnswers", "JSONTree",
                "LoopbackServing", "ObjectStore", "ObjectStoreServing", "ObjectStoreWrites", "Publishing",
                "ReleaseRecords",
            ]
        ),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "JSONTree", "Sandbox", .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        .testTarget(
            name: "ReviewTests",
            dependencies: [
                "CallBundle", "CallFlow", "ContactCenter", "Diagnostics", "JSONTree", "Journeys", "ProjectLoading",
                "Provisioning", "Review", "SeededRandom", "Simulator",
            ],
            exclude: ["Golden", "Projects", "page_check.py"]
        ),
        .testTarget(
            name: "JourneysTests",
            dependencies: ["CallBundle", "JSONTree", "JourneySampling", "Journeys"]
        ),
        // Random pairs of projects, on which all calls are played; in a program of its own for the long run.
        .target(
            name: "JourneySampling",
            dependencies: [
                "CallBundle", "Diagnostics", "JSONTree", "Journeys", "ProjectLoading", "SeededRandom",
            ],
            path: "Tests/JourneySampling"
        ),
        .executableTarget(
            name: "JourneySoak",
            dependencies: ["JourneySampling", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Tests/JourneySoak"
        ),
        // Schedules, from the text to the table.
        .testTarget(
            name: "ScheduleTests",
            dependencies: [
                "CallBundle", "CallFlow", "ConfigSyntax", "ContactCenter", "Diagnostics", "Lowering", "TimeZones",
            ]
        ),
        .testTarget(name: "SimulatorTests", dependencies: ["JSONTree", "SeededRandom", "Simulator"]),
        // Whole applies in one process, with trouble at every place: the emulator behind a socket, and the real client.
        .testTarget(
            name: "SweepTests",
            dependencies: [
                "Applying", "CallBundle", "ContactCenter", "Diagnostics", "HTTPTransport", "JSONTree", "ProjectLoading",
                "Provisioning", "Sandbox", "SeededRandom", "VonageAPI", "VonageAPIWrites",
            ]
        ),
        .testTarget(
            name: "WebhookSignaturesTests",
            dependencies: ["JSONTree", "SeededRandom", "VonageAPI", "WebhookSignatures"]
        ),
        .testTarget(name: "SpokenWordsTests", dependencies: ["JSONTree", "SpokenWords"]),
        .testTarget(name: "TimeZonesTests", dependencies: ["JSONTree", "TimeZones"]),
        .testTarget(
            name: "VonageAPITests",
            dependencies: [
                "HTTPTransport", "JSONTree", "LoopbackServing", "SeededRandom", "VonageAPI", "VonageAPIWrites",
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
