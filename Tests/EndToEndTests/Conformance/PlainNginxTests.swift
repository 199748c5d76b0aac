import Foundation
import JSONTree
import SeededRandom
import Testing

/// nginx without a program, by GET as the platform asks.
@Suite("nginx-plain")
struct PlainNginxTests {
    private static let project = """
        version: 1
        timezone: Europe/London
        app: {name: Plain}
        hosting: {url: "https://voice.example.com", target: nginx-plain}
        voice: {caller_id: "+44 20 7946 0000", goodbye: Goodbye.}
        numbers:
          uk: {number: +44 20 7946 0000, inbound: {menu: main}}
          us: {number: +1 415 555 0100, inbound: {team: all}}
          default: {inbound: {say: Nobody is here., hangup: yes}}
        agents:
          Jane: {otherwise: hangup}
          Joe: {otherwise: {phone: +44 7700 900001, otherwise: hangup}}
        teams: {all: {agents: [Jane, Joe], otherwise: {say: Nobody answers., hangup: yes}}}
        menus:
          main:
            prompt: Press 1 for Jane, 20 for Joe, star for all of them.
            options: {1: {agent: Jane}, 20: {agent: Joe}, "*": {team: all}, "3#": {menu: main}}
            wrong_input: {say: That is none.}
            otherwise: {team: all}
        outbound:
          allow: ["+44", "+1212"]
          deny: ["+449", "+447624"]
          national: {trunk: 0, code: 44}
          refuse: {say: You cannot call that number.}
          extensions: {100: {agent: Jane}, 200: {team: all}}
        """

    private static let dialled = [
        "+442079460018", "00442079460018", "020 7946 0018", "(020) 7946-0018", "+44 (0)20 7946 0018", "449123456789",
        "+447624123456", "+447623123456", "12125550100", "+1 212 555 0100", "+1 415 555 0100", "100", "200", "1 00", "",
        "+",
        "00", "44", "4412345", "441234567890123", "4412345678901234", "0", "000442079460018", "++442079460018",
        "442079460018x", "PARAMS_TO", "$ccplan_x", "${ccplan_x}", "\"", "44\n", "anonymous",
    ]

    /// As the platform sends it: JSON text with `:` and `,` left bare, all else that is not plain encoded.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain =
                character.isASCII && (character.isLetter || character.isNumber || "-._~:,*".contains(character))
            return isPlain ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    private static func requests(of paths: [String], release: String) -> [SampledRequest] {
        var targets: [String] = []
        for path in paths where path.contains("/e/") {
            let route = "/\(path.dropLast(5))"
            targets += ["", "?", "?x=1"].map { route + $0 }
            for keys in ["1", "20", "2", "*", "3#", "#", "", "1234567890", "123456789012345678901"] {
                let speech = encoded(#"{"error":"Speech was not enabled"}"#)
                targets.append(
                    "\(route)?speech=\(speech)&dtmf=\(encoded(#"{"digits":"\#(keys)","timed_out":true}"#))&from=447700900123"
                )
                targets.append("\(route)?dtmf=\(encoded(#"{"timed_out":false,"digits":"\#(keys)"}"#))")
                targets.append("\(route)?dtmf=\(encoded(keys))&timed_out=false")
            }
            for text in [
                #"{"digits":1}"#, #"{"digits":null}"#, "{", "{}", #"{"x":"1"}"#, #"{"x":{"digits":"1"}}"#, #"["1"]"#,
            ] {
                targets.append("\(route)?dtmf=\(encoded(text))")
            }
            for status in [
                "busy", "timeout", "unanswered", "failed", "rejected", "cancelled", "answered", "Busy", "__proto__", "",
            ] {
                targets.append("\(route)?status=\(status)&from=447700900123&to=442079460000")
            }
            for to in ["442079460000", "+442079460000", "14155550100", "499999", "", "x"] {
                targets.append("\(route)?to=\(encoded(to))&from=447700900123&conversation_uuid=CON-1")
            }
            for to in dialled {
                targets.append("\(route)?to=\(encoded(to))&from_user=Jane")
                targets.append("\(route)?to=\(encoded(to).replacing("%20", with: "+"))&from_user=J%C3%BC")
                targets.append("\(route)?to=\(encoded(to).replacing("%2B", with: "+"))&from_user=Jane")
                targets.append("\(route)?to=\(encoded(to))&from_user=")
            }
        }
        targets +=
            [
                "/", "/events", "/r/\(release)/events", "/r/\(release)/e/none", "/r/0000000000000000/e/answer",
                "/manifest.json",
                "/r/\(release)/e/answer/", "/ccplan-plain/\(release)/404",
                "/r/\(release)/e/",
                "/r/\(release)/fallback.json", "/r/\(release)/d/0000000000000000.json",
            ] + paths.map { "/\($0)" }
        return targets.map { SampledRequest(method: "GET", target: $0) }
            + ["HEAD", "PUT"].map { SampledRequest(method: $0, target: "/r/\(release)/fallback.json") }
            + ["HEAD", "PUT"].map { SampledRequest(method: $0, target: "/r/\(release)/e/answer") }
            + [SampledRequest(method: "POST", target: "/events", body: Array("{}".utf8))]
    }

    @Test("answers by GET as the Swift decision does")
    func sameAnswers() async throws {
        let folder = try TemporaryFolder()
        let bundle = folder.url.appending(path: "bundle")
        let project = try folder.project(Self.project)
        let built = try await finish("ccplan", ["build", project.path, "--out", bundle.path])
        try #require(built.status == 0, "\(built.errors)")
        var files: [String: [UInt8]] = [:]
        for (path, data) in try contents(of: bundle) where path.hasPrefix("r/") { files[path] = Array(data) }
        let release = try #require(files.keys.first?.split(separator: "/").dropFirst().first).description
        let book = AnswerBook(files: files)
        let requests = Self.requests(of: files.keys.sorted(), release: release)
        let differences = try await onThread {
            let host = try ServedHost(.nginxPlain, serving: bundle.path, bundles: [bundle.path])
            let connection = HostConnection(port: host.port)
            return try requests.compactMap { request -> String? in
                var given = try connection.exchange(request.bytes, hasBody: request.method != "HEAD")
                var wanted = book.answer(to: request, at: 0)
                // What is substituted comes in chunks; and nginx names no methods.
                given?.contentLength = nil
                wanted.contentLength = nil
                wanted.allow = nil
                return given == wanted
                    ? nil
                    : "\(request.method) \(request.target)\n  wanted \(wanted)\n  given  \(given.map(\.description) ?? "nothing")"
            }
        }
        print("nginx-plain: \(requests.count) requests: \(differences.count) differences")
        #expect(requests.count > 1_000)
        #expect(differences.isEmpty, "\(differences.prefix(20).joined(separator: "\n"))")
    }

    @Test("a bundle that wants more is refused, with the reason")
    func refused() async throws {
        let folder = try TemporaryFolder()
        let bundle = folder.url.appending(path: "bundle")
        let example = repository.appending(path: "examples/acme").path
        let built = try await finish("ccplan", ["build", example, "--out", bundle.path])
        try #require(built.status == 0, "\(built.errors)")
        let host = try await finish(
            "ccplan",
            ["host", "nginx-plain", "--out", folder.url.appending(path: "host").path, "--bundle", bundle.path]
        )
        #expect(host.status == 1)
        #expect(host.errors.hasPrefix("error: nginx without a program cannot decide by "), "\(host.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "host").path))
    }
}
