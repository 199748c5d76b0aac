import CallFlow
import ConfigSyntax
import ContactCenter
import Diagnostics
import Testing

/// The head of a project that is whole but for what a test adds.
private let head = """
    version: 1
    timezone: Europe/London
    app: {name: Test}
    hosting: {url: "https://voice.example.com"}
    voice: {caller_id: +44 20 7946 0999}

    """

/// A project from its text, with what was found in its calls.
struct ResolvedText {
    let diagnostics: [Diagnostic]
    let graph: CallGraph?
    private let bytes: [UInt8]

    /// - Parameters:
    ///   - body: The project below a head.
    ///   - maxWait: Seconds of `policy.max_wait`.
    ///   - recordingConsent: Whether `policy.recording_consent` is set; texts that begin with "Recorded" tell of it then.
    /// - Throws: When the text is too broken to be a project.
    init(_ body: String, maxWait: Int? = nil, recordingConsent: Bool = false) throws {
        bytes = Array((head + body).utf8)
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "contact-center.yaml", bytes: bytes))
        let parsed = parseYAML(file, in: sources)
        let tree = try #require(parsed.output)
        let variables = declaredVariables(in: tree).output ?? [:]
        let decoded = decodeProject(substituteVariables(in: tree, with: variables).output ?? tree)
        var project = try #require(decoded.output)
        let nowhere = project.app.span.startPoint
        project.policy.maxWait = maxWait.map { Located($0, at: nowhere) }
        if recordingConsent {
            project.policy.recordingConsent = Located(true, at: nowhere)
            project.markConsent()
        }
        let resolved = resolveProject(project, files: ProjectFiles(), sources: sources)
        diagnostics = parsed.diagnostics + decoded.diagnostics + resolved.diagnostics
        graph = resolved.output
    }

    /// Each finding as "CC3070 'what is underlined' call …".
    var rows: [String] {
        diagnostics.map { diagnostic in
            let marked = diagnostic.span.map { span in
                String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
            }
            return "\(diagnostic.code) '\(marked ?? "")' \(diagnostic.witness ?? "-")"
        }
    }

    var codes: [String] { diagnostics.map(\.code.text) }
}

extension Project {
    /// Marks the texts that begin with "Recorded" as those that tell of a recording.
    fileprivate mutating func markConsent() {
        func marked(_ text: Text?) -> Text? {
            guard var text, text.content.value.hasPrefix("Recorded") else { return text }
            text.voice.consent = Located(true, at: text.content.span)
            return text
        }
        for index in menus.indices {
            menus[index].say = marked(menus[index].say)
            menus[index].prompt = marked(menus[index].prompt) ?? menus[index].prompt
            for option in menus[index].options.indices {
                let said = marked(menus[index].options[option].destination.say)
                menus[index].options[option].destination.say = said
            }
        }
        for index in voicemails.indices { voicemails[index].say = marked(voicemails[index].say) }
        for index in numbers.indices {
            let said = marked(numbers[index].inbound?.say)
            numbers[index].inbound?.say = said
        }
    }
}
