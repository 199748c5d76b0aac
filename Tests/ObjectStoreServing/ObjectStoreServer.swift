import Foundation
import Glibc
import HTTPTransport
import HTTPWrites
package import ObjectStore
import Synchronization

/// A real object store on loopback, SeaweedFS as `Scripts/setup` installs it: one for all tests of a process, but for those that
/// kill theirs.
///
/// It ends with the process, however that ends.
package final class ObjectStoreServer: Sendable {
    /// Started by whoever asks first.
    package static let shared = Task { try await ObjectStoreServer() }

    package let endpoint: String

    /// As long as it is open, the store lives.
    private let life: Mutex<Int32?>
    package static let keyID = "test-key"
    package static let secret = "test-secret/+="

    /// There from the start.
    package static let bucket = "tests"

    /// Why there is none.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// The settings that lead to it.
    package var settings: ObjectStoreSettings {
        ObjectStoreSettings(
            credentials: ObjectStoreSettings.Credentials(keyID: Self.keyID, secret: Self.secret),
            endpoint: endpoint
        )
    }

    /// The key, for a program.
    package static let key = ["AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret]

    /// The settings for a program.
    package var environment: [String: String] {
        Self.key.merging(["AWS_ENDPOINT_URL_S3": endpoint]) { $1 }
    }

    /// The URL of a place, without a slash at its end.
    package func origin(of place: ObjectPlace) -> String { "\(endpoint)/\(place.bucket)/\(place.prefix)" }

    /// A place that no other test has.
    package func newPlace() -> ObjectPlace {
        ObjectPlace(bucket: Self.bucket, prefix: "p-\(UUID().uuidString.prefix(13).lowercased())")
    }

    package func newBucket() -> ObjectBucket { ObjectBucket(newPlace(), settings: settings) }

    /// Starts one that no other test has.
    package init() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ccplan-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let config = """
            {"identities": [{"name": "tests", "credentials": [{"accessKey": "\(Self.keyID)", "secretKey": "\(Self.secret)"}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"]}]}
            """
        try Data(config.utf8).write(to: folder.appending(path: "s3.json"))
        let ports = try freePorts(8)
        endpoint = "http://127.0.0.1:\(ports[0])"
        let arguments =
            [
                "server", "-dir=\(folder.path)", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3",
                "-s3.config=\(folder.path)/s3.json", "-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0",
                "-volume.max=8", "-master.volumeSizeLimitMB=64", "-master.telemetry=false",
            ]
            + zip(["s3.port", "s3.port.grpc", "filer.port", "filer.port.grpc"], ports).map { "-\($0)=\($1)" }
            + zip(["master.port", "master.port.grpc", "volume.port", "volume.port.grpc"], ports[4...])
            .map { "-\($0)=\($1)" }
        life = Mutex(try start(try Self.program(), arguments, folder: folder.path))
        try await waitUntilItServes(folder)
    }

    /// Kills it.
    package func end() {
        life.withLock { life in
            if let descriptor = life { close(descriptor) }
            life = nil
        }
    }

    private static func program() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "")/.cache"
        let path = "\(cache)/ccplan/seaweedfs-4.48/weed"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Failure(description: "there is no object store at '\(path)': run 'make setup'")
        }
        return path
    }

    /// Makes the bucket as soon as that can be done.
    private func waitUntilItServes(_ folder: URL) async throws {
        let client = HTTPClient()
        let signing = RequestSigning(region: "us-east-1", service: "s3", keyID: Self.keyID, secret: Self.secret)
        let request = HTTPRequest(
            url: "\(endpoint)/\(Self.bucket)",
            headers: [("x-amz-content-sha256", emptyHash)],
            deadline: .seconds(20),
            signing: signing
        )
        var last = ""
        for _ in 0..<600 {
            do {
                let response = try await client.send(.put, request)
                if response.status == 200 || response.status == 409 { return }
                last = "status \(response.status) \(String(decoding: response.body, as: UTF8.self))"
            } catch {
                last = "\(error)"
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(description: "the object store does not come up: \(last); its log is in \(folder.path)")
    }
}

/// Starts the program below a shell that ends it, and clears its folder, as soon as this process is gone: then the pipe that
/// the shell reads has no other end.
///
/// Returns that end.
private func start(_ program: String, _ arguments: [String], folder: String) throws -> Int32 {
    let script = """
        "$@" >"$FOLDER/log" 2>&1 </dev/null &
        pid=$!
        cat >/dev/null
        kill -9 $pid
        rm -rf "$FOLDER"
        """
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw ObjectStoreServer.Failure(description: "no pipe") }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // Sockets of tests that run meanwhile must not stay open in the child.
    for descriptor in Int32(3)..<4_096 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // A group of its own: what is typed at the terminal is for the tests.
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let words = ["/bin/sh", "-c", script, "store", program] + arguments
    let argv = unsafe words.map { unsafe strdup($0) } + [nil]
    let variables = ["FOLDER=\(folder)", "PATH=/usr/bin:/bin", "HOME=\(folder)"]
    let envp = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer { unsafe (argv + envp).forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, "/bin/sh", &actions, &attributes, argv, envp)
    close(ends[0])
    guard code == 0 else { throw ObjectStoreServer.Failure(description: "the object store cannot be started: \(code)") }
    return ends[1]
}

/// Ports that nobody listens on.
private func freePorts(_ count: Int) throws -> [Int] {
    var sockets: [Int32] = []
    defer { for socket in sockets { close(socket) } }
    var ports: [Int] = []
    for _ in 0..<count {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        sockets.append(descriptor)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isBound else { throw ObjectStoreServer.Failure(description: "no free port") }
        ports.append(Int(address.sin_port.bigEndian))
    }
    return ports
}
