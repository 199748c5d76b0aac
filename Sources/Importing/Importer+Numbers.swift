internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import NCCO
internal import Provisioning

extension Importer {
    mutating func numberEntries() -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        for number in source.ownNumbers {
            if let forwarding = number.forwarding {
                notes.append(
                    "number +\(shown(number.digits)) is linked but forwards its calls (\(shown(forwarding.type))): "
                        + "it is not taken over, and left alone"
                )
                continue
            }
            guard number.takesCalls else {
                notes.append("number +\(shown(number.digits)) cannot take calls: it is not taken over, and left alone")
                continue
            }
            let name = numberNames.name(from: "\(number.country)-\(number.digits)", or: "number")
            let written = YAMLEntry("number", .text("+\(number.digits)"))
            let isNumber = decoded([
                YAMLEntry("numbers", .line([YAMLEntry(name, .line([written]))]))
            ])
            guard isNumber?.numbers.first?.number.value.digits == number.digits else {
                notes.append("number '\(shown(number.digits))' is no telephone number: it is not taken over")
                continue
            }
            entries.append(
                YAMLEntry(name, .line([written, YAMLEntry("inbound", inbound(of: number, named: name))]))
            )
        }
        return entries
    }

    /// What calls to the number hear: what they hear now where that is known.
    private mutating func inbound(of number: LiveNumber, named name: String) -> YAMLNode {
        if let answer = source.answers[number.digits] {
            let problems = checkNCCO(answer).filter { $0.severity == .error }
            if problems.isEmpty, menuReferences(in: answer).isEmpty {
                let path = "ncco/\(name).json"
                files.append(ImportedProject.File(path: path, text: answer.serialized(.pretty) + "\n"))
                return .line([YAMLEntry("ncco", .text(path))])
            }
            let reason = problems.first.map { "\($0.pathText.isEmpty ? "" : "\($0.pathText): ")\($0.message)" }
            notes.append(
                "what calls to +\(number.digits) hear now is not taken over: \(shown(reason ?? "it names menus"))"
            )
        }
        return .line([
            YAMLEntry("say", .text("This line is not yet described.")), YAMLEntry("hangup", .word("yes")),
        ])
    }
}
