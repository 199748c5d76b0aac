internal import CallBundle

/// What a path asks for.
///
/// Names are parsed into their types here, so no text of a client ever becomes part of a file's path.
enum RequestTarget: Hashable {
    case route(ReleaseID, RouteName)
    case document(ReleaseID, DocumentID)
    case sound(ReleaseID, SoundName)
    case fallback(ReleaseID)
    case events(ReleaseID?)
    case clientToken
    case health
    case readiness
    case metrics

    /// Nil for every path that the host does not have.
    ///
    /// Escapes are decoded once, after the path was split at its slashes: an encoded slash stays inside a name, and no
    /// name may contain one.
    init?(path: String) {
        guard path.utf8.count <= 512, path.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map(Self.name)
        switch parts.count {
        case 1:
            switch parts[0] {
            case "events": self = .events(nil)
            case "healthz": self = .health
            case "readyz": self = .readiness
            case "metrics": self = .metrics
            default: return nil
            }
        case 2:
            guard parts == ["api", "jwt"] else { return nil }
            self = .clientToken
        case 3:
            guard parts[0] == "r", let release = ReleaseID(parts[1]) else { return nil }
            switch parts[2] {
            case "fallback.json": self = .fallback(release)
            case "events": self = .events(release)
            default: return nil
            }
        case 4:
            guard parts[0] == "r", let release = ReleaseID(parts[1]) else { return nil }
            switch parts[2] {
            case "e":
                guard let route = RouteName(parts[3]) else { return nil }
                self = .route(release, route)
            case "d":
                guard parts[3].hasSuffix(".json"), let document = DocumentID(String(parts[3].dropLast(5))) else {
                    return nil
                }
                self = .document(release, document)
            case "a":
                guard let sound = SoundName(parts[3]) else { return nil }
                self = .sound(release, sound)
            default: return nil
            }
        default: return nil
        }
    }

    private static func name(_ part: Substring.UTF8View) -> String {
        guard part.contains(UInt8(ascii: "%")) else { return String(Substring(part)) }
        return String(decoding: percentDecodedBytes(part, plusIsBlank: false), as: UTF8.self)
    }

    /// The path in its one plain form.
    var path: String {
        switch self {
        case .route(let release, let route): "/r/\(release)/e/\(route)"
        case .document(let release, let document): "/r/\(release)/d/\(document).json"
        case .sound(let release, let sound): "/r/\(release)/a/\(sound)"
        case .fallback(let release): "/r/\(release)/fallback.json"
        case .events(nil): "/events"
        case .events(let release?): "/r/\(release)/events"
        case .clientToken: "/api/jwt"
        case .health: "/healthz"
        case .readiness: "/readyz"
        case .metrics: "/metrics"
        }
    }

    /// The file of a release behind it, as publishing names it.
    var file: String? {
        switch self {
        case .route(let release, let route): "r/\(release)/e/\(route).json"
        case .document(let release, let document): "r/\(release)/d/\(document).json"
        case .sound(let release, let sound): "r/\(release)/a/\(sound)"
        case .fallback(let release): "r/\(release)/fallback.json"
        case .events, .clientToken, .health, .readiness, .metrics: nil
        }
    }

    /// What is asked for to get a file of a release, named as publishing names it; nil for anything else.
    init?(file: String) {
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        let isRoute = parts.count == 4 && parts[2] == "e" && file.hasSuffix(".json")
        guard let target = RequestTarget(path: "/" + (isRoute ? String(file.dropLast(5)) : file)), target.file == file
        else { return nil }
        self = target
    }

    /// The release of which it is a file.
    var release: ReleaseID? {
        switch self {
        case .route(let release, _), .document(let release, _), .sound(let release, _), .fallback(let release): release
        case .events, .clientToken, .health, .readiness, .metrics: nil
        }
    }

    /// The path for a log when nobody knows whether there is such a file.
    var maskedPath: String {
        facts.ofMiss.route != nil && facts.ofMiss.release == facts.release ? path : "r/…"
    }

    /// The methods of this path, as the `Allow` header has them.
    var allowedMethods: String {
        switch self {
        case .route, .events: "GET, POST"
        case .document, .sound, .health, .readiness, .metrics: "GET, HEAD"
        case .fallback: "GET, HEAD, POST"
        case .clientToken: "POST, OPTIONS"
        }
    }

    func allows(_ method: HostRequest.Method) -> Bool {
        switch self {
        case .route, .events: method == .get || method == .post
        case .document, .sound, .health, .readiness, .metrics: method == .get || method == .head
        case .fallback: method == .get || method == .head || method == .post
        case .clientToken: method == .post || method == .options
        }
    }

    /// What the access log and the metrics call it.
    var facts: AccessFacts {
        switch self {
        case .route(let release, let route): AccessFacts(.route, route: route.text, release: release.text)
        case .document(let release, let document):
            AccessFacts(.document, route: "d/\(document)", release: release.text)
        case .sound(let release, let sound): AccessFacts(.sound, route: "a/\(sound)", release: release.text)
        case .fallback(let release): AccessFacts(.fallback, route: "fallback", release: release.text)
        case .events(let release): AccessFacts(.events, route: "events", release: release?.text)
        case .clientToken: AccessFacts(.login, route: "api/jwt")
        case .health: AccessFacts(.health, route: "healthz").asProbe
        case .readiness: AccessFacts(.health, route: "readyz").asProbe
        case .metrics: AccessFacts(.health, route: "metrics").asProbe
        }
    }
}

/// The name of a published sound file: the first 16 hex digits of its content's SHA-256, and what it is.
struct SoundName: Hashable, CustomStringConvertible {
    /// `mp3` or `wav`.
    let ending: String
    private let hash: String

    /// Nil for any other name.
    init?(_ text: String) {
        guard text.utf8.count == 20, let ending = ["mp3", "wav"].first(where: { text.hasSuffix(".\($0)") }),
            let hash = DocumentID(String(text.dropLast(4)))
        else { return nil }
        self.ending = ending
        self.hash = hash.text
    }

    var description: String { "\(hash).\(ending)" }

    var contentType: String { ending == "mp3" ? "audio/mpeg" : "audio/wav" }
}

extension AccessFacts {
    /// The facts about a path behind which nothing was found: its names are a stranger's and may be telephone numbers.
    var ofMiss: AccessFacts {
        var facts = self
        // The names of documents and releases are hexadecimal: what has a letter is no number.
        if let route, !route.hasPrefix("d/") && !route.hasPrefix("a/") || isNumber(route.dropFirst(2).prefix(16)) {
            let digits = route.utf8.count { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            if digits > 4 { facts.route = nil }
        }
        if let release, isNumber(release[...]) { facts.release = nil }
        return facts
    }

    private func isNumber(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    fileprivate var asProbe: AccessFacts {
        var facts = self
        facts.isProbe = true
        return facts
    }
}
