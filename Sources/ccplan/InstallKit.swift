internal import CallBundle
internal import FileAccess
internal import HostKits
internal import JSONTree
internal import Lowering
internal import ProgramSupport
internal import ProjectLoading

/// What became of a kit's files.
struct KitInstallation {
    var written = 0
    var same = 0

    /// Whether there was a file to begin with already, which differs from ours.
    var keptStarter = false
}

/// Writes a host's files; those that are there and as they should be are not touched.
///
/// What was written is noted in `kit.json` beside the files, so that a later version can tell what its owner has changed.
///
/// - Throws: When files were changed and are not to be overwritten, and then nothing has been written; or when the disk fails.
func installKit(
    _ kit: HostKit,
    _ files: [HostKitFile],
    in folder: String,
    overwriting: Bool
) throws(ProgramFailure) -> KitInstallation {
    let notePath = resolvedPath(notePath(of: kit), in: folder)
    let noted = notedDigests(notePath)
    var outcome = KitInstallation()
    var pending: [HostKitFile] = []
    var changed: [String] = []
    do throws(FileError) {
        for file in files {
            let path = resolvedPath(file.path, in: folder)
            switch try compareFile(path, with: file.bytes) {
            case .missing: pending.append(file)
            case .same: outcome.same += 1
            case .different where file.isStarter: outcome.keptStarter = true
            case .different:
                // As an older version wrote it, or as its owner wants it?
                let isOurs = (try? readFile(path, limit: 1 << 24)).map { hexDigest($0) == noted[file.path] } ?? false
                if !isOurs { changed.append(path) }
                pending.append(file)
            }
        }
    } catch {
        throw ProgramFailure("cannot read '\(error.path)': \(error.reason)", help: "check the folder and its rights")
    }
    guard changed.isEmpty || overwriting else {
        throw ProgramFailure(
            "changed since they were written, or not ours: \(changed.map { "'\($0)'" }.joined(separator: ", "))",
            help: "keep what you need of them and run this again with --force, or choose another folder"
        )
    }
    do throws(FileError) {
        for file in pending {
            try replaceKitFile(resolvedPath(file.path, in: folder), file.bytes)
            outcome.written += 1
        }
        let note = kitNote(kit, files, noted)
        if try compareFile(notePath, with: note) != .same { try replaceKitFile(notePath, note) }
    } catch {
        throw ProgramFailure(cannotWrite: error)
    }
    return outcome
}

private func notePath(of kit: HostKit) -> String {
    switch kit {
    case .nginx: "ccplan/kit.json"
    case .nginxPlain: "ccplan-plain/kit.json"
    case .worker: "kit.json"
    }
}

private func replaceKitFile(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeFolder(String(path[..<slash])) }
    try replaceFile(path, bytes)
}

/// What was written now, beside what was written before, such as other releases.
private func kitNote(_ kit: HostKit, _ files: [HostKitFile], _ noted: [String: String]) -> [UInt8] {
    var all = noted
    for file in files where !file.isStarter { all[file.path] = hexDigest(file.bytes) }
    let digests = all.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    let note: JSONValue = [
        "kit": .string(kit.rawValue), "compiler": .string(compilerVersion), "files": .object(JSONObject(digests)),
    ]
    return note.serializedBytes(.pretty)
}

/// The digests of what was written, by path; none where there is no such note, or it is of no use.
private func notedDigests(_ path: String) -> [String: String] {
    guard let bytes = try? readFile(path, limit: 1 << 20), let note = try? JSONValue(parsing: bytes),
        let members = note["files"]?.objectValue?.members
    else { return [:] }
    return Dictionary(members.map { ($0.key, $0.value.stringValue ?? "") }, uniquingKeysWith: { first, _ in first })
}
