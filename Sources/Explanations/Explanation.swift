package import Diagnostics

/// The page of one code: what `ccplan explain` prints, and what stands in `docs/diagnostics.md`.
///
/// Texts are paragraphs, an empty line between two; their lines are joined and wrapped anew when printed. Lines that begin
/// with four blanks are code and stay as they are.
package struct Explanation: Sendable {
    package let code: DiagnosticCode
    package let severity: NominalSeverity

    /// A headline: a sentence without a full stop.
    package let title: String

    /// What was found.
    package let meaning: String

    /// Why it matters to those who call, or to the line.
    package let onTheTelephone: String

    /// What to write instead.
    package let mending: String

    /// A project that has this finding and no other.
    package let example: Example

    init(
        _ code: String,
        _ severity: NominalSeverity,
        _ title: String,
        meaning: String,
        onTheTelephone: String,
        mending: String,
        example: Example
    ) {
        self.code = DiagnosticCode(code)
        self.severity = severity
        self.title = title
        self.meaning = meaning
        self.onTheTelephone = onTheTelephone
        self.mending = mending
        self.example = example
    }
}

extension Explanation {
    /// What brings a finding about.
    package struct Example: Sendable {
        /// What is printed.
        package let shown: String

        /// Whether that is a description, since the file itself cannot be printed.
        package var isMade = false

        /// The root file.
        package let bytes: @Sendable () -> [UInt8]

        /// Other files of the project.
        package var files: [(path: String, text: String)] = []

        /// What the project is planned against, for findings about the account.
        package var account: ExampleAccount?

        /// A limit that is lowered to reach it with a small file.
        package var lowered: LoweredLimit?

        /// How a public URL of the release is answered, for findings about the host.
        package var host: ExampleHost?
    }

    /// What a host does with a request for what was published.
    package enum ExampleHost: Sendable {
        case serves(status: Int)
        case hasNoCertificate
        case redirects(to: String)
        case servesFromCache(status: Int)
        case callsIt(String)
        case takes(Duration)
    }

    /// A limit on one file, and the value at which the example is beyond it.
    package enum LoweredLimit: Sendable {
        case bytes(Int)
        case values(Int)
    }

    /// As much of an account as an example needs.
    package struct ExampleAccount: Sendable {
        package struct Application: Sendable {
            package let id: String
            package let name: String
            package var answerURL: String?
        }

        package struct Number: Sendable {
            package let digits: String
            package var features = ["SMS", "VOICE"]
            package var applicationID: String?

            /// A SIP URI that calls are forwarded to.
            package var forwarding: String?
        }

        package struct User: Sendable {
            package let name: String
            package var displayName: String?
        }

        package struct Offer: Sendable {
            package let digits: String

            /// As the platform writes it: `1.25`.
            package let cost: String
        }

        /// What becomes of the live release.
        package enum LiveRelease: Sendable {
            case isSought
            /// It is neither published any more nor in git.
            case isLost
        }

        /// Why it cannot be read at all.
        package enum Refusal: Sendable {
            case credentials
            case permission
        }

        package var applications: [Application] = []
        package var numbers: [Number] = []

        /// Of the project's application.
        package var users: [User] = []

        /// Users that come up while the plan is applied.
        package var newUsers: [User] = []

        /// Numbers on sale, where the example is about buying.
        package var offers: [Offer]?

        /// The key that is used; any, where the example does not say.
        package var apiKey: String?
        package var refusal: Refusal?

        /// Whether it is about what is live, and whether that can be had; nil for plans.
        package var live: LiveRelease?
    }
}

extension Explanation.Example {
    /// What a snippet is put below, so that it is a project.
    package static let head = """
        version: 1
        app: {name: Acme}
        hosting: {url: "https://voice.acme.example"}

        """

    /// Lines below the head of a minimal project.
    static func adding(_ text: String, files: [(path: String, text: String)] = []) -> Self {
        Self(shown: text, bytes: { Array((head + text + "\n").utf8) }, files: files)
    }

    /// Lines below the head, planned against an account.
    static func adding(_ text: String, account: Explanation.ExampleAccount) -> Self {
        var example = adding(text)
        example.account = account
        return example
    }

    /// What a host does, told in words.
    static func host(_ words: String, _ host: Explanation.ExampleHost) -> Self {
        var example = Self(shown: words, isMade: true, bytes: { Array(head.utf8) })
        example.host = host
        return example
    }

    /// A root file as it stands.
    static func whole(_ text: String) -> Self {
        Self(shown: text, bytes: { Array((text + "\n").utf8) })
    }

    /// A file that cannot be printed, told in words.
    static func made(
        _ words: String,
        lowered: Explanation.LoweredLimit? = nil,
        _ bytes: @escaping @Sendable () -> [UInt8]
    ) -> Self {
        Self(shown: words, isMade: true, bytes: bytes, lowered: lowered)
    }
}
