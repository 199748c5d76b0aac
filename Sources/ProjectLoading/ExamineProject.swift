internal import CallFlow
internal import ConfigSyntax
internal import ContactCenter
package import Diagnostics

/// What the checks make of a model.
struct ExaminedProject {
    let graph: CallGraph?
    let publicKeyPEM: String?
    let previousKeyPEM: String?
    let diagnostics: [Diagnostic]
}

extension ProjectText {
    /// Reads the files that a model names, and makes all checks.
    ///
    /// - Parameters:
    ///   - project: Gets the numbers that were bought for it.
    ///   - environment: The one that the model is of; nil for a project without.
    ///   - files: Those that were read for another environment of the project; gets the others.
    ///   - now: Seconds since 1970.
    /// - Returns: What was found, and the graph where it could be made.
    mutating func examine(
        _ project: inout Project,
        in environment: DeclaredEnvironment?,
        files: inout ProjectFiles,
        at now: Int
    ) -> ExaminedProject {
        var diagnostics: [Diagnostic] = []
        if project.numbers.contains(where: \.isStandIn) {
            diagnostics += applyPins(to: &project, in: environment)
        }
        let key = readPublicKey(project.app.publicKeyPath, in: folder)
        let previousKey = readPublicKey(project.app.previousPublicKeyPath, in: folder)
        for (path, use) in project.files where files[path] == nil {
            files[path] = readContent(resolvedPath(path, in: folder), limit: use.limit)
        }
        let resolved = resolveProject(project, files: files, sources: sources)
        diagnostics += key.diagnostics + previousKey.diagnostics + resolved.diagnostics
        // What was left out of a schedule proves nothing about the rest.
        if project.isWhole { diagnostics += checkSchedules(project.schedules, at: now) }
        return ExaminedProject(
            graph: resolved.output,
            publicKeyPEM: key.output ?? nil,
            previousKeyPEM: previousKey.output ?? nil,
            diagnostics: diagnostics
        )
    }

    /// Reads `contact-center.lock` where a number is searched for; a project without it has bought nothing yet.
    private mutating func applyPins(to project: inout Project, in environment: DeclaredEnvironment?) -> [Diagnostic] {
        let path = resolvedPath(NumberPins.fileName, in: folder)
        let file: FileID
        if let known = sources.files.firstIndex(where: { $0.path == path }) {
            // For another environment: the same place, so that what is wrong there is told once.
            file = FileID(index: UInt16(known))
        } else {
            guard case .bytes(let bytes) = readContent(path, limit: 1 << 20) else { return [] }
            file = sources.add(SourceFile(path: path, bytes: bytes))
        }
        let pins = NumberPins.parse(file, in: sources)
        project.apply(pins.output ?? NumberPins(), environment: environment?.name.value)
        return pins.diagnostics
    }
}

extension DiagnosticCode {
    fileprivate static let publicKeyFile = DiagnosticCode("CC2008")
}

extension Diagnostic {
    /// The pair of keys is not made yet: nothing that the compiler minds, but the account needs it.
    package static func missingPublicKeyFile(_ path: Located<String>) -> Diagnostic {
        error(
            .publicKeyFile,
            "the public key file '\(path.value)' is not there",
            at: path.span,
            help: "make the pair with 'ccplan keygen', or correct the path; it is relative to the project's folder"
        )
    }
}

/// The text of a public key; nil where none is set, or where the pair is not made yet: only the account needs it, and a
/// fresh checkout is checked without.
private func readPublicKey(_ path: Located<String>?, in folder: String) -> Checked<String?> {
    guard let path else { return Checked(.some(nil)) }
    let reason: String
    let help: String
    switch readContent(resolvedPath(path.value, in: folder), limit: 1 << 16) {
    case .bytes(let bytes):
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("-----BEGIN PUBLIC KEY-----") { return Checked(.some(text)) }
        if text.contains("PRIVATE KEY") {
            reason = "holds a private key"
            help = "keep the private key out of the project, and write the public one with 'ccplan keygen'"
        } else {
            reason = "holds no public key in PEM form"
            help = "make a pair with 'ccplan keygen'"
        }
    case .missing:
        return Checked(.some(nil))
    case .unreadable(let why):
        reason = "cannot be read: \(why)"
        help = "make a pair with 'ccplan keygen', or correct the path; it is relative to the project's folder"
    }
    return Checked(
        .some(nil),
        diagnostics: [
            .error(.publicKeyFile, "the public key file '\(path.value)' \(reason)", at: path.span, help: help)
        ]
    )
}
