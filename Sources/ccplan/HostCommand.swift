internal import ArgumentParser
internal import CallBundle
internal import FileAccess
internal import HostKits
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading

/// `ccplan host`.
struct HostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host",
        abstract: "Make a web server of yours a host of bundles.",
        discussion: """
            Written once, the files serve any number of releases: each new one from the moment that it is published. Run it \
            again after an update of ccplan; files that you have changed are not overwritten unless you say --force.
            """
    )

    @Argument(help: ArgumentHelp("The web server: nginx, worker or nginx-plain.", valueName: "host"))
    var kit: HostKit

    @Option(help: "The folder to write the files to; made where it is not there.")
    var out: String

    @Option(
        help: """
            The folder that releases are published to, as nginx will see it; for its configuration to begin with. (default: \
            /srv/voice)
            """
    )
    var releases: String?

    @Option(
        help: """
            For nginx, instead of --releases: the URL of the bucket or web server that holds them, such as \
            https://acme-voice.s3.eu-west-1.amazonaws.com.
            """
    )
    var origin: String?

    @Option(help: "For nginx-plain: the folder of a bundle whose release it shall serve; repeatable.")
    var bundle: [String] = []

    @Flag(help: "Overwrite files that were changed since they were written, but for nginx.conf.")
    var force = false

    mutating func validate() throws {
        while out.count > 1, out.hasSuffix("/") { out.removeLast() }
        guard kit == .nginxPlain || bundle.isEmpty else {
            throw ValidationError("--bundle is for nginx-plain: the other hosts serve any release that is published")
        }
        // nginx takes no escape for these in a path.
        guard !folderOfReleases.contains(where: { $0 == "$" || $0.isNewline }) else {
            throw ValidationError("the folder of --releases must have no '$' and no line break in its name")
        }
        guard var origin else { return }
        guard kit == .nginx else {
            throw ValidationError("--origin is for nginx: a worker is told by its environment, as ORIGIN")
        }
        guard releases == nil else { throw ValidationError("releases are in --releases or at --origin, not in both") }
        while origin.hasSuffix("/") { origin.removeLast() }
        // What is sent to the store is this text as it stands, and signed so.
        guard isOrigin(origin) else {
            throw ValidationError("--origin wants a URL such as https://storage.example/bucket/prefix, percent-encoded")
        }
        self.origin = origin
    }

    private var folderOfReleases: String { releases ?? "/srv/voice" }

    func run() throws {
        let outcome: KitInstallation
        do throws(ProgramFailure) {
            var files = kit.files(releases: folderOfReleases, origin: origin)
            for folder in bundle { files += try plainFiles(ofBundle: folder) }
            outcome = try installKit(kit, files, in: out, overwriting: force)
        } catch {
            throw error.reported()
        }
        let starter = resolvedPath("nginx.conf", in: out)
        var lines = ["\(kit.rawValue): \(outcome.written) files written to \(out), \(outcome.same) as they should be"]
        if outcome.keptStarter { lines.append("\(starter) is yours, and as it was") }
        switch kit {
        case .nginx where origin != nil:
            lines += [
                "", "Try it:   nginx -p \(out) -c nginx.conf -g 'daemon off;'",
                "          with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION set, where the bucket wants a key.",
                "In your own nginx: put the folder 'ccplan' beside its nginx.conf, 'include ccplan/http.conf;' and a cache of",
                "the name 'ccplan' into http, and into a server: 'set $ccplan_origin URL; include ccplan/store.conf;'.",
            ]
        case .nginx:
            lines += [
                "", "Try it:   nginx -p \(out) -c nginx.conf -g 'daemon off;'",
                "In your own nginx: put the folder 'ccplan' beside its nginx.conf, 'include ccplan/http.conf;' into http,",
                "and 'include ccplan/server.conf;' into a server whose root is the folder that you publish to.",
            ]
        case .nginxPlain:
            lines += [
                "", "Try it:   nginx -p \(out) -c nginx.conf -g 'daemon off;'",
                "In your own nginx: put the folder 'ccplan-plain' beside its nginx.conf, 'include ccplan-plain/http.conf;'",
                "into http, and 'include ccplan-plain/server.conf;' into a server whose root is the folder of releases.",
                "Each release wants --bundle DIR and a reload of nginx before calls are sent to it.",
            ]
        case .worker:
            lines += [
                "", "On Node:  node \(resolvedPath("node-adapter.mjs", in: out)) --releases \(folderOfReleases)",
                "As a worker: deploy worker.js with RELEASES bound to a namespace or bucket, or with ORIGIN set to a URL.",
            ]
        }
        try printOutput(lines.joined(separator: "\n") + "\n")
    }
}

extension HostKit: ExpressibleByArgument {}

/// The configuration of a bundle's release.
private func plainFiles(ofBundle folder: String) throws(ProgramFailure) -> [HostKitFile] {
    func read(_ path: String) throws(ProgramFailure) -> JSONValue {
        let path = resolvedPath(path, in: folder)
        do {
            return try JSONValue(parsing: try readFile(path, limit: 256 << 20))
        } catch let error as FileError {
            throw ProgramFailure(
                "cannot read '\(path)': \(error.reason)",
                help: "name a folder that 'ccplan build' made"
            )
        } catch {
            throw ProgramFailure("'\(path)' is not JSON: \(error)", help: "name a folder that 'ccplan build' made")
        }
    }
    let manifest: Manifest
    var routes: [(name: RouteName, decision: Decision)] = []
    let manifestJSON = try read("manifest.json")
    do throws(DecisionFormatError) {
        manifest = try Manifest(json: manifestJSON)
    } catch {
        throw ProgramFailure("'\(folder)' holds no bundle of this version: \(error)", help: "build it anew")
    }
    let start = "r/\(manifest.release)/e/"
    for file in manifest.files where file.path.hasPrefix(start) && file.path.hasSuffix(".json") {
        guard let name = RouteName(String(file.path.dropFirst(start.count).dropLast(5))) else { continue }
        let table = try read(file.path)
        do throws(DecisionFormatError) {
            routes.append((name, try Decision(file: table)))
        } catch {
            throw ProgramFailure("'\(file.path)' is no table of this version: \(error)", help: "build the bundle anew")
        }
    }
    do throws(PlainNginxError) {
        return try plainNginxFiles(release: manifest.release, routes: routes)
    } catch {
        throw ProgramFailure(
            "nginx without a program cannot decide \(error.reason), as route '\(error.route)' does",
            help: "build the bundle with 'hosting.target: nginx-plain', which names what has to go"
        )
    }
}

/// Whether a text is the URL of a place that nginx can ask for files below it, without a slash at its end.
private func isOrigin(_ text: String) -> Bool {
    let pattern =
        #/
        https?:\/\/
        (?: [A-Za-z0-9] (?: [A-Za-z0-9.-]* [A-Za-z0-9] )? | \[ [0-9A-Fa-f:.]* : [0-9A-Fa-f:.]* \] )
        (?: : ([0-9]{1,5}) )?
        ( (?: \/ (?: [A-Za-z0-9_.~-] | %[0-9A-Fa-f]{2} )+ )* )
        /#
    guard let match = text.wholeMatch(of: pattern) else { return false }
    if let port = match.output.1, !(1...65_535).contains(Int(port) ?? 0) { return false }
    let host = text.split(separator: "/")[1]
    guard !host.contains("..") && !host.contains(".-") && !host.contains("-.") else { return false }
    // Steps that a server would take away, so that another path than the signed one were asked for.
    let steps = match.output.2.replacing(/%2[Ee]/, with: ".").split(separator: "/")
    return !steps.contains(".") && !steps.contains("..")
}
