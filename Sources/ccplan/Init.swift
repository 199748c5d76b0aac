internal import ArgumentParser
internal import ContactCenter
internal import Diagnostics
internal import ProgramSupport
internal import ProjectLoading

/// `ccplan init`.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a small project to begin with.",
        discussion: """
            It has two agents, a menu, opening hours, a voicemail, outbound calling and a test, and is valid as it is. The \
            application's key pair is made as by 'ccplan keygen'. Files that are there are never overwritten, and what \
            cannot be made whole is not made at all.
            """
    )

    @Argument(help: ArgumentHelp("The folder of the project; made where it is not there.", valueName: "dir"))
    var folder = "."

    @Option(help: "The name of the application; callers hear it, too.")
    var name = "My Contact Center"

    @Option(help: "The public URL that the project will be served under.")
    var url = "https://voice.example.com"

    @Option(help: "The time zone of the opening hours, as Europe/London.")
    var timezone = "Europe/London"

    @OptionGroup var place: PrivateKeyArguments

    mutating func validate() throws {
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    }

    func run() throws {
        var files = NewFiles()
        let text = initialProject(name: name, url: url, timeZone: timezone)
        let ignored: Bool
        let pair: KeyPairPaths
        do throws(ProgramFailure) {
            try files.makeFolder(folder)
            try files.write(
                resolvedPath(rootFileName, in: folder),
                text,
                ifThere: "a project is begun once: change the file that is there, or choose another folder"
            )
            let app = try validApplication(folder)
            ignored = try files.writeUnlessThere(resolvedPath(".gitignore", in: folder), initialIgnoredFiles)
            files.willMakeFolder(resolvedPath("keys", in: folder))
            pair = try makeKeyPair(for: app, in: folder, privateKey: place.privateKey)
        } catch {
            files.removeAll()
            throw error.reported()
        }
        let isHere = folder == "."
        let root = isHere ? rootFileName : resolvedPath(rootFileName, in: folder)
        try printOutput(
            """
            \(root): the project; its comments say what to change
            \(ignored ? "" : "The .gitignore that was there is as it was.\n")public key:  \(pair.publicKey)
            private key: \(pair.privateKey), readable by you alone

            Next:
              \(pair.exportLine)
              ccplan validate\(isHere ? "" : " \(quotedForShell(folder))")
            Then write your own number, people and texts in, and commit the folder.

            """
        )
    }

    /// The application of the project as it was written: what was given on the command line may not do.
    private func validApplication(_ folder: String) throws(ProgramFailure) -> AppSettings {
        let project: LoadedProject
        do throws(ProjectNotFound) {
            project = try loadProject(at: folder, through: .checks)
        } catch {
            throw ProgramFailure(error.message, help: error.help)
        }
        if let finding = project.diagnostics.first {
            throw ProgramFailure(
                "the project would not be valid: \(finding.message)",
                help: "give another --name, --url or --timezone" + (finding.help.map { ": \($0)" } ?? "")
            )
        }
        guard let app = project.project?.app else {
            preconditionFailure("a project without findings has an application")
        }
        return app
    }
}

/// `'my center'` where a shell would read more into the text.
private func quotedForShell(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "./_-".utf8.contains(byte)
        }
    }
    return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
}
