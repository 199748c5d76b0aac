import Foundation
import Glibc
import ObjectStore
import ObjectStoreServing
import ObjectStoreWrites
import Testing

/// A host of a publish folder, as its operator starts it, on a port of its own.
final class ServedHost: Sendable {
    enum Kind: String {
        case ccserve
        case nginx
        case nginxStore = "nginx before a bucket"
        case worker = "worker on Node"
        case nginxPlain = "nginx-plain"

        /// Those that serve every bundle.
        static let programs: [Kind] = [.ccserve, .nginx, .nginxStore, .worker]
    }

    let kind: Kind
    let port: Int
    private let folder: TemporaryFolder
    private let process: SpawnedProcess

    /// Starts it; where its program is missing, this fails.
    ///
    /// `releases` is a folder, but for `nginxStore` the URL of a place in a bucket: `Kind.place`. `bundles` are those whose configuration nginx-plain
    /// gets; the port is any free one where none is given.
    init(_ kind: Kind, serving releases: String, bundles: [String] = [], port wanted: Int? = nil) throws {
        self.kind = kind
        let folder = try TemporaryFolder()
        self.folder = folder
        let kit = folder.url.appending(path: "kit")
        let command: [String]
        var listening = #/http:\/\/127\.0\.0\.1:([0-9]+)\n/#
        var knownPort: Int?
        switch kind {
        case .ccserve:
            command = [
                builtProgram("ccserve"), "--releases", releases, "--port", "\(wanted ?? 0)", "--log-level", "error",
            ]
        case .nginx, .nginxStore, .nginxPlain:
            let place = [kind == .nginxStore ? "--origin" : "--releases", releases]
            let name = kind == .nginxPlain ? "nginx-plain" : "nginx"
            try Self.install(name, place + bundles.flatMap { ["--bundle", $0] }, in: kit)
            let free = try wanted ?? freePort()
            let configuration = kit.appending(path: "nginx.conf")
            let text = try String(contentsOf: configuration, encoding: .utf8)
                .replacing("listen 127.0.0.1:8080;", with: "listen 127.0.0.1:\(free);")
                // A worker of nginx that root starts is another user, who may not see into folders of tests.
                .replacing("worker_processes auto;", with: "worker_processes 1;" + (getuid() == 0 ? "user root;" : ""))
                // Not relative to where the log is: a line there tells that it is ready.
                .replacing("error_log stderr warn;", with: "error_log stderr notice;")
            try #require(text.contains("listen 127.0.0.1:\(free);"))
            try Data(text.utf8).write(to: configuration)
            command = ["/usr/sbin/nginx", "-p", kit.path, "-c", "nginx.conf", "-g", "daemon off;"]
            listening = #/start worker process ([0-9]+)\n/#
            knownPort = free
        case .worker:
            try Self.install("worker", ["--releases", releases], in: kit)
            command = [
                "/usr/bin/node", kit.appending(path: "node-adapter.mjs").path, "--releases", releases, "--port",
                "\(wanted ?? 0)",
            ]
        }
        let output = folder.url.appending(path: "output")
        process = try SpawnedProcess(
            command[0],
            Array(command.dropFirst()),
            environment: bareEnvironment.merging(kind == .nginxStore ? ObjectStoreServer.key : [:]) { $1 },
            folder: folder.url.path,
            input: "/dev/null",
            output: output.path,
            errors: output.path
        )
        // Reaps it, and so tells when it ended.
        Thread.detachNewThread { [process] in _ = process.wait() }
        var found: Int?
        let begin = ContinuousClock.now
        while found == nil {
            let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""  // Not there yet: nothing is printed.
            guard process.isRunning, begin.duration(to: .now) < .seconds(60) else { throw StartFailure(errors: text) }
            found = text.firstMatch(of: listening).flatMap { Int($0.output.1) }
            if found == nil { usleep(5_000) }
        }
        port = knownPort ?? found ?? 0
    }

    deinit {
        process.signal(SIGTERM)  // nginx takes its workers along.
    }

    /// Ends it, and waits until it has.
    func stop() {
        process.signal(SIGTERM)
        _ = process.wait()
    }

    /// Kills it, as a power cut does, and waits until it has ended; nginx's workers would outlive that.
    func kill() {
        process.signal(SIGKILL)
        _ = process.wait()
    }

    var isRunning: Bool { process.isRunning }

    private static func install(_ kit: String, _ arguments: [String], in folder: URL) throws {
        let result = try run("ccplan", ["host", kit, "--out", folder.path] + arguments)
        try #require(result.status == 0, "\(result.errors)")
    }
}

extension ServedHost.Kind {
    /// What a host of this kind has to be told of the files of a folder: the folder, or the URL of a place in a bucket that has them.
    func place(of folder: URL) async throws -> String {
        guard self == .nginxStore else { return folder.path }
        let store = try await ObjectStoreServer.shared.value
        let bucket = store.newBucket()
        // The content type is the host's to say.
        let traits = ObjectTraits(contentType: "application/octet-stream", cacheControl: "no-store")
        try await withThrowingTaskGroup { group in
            for (path, bytes) in try contents(of: folder) where path.hasPrefix("r/") {
                group.addTask { _ = try await bucket.write(Array(bytes), to: path, traits, if: .none) }
            }
            try await group.waitForAll()
        }
        return store.origin(of: bucket.place)
    }
}

/// A port that was free a moment ago, of those that nobody gets who only asks for some port.
func freePort() throws -> Int {
    for _ in 0..<100 {
        let port = Int.random(in: 20_000..<30_000)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = in_port_t(port).bigEndian
        let isBound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isBound { return port }
    }
    throw NoFreePort()
}

private struct NoFreePort: Error {}
