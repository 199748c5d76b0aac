import Foundation
import JSONTree
import Testing

@testable import Hosting

@Suite("Texts in and out")
struct TextTests {
    @Test(
        "numbers are masked but for their country and end, all else wholly",
        arguments: [
            ("447700900123", "447*******23"), ("+447700900123", "447*******23"), ("14155550100", "141******00"),
            ("1234567", "12***67"), ("123456", "***"), ("", "***"), ("Jane", "***"), ("sip:ann@pbx.example", "***"),
            ("+44 7700 900123", "***"), ("012345678901234567890", "***"), ("٤٤٧٧٠٠٩٠٠١٢٣", "***"),
        ]
    )
    func masks(_ text: String, _ masked: String) {
        #expect(maskedNumber(text) == masked)
    }

    @Test(
        "query strings are read as forms are",
        arguments: [
            ("", []), ("a=1&b=2", ["a=1", "b=2"]), ("a", ["a="]), ("a=", ["a="]), ("&&a=1&", ["a=1"]),
            ("a=b=c", ["a=b=c"]),
            ("a=1+2%2B3", ["a=1 2+3"]), ("%61=%41", ["a=A"]), ("a=%zz%4", ["a=%zz%4"]), ("a=%C3%A9", ["a=é"]),
            ("a=%ff", ["a=\u{FFFD}"]), ("a=%00", ["a=\u{0}"]), ("a=é", ["a=é"]),
        ]
    )
    func queries(_ query: String, _ pairs: [String]) {
        #expect(queryPairs(query).map { "\($0.name)=\($0.value)" } == pairs)
    }

    @Test(
        "request targets are split at the first question mark, the absolute form too",
        arguments: [
            ("/a?b=c?d", "/a", "b=c?d"), ("/a", "/a", ""), ("/a?", "/a", ""), ("http://h:1/a?b", "/a", "b"),
            ("https://h", "/", ""), ("*", "*", ""), ("", "", ""), ("?x", "", "x"),
        ]
    )
    func targets(_ target: String, _ path: String, _ query: String) {
        let split = HostRequest.split(target: target)
        #expect(split.path == path)
        #expect(split.query == query)
    }

    @Test(
        "moments are written as the log and the Date header want them",
        arguments: [
            (0, "1970-01-01T00:00:00.007Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_399, "2000-02-28T23:59:59.007Z", "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_825_600, "2000-02-29T12:00:00.007Z", "Tue, 29 Feb 2000 12:00:00 GMT"),
            (1_795_539_900, "2026-11-24T17:05:00.007Z", "Tue, 24 Nov 2026 17:05:00 GMT"),
            (4_102_444_799, "2099-12-31T23:59:59.007Z", "Thu, 31 Dec 2099 23:59:59 GMT"),
        ]
    )
    func moments(_ seconds: Int, _ timestamp: String, _ header: String) {
        let time = WallTime(seconds: seconds, nanoseconds: 7_900_000)
        var bytes: [UInt8] = []
        time.appendTimestamp(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == timestamp)
        #expect(time.headerText == header)
    }

    @Test("a log line is one JSON object on one line, whatever is put in")
    func lines() throws {
        var line = JSONLine(at: WallTime(seconds: 0), level: "info", message: "a\"b\n\u{1}\\é")
        line.add("n", -5)
        line.add("ms", microseconds: 12_034)
        line.add(anyKey: "k\"", "v")
        let text = String(decoding: line.finished(), as: UTF8.self)
        #expect(text.last == "\n" && text.filter { $0 == "\n" }.count == 1)
        let json = try JSONValue(parsing: text)
        #expect(json["msg"] == "a\"b\n\u{1}\\é")
        #expect(json["n"] == .number("-5"))
        #expect(json["ms"] == .number("12.034"))
        #expect(json["k\""] == "v")
    }

    @Test("of values that cost too much together those unused for longest go", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func leastRecentlyUsed(_ seed: UInt64) {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var cache = LeastRecentlyUsed<Int, Int>(costLimit: 100, countLimit: 8)
        var model: [(key: Int, value: Int, cost: Int)] = []  // The newest last.
        for step in 0..<5_000 {
            let key = next(20)
            switch next(3) {
            case 0:
                let cost = next(60) * (next(50) == 0 ? 10 : 1)
                cache.insert(step, for: key, cost: cost)
                model.removeAll { $0.key == key }
                guard cost <= 100 else { break }
                while model.reduce(cost, { $0 + $1.cost }) > 100 || model.count >= 8 { model.removeFirst() }
                model.append((key, step, cost))
            case 1:
                let place = model.firstIndex { $0.key == key }
                #expect(cache.value(for: key) == place.map { model[$0].value })
                if let place { model.append(model.remove(at: place)) }
            default:
                guard next(10) == 0 else { break }
                cache.remove(key)
                model.removeAll { $0.key == key }
            }
            #expect(cache.count == model.count)
            #expect(cache.cost == model.reduce(0) { $0 + $1.cost })
        }
    }
}
