import JSONTree
import NCCO
import SeededRandom
import Testing

struct NCCOPropertyTests {
    @Test("what the typed vocabulary renders has no error", arguments: 0..<300 as Range<UInt64>)
    func typedActions(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let actions = Self.actions(&generator)
        let problems = checkNCCO(JSONValue(ncco: actions), allowingDialledToken: true)
        let errors = problems.filter { $0.severity == .error || $0.rule == .lenientType }
        #expect(errors.isEmpty)
    }

    @Test("one mutation of a sound NCCO is checked without a crash, twice alike", arguments: 0..<400 as Range<UInt64>)
    func mutations(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var value = JSONValue(ncco: Self.actions(&generator))
        for _ in 0...Int.random(in: 0...3, using: &generator) {
            value = Self.mutated(value, &generator)
        }
        holdsInvariants(value)
    }

    @Test("any JSON is checked without a crash, twice alike", arguments: 0..<400 as Range<UInt64>)
    func randomJSON(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        holdsInvariants(Self.json(&generator, depth: 5))
        holdsInvariants(.array((0..<3).map { _ in Self.json(&generator, depth: 4) }))
    }

    @Test("deep nesting is no trouble")
    func depth() {
        var value: JSONValue = "PARAMS_TO"
        for _ in 0..<120 { value = ["a": [value]] }
        let notify: JSONValue = ["action": "notify", "payload": value, "eventUrl": ["https://a.example"]]
        let problems = checkNCCO([notify])
        #expect(problems.map(\.rule) == [.dialledToken])
        #expect(problems.first?.path.count == 242)
    }

    private func holdsInvariants(_ value: JSONValue) {
        let problems = checkNCCO(value)
        #expect(problems == checkNCCO(value))
        for problem in problems {
            #expect(exists(problem.path, in: value), "\(problem.pathText)")
            #expect(!problem.message.isEmpty)
        }
        // An index never falls behind an earlier one, whatever rule found what.
        let indices = problems.compactMap { problem -> Int? in
            guard case .index(let index) = problem.path.first else { return nil }
            return index
        }
        #expect(indices == indices.sorted())
        // Replacing every reference leaves none.
        let replaced = replacingMenuReferences(in: value) { _, _ in "https://a.example" }
        #expect(menuReferences(in: replaced).isEmpty)
    }

    private func exists(_ path: [NCCOProblem.PathStep], in value: JSONValue) -> Bool {
        var value = value
        for step in path {
            switch step {
            case .index(let index):
                guard let elements = value.arrayValue, elements.indices.contains(index) else { return false }
                value = elements[index]
            case .key(let key):
                guard let object = value.objectValue else { return false }
                // A rule about a default, such as a style left out, points at where it would stand.
                guard let member = object[key] else { return true }
                value = member
            }
        }
        return true
    }

    // MARK: Making values

    /// A sound sequence: greetings without barge-in, prompts with an input behind, then links of a chain.
    private static func actions(_ generator: inout SeededGenerator) -> [Action] {
        var actions: [Action] = []
        for _ in 0..<Int.random(in: 0...2, using: &generator) { actions.append(speech(&generator, bargeIn: false)) }
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            if generator.chance(50) { actions.append(speech(&generator, bargeIn: false)) }
            if generator.chance(70) { actions.append(speech(&generator, bargeIn: true)) }
            let input = Input(
                maxDigits: Int.random(in: 1...20, using: &generator),
                timeOut: Int.random(in: 0...10, using: &generator),
                submitOnHash: generator.chance(50),
                eventURL: url(&generator),
                eventMethod: generator.pick([nil, "GET", "POST"])
            )
            actions.append(.input(input))
        }
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            let isPhone = generator.chance(50)
            let number = generator.pick(["447700900123", "14155550100", "PARAMS_TO", "1234567", "123456789012345"])
            let connect = Connect(
                endpoint: isPhone ? .phone(number: number) : .app(user: generator.pick(["Jane", "Joe Doe!", "ü"])),
                from: isPhone || generator.chance(20) ? "442079460000" : nil,
                timeout: generator.pick([nil, 1, 20, 120]),
                synchronousEventURL: generator.chance(50) ? url(&generator) : nil
            )
            actions.append(.connect(connect))
        }
        if generator.chance(40) {
            actions.append(.notify(Notify(eventURL: url(&generator), payload: JSONObject([("menu", "main")]))))
        }
        if actions.isEmpty || generator.chance(40) { actions.append(speech(&generator, bargeIn: false)) }
        return actions
    }

    private static func speech(_ generator: inout SeededGenerator, bargeIn: Bool) -> Action {
        if generator.chance(30) { return .stream(Stream(url: url(&generator), bargeIn: bargeIn)) }
        let language = generator.pick(TTSLanguages.all + ["en-US"])
        let style = generator.pick(TTSLanguages.styles(of: language).sorted())
        let voice = Voice(
            language: generator.chance(80) ? language : nil,
            style: generator.chance(50) ? style : nil,
            premium: generator.pick([nil, true, false])
        )
        let text = generator.pick([
            "Hello", "<speak>a<break time='1s'/> &amp; b</speak>", "1 < 2 & 3", String(repeating: "a", count: 1500),
            "ü",
        ])
        // A style counts for the language beside it only; alone it would be one of en-US.
        return .talk(
            Talk(text: text, voice: voice.language == nil ? Voice() : voice, bargeIn: bargeIn)
        )
    }

    private static func url(_ generator: inout SeededGenerator) -> String {
        generator.pick([
            "https://voice.acme.example/r/@@RELEASE@@/e/main~1", "http://127.0.0.1:8080/x", "ccplan://menu/main",
            "ccplan://menu/main/input",
        ])
    }

    private static func json(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &generator) {
        case 0: .null
        case 1: .bool(generator.chance(50))
        case 2: .number(generator.pick(["0", "-1", "1.5", "1e400", "-1e400", "99999999999999999999", "45"]))
        case 3, 4: .string(generator.pick(words))
        case 5, 6:
            .array((0..<Int.random(in: 0...3, using: &generator)).map { _ in json(&generator, depth: depth - 1) })
        default:
            .object(
                JSONObject(
                    (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                        (generator.pick(keys), json(&generator, depth: depth - 1))
                    }
                )
            )
        }
    }

    private static let words = [
        "", "talk", "stream", "input", "connect", "conversation", "record", "notify", "wait", "transfer", "pay", "app",
        "phone", "sip", "websocket", "vbc", "dtmf", "speech", "asynchronous", "synchronous", "true", "45", "PARAMS_TO",
        "https://a.example", "ccplan://menu/a", "ccplan://", "<speak>", "<speak>a</speak>", "a <p>", "\u{0}", "ü😀",
        "en-GB", "nan", "447700900000",
    ]

    private static let keys = [
        "action", "action", "action", "text", "type", "endpoint", "eventUrl", "streamUrl", "bargeIn", "loop",
        "language",
        "style", "dtmf", "speech", "mode", "from", "timeout", "timeOut", "number", "user", "uri", "payload", "onAnswer",
        "url", "PARAMS_TO", "", "transcription", "record", "name", "maxDigits", "ü", "level", "premium",
    ]

    /// The value with one part of it replaced, removed, doubled or renamed.
    private static func mutated(_ value: JSONValue, _ generator: inout SeededGenerator) -> JSONValue {
        switch value {
        case .array(var elements) where !elements.isEmpty && generator.chance(85):
            let index = Int.random(in: 0..<elements.count, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: elements.remove(at: index)
            case 1: elements.insert(elements[index], at: index)
            case 2: elements.swapAt(index, 0)
            default: elements[index] = mutated(elements[index], &generator)
            }
            return .array(elements)
        case .object(var object) where !object.isEmpty && generator.chance(85):
            let key = generator.pick(object.keys)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: object[key] = nil
            case 1:
                object[generator.pick(keys)] = object[key]
                object[key] = nil
            default: object[key] = object[key].map { mutated($0, &generator) }
            }
            return .object(object)
        default: return json(&generator, depth: 2)
        }
    }
}
