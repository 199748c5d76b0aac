import SeededRandom

/// A small project with everything that decides over a call, by chance; equal seeds give equal projects.
struct RandomProject {
    private var random: SeededGenerator
    private var lines: [String] = []

    /// Which of the places that can differ does, counted in the order in which they are written; nil for none.
    private let mutated: Int?
    private var places = 0

    /// The YAML; with `mutated` the same but for one place.
    ///
    /// - Returns: The text, and how many places can differ.
    static func text(seed: UInt64, mutated: Int? = nil) -> (text: String, places: Int) {
        var project = RandomProject(seed: seed, mutated: mutated)
        project.write()
        return (project.lines.joined(separator: "\n") + "\n", project.places)
    }

    private init(seed: UInt64, mutated: Int?) {
        random = SeededGenerator(seed: seed)
        self.mutated = mutated
    }

    private mutating func pick(_ choices: [String]) -> String {
        let index = Int.random(in: 0..<choices.count, using: &random)
        defer { places += 1 }
        return places == mutated ? choices[(index + 1) % choices.count] : choices[index]
    }

    private mutating func destination(_ depth: Int = 0) -> String {
        let inner = depth > 0 ? ["voicemail: box", "agent: Joe"] : []
        let all = [
            "menu: a", "menu: b", "agent: Jane", "agent: Joe", "team: fixed", "team: spread", "flow: f",
            "voicemail: box",
            "voicemail: other",
        ]
        return pick(inner.isEmpty ? all : inner)
    }

    private mutating func deciding() -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: "{schedule: hours, open: {\(destination())}, closed: {\(destination())}}"
        case 1: "{split: [{weight: 2, \(destination())}, {weight: 3, \(destination())}]}"
        case 2: "{say: \(pick(["Hello", "Welcome"])), \(destination())}"
        default: "{\(destination())}"
        }
    }

    private mutating func caller() -> String {
        let first = deciding()
        return "{caller: {\"+44\": \(first), withheld: \(deciding()), otherwise: \(deciding())}}"
    }

    private mutating func write() {
        lines = [
            "version: 1", "timezone: Europe/London", "app: {name: Random}",
            "hosting: {url: https://voice.example.com}", "voice: {language: en-GB, caller_id: one}", "numbers:",
        ]
        let first = random.chance(50) ? caller() : deciding()
        lines.append("  one: {number: +44 20 7946 0001, inbound: \(first)}")
        lines.append("  two: {number: +44 20 7946 0002, inbound: \(deciding())}")
        // Nothing here is unreachable, since all is led to.
        lines.append("  three: {number: +44 20 7946 0003, inbound: {split: [")
        for place in ["menu: a", "menu: b", "team: fixed", "team: spread", "flow: f", "voicemail: other"] {
            lines.append("    {weight: 1, \(place)},")
        }
        lines.append("    {weight: 1, schedule: hours, open: {menu: a}, closed: {voicemail: box}}]}}")
        lines += ["agents:", "  Jane: {otherwise: {\(destination(1))}}", "  Joe: {otherwise: {voicemail: box}}"]
        lines += ["  Ann: {ring_for: \(pick(["10s", "12s"])), otherwise: {voicemail: other}}"]
        lines += ["teams:", "  fixed: {agents: [\(pick(["Jane, Joe", "Joe, Jane"]))], otherwise: {\(destination(1))}}"]
        lines += ["  spread: {agents: [Joe, Ann], order: spread, otherwise: {voicemail: \(pick(["box", "other"]))}}"]
        lines.append("menus:")
        for name in ["a", "b"] {
            lines.append("  \(name):")
            lines.append("    prompt: \(pick(["Choose", "Please choose"]))")
            lines.append("    options:")
            for key in 1...2 { lines.append("      \(key): \(key == 1 ? deciding() : "{\(destination())}")") }
            lines.append("    retries: \(pick(["0", "1"]))")
            lines.append("    otherwise: {voicemail: \(pick(["box", "other"]))}")
        }
        lines += ["flows:", "  f:", "    - say: \(pick(["We are closed", "Nobody is here"]))"]
        lines += ["    - agent: \(pick(["Jane", "Ann"]))", "    - voicemail: box"]
        lines += ["voicemails:", "  box: {say: \(pick(["Speak", "Speak now"])), max: 1m}", "  other: {max: 2m}"]
        lines += ["schedules:", "  hours: {open: {mon-fri: 09:00-\(pick(["17:00", "18:00"]))}}"]
    }
}
