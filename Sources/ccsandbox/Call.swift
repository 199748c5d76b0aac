internal import ArgumentParser
internal import Dialling
internal import FoundationEssentials
internal import HTTPTransport
internal import JSONTree
internal import ProgramSupport
internal import Simulator
internal import VonageAPI

/// Plays one call over real HTTP and prints what happened.
struct Call: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Call a number of the account, or call out as one of its users.",
        usage: """
            ccsandbox call NUMBER [--from NUMBER] [--press KEYS]… [--say TEXT]… [--outcome OUTCOME]…
            ccsandbox call --as USER --to NUMBER [--outcome OUTCOME]…
            ccsandbox call NUMBER --answer-url URL …
            """,
        discussion: """
            Finds the application that the number is linked to, asks its answer_url, and plays the NCCO as the platform does: \
            methods, payloads, time limits, second tries and fallback_answer_url, with events to the URLs that the application \
            and the NCCO name. Prints a transcript: time, who acts, what is heard or done. Its clock is the caller's: nothing \
            is waited for but the hosts.

            Environment: VONAGE_API_URL (what 'ccsandbox serve' printed), VONAGE_API_KEY, VONAGE_API_SECRET, else \
            ~/.vonage/config.json; VONAGE_SIGNATURE_SECRET to sign the webhooks of an application with signed_callbacks.

            Outcomes: \(ConnectOutcome.allCases.map(\.rawValue).joined(separator: ", ")).

            Quirks, what the platform's documentation leaves open, switched the other way:
            \(PlatformQuirk.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Exit status: 0 the call was played, 1 it could not be, 64 a wrong command line.
            """
    )

    @Argument(help: ArgumentHelp("The number to call, as +44 20 7946 0000.", valueName: "number"))
    var number: String?

    @Option(help: ArgumentHelp("Who calls: a number, or 'withheld'.", valueName: "number"))
    var from = "+44 7700 900123"

    @Option(name: .customLong("as"), help: ArgumentHelp("Call out as this user of the application.", valueName: "user"))
    var user: String?

    @Option(help: ArgumentHelp("With --as: what the user dials, passed on as it stands.", valueName: "number"))
    var to: String?

    @Option(help: ArgumentHelp("With --as: the application, when several have that user.", valueName: "id"))
    var application: String?

    @Option(
        help: ArgumentHelp("Keys for the next input, as 1 or 12#; 'none' for no key. Repeatable.", valueName: "keys")
    )
    var press: [String] = []

    @Option(
        help: ArgumentHelp("Words for the next input, in one row with --press. Repeatable.", valueName: "text")
    )
    var say: [String] = []

    @Option(
        help: ArgumentHelp(
            "How the next connect ends, or every one to an endpoint: busy, or Jane=busy. Repeatable; else: answered.",
            valueName: "outcome"
        )
    )
    var outcome: [OutcomeArgument] = []

    @Option(help: ArgumentHelp("The caller hangs up after so many seconds. (default: never)", valueName: "seconds"))
    var hangUp: Double?

    @Option(help: ArgumentHelp("One base URL for all APIs, before VONAGE_API_URL.", valueName: "url"))
    var apiURL: String?

    @Option(
        help: ArgumentHelp("Ask this URL and no account: every user exists, every number is owned.", valueName: "url")
    )
    var answerURL: String?

    @Option(
        help: ArgumentHelp("With --answer-url: ask this URL by GET where nothing else answers.", valueName: "url")
    )
    var fallbackURL: String?

    @Option(help: ArgumentHelp("With --answer-url: GET or POST.", valueName: "method"))
    var answerMethod = Webhook.Method.get

    @Option(help: ArgumentHelp("A quirk of the platform to switch on; repeatable.", valueName: "name"))
    var quirk: [PlatformQuirk] = []

    @Option(help: ArgumentHelp("All ids of the call follow from this number. (default: other ids in each call)"))
    var seed: UInt64?

    @Flag(help: "Show every request to a webhook, not only those that failed or decide how the call goes on.")
    var webhooks = false

    @Option(help: "The form of the transcript: text or json.")
    var format = TranscriptFormat.text

    func validate() throws {
        switch (number, user, to) {
        case (let number?, nil, nil):
            guard dialledDigits(number) != nil else {
                throw ValidationError(
                    "'\(number)' is no telephone number: 7 to 15 digits with the country, as +44 20 7946 0000"
                )
            }
        case (nil, _?, let to?):
            guard !to.isEmpty else { throw ValidationError("--to must not be empty") }
        case (nil, _?, nil): throw ValidationError("--as needs --to: whom the user calls")
        case (nil, nil, _): throw ValidationError("name the number to call, or --as USER --to NUMBER")
        default: throw ValidationError("either a number is called, or --as USER --to NUMBER calls out, not both")
        }
        if application != nil, user == nil { throw ValidationError("--application goes with --as") }
        guard from == "withheld" || dialledDigits(from) != nil else {
            throw ValidationError("--from is a telephone number as +44 7700 900123, or 'withheld', not '\(from)'")
        }
        for keys in press where keys != "none" {
            guard !keys.isEmpty, keys.allSatisfy({ "0123456789*#".contains($0) }) else {
                throw ValidationError("--press takes the keys 0 to 9, * and #, or 'none', not '\(keys)'")
            }
        }
        if let hangUp, !(0...7_200).contains(hangUp) { throw ValidationError("--hang-up is 0 to 7200 seconds") }
        try requireWebURL("--answer-url", answerURL)
        try requireWebURL("--fallback-url", fallbackURL)
        if fallbackURL != nil, answerURL == nil {
            throw ValidationError("--fallback-url goes with --answer-url: else the application names it")
        }
    }

    func run() async throws {
        let transcript: CallTranscript
        do {
            let credentials = try Credentials.ofProcess()
            var (setup, signer) = try await makeSetup(credentials)
            setup.quirks = Set(quirk)
            setup.startTime = Int(Date().timeIntervalSince1970 * 1_000)
            setup.seed = seed ?? UInt64.random(in: 0...UInt64.max)
            transcript = await simulateCall(setup, script: script, over: HTTPCallTransport(signer: signer))
        } catch {
            let (summary, help) = described(error)
            throw ProgramFailure(summary, help: help).reported()
        }
        switch format {
        case .text: try printOutput(transcript.text(showing: webhooks ? .all : .deciding))
        case .json: try printOutput(transcript.json.serialized(.pretty) + "\n")
        }
        guard transcript.isAnswered else {
            throw ProgramFailure(
                "nobody answered the call: \(transcript.ending.shown)",
                help: "see that the host of the answer_url runs and gives an NCCO"
            ).reported()
        }
    }
}

/// The forms in which a transcript is printed.
enum TranscriptFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

// MARK: - What the arguments say

extension Call {
    private var script: CallScript {
        var script = CallScript(responses: responses(press: press, say: say, inOrderOf: CommandLine.arguments))
        for argument in outcome {
            if let endpoint = argument.endpoint {
                script.outcomesByEndpoint[endpoint] = argument.outcome
            } else {
                script.outcomes.append(argument.outcome)
            }
        }
        if let hangUp { script.callerHangsUp = .at(Int(hangUp * 1_000)) }
        return script
    }

    private var callingNumber: String? { from == "withheld" ? nil : dialledDigits(from) }

    private func makeSetup(_ credentials: Credentials) async throws -> (CallSetup, WebhookSigner?) {
        let secret = credentials.signatureSecret
        if let answerURL {
            let caller = user.map { CallSetup.Caller.user($0) } ?? .number(callingNumber)
            let called = number.flatMap { dialledDigits($0) } ?? to ?? ""
            var setup = CallSetup(caller: caller, to: called, answer: Webhook(answerURL, method: answerMethod))
            setup.fallback = fallbackURL.map { Webhook($0, method: .get) }
            return (setup, credentials.signer)
        }
        guard let base = apiURL ?? credentials.apiURL else {
            throw CallTargetError(
                "there is no API to ask for the number",
                help: "set VONAGE_API_URL to the URL that 'ccsandbox serve' prints, or give --api-url or --answer-url"
            )
        }
        guard let endpoints = APIEndpoints(base: base) else {
            // In front of an '@' stands a password, most often.
            let shown = base.lastIndex(of: "@").map { "…" + base[$0...] } ?? base
            throw CallTargetError(
                "'\(shown)' is not the base URL of an API",
                help: "set --api-url or VONAGE_API_URL to an http or https URL without a query"
            )
        }
        let api = try credentials.requireAPI()
        let session = APISession(
            http: HTTPClient(),
            endpoints: endpoints,
            credentials: api,
            // Whoever waits for a call to begin had better hear soon that the API is down.
            retry: RetryPolicy(attempts: 2),
            requestDeadline: .seconds(10)
        )
        let account = try await readAccount(session)
        let setup =
            if let user, let to {
                try CallSetup(as: user, to: to, applicationID: application, account: account)
            } else {
                try CallSetup(
                    calling: number.flatMap { dialledDigits($0) } ?? "",
                    from: callingNumber,
                    account: account
                )
            }
        guard setup.signsWebhooks, let secret else { return (setup, nil) }
        return (setup, WebhookSigner(secret, apiKey: api.key, applicationID: setup.applicationID))
    }
}

// MARK: - The edge

/// The sentence for an error of any of the modules, and what to do about it.
private func described(_ error: any Error) -> (summary: String, help: String?) {
    switch error {
    case let error as APIError: error.describe()
    case let error as CredentialError: error.describe()
    case let error as CallTargetError: (error.summary, error.help)
    default: ("\(error)", nil)
    }
}
