import CallBundle
import Foundation
import Hosting
import JSONTree

/// What a host has to answer, by the Swift decision and by `docs/bundle-format.md`, read as plainly as possible.
struct AnswerBook {
    /// The bytes of every published file by its path, without a slash at its beginning.
    let files: [String: [UInt8]]

    /// The decisions behind routes, by the paths of their files.
    let decisions: [String: Decision]

    init(files: [String: [UInt8]]) {
        self.files = files
        decisions = files.compactMapValues { bytes in
            (try? JSONValue(parsing: bytes)).flatMap { try? Decision(file: $0) }  // Documents are none.
        }
    }

    /// The answer at a time.
    func answer(to request: SampledRequest, at seconds: Int) -> HostAnswer {
        var answer = wholeAnswer(to: request, at: seconds)
        if request.method == "HEAD" { answer.body = [] }
        return answer
    }

    private func wholeAnswer(to request: SampledRequest, at seconds: Int) -> HostAnswer {
        guard request.body.count <= 65_536 else { return problem(413, "the body is too large") }
        let parts = request.target.replacing(/^https?:\/\/[^\/]*/, with: "").split(
            separator: "?",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard parts[0].utf8.count <= 512, parts[0].hasPrefix("/") else { return problem(404, "not found") }
        let names = parts[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            percentDecoded($0)
        }
        let body = request.method == "POST" ? request.body : []
        let id = /[0-9a-f]{16}/
        if names == ["events"]
            || names.count == 3 && names[0] == "r" && names[1].wholeMatch(of: id) != nil && names[2] == "events"
        {
            guard ["GET", "POST"].contains(request.method) else { return notAllowed("GET, POST") }
            let isEvent = body.isEmpty || (try? JSONValue(parsing: body, depth: 32))?.objectValue != nil
            return isEvent ? noContent : problem(400, "the body is not a JSON object")
        }
        guard names.count >= 3, names[0] == "r", names[1].wholeMatch(of: id) != nil else {
            return problem(404, "not found")
        }
        let path = names.joined(separator: "/")
        // An encoded slash stays inside a name.
        guard names.allSatisfy({ !$0.contains("/") }) else { return problem(404, "not found") }
        switch (names.count, names[2]) {
        case (3, "fallback.json"):
            guard ["GET", "HEAD", "POST"].contains(request.method) else { return notAllowed("GET, HEAD, POST") }
            guard let bytes = files[path] else { return problem(404, "not found") }
            let query = queryPairs(parts.count > 1 ? String(parts[1]) : "")
            if isForEvent(query: query, body: body) { return noContent }
            return answer(200, "application/json", "public, max-age=31536000, immutable", bytes)
        case (4, "d") where names[3].wholeMatch(of: /[0-9a-f]{16}\.json/) != nil:
            return constant(path, "application/json", request)
        case (4, "a") where names[3].wholeMatch(of: /[0-9a-f]{16}\.mp3/) != nil:
            return constant(path, "audio/mpeg", request)
        case (4, "a") where names[3].wholeMatch(of: /[0-9a-f]{16}\.wav/) != nil:
            return constant(path, "audio/wav", request)
        case (4, "e") where names[3].wholeMatch(of: /[A-Za-z0-9_~\-][A-Za-z0-9_.~\-]{0,127}/) != nil:
            guard ["GET", "POST"].contains(request.method) else { return notAllowed("GET, POST") }
            guard files["\(path).json"] != nil else { return problem(404, "not found") }
            let query = queryPairs(parts.count > 1 ? String(parts[1]) : "")
            guard let decision = decisions["\(path).json"] else { return problem(500, "the release cannot be read") }
            guard let webhook = try? WebhookRequest(query: query, body: body) else {
                return problem(400, "the body is not a JSON object")
            }
            return routed(decision.outcome(for: webhook, at: seconds), release: names[1])
        default: return problem(404, "not found")
        }
    }

    private func routed(_ outcome: Decision.Outcome, release: String) -> HostAnswer {
        guard case .document(let id, let dialled) = outcome else { return noContent }
        guard let bytes = files["r/\(release)/d/\(id).json"] else { return problem(500, "the release cannot be read") }
        let text = String(decoding: bytes, as: UTF8.self)
        let body = Array((dialled.map { text.replacing("PARAMS_TO", with: $0) } ?? text).utf8)
        return answer(200, "application/json", "no-store", body)
    }

    private func constant(_ path: String, _ type: String, _ request: SampledRequest) -> HostAnswer {
        guard ["GET", "HEAD"].contains(request.method) else { return notAllowed("GET, HEAD") }
        guard let bytes = files[path] else { return problem(404, "not found") }
        return answer(200, type, "public, max-age=31536000, immutable", bytes)
    }

    private var noContent: HostAnswer { HostAnswer(status: 204, cacheControl: "no-store", body: []) }

    private func problem(_ status: Int, _ reason: String) -> HostAnswer {
        answer(status, "application/json", "no-store", Array(#"{"error":"\#(reason)"}"#.utf8))
    }

    private func notAllowed(_ methods: String) -> HostAnswer {
        var answer = problem(405, "method not allowed")
        answer.allow = methods
        return answer
    }

    private func answer(_ status: Int, _ type: String, _ cache: String, _ body: [UInt8]) -> HostAnswer {
        HostAnswer(status: status, contentType: type, cacheControl: cache, contentLength: body.count, body: body)
    }
}

private func percentDecoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let first = rest.first {
        let digits = rest.dropFirst().prefix(2)
        let isHex = digits.count == 2 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
        if first == UInt8(ascii: "%"), isHex, let byte = UInt8(String(Substring(digits)), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(3)
        } else {
            bytes.append(first)
            rest = rest.dropFirst()
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
