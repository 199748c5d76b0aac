import CallBundle
import CallPlaying
import JSONTree
import Simulator

/// A call of `ccsandbox call`, and what comes of it in this process.
struct TestCall: Sendable {
    /// That of the test that it comes from.
    let name: String
    let caller: CallSetup.Caller

    /// E.164 digits; for an app user what was dialled.
    let to: String
    var script: CallScript
    let release: Release
    let fallbackURL: String
    private(set) var seed: UInt64 = 0
    private(set) var transcript: CallTranscript

    /// The first call from that seed on in which what is told happens; its ids decide over shares and turns.
    ///
    /// Nil when none of two thousand is. `fallbackIsStatic` says what a fallback does that is asked in mid-call.
    init?(
        _ name: String,
        _ caller: CallSetup.Caller,
        to: String,
        _ script: CallScript,
        on release: Release,
        fallbackURL: String,
        fallbackIsStatic: Bool = true,
        from first: UInt64,
        telling isTold: (CallTranscript) -> Bool
    ) async {
        self.name = name
        self.caller = caller
        self.to = to
        self.script = script
        self.release = release
        self.fallbackURL = fallbackURL
        let host = ReleaseHost(release, fallbackURL: fallbackURL, fallbackIsStatic: fallbackIsStatic)
        var setup = CallSetup(
            caller: caller,
            to: to,
            answer: Webhook(release.answerURL, method: .get),
            fallback: Webhook(fallbackURL, method: .get)
        )
        for seed in first..<first + 2_000 {
            setup.seed = seed
            let played = await simulateCall(setup, script: script, over: host)
            if isTold(played) {
                self.seed = seed
                transcript = played
                return
            }
        }
        return nil
    }

    /// The command line behind `ccsandbox call`.
    var arguments: [String] {
        var arguments: [String]
        switch caller {
        case .user(let name): arguments = ["--as", name, "--to", to]
        case .number(let number): arguments = ["+\(to)", "--from", number.map { "+\($0)" } ?? "withheld"]
        }
        for response in script.responses {
            switch response {
            case .keys(let keys): arguments += ["--press", keys]
            case .speech(let results): arguments += ["--say", results.first?.text ?? ""]
            case .silence: arguments += ["--press", "none"]
            }
        }
        for outcome in script.outcomes { arguments += ["--outcome", outcome.rawValue] }
        if case .at(let time) = script.callerHangsUp { arguments += ["--hang-up", "\(Double(time) / 1_000)"] }
        return arguments + [
            "--answer-url", release.answerURL, "--fallback-url", fallbackURL, "--seed", "\(seed)", "--format", "json",
        ]
    }

    /// Where the host is dead for the first time; nil when it lives.
    var death: CallFront.Death? {
        guard script.hostDeadFromWebhook != nil else { return nil }
        return transcript.questions.first { !$0.isSuccess }.map {
            CallFront.Death(route: $0.route, purpose: $0.purpose)
        }
    }
}

extension CallTranscript {
    /// What the platform asked hosts for, each once, without what it asked the fallback.
    var questions: [WebhookTrace] {
        entries.compactMap { entry in
            guard case .webhook(let trace) = entry.event, trace.isQuestion, trace.attempt == 1 else { return nil }
            return trace
        }
    }

    /// What people hear and do, without times, requests, and the end where the test had seen enough.
    var story: [JSONValue] {
        let told = entries.filter { entry in
            switch entry.event {
            case .webhook, .notifies, .silence, .waits, .ends(.stopped): false
            default: true
            }
        }
        return told.map { storyLine($0.json) }
    }
}

/// The same of a transcript in JSON.
func story(of transcript: JSONValue) -> [JSONValue] {
    let untold = ["webhook", "notifies", "silence", "waits"]
    return (transcript["entries"]?.arrayValue ?? [])
        .filter { !untold.contains($0["event"]?.stringValue ?? "") }
        .map(storyLine)
}

/// An entry without its time, and sound files without the release.
private func storyLine(_ entry: JSONValue) -> JSONValue {
    var line = JSONObject((entry.objectValue?.members ?? []).filter { $0.key != "at" }.map { ($0.key, $0.value) })
    if let sound = line["sound"]?.stringValue {
        line["sound"] = .string(String(sound.split(separator: "/").last ?? ""))
    }
    return .object(line)
}

extension WebhookTrace {
    /// Whether the platform waits for the answer to know what follows.
    var isQuestion: Bool {
        switch purpose {
        case .answer, .input, .notify, .connect: true
        case .fallback, .event, .recording, .onAnswer: false
        }
    }

    /// The name behind the last slash.
    var route: String { String(url.split(separator: "/").last ?? "") }
}
