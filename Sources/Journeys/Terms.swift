internal import JSONTree

/// Members of an action in one line, `key value` each, in the order of their keys.
func terms(_ members: [(key: String, value: JSONValue)], without hidden: Set<String>) -> String {
    members.filter { !hidden.contains($0.key) }.sorted { $0.key < $1.key }
        .map { "\($0.key) \(plain($0.value))" }
        .joined(separator: ", ")
}

/// How long an input waits for what.
func inputTerms(_ action: JSONValue, _ members: [(key: String, value: JSONValue)]) -> String {
    let types = action["type"]?.arrayValue?.compactMap(\.stringValue) ?? ["dtmf"]
    var parts: [String] = []
    if types.contains("dtmf") {
        let keys = action["dtmf"]?.objectValue?.members ?? []
        let most = action["dtmf"]?["maxDigits"].map(plain) ?? "4"
        let seconds = action["dtmf"]?["timeOut"].map(plain) ?? "3"
        parts.append("\(most == "1" ? "1 key" : "\(most) keys at most"), \(seconds) s for each")
        let rest = terms(keys, without: ["maxDigits", "timeOut"])
        if !rest.isEmpty { parts.append(rest) }
    }
    if types.contains("speech") {
        // In whichever order the words are: it is as a set that they are listened for.
        let speech = (action["speech"]?.objectValue?.members ?? []).map { member -> (key: String, value: JSONValue) in
            let words = member.key == "context" ? member.value.arrayValue?.compactMap(\.stringValue) : nil
            return (
                key: member.key,
                value: words.map { JSONValue.array(Set($0).sorted().map { JSONValue.string($0) }) } ?? member.value
            )
        }
        parts.append("words: \(terms(speech, without: []))")
    }
    let rest = terms(members, without: ["action", "type", "dtmf", "speech", "eventUrl", "eventMethod"])
    return (parts + (rest.isEmpty ? [] : [rest])).joined(separator: "; ")
}

/// How a recording begins and ends.
func recordingTerms(_ members: [(key: String, value: JSONValue)]) -> String {
    var parts: [String] = []
    var rest: [(key: String, value: JSONValue)] = []
    for member in members {
        switch (member.key, member.value) {
        case ("beepStart", true): parts.append("after a tone")
        case ("beepStart", _): continue
        case ("endOnKey", let key): parts.append("\(plain(key)) ends it")
        case ("timeOut", let seconds): parts.append("\(plain(seconds)) s at most")
        default: rest.append(member)
        }
    }
    let others = terms(rest, without: ["action", "eventUrl", "eventMethod"])
    return (parts + (others.isEmpty ? [] : [others])).joined(separator: ", ")
}

private func plain(_ value: JSONValue) -> String {
    value.arrayValue.map { $0.map(plain).joined(separator: " / ") } ?? value.stringValue ?? value.serialized()
}
