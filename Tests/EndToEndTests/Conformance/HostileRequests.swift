/// Requests that a dice would hardly find.
enum HostileRequests {
    /// Each has one right answer, which all hosts give.
    static func answered(release: String, route: String, document: String, sounds: [String]) -> [SampledRequest] {
        let root = "/r/\(release)"
        let gets =
            [
                "/", "/r", "/r/", "\(root)", "\(root)/", "\(root)/e", "\(root)/e/", "\(root)/d/",
                "\(root)/fallback.json",
                "\(root)/fallback.json?x=1", "\(root)/fallback.jsonx", "\(root)/fallback%2Ejson",
                "\(root)/Fallback.json",
                "\(root)/d/\(document).json", "\(root)/d/\(document)", "\(root)/d/\(document).json/",
                "\(root)/d/\(document).JSON",
                "\(root)/d/%\(document.utf8.first == 0x61 ? "61" : "30")\(document.dropFirst()).json",
                "\(root)/%64/\(document).json", "\(root)%2Fd%2F\(document).json", "\(root)/d%2F\(document).json",
                "\(root)/e/\(route)", "\(root)/e/\(route).json", "\(root)/e/\(route)/",
                "\(root)/e/\(route)%0A", "\(root)/e/\(route)%20", "\(root)/e/%2E%2E", "\(root)/e/.", "\(root)/e/%2e",
                "\(root)/e/\(route)?to=%", "\(root)/e/\(route)?%00=%00", "\(root)/e/\(route)??to=1",
                "\(root)/e/\(route)#x",
                "\(root)/e/__proto__", "\(root)/e/constructor", "\(root)/e/kind~", "\(root)/e/kind%7E1",
                "\(root)/e/kind%7e1?dtmf=1",
                "\(root)/e/%6Bind~1", "\(root)/e/kind~1;x=1", "\(root)/e/KIND~1", "/r/\(release.uppercased())/e/answer",
                "/R/\(release)/e/answer", "/r/0000000000000000/e/answer", "/r/0000000000000000/d/\(document).json",
                "/r/\(release)0/e/answer", "/r/\(release.dropLast())/e/answer", "/r/__proto__/e/answer",
                "\(root)/r/\(release)/e/answer", "\(root)/manifest.json", "/manifest.json",
                "/manifests/\(release).json",
                "/releases.jsonl", "\(root)/a/", "\(root)/a/\(document).mp3", "\(root)/a/\(document).ogg",
                "\(root)/x/\(document).json",
                "/events", "/events/", "/events?x=1", "\(root)/events", "/r/0000000000000000/events",
                "\(root)/events?to=%FF",
                "/ccplan-file/r/\(release)/d/\(document).json", "/ccplan-404", "/ccplan-500", "/kit.json", "/route.js",
                "//r/\(release)/e/answer", "/r//\(release)/e/answer", "\(root)//e/answer", "\(root)/e//answer",
                "\(root)/e/../e/answer", "\(root)/e/./answer", "\(root)/d/../e/answer", "\(root)/e/%2e%2e/e/answer",
                "\(root)/e/..%2Fe%2Fanswer", "\(root)/e/\\..\\answer", "\(root)/e/%5C..%5Canswer",
                "\(root)/e/..;/answer",
                "\(root)/d/..%2f..%2f..%2fmanifest.json",
                "/\(String(repeating: "a", count: 600))",
                "\(root)/e/\(String(repeating: "a", count: 128))", "\(root)/e/\(String(repeating: "a", count: 129))",
                "\(root)/e/\(String(repeating: "%61", count: 128))",
                "\(root)/e/\(String(repeating: "%61", count: 170))",
                "\(root)/e/answer?\(String(repeating: "a=1&", count: 2_000))to=1",
                "http://voice.example.com\(root)/e/answer?to=1",
                "https://voice.example.com\(root)/fallback.json",
            ] + sounds.map { "\(root)/a/\($0)" }
        var requests = gets.flatMap { target in
            ["GET", "HEAD", "POST", "PUT", "OPTIONS"].map { SampledRequest(method: $0, target: target) }
        }
        let bodies = [
            "{}", "{", "null", "[]", "\"x\"", "", "{\"a\":1,\"a\":2}", String(repeating: "[", count: 60_000),
            "{\"x\":\"\(String(repeating: "y", count: 65_527))\"}",
            "{\"x\":\"\(String(repeating: "y", count: 65_528))\"}",
            "{\"x\":\"\(String(repeating: "y", count: 65_529))\"}",
            "{\"x\":\"\(String(repeating: "\\n", count: 32_000))\"}",
            "{\"speech\":{\"results\":[{\"text\":\"\(String(repeating: "\u{323}\u{307}", count: 16_000))\"}]}}",
            "{\"speech\":{\"results\":[{\"text\":\"\(String(repeating: "é", count: 32_000))\"}]}}",
            "{\"speech\":{\"results\":[{\"text\":\"a\(String(repeating: "\u{FDFA}", count: 20_000))\"}]}}",
            "{\"conversation_uuid\":\"\(String(repeating: "ü", count: 32_000))\"}",
            "{\"to\":\"\(String(repeating: "4", count: 60_000))\"}",
            "{\"from\":\"\(String(repeating: "(", count: 60_000))\"}",
            "{\(Array(repeating: "\"a\":0", count: 10_000).enumerated().map { "\"k\($0.offset)\":0" }.joined(separator: ","))",
        ]
        for target in [
            "\(root)/e/kind~2", "\(root)/e/kind~3", "\(root)/e/kind~6", "\(root)/e/kind~7", "/events", "\(root)/events",
        ] {
            for body in bodies {
                for isChunked in [false, true] {
                    requests.append(
                        SampledRequest(method: "POST", target: target, body: Array(body.utf8), isChunked: isChunked)
                    )
                }
            }
        }
        // The vectors of the fallback, and what else may come to it.
        let events = ["{\"original_request\":{\"type\":\"event\"}}", "{\"original_request\":{\"type\":\"answer\"}}"]
        for body in bodies + events {
            for isChunked in [false, true] {
                let bytes = Array(body.utf8)
                requests += ["\(root)/fallback.json", "/r/0000000000000000/fallback.json"].map {
                    SampledRequest(method: "POST", target: $0, body: bytes, isChunked: isChunked)
                }
            }
        }
        for query in [
            "original_request=%7B%22type%22%3A%22event%22%7D", "original_request={%22type%22:%22event%22}",
            "original_request=%7B%22type%22%3A%22answer%22%7D", "original_request=event", "original_request",
            "reason=x&original_request=%7B%20%22url%22:%22x%22,%22type%22:%22\\u0065vent%22}",
            "original%5Frequest=%7B%FF",
        ] {
            requests += ["GET", "HEAD", "POST", "PUT"].map {
                SampledRequest(method: $0, target: "\(root)/fallback.json?\(query)")
            }
        }
        requests.append(
            SampledRequest(method: "GET", target: "\(root)/fallback.json", body: Array(events[0].utf8))
        )
        // What comes with a GET means nothing.
        requests.append(SampledRequest(method: "GET", target: "\(root)/e/kind~2", body: Array("{\"dtmf\":\"1\"}".utf8)))
        requests.append(SampledRequest(method: "GET", target: "\(root)/e/kind~2?dtmf=2", body: Array("[".utf8)))
        requests.append(SampledRequest(method: "GET", target: "/events", body: Array("[".utf8)))
        for name in ["broken", "empty", "newer", "lost"] {
            for method in ["GET", "POST"] {
                requests.append(SampledRequest(method: method, target: "\(root)/e/\(name)"))
            }
        }
        return requests
    }

    /// No host serves these: it says a status from 400 to 499, 501 or 505, or hangs up.
    static func refused(release: String) -> [String] {
        let root = "/r/\(release)"
        let host = "Host: x\r\n"
        return [
            "GET /../../../../etc/passwd HTTP/1.1\r\n\(host)\r\n",
            "GET /..%2F..%2F..%2Fetc/passwd HTTP/1.1\r\n\(host)\r\n",
            "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n\(host)\r\n", "GET \(root)/%00 HTTP/1.1\r\n\(host)\r\n",
            "GET \(root)/e/answer%00 HTTP/1.1\r\n\(host)\r\n",
            "GET \(root)/../../../manifest.json HTTP/1.1\r\n\(host)\r\n", "GET \(root)/%zz HTTP/1.1\r\n\(host)\r\n",
            "GET * HTTP/1.1\r\n\(host)\r\n", "GET etc/passwd HTTP/1.1\r\n\(host)\r\n", "GET  / HTTP/1.1\r\n\(host)\r\n",
            "get \(root)/e/answer HTTP/1.1\r\n\(host)\r\n", "GET \(root)/e/answer HTTP/9.1\r\n\(host)\r\n",
            "GET \(root)/e/ans wer HTTP/1.1\r\n\(host)\r\n", "GET \(root)/e/answer\r\n\r\n",
            "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n",
            "GET \(root)/e/answer HTTP/1.1\r\nHost x\r\n\r\n",
            "GET \(root)/e/answer HTTP/1.1\r\n\(host)A: \u{0}\r\n\r\n",
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n",
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Content-Length: 1x\r\n\r\na",
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999\r\n\r\n{}",
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Transfer-Encoding: gzip\r\n\r\n{}",
            "GET /\(String(repeating: "a", count: 40_000)) HTTP/1.1\r\n\(host)\r\n",
            "GET / HTTP/1.1\r\n\(host)A: \(String(repeating: "a", count: 80_000))\r\n\r\n",
            // Half-sent, and then this side is closed.
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Content-Length: 20\r\n\r\n{\"to\":",
            "POST \(root)/e/answer HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n5\r\n{\"to",
            "GET \(root)/e/answer HTTP/1.1\r\nHo", "GET ",
        ]
    }
}
