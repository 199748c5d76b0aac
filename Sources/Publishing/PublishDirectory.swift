package import CallBundle
internal import FileAccess
internal import Glibc
internal import JSONTree

/// A folder whose files a web host serves; written to by one process at a time.
package struct PublishDirectory: ReleasePublishing {
    /// As it was given, without a slash at the end.
    package let path: String

    /// Publishes to a folder, which is made where it is missing.
    package init(path: String) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    /// Whether `path` leads to this folder, which may have several names.
    package func isFolder(at path: String) -> Bool {
        var own = stat()
        var other = stat()
        guard unsafe stat(self.path, &own) == 0, unsafe stat(path, &other) == 0 else { return false }
        return own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }

    /// Puts all files of a release and then its manifest where they are served.
    ///
    /// Everything is written aside and on disk before the first file gets its name, so that a full disk or a crash leaves
    /// nothing half written under a name that is served. A file that is there with other bytes is never overwritten.
    ///
    /// Everybody may read the files, whatever the mask of this process is: they are for hosts, which are other users.
    ///
    /// A release that was not there at all appears in one step. What an earlier one has with the same bytes, such as sound
    /// files, is one file with several names.
    package func publish(_ release: Release) async throws(PublishingError) -> PublishingOutcome {
        let turn = try await FolderTurn(in: path)
        defer { turn.end() }
        let outcome = try publish(release.files, of: release.id)
        try writeManifest(release.manifest)
        return outcome
    }

    package func publishFallback(of release: Release) async throws(PublishingError) -> PublishingOutcome {
        let turn = try await FolderTurn(in: path)
        defer { turn.end() }
        return try publish(release.fallbackFiles, of: release.id)
    }

    private func publish(_ files: [Release.File], of release: ReleaseID) throws(PublishingError) -> PublishingOutcome {
        do {
            var missing: [Release.File] = []
            for file in files {
                switch try compareFile("\(path)/\(file.path)", with: file.bytes) {
                case .missing: missing.append(file)
                case .same: letEverybodyRead("\(path)/\(file.path)")
                case .different: throw PublishingError.differs("\(path)/\(file.path)")
                }
            }
            if !missing.isEmpty {
                let staging = "\(path)/.staging-\(release)"
                removeTree(staging)  // Of a run that was killed: it is nobody else's turn.
                defer { removeTree(staging) }
                let folders = try stage(missing, in: staging)
                try name(missing, in: folders, staged: staging, release)
            }
            return .files(written: missing.count, kept: files.count - missing.count)
        } catch let error as FileError {
            throw .cannotWrite(error)
        } catch let error as PublishingError {
            throw error
        } catch {
            preconditionFailure("only the two errors above are thrown: \(error)")
        }
    }

    /// Puts the files aside under the paths that they will have, on disk; gives the folders that they are in.
    private func stage(_ files: [Release.File], in staging: String) throws(FileError) -> [String] {
        try makeFolder(staging)
        let known = PublishedContents(in: path)
        var folders: [String] = []
        for file in files {
            // In the order of their paths, files of a folder follow each other.
            if let slash = file.path.utf8.lastIndex(of: UInt8(ascii: "/")), folders.last != String(file.path[..<slash])
            {
                folders.append(String(file.path[..<slash]))
                try makeFolder("\(staging)/\(file.path[..<slash])")
            }
            let staged = "\(staging)/\(file.path)"
            if known.link(file, to: staged) {
                letEverybodyRead(staged)
                continue
            }
            try writeNewFile(staged, file.bytes, mode: .published)
        }
        for folder in folders { letEverybodyRead("\(staging)/\(folder)") }
        // One by one while that is quick; for many files one wait for everything is quicker.
        if files.count <= 256 {
            for file in files { try synchronise("\(staging)/\(file.path)") }
            for folder in folders { try synchronise("\(staging)/\(folder)") }
        } else {
            sync()
        }
        return folders
    }

    /// Gives what was staged its names, which are on disk when this returns.
    private func name(
        _ files: [Release.File],
        in folders: [String],
        staged staging: String,
        _ release: ReleaseID
    ) throws(FileError) {
        let folder = "r/\(release)"
        try makeFolder("\(path)/r")
        letEverybodyRead("\(path)/r")
        letEverybodyRead("\(staging)/\(folder)")
        if fileKind("\(path)/\(folder)") == .nothing {
            try moveFile("\(staging)/\(folder)", to: "\(path)/\(folder)")
        } else {
            for folder in folders {
                try makeFolder("\(path)/\(folder)")
                letEverybodyRead("\(path)/\(folder)")
            }
            letEverybodyRead("\(path)/\(folder)")
            for file in files { try moveFile("\(staging)/\(file.path)", to: "\(path)/\(file.path)") }
            for folder in folders { try synchronise("\(path)/\(folder)") }
            try synchronise("\(path)/\(folder)")
        }
        try synchronise("\(path)/r")
        try synchronise(path)
    }

    /// The manifest is no part of what is named by its content (another version of the compiler may write it
    /// differently), so it is replaced.
    private func writeManifest(_ manifest: Manifest) throws(PublishingError) {
        let folder = "\(path)/manifests"
        let target = "\(folder)/\(manifest.release).json"
        let bytes = manifest.json.serializedBytes(.pretty)
        do {
            try makeFolder(folder)
            letEverybodyRead(folder)
            guard try compareFile(target, with: bytes) != .same else {
                letEverybodyRead(target)
                return
            }
            try replaceFile(target, bytes, mode: .published)
            try synchronise(folder)
        } catch {
            throw .cannotWrite(error)
        }
    }
}

extension PublishingError {
    static func cannotWrite(_ error: FileError) -> PublishingError {
        PublishingError(
            message: "cannot write '\(error.path)': \(error.reason)",
            help: error.isOutOfSpace
                ? "free some space; nothing was published" : "check the folder of 'hosting.publish' and its rights"
        )
    }

    fileprivate static func differs(_ path: String) -> PublishingError {
        PublishingError(
            message: "'\(path)' is published already, with other content",
            help: "a release is never changed: find out who changed the file, remove it, and run this again"
        )
    }
}
