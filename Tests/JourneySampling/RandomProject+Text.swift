/// Few words for many things: a project is small enough that all calls of six choices can be played.
extension RandomProject {
    mutating func written() -> String {
        menus = [pick(.name, ["a", "main"]), pick(.name, ["b", "sales"]), pick(.name, ["c", "other-menu"])]
        targets = isChanged(.swap) ? [menus[1], menus[0], menus[2]] : menus
        hours = pick(.name, ["hours", "office"])
        let url = pick(.address, ["https://voice.example.com", "https://calls.example.com"])
        let fallback = pick(.fallback, ["We have a problem", "We have trouble", "Please call later"])
        let language = pick(.voice, ["en-GB", "en-US"])
        let goodbye = pick(.voice, ["Goodbye", "Bye"])
        var lines = [
            "version: 1", "timezone: Europe/London", "app: {name: Random}",
            "hosting: {url: \"\(url)\", fallback: {say: \(fallback)}}",
            "voice: {language: \(language), caller_id: one, goodbye: \(goodbye)}",
        ]
        lines += numbers() + ["agents:"] + agents() + ["teams:"] + teams() + ["menus:"]
        let texts = (0..<3).map { menu($0) }
        let isReversed = pick(.sequence, ["as counted", "as counted", "backwards"]) == "backwards"
        lines += (isReversed ? texts.reversed() : texts).flatMap(\.self)
        lines += ["flows:", "  f:"] + flow() + ["voicemails:"] + voicemails() + ["schedules:"] + schedules()
        if chance(60) { lines += outbound() }
        return lines.joined(separator: "\n")
    }

    private mutating func destination() -> String {
        pick(
            .destination,
            [
                "menu: \(targets[0])", "menu: \(targets[1])", "agent: Jane", "team: fixed", "menu: \(targets[2])",
                "agent: Ann", "team: spread", "flow: f", "voicemail: box", "voicemail: other", "hangup: yes",
                "conference: room", "phone: +44 7700 900009, otherwise: {voicemail: box}",
            ]
        )
    }

    /// Where a call goes that nobody took; never round in a circle.
    private mutating func lastResort() -> String {
        pick(.otherwise, ["{voicemail: box}", "{voicemail: other}", "{agent: Joe}", "{team: fixed}"])
    }

    private mutating func deciding() -> String {
        switch number(0..<6) {
        case 0: return "{schedule: \(hours), open: {\(destination())}, closed: {\(destination())}}"
        case 1:
            let weight = pick(.share, ["1", "2"])
            return "{split: [{weight: \(weight), \(destination())}, {weight: 1, \(destination())}]}"
        case 2: return "{say: \(pick(.greeting, ["Hello", "Welcome", "Good day"])), \(destination())}"
        case 3:
            // Two schedules, and a share behind one of them.
            let inner = "split: [{weight: 1, \(destination())}, {weight: 1, \(destination())}]"
            return "{schedule: night, open: {\(inner)}, closed: {schedule: \(hours), "
                + "open: {\(destination())}, closed: {\(destination())}}}"
        default: return "{\(destination())}"
        }
    }

    /// What stands around all inbound calls: nothing, or hours in which alone they are taken.
    private var gate: (before: String, after: String) {
        closesAtNight ? ("{schedule: \(hours), open: ", ", closed: {hangup: yes}}") : ("", "")
    }

    private mutating func answering() -> String { "\(gate.before)\(deciding())\(gate.after)" }

    private mutating func numbers() -> [String] {
        var lines = ["numbers:"]
        if chance(60) {
            let prefix = pick(.callers, ["+44", "+4477"])
            let list = pick(.callers, ["[+44 7700 900500]", "[+44 7700 900500, +1 555 010 0999]"])
            lines.append("  one:")
            lines.append("    number: +44 20 7946 0001")
            lines.append("    inbound: {caller: {list: {known: \(answering())},")
            lines.append("      \"\(prefix)\": \(answering()), withheld: \(answering()), otherwise: \(answering())}}")
            lines.insert(contentsOf: ["callers: {known: \(list)}"], at: 0)
        } else {
            lines.append("  one: {number: +44 20 7946 0001, inbound: \(answering())}")
        }
        lines.append("  two: {number: +44 20 7946 0002, inbound: \(answering())}")
        // Nothing here is unreachable, since all is led to.
        lines.append("  three: {number: +44 20 7946 0003, inbound: \(gate.before){split: [")
        for place in ["menu: \(targets[0])", "menu: \(targets[1])", "menu: \(targets[2])", "team: spread", "flow: f"] {
            lines.append("    {weight: 1, \(place)},")
        }
        lines.append("    {weight: 1, schedule: night, open: {agent: Ann}, closed: {voicemail: box}},")
        lines.append(
            "    {weight: 1, schedule: \(hours), open: {team: fixed}, closed: {voicemail: other}}]}\(gate.after)}"
        )
        if pick(.number, ["no", "no", "yes"]) == "yes" {
            lines.append("  four: {number: +44 20 7946 0004, inbound: {agent: Jane}}")
        }
        if chance(40) {
            lines.append("  default: {inbound: {say: \(pick(.greeting, ["Who", "Nobody"])), hangup: yes}}")
        }
        return lines
    }

    private mutating func agents() -> [String] {
        let time = pick(.ringing, ["20s", "25s"])
        let way = pick(.otherwise, ["{agent: Joe}", "{voicemail: box}", "{menu: \(targets[0])}"])
        let announced = pick(.callee, ["A call", "A customer"])
        let machine = pick(.callee, ["hang-up", "ignore"])
        return [
            "  Jane: {ring_for: \(time), otherwise: \(way)}",
            "  Joe: {record: \(pick(.recording, ["yes", "no"])), otherwise: {voicemail: box}}",
            "  Ann: {at: {phone: +44 7700 90000\(pick(.callee, ["1", "2"])), announce: \(announced), machine: \(machine)},",
            "    otherwise: {voicemail: other}}",
        ]
    }

    private mutating func teams() -> [String] {
        [
            "  fixed: {agents: [\(pick(.team, ["Jane, Joe", "Joe, Jane", "Jane"]))], "
                + "otherwise: {voicemail: \(pick(.otherwise, ["box", "other"]))}}",
            "  spread: {agents: [Joe, Ann], order: \(pick(.team, ["spread", "spread", "fixed"])), "
                + "ring_for: \(pick(.ringing, ["10s", "15s"])), otherwise: {voicemail: box}}",
        ]
    }

    private mutating func menu(_ index: Int) -> [String] {
        var lines = ["  \(menus[index]):"]
        if chance(50) { lines.append("    say: \(pick(.greeting, ["Welcome to \(index)", "This is \(index)"]))") }
        lines.append("    prompt: \(pick(.prompt, ["Choose of \(index)", "Please choose of \(index)"]))")
        if chance(30) { lines.append("    barge_in: \(pick(.interruption, ["yes", "no"]))") }
        let hasWords = chance(35)
        if hasWords { lines.append("    speech: yes") }
        let keys = pick(.keys, ["1 2", "2 1", "1 3", "1 *", "1 22"]).split(separator: " ")
        var options: [String] = []
        for key in keys {
            var option = deciding()
            if hasWords {
                let words = pick(.words, ["sales", "sales please", "support"])
                option.insert(
                    contentsOf: "words: [\(key == "1" ? words : "help")], ",
                    at: option.index(after: option.startIndex)
                )
            }
            options.append("      \"\(key)\": \(option)")
        }
        let isReversed = pick(.sequence, ["as counted", "backwards"]) == "backwards"
        lines += ["    options:"] + (isReversed ? options.reversed() : options)
        lines.append("    retries: \(pick(.retries, ["0", "1", "2"]))")
        if chance(40) { lines.append("    no_input: \(pick(.complaint, ["Nothing", "Silence"]))") }
        if chance(40) { lines.append("    wrong_input: \(pick(.complaint, ["Wrong", "No option"]))") }
        if chance(30) { lines.append("    digits: {timeout: \(pick(.keyTimeout, ["4s", "6s"]))}") }
        lines.append("    otherwise: \(lastResort())")
        return lines
    }

    private mutating func flow() -> [String] {
        [
            "    - say: \(pick(.flow, ["We are closed", "Nobody is here"]))",
            "    - pause: \(pick(.flow, ["1s", "2s"]))",
            "    - play: \(pick(.flow, ["https://sounds.example.com/a.mp3", "https://sounds.example.com/b.mp3"]))",
            "    - agent: \(pick(.flow, ["Jane", "Ann"]))",
            "    - voicemail: \(pick(.flow, ["box", "other"]))",
        ]
    }

    private mutating func voicemails() -> [String] {
        [
            "  box: {say: \(pick(.voicemail, ["Speak", "Speak now"])), max: \(pick(.voicemail, ["1m", "90s"]))}",
            "  other: {max: 2m, end_on: \"\(pick(.voicemail, ["#", "*"]))\"}",
        ]
    }

    private mutating func schedules() -> [String] {
        let end = pick(.hours, ["17:00", "18:00"])
        let week =
            pick(.spelling, ["together", "apart"]) == "together"
            ? "mon-fri: \"09:00-\(end)\""
            : "mon-thu: \"09:00-\(end)\", fri: [\"09:00-12:00\", \"12:00-\(end)\"]"
        let special = pick(
            .hours,
            ["2027-01-06: closed", "2027-01-06: \"10:00-12:00\"", "2027-01-09: \"10:00-12:00\""]
        )
        let zone = pick(.hours, ["Europe/London", "Europe/Berlin"])
        let morning = pick(.hours, ["06:00", "07:00"])
        return [
            "  \(hours): {timezone: \(zone), open: {\(week)}, special: {\(special)}}",
            "  night: {open: {mon-sun: \"22:00-\(morning)\"}}",
        ]
    }

    private mutating func outbound() -> [String] {
        [
            "outbound:",
            "  say: \(pick(.outbound, ["One moment", "Please wait"]))",
            "  ring_for: \(pick(.outbound, ["20s", "30s"]))",
            "  national: {trunk: 0, code: \(pick(.outbound, ["44", "353"]))}",
            "  allow: [\(pick(.outbound, ["+44, +353", "+44, +353, +1212", "+44, +353, +4490"]))]",
            "  deny: [\(pick(.outbound, ["+449", "+44901"]))]",
            "  refuse: \(pick(.outbound, ["Not allowed", "You may not"]))",
            "  extensions: {100: \(answering())}",
            "  otherwise: \(lastResort())",
        ]
    }
}
