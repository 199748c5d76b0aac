internal import ArgumentParser
internal import CallBundle
internal import Hosting

/// The options about who is believed: webhooks of the platform, and client apps.
struct TrustArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Secrets that sign webhooks, separated by commas or line ends; repeatable, before VONAGE_SIGNATURE_SECRET.",
            valueName: "FILE"
        )
    )
    var signatureSecretFile: [String] = []

    @Option(
        help: ArgumentHelp(
            "What becomes of webhooks that are not signed as they must be: observe (served and logged) or require (refused). "
                + "(default: what each release says)",
            valueName: "POLICY"
        )
    )
    var signatures: SignaturePolicy?

    @Option(
        help: ArgumentHelp("How long the tokens of /api/jwt hold, as 15m or 8h; at most 24h.", valueName: "TIME")
    )
    var tokenLifetime = TimeSpan(seconds: 3_600)

    func validate() throws {
        guard (60...86_400).contains(tokenLifetime.seconds) else {
            throw ValidationError("'--token-lifetime' wants 1m to 24h, as the platform allows.")
        }
    }

    func apply(to settings: inout HostSettings) {
        if !signatureSecretFile.isEmpty {
            settings.signatures.secrets = signatureSecretFile.map { .file(WatchedFile(path: $0)) }
        }
        settings.signatures.policy = signatures
        settings.tokenLifetime = tokenLifetime.seconds
    }
}

/// A time as people write it: `90s`, `15m`, `8h`.
struct TimeSpan: ExpressibleByArgument {
    let seconds: Int

    init(seconds: Int) {
        self.seconds = seconds
    }

    init?(argument: String) {
        guard let match = argument.wholeMatch(of: /([0-9]{1,9})([smh])/), let number = Int(match.output.1) else {
            return nil
        }
        seconds = number * (["s": 1, "m": 60, "h": 3_600][match.output.2] ?? 1)
    }

    var defaultValueDescription: String { seconds % 3_600 == 0 ? "\(seconds / 3_600)h" : "\(seconds)s" }
}

extension SignaturePolicy: ExpressibleByArgument {}
