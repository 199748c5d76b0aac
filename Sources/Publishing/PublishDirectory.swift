package import CallBundle
internal import FileAccess
internal import Glibc
internal import JSONTree

/// A folder whose files a web host serves; held by one process at a time.
package final class PublishDirectory: Sendable {
    private let lock: FolderLock

    /// As it was given, without a slash at the end.
    package var path: String { lock.path }

    /// Publishes to a folder that is held; who took the lock gives it back.
    package init(_ lock: FolderLock) {
        self.lock = lock
    }

    /// Makes the folder where it is missing, and takes its lock without telling anybody of it.
    ///
    /// The lock ends with this object, and with the process however that ends.
    package convenience init(path: String) throws(PublishingError) {
        do throws(LockFailure) {
            self.init(try FolderLock(path: path, owner: nil))
        } catch {
            switch error {
            case .failed(let error): throw error
            case .held(let owner):
                throw PublishingError(
                    message: "'\(path)' is being published to" + (owner.map { ": \($0.sentence)" } ?? ""),
                    help: "wait until that is done, and run this again"
                )
            }
        }
    }

    /// Whether `path` leads to this folder, which may have several names.
    package func isFolder(at path: String) -> Bool {
        var own = stat()
        var other = stat()
        guard unsafe stat(self.path, &own) == 0, unsafe stat(path, &other) == 0 else { return false }
        return own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }

    /// What publishing did.
    package struct Outcome: Hashable, Sendable {
        /// Files that were written.
        package var written: Int

        /// Files that were there already, byte for byte.
        package var kept: Int
    }

    /// Puts all files of a release and then its manifest where they are served.
    ///
    /// Everything is written aside and on disk before the first file gets its name, so that a full disk or a crash leaves
    /// nothing half written under a name that is served. A file that is there with other bytes is never overwritten.
    package func publish(_ release: Release) throws(PublishingError) -> Outcome {
        let outcome = try publish(release.files, of: release.id)
        try writeManifest(release.manifest)
        return outcome
    }

    /// Puts the way out of a release where another host serves it.
    package func publishFallback(of release: Release) throws(PublishingError) -> Outcome {
        try publish(release.files.filter { $0.path == "r/\(release.id)/fallback.json" }, of: release.id)
    }

    private func publish(_ files: [Release.File], of release: ReleaseID) throws(PublishingError) -> Outcome {
        do {
            var missing: [Release.File] = []
            for file in files {
                switch try compareFile("\(path)/\(file.path)", with: file.bytes) {
                case .missing: missing.append(file)
                case .same: continue
                case .different: throw PublishingError.differs("\(path)/\(file.path)")
                }
            }
            if !missing.isEmpty {
                let staging = "\(path)/.staging-\(release)"
                removeTree(staging)  // Of an apply that was killed: the lock says that none is running.
                defer { removeTree(staging) }
                try stage(missing, in: staging)
                for (index, file) in missing.enumerated() {
                    try moveFile("\(staging)/\(index)", to: "\(path)/\(file.path)")
                }
            }
            return Outcome(written: missing.count, kept: files.count - missing.count)
        } catch let error as FileError {
            throw .cannotWrite(error)
        } catch let error as PublishingError {
            throw error
        } catch {
            preconditionFailure("only the two errors above are thrown: \(error)")
        }
    }

    private func stage(_ files: [Release.File], in staging: String) throws(FileError) {
        try makeFolder(staging)
        var folders: Set<Substring> = []
        for (index, file) in files.enumerated() {
            try writeNewFile("\(staging)/\(index)", file.bytes)
            if let slash = file.path.lastIndex(of: "/"), folders.insert(file.path[..<slash]).inserted {
                try makeFolder("\(path)/\(file.path[..<slash])")
            }
        }
        // One by one while that is quick; for many files one wait for everything is quicker.
        guard files.count <= 256 else { return sync() }
        for index in files.indices {
            try synchronise("\(staging)/\(index)")
        }
    }

    /// The manifest is no part of what is named by its content (another version of the compiler may write it
    /// differently), so it is replaced.
    private func writeManifest(_ manifest: Manifest) throws(PublishingError) {
        let folder = "\(path)/manifests"
        let target = "\(folder)/\(manifest.release).json"
        let bytes = manifest.json.serializedBytes(.pretty)
        do {
            try makeFolder(folder)
            guard try compareFile(target, with: bytes) != .same else { return }
            try replaceFile(target, bytes)
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
