internal import ArgumentParser
internal import HTTPTransport
internal import JSONTree
internal import Simulator

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Plays one call over the sandbox's account, with real requests to the webhooks.
struct Call: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a telephone call and print what happens in it.",
        discussion: """
            Finds the application by the called number (or by the user who calls), fetches its answer_url, runs the NCCO as \
            the platform would, posts input and events to the URLs that it names, and prints a transcript. Time is virtual: \
            a call of minutes takes as long as its requests.

              ccsandbox call '+44 20 7946 0002' --press 1
              ccsandbox call '+44 20 7946 0002' --press none --press 2 --outcome busy
              ccsandbox call --as Jane --to '020 7946 0018'

            Quirks: what the platform's documentation leaves open, switched the other way.
            \(PlatformQuirk.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Exit status: 0 when the call was played, however it went; 1 when there is no such call; 64 for a wrong command \
            line.
            """
    )

    @Argument(help: "The number that is called; it must be linked to an application.")
    var number: String?

    @Option(help: ArgumentHelp("Who calls; 'withheld' for no number.", valueName: "number"))
    var from = "+44 7700 900123"

    @Option(name: .customLong("as"), help: ArgumentHelp("The app user who calls; goes with --to.", valueName: "user"))
    var user: String?

    @Option(help: ArgumentHelp("What the app user dials, as it is typed.", valueName: "number"))
    var to: String?

    @Option(
        help: ArgumentHelp("The application of the app user, where several have one of that name.", valueName: "id")
    )
    var application: String?

    @Option(
        help: ArgumentHelp(
            "Keys for the next input; 'none' for nothing. One for each input, in order.",
            valueName: "keys"
        )
    )
    var press: [KeysArgument] = []

    @Option(
        help: ArgumentHelp(
            "How the next ringing ends: \(ConnectOutcome.allCases.map(\.rawValue).joined(separator: ", ")). One for each, in "
                + "order; then answered.",
            valueName: "outcome"
        )
    )
    var outcome: [ConnectOutcome] = []

    @Option(help: ArgumentHelp("A quirk to switch on; repeatable.", valueName: "name"))
    var quirk: [PlatformQuirk] = []

    @Option(
        name: .customLong("api-url"),
        help: ArgumentHelp("The sandbox's URL. (default: VONAGE_API_URL)", valueName: "url")
    )
    var apiURL: String?

    @Flag(help: "Show every request to a webhook, not only those that failed.")
    var webhooks = false

    @Option(help: "How the transcript is printed: text, json.")
    var format = TranscriptFormat.text

    func validate() throws {
        switch (number, user) {
        case (nil, nil): throw ValidationError("name a number to call, or --as USER --to NUMBER")
        case (_?, _?): throw ValidationError("a number to call, or --as and --to: not both")
        case (nil, _?) where to == nil: throw ValidationError("--as goes with --to")
        case (_?, nil) where to != nil: throw ValidationError("--to goes with --as")
        case (let number?, nil) where digits(number) == nil:
            throw ValidationError("'\(number)' is no international number, such as +44 20 7946 0002")
        default: break
        }
        guard from == "withheld" || digits(from) != nil else {
            throw ValidationError("--from is an international number, or 'withheld'")
        }
    }

    func run() async throws {
        let client = HTTPClient(options: HTTPClient.Options(userAgent: "Nexmo/MessagingHUB/v1.0"))
        let account = try await readAccount(client)
        var setup: CallSetup
        do throws(CallTargetError) {
            if let user {
                setup = try CallSetup(as: user, to: to ?? "", applicationID: application, account: account)
            } else {
                setup = try CallSetup(calling: digits(number ?? "") ?? "", from: digits(from), account: account)
            }
        } catch {
            printError("error: \(error)")
            throw ExitCode.failure
        }
        setup.quirks = Set(quirk)
        let script = CallScript(responses: press.map(\.response), outcomes: outcome)
        let transcript = await simulateCall(setup, script: script, over: HTTPCallTransport(client: client))
        switch format {
        case .text: printText(transcript.text(showingWebhooks: webhooks))
        case .json: printText(transcript.json.serialized(.pretty) + "\n")
        }
    }

    /// The sandbox's account as it is right now.
    private func readAccount(_ client: HTTPClient) async throws -> JSONValue {
        let named = apiURL ?? ProcessInfo.processInfo.environment["VONAGE_API_URL"]
        guard var base = named, !base.isEmpty else {
            printError("error: there is no sandbox to call in\n  help: set VONAGE_API_URL or --api-url to its URL")
            throw ExitCode.failure
        }
        while base.hasSuffix("/") { base.removeLast() }
        let help = "\n  help: start one with 'ccsandbox serve', and set VONAGE_API_URL or --api-url to its URL"
        do throws(TransportError) {
            let response = try await client.get(HTTPRequest(url: "\(base)/_sandbox/state", deadline: .seconds(10)))
            guard response.status == 200, let state = try? JSONValue(parsing: response.body),  // Not JSON: no sandbox.
                state["applications"] != nil
            else {
                printError("error: '\(base)' is not a sandbox (status \(response.status))\(help)")
                throw TransportError(.cancelled, host: "", mayHaveBeenReceived: false)
            }
            return state
        } catch {
            if error.kind != .cancelled { printError("error: \(error)\(help)") }
            throw ExitCode.failure
        }
    }
}

/// How a transcript is printed.
enum TranscriptFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// The value of `--press`: keys of a telephone, or `none`.
struct KeysArgument: ExpressibleByArgument {
    let response: CallScript.Response

    init?(argument: String) {
        if argument == "none" {
            response = .silence
            return
        }
        guard (1...20).contains(argument.utf8.count), argument.utf8.allSatisfy({ "0123456789*#".utf8.contains($0) })
        else { return nil }
        response = .keys(argument)
    }
}

extension ConnectOutcome: ExpressibleByArgument {}
extension PlatformQuirk: ExpressibleByArgument {}

/// The digits of an international number as people write it, with or without `+`.
private func digits(_ text: String) -> String? {
    let digits = text.drop { $0 == "+" }.filter { !" -()".contains($0) }
    let isNumber = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isNumber && (7...15).contains(digits.utf8.count) && digits.first != "0" ? digits : nil
}
