internal import Crypto
internal import Glibc
package import JSONTree
internal import Synchronization

/// The files of a release before it has its id: wherever the id will stand in them, they hold `releaseToken`.
package struct BundleDraft: Sendable {
    /// What stands for the release id until it is known.
    ///
    /// No text of an operator may contain it.
    package static let releaseToken = "@@RELEASE@@"

    /// What stands for the dialled digits in a document; hosts replace it.
    ///
    /// No text of an operator may contain it.
    package static let dialledToken = "PARAMS_TO"

    private var contents: [String: [UInt8]] = [:]
    private var routes: [RouteName: Decision] = [:]

    /// Where texts are written before their length is known: a large bundle has tens of thousands.
    private var page: [UInt8] = []

    package init() {}

    /// Adds an NCCO document; equal ones are one file.
    package mutating func add(document: JSONValue) -> DocumentID {
        let bytes = written(document)
        let name = hexDigest(bytes).prefix(16)
        guard let id = DocumentID(String(name)) else { preconditionFailure("a hex digest has 64 hex digits") }
        contents["d/\(id.text).json"] = bytes
        return id
    }

    /// Adds a sound file; equal ones are one file.
    ///
    /// - Parameters:
    ///   - sound: Its content.
    ///   - ending: `mp3` or `wav`.
    /// - Returns: Its path below the release's folder: `a/<hash>.mp3`.
    package mutating func add(sound: [UInt8], ending: String) -> String {
        let path = "a/\(hexDigest(sound).prefix(16)).\(ending)"
        contents[path] = sound
        return path
    }

    /// Adds the decision behind a route.
    ///
    /// Each route is added once.
    package mutating func add(_ decision: Decision, at route: RouteName) {
        precondition(routes[route] == nil, "the compiler names each route once")
        routes[route] = decision
        page.removeAll(keepingCapacity: true)
        decision.appendFile(to: &page)
        contents["e/\(route.text).json"] = written
    }

    /// Adds a document once more where the URL of a route points, for hosts that serve files and decide nothing.
    package mutating func add(_ document: DocumentID, asFileAt route: RouteName) {
        contents["e/\(route)"] = contents["d/\(document).json"]
    }

    /// Adds the self-contained document for the time when the host is dead.
    package mutating func add(fallback: JSONValue) {
        contents["fallback.json"] = written(fallback)
    }

    /// The JSON text of a value, in no more memory than it needs.
    private mutating func written(_ value: JSONValue) -> [UInt8] {
        page.removeAll(keepingCapacity: true)
        value.append(to: &page)
        return written
    }

    /// What stands on the page, in no more memory than it needs.
    private var written: [UInt8] { unsafe page.withUnsafeBufferPointer { unsafe Array($0) } }

    /// Works out the release id and writes it wherever its token stands.
    ///
    /// - Complexity: O(bytes), and a sort of the paths.
    package func sealed(
        baseURL: String,
        compilerVersion: String,
        requires: Manifest.Requirements,
        appUsers: [String] = [],
        signatures: SignaturePolicy = .observe
    ) -> Release {
        // All paths are ASCII, where the order of texts is that of their bytes.
        let drafts = contents.sorted { $0.key < $1.key }
        var hash = SHA256()
        // The base URL is in most documents already; it counts also where none names it.
        for part in ["ccplan release 1", baseURL] {
            hash.update(lengthPrefixed: Array(part.utf8))
        }
        // What it wants of signatures stands in the manifest only, which is no part of what is named: so it counts here.
        if signatures == .require { hash.update(lengthPrefixed: Array("signatures require".utf8)) }
        for (path, bytes) in drafts {
            hash.update(lengthPrefixed: Array(path.utf8))
            hash.update(lengthPrefixed: bytes)
        }
        guard let id = ReleaseID(String(hex(hash.finalize()).prefix(16))) else {
            preconditionFailure("a hex digest has 64 hex digits")
        }
        let files = Self.files(drafts, below: "r/\(id)/", of: id)
        var fileIndices: [String: Int] = [:]
        fileIndices.reserveCapacity(drafts.count)
        for (index, draft) in drafts.enumerated() { fileIndices[draft.key] = index }
        let probes = routes.sorted { $0.key < $1.key }.compactMap { route, decision in
            Manifest.Probe(route: route, decision: decision) { document, dialled in
                guard let index = fileIndices["d/\(document.text).json"] else {
                    preconditionFailure("a decision leads to a document of the same draft")
                }
                guard let dialled else { return files[index].sha256 }
                return hexDigest(replacing(Self.dialledToken, by: dialled, in: files[index].bytes))
            }
        }
        let manifest = Manifest(
            release: id,
            compilerVersion: compilerVersion,
            baseURL: baseURL,
            requires: requires,
            appUsers: appUsers,
            signatures: signatures,
            probes: probes,
            files: files.map { Manifest.File(path: $0.path, sha256: $0.sha256, size: $0.bytes.count) }
        )
        return Release(id: id, files: files, manifest: manifest)
    }
}

extension BundleDraft {
    /// The files with the release id where its token stood, worked out by several threads where there are many.
    private static func files(_ drafts: [(key: String, value: [UInt8])], below root: String, of id: ReleaseID)
        -> [Release.File]
    {
        let size = 4_096
        let parts = (drafts.count + size - 1) / size
        let done = Mutex<[Int: [Release.File]]>([:])
        inParallel(parts, when: parts > 1) { part in
            let files = drafts[part * size..<min((part + 1) * size, drafts.count)].map { path, draft in
                let bytes = replacing(releaseToken, by: id.text, in: draft)
                return Release.File(path: root + path, bytes: bytes, sha256: hexDigest(bytes))
            }
            done.withLock { $0[part] = files }
        }
        return done.withLock { done in (0..<parts).flatMap { done[$0] ?? [] } }
    }
}

/// A sealed release: immutable, named by its content.
package struct Release: Sendable {
    package struct File: Sendable {
        /// Relative to the root that is published: `r/<release>/…`.
        package let path: String
        package let bytes: [UInt8]

        /// 64 lower-case hex digits.
        package let sha256: String
    }

    package let id: ReleaseID

    /// In the order of their paths' bytes.
    package let files: [File]
    package let manifest: Manifest

    /// The URL that `answer_url` has while this release is live.
    package var answerURL: String { manifest.answerURL }
}

/// The SHA-256 of `bytes` as 64 lower-case hex digits.
package func hexDigest(_ bytes: [UInt8]) -> String {
    hex(SHA256.hash(data: bytes))
}

private func hex(_ digest: SHA256.Digest) -> String {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }
    return unsafe String(unsafeUninitializedCapacity: 2 * SHA256.byteCount) { text in
        var place = 0
        for byte in digest {
            unsafe text[place] = digit(byte >> 4)
            unsafe text[place + 1] = digit(byte & 0xF)
            place += 2
        }
        return place
    }
}

/// Puts `text` wherever `token` stands.
///
/// - Complexity: O(bytes) for tokens that do not begin twice with the same bytes, as the two here.
package func replacing(_ token: String, by text: String, in bytes: [UInt8]) -> [UInt8] {
    let wanted = Array(token.utf8)
    let places = occurrences(of: wanted, in: bytes)
    guard !places.isEmpty else { return bytes }
    let inserted = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + places.count * (inserted.count - wanted.count))
    var copied = 0
    for place in places {
        result.append(contentsOf: bytes[copied..<place])
        result.append(contentsOf: inserted)
        copied = place + wanted.count
    }
    result.append(contentsOf: bytes[copied...])
    return result
}

/// Where `wanted` begins in `bytes`, one behind the other.
private func occurrences(of wanted: [UInt8], in bytes: [UInt8]) -> [Int] {
    var places: [Int] = []
    unsafe bytes.withUnsafeBytes { bytes in
        unsafe wanted.withUnsafeBytes { wanted in
            guard let start = bytes.baseAddress, let token = wanted.baseAddress, wanted.count > 0 else {
                return
            }
            let first = unsafe Int32(wanted[0])
            var rest = 0
            while rest + wanted.count <= bytes.count,
                let found = unsafe memchr(start + rest, first, bytes.count - wanted.count - rest + 1)
            {
                let place = unsafe found - UnsafeMutableRawPointer(mutating: start)
                let isToken = unsafe memcmp(found, token, wanted.count) == 0
                if isToken { places.append(place) }
                rest = place + (isToken ? wanted.count : 1)
            }
        }
    }
    return places
}

extension SHA256 {
    fileprivate mutating func update(lengthPrefixed bytes: [UInt8]) {
        unsafe withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { unsafe update(bufferPointer: $0) }
        update(data: bytes)
    }
}
