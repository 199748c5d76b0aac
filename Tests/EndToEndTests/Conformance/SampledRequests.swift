import CallBundle
import Foundation
import JSONTree
import SeededRandom

/// A request as every host gets it.
struct SampledRequest: Sendable {
    var method: String
    var target: String
    var body: [UInt8] = []
    var isChunked = false
    var headers: [String] = []

    /// As it goes over the wire.
    var bytes: [UInt8] {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: voice.example.com"] + headers
        if isChunked {
            lines.append("Transfer-Encoding: chunked")
        } else if !body.isEmpty || method == "POST" {
            lines.append("Content-Length: \(body.count)")
        }
        let head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        guard isChunked else { return head + body }
        let half = body.count / 2
        let chunks = [body[..<half], body[half...]].filter { !$0.isEmpty }
            .flatMap { Array("\(String($0.count, radix: 16))\r\n".utf8) + $0 + Array("\r\n".utf8) }
        return head + chunks + Array("0\r\n\r\n".utf8)
    }
}

/// Makes requests by the dice: most mean something to a table, many are hostile.
struct RequestMaker {
    var random: SeededGenerator

    /// `/r/<release>/e/<route>` of all tables.
    let routes: [String]

    /// No longer than every host reads.
    mutating func request() -> SampledRequest {
        while true {
            let request = anyRequest()
            if request.target.utf8.count <= 15_000 { return request }
        }
    }

    private mutating func anyRequest() -> SampledRequest {
        let route = random.pick(routes)
        var members = self.members()
        if random.chance(5) { members.append((random.pick(["to", "dtmf", "__proto__", "speech", "x"]), wrongType())) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5:
            var request = SampledRequest(method: "POST", target: route, body: body(members))
            if random.chance(10) { request.target += "?" + query(self.members()) }
            if random.chance(10) { request.isChunked = true }
            if random.chance(5) { request.headers = ["Content-Type: text/plain", "X-Forwarded-For: 1.2.3.4"] }
            if random.chance(15) { mutate(&request.body) }
            return request
        case 5..<9: return SampledRequest(method: "GET", target: route + "?" + query(members))
        default:
            return SampledRequest(
                method: random.pick(["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "POST"]),
                target: random.pick([route, route + "?", route + "?" + query(members)])
            )
        }
    }

    private mutating func members() -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        if random.chance(80) { members.append(("to", .string(number()))) }
        if random.chance(60) { members.append(("from", .string(number()))) }
        if random.chance(30) { members.append(("from_user", .string(random.pick(["Jane", "", "Jo hn", "Zoë"])))) }
        if random.chance(60) { members.append(("dtmf", keys())) }
        if random.chance(50) { members.append(("speech", speech())) }
        if random.chance(40) {
            members.append(("status", .string(random.pick(SampleText.statuses + ["completed", "__proto__", "Busy"]))))
        }
        if random.chance(70) {
            let id = String(random.next(), radix: 16)
            members.append(("conversation_uuid", .string(random.chance(90) ? "CON-\(id)" : "ü\u{1F600}" + id)))
        }
        if random.chance(30) { members.append(("timed_out", .bool(random.chance(50)))) }
        members.shuffle(using: &random)
        return members
    }

    private mutating func number() -> String {
        let sign = random.pick(["", "", "", "+", "+", "00", " "])
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: return sign + random.pick(SampleText.numbers)
        case 5..<8: return sign + random.pick(SampleText.prefixes) + String(random.next() % 1_000_000_000_000)
        default: return random.pick(SampleText.hostileTexts)
        }
    }

    private mutating func keys() -> JSONValue {
        let text = random.pick(SampleText.keys + ["", "9", "x", "1 ", "１", "123456789012345678901"])
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return .string(text)
        case 1: return ["digits": .null, "timed_out": true]
        default: return ["digits": .string(text), "timed_out": .bool(random.chance(50))]
        }
    }

    private mutating func speech() -> JSONValue {
        if random.chance(15) {
            return random.pick([["error": "Speech was not enabled"], [:], ["results": []], "sales", []])
        }
        var results: [JSONValue] = []
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let text = random.pick(SampleText.spoken)
            results.append(random.chance(90) ? ["text": .string(text), "confidence": "0.5"] : wrongType())
        }
        return ["timeout_reason": "end_on_silence_timeout", "results": .array(results)]
    }

    private mutating func wrongType() -> JSONValue {
        random.pick([
            .null, true, .number("1"), .number("-1.5e300"), [], [:], ["__proto__"], ["digits": 1], ["digits": ["1"]],
            ["results": ["text": "sales"]], ["text": 5], "{", "[1]", "{}",
        ])
    }

    // MARK: As it is written

    private mutating func body(_ members: [(String, JSONValue)]) -> [UInt8] {
        if random.chance(3) {
            return Array(random.pick(["", "null", "[]", "{", " ", "5", "\u{FEFF}{}", "{}x", "\"a\""]).utf8)
        }
        let blank = random.pick(["", "", " ", "\r\n\t"])
        var parts = members.map { "\"\(escaped($0.0))\":\(blank)\($0.1.serialized())" }
        if random.chance(3), let first = parts.first { parts.append(first) }
        if random.chance(3) { parts.append("\"deep\":" + nested(Int.random(in: 28...36, using: &random))) }
        if random.chance(2) {
            parts.append("\"\(random.pick(["\\ud800", "\\udc00x", "\\ud83d\\ude00", "\\u0000"]))\":1")
        }
        return Array("{\(blank)\(parts.joined(separator: "," + blank))}\(blank)".utf8)
    }

    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    /// A name with, sometimes, a letter as an escape.
    private mutating func escaped(_ name: String) -> String {
        guard random.chance(5), let first = name.unicodeScalars.first else { return name }
        let digits = String(first.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits + name.dropFirst()
    }

    private mutating func query(_ members: [(String, JSONValue)]) -> String {
        var pairs = members.map { name, value in
            let text = value.stringValue ?? value.serialized()
            return "\(encoded(name))=\(encoded(text))"
        }
        if random.chance(5), let pair = pairs.first { pairs.append(pair.replacing("1", with: "2")) }
        if random.chance(5) { pairs.insert("", at: 0) }
        if random.chance(5) {
            pairs.append(random.pick(["dtmf", "=", "to=%", "to=%4", "dtmf=%zz", "a=%FF", "to=%00", "&&"]))
        }
        if random.chance(3) {
            let broken = random.pick(["%FF", "%E2%82", "%C0%AF", "%F0%9F%98", "%ED%A0%80", "%F4%90%80%80"])
            pairs.insert("conversation_uuid=\(broken)a", at: 0)
        }
        return pairs.joined(separator: "&")
    }

    /// Percent-encoded as some client does it.
    private mutating func encoded(_ text: String) -> String {
        let isLazy = random.chance(30)
        let encodesAll = random.chance(3)
        let plusIsBlank = random.chance(30)
        var parts = ""
        for byte in text.utf8 {
            let character = Character(Unicode.Scalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
            if byte == 0x20, plusIsBlank {
                parts += "+"
            } else if !encodesAll, isPlain || isLazy && "*:,{}\"[]()+".utf8.contains(byte) {
                parts.append(character)
            } else {
                let digits = String(byte, radix: 16, uppercase: random.chance(50))
                parts += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return parts
    }

    /// Breaks a body in one place.
    private mutating func mutate(_ body: inout [UInt8]) {
        guard !body.isEmpty else { return }
        let place = Int.random(in: 0..<body.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: body.removeLast(body.count - place)
        case 1: body.remove(at: place)
        case 2: body[place] = UInt8.random(in: 0...255, using: &random)
        case 3: body.insert(random.pick(Array("{}[]\",:\\0\u{0}\n".utf8)), at: place)
        default: body.insert(contentsOf: body[place...], at: place)
        }
    }
}
