import CallBundle
import JSONTree
import ProjectLoading
import Testing

/// The guide's NCCOs ("Build Your Own Contact Center", sections 3.1 to 3.3), as it lists them.
private enum Guide {
    static let inbound = """
        [{"action": "talk", "text": "Thank you for calling Jane"},
         {"action": "connect", "endpoint": [{"type": "app", "user": "Jane"}]}]
        """
    static let outbound = """
        [{"action": "talk", "text": "Please wait while we connect you."},
         {"action": "connect", "timeout": 20, "from": "YOUR_NEXMO_NUMBER",
          "endpoint": [{"type": "phone", "number": "PARAMS_TO"}]}]
        """
    static let ivr = """
        [{"action": "talk", "text": "Thank you for calling my contact center."},
         {"action": "talk", "text": "To talk to Jane, please press 1, or, to talk to Joe, press 2."},
         {"action": "input", "eventUrl": ["DTMF_URL"]}]
        """
    static let pressed = """
        [{"action": "talk", "text": "Please wait while we connect you to Jane"},
         {"action": "connect", "endpoint": [{"type": "app", "user": "Jane"}]}]
        """
}

@Suite("the quickstart is the guide's contact center")
struct QuickstartTests {
    @Test("it compiles without a finding")
    func compiles() throws {
        let project = try loadExample("quickstart")
        #expect(project.diagnostics.isEmpty)
        #expect(project.release != nil)
    }

    @Test("its NCCOs are the guide's, apart from the differences that its README lists")
    func equalsTheGuide() throws {
        let release = try #require(try loadExample("quickstart").release)
        var differences: [String] = []
        func compare(_ sample: String, _ guide: String, _ ours: [JSONValue]?) throws {
            let wanted = try #require(JSONValue(parsing: guide).arrayValue)
            differences += try list(wanted, #require(ours)).map { "\(sample): \($0)" }
        }
        try compare("inbound", Guide.inbound, release.answer("answer", .init(to: "442079460001")))
        try compare("outbound", Guide.outbound, release.answer("answer", .init(to: "+442079460018", fromUser: "Jane")))
        try compare("IVR", Guide.ivr, release.answer("answer", .init(to: "442079460002")))
        try compare("pressing 1", Guide.pressed, release.answer("main~1", .init(digits: "1")))
        let pressedTwo = Guide.pressed.replacing("Jane", with: "Joe")
        try compare("pressing 2", pressedTwo, release.answer("main~1", .init(digits: "2")))
        #expect(differences == (try documentedDifferences()))
    }

    @Test("an app user's number is substituted only when it may be dialled")
    func outboundRules() throws {
        let release = try #require(try loadExample("quickstart").release)
        let allowed = try release.answer("answer", .init(to: "020 7946 0018", fromUser: "Jane"))
        #expect(allowed?[1]["endpoint"]?.arrayValue?.first?["number"] == "442079460018")
        for refused in ["+33123456789", "+1415555010", "44207946001\"", "PARAMS_TO", "", "+44"] {
            let ncco = try #require(try release.answer("answer", .init(to: refused, fromUser: "Jane")))
            #expect(ncco.allSatisfy { $0["action"] == "talk" }, "\(refused)")
        }
    }

    @Test("nothing pressed goes on in the same document, a wrong key says the prompt again")
    func attempts() throws {
        let release = try #require(try loadExample("quickstart").release)
        #expect(try release.answer("main~1", .init()) == nil)
        let wrong = try #require(try release.answer("main~1", .init(digits: "9")))
        #expect(wrong.count { $0["action"] == "input" } == 2)
        let last = try #require(try release.answer("main~3", .init(digits: "9")))
        #expect(last.map { $0["text"]?.stringValue } == ["We did not hear your choice. Please call again."])
    }

    @Test("a number that no entry names goes to the default")
    func defaultEntry() throws {
        let release = try #require(try loadExample("quickstart").release)
        let ncco = try release.answer("answer", .init(to: "447700900123"))
        #expect(ncco?.first?["text"] == "This line is not in service.")
    }

    @Test("every probe of the manifest holds for the documents of the release")
    func probes() throws {
        let release = try #require(try loadExample("quickstart").release)
        #expect(!release.manifest.probes.isEmpty)
        for probe in release.manifest.probes where probe.status == 200 {
            let digests = release.files.map(\.sha256)
            #expect(probe.sha256.map(digests.contains) == true, "\(probe.route)")
        }
        #expect(try Manifest(json: release.manifest.json) == release.manifest)
    }

    /// What ours has beyond the guide's, or lacks; placeholders of the guide stand for anything.
    private func list(_ guide: [JSONValue], _ ours: [JSONValue]) throws -> [String] {
        var differences: [String] = []
        for (index, wanted) in guide.enumerated() {
            guard index < ours.count else {
                differences.append("action \(index + 1) is missing")
                continue
            }
            let name = try #require(wanted["action"]?.stringValue)
            for (key, value) in try #require(wanted.objectValue).members {
                let isPlaceholder = ["YOUR_NEXMO_NUMBER", ["DTMF_URL"]].contains(value) || key == "endpoint"
                if key == "endpoint" {
                    let endpoint = ours[index]["endpoint"]?.arrayValue?.first
                    let expected = value.arrayValue?.first
                    let isDialled = expected?["number"] == "PARAMS_TO"
                    let isEqual = isDialled ? endpoint?["number"] == "442079460018" : endpoint == expected
                    if !isEqual { differences.append("`\(name)` has another `endpoint`") }
                } else if ours[index][key] == nil || !isPlaceholder && ours[index][key] != value {
                    differences.append("`\(name)` has another `\(key)`")
                }
            }
            for key in ours[index].objectValue?.keys ?? [] where wanted[key] == nil {
                differences.append("`\(name)` has `\(key)`")
            }
        }
        let more = ours.dropFirst(guide.count).compactMap { $0["action"]?.stringValue }
        if !more.isEmpty { differences.append("behind it: \(more.map { "`\($0)`" }.joined(separator: ", "))") }
        return differences
    }

    /// The list in the example's README.
    private func documentedDifferences() throws -> [String] {
        let readme = try String(contentsOfFile: "\(repositoryRoot)/examples/quickstart/README.md")
        return readme.split(separator: "\n").filter { $0.hasPrefix("- ") }.map { line in
            String(line.dropFirst(2).prefix { $0 != "(" }).trimmingTrailingBlanks
        }
    }
}

extension String {
    fileprivate init(contentsOfFile path: String) throws {
        let bytes = try #require(readBytes(path))
        self = String(decoding: bytes, as: UTF8.self)
    }

    fileprivate var trimmingTrailingBlanks: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
