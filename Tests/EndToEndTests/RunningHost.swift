import Foundation
import Glibc
import JSONTree
import Testing

/// The quickstart, published to a folder and served by the built `ccserve` on a port of its own.
final class RunningHost {
    let folder: TemporaryFolder
    let release: String
    private(set) var port = 0

    /// That of the metrics, when it is another.
    private(set) var metricsPort: Int?
    private let process: SpawnedProcess

    /// How the program ended and what it left behind.
    struct Ending {
        /// The exit status, or 128 and the number of the signal that ended it.
        let status: Int32

        /// The lines on stderr.
        let log: [String]
    }

    /// Starts the host; `shell` is put behind the command line for a shell to read, such as `2>&-`.
    init(_ arguments: [String] = [], environment: [String: String] = [:], shell: String = "") throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        release = try publishQuickstart(to: folder.url.appending(path: "public"))
        let output = folder.url.appending(path: "output")
        let log = folder.url.appending(path: "log")
        process = try SpawnedProcess(
            "/bin/sh",
            ["-c", #"exec "$0" "$@" \#(shell)"#, builtProgram("ccserve"), "--releases", "public", "--port", "0"]
                + arguments,
            environment: bareEnvironment.merging(environment) { $1 },
            folder: folder.url.path,
            input: "/dev/null",
            output: output.path,
            errors: log.path
        )
        // Reaps it, and so tells when it ended.
        Thread.detachNewThread { [process] in _ = process.wait() }
        var line = ""
        while !line.hasSuffix("\n") {
            guard process.isRunning else { throw NotStarted(log: try lines(of: "log")) }
            usleep(2_000)
            line = (try? String(contentsOf: output, encoding: .utf8)) ?? ""  // Not there yet: nothing is printed.
        }
        let match = try #require(
            line.wholeMatch(
                of:
                    #/ccserve listening on https?://127\.0\.0\.1:([0-9]+)\n(?:ccserve metrics on http://127\.0\.0\.1:([0-9]+)\n)?/#
            )
        )
        port = try #require(Int(match.output.1))
        metricsPort = match.output.2.flatMap { Int($0) }
    }

    deinit {
        process.signal(SIGKILL)
    }

    struct NotStarted: Error {
        let log: [String]
    }

    /// The path of a file in the host's folder.
    func path(_ name: String) -> String { folder.url.appending(path: name).path }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.url.appending(path: name), options: .atomic)
    }

    func lines(of name: String) throws -> [String] {
        try String(contentsOfFile: path(name), encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func log() throws -> [String] { try lines(of: "log") }

    func signal(_ number: Int32) { process.signal(number) }

    /// Waits for the end; the log is whole then.
    func ending() throws -> Ending {
        Ending(status: process.wait(), log: try log())
    }

    /// Ends the host gently.
    func stop() throws -> Ending {
        signal(SIGTERM)
        return try ending()
    }
}

/// Builds the example as an operator does, and puts it where and how publishing does; returns the release's id.
private func publishQuickstart(to target: URL) throws -> String {
    let example = repository.appending(path: "examples/quickstart").path
    let built = try run("ccplan", ["build", example, "--out", target.path])
    try #require(built.status == 0, "\(built.errors)")
    let manifest = target.appending(path: "manifest.json")
    let json = try JSONValue(parsing: Array(try Data(contentsOf: manifest)))
    let release = try #require(json["release"]?.stringValue)
    let manifests = target.appending(path: "manifests")
    try FileManager.default.createDirectory(at: manifests, withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: manifest, to: manifests.appending(path: "\(release).json"))
    return release
}

// MARK: Talking to it

/// What came back for one request.
struct Reply {
    let status: Int
    let headers: [String: String]
    let body: String

    /// The body as JSON.
    var json: JSONValue {
        get throws { try JSONValue(parsing: body) }
    }
}

/// One connection to a port of this machine; no wait is longer than a minute.
final class LoopbackConnection {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        _ = unsafe setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &timeout,
            socklen_t(MemoryLayout<timeval>.size)
        )
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let code = errno  // `deinit` closes it.
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
        }
    }

    deinit {
        close(descriptor)
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        try #require(count == bytes.count)
    }

    /// Reads until `isEnough`, or until the host closes.
    func receive(until isEnough: (String) -> Bool = { _ in false }) throws -> String {
        var bytes: [UInt8] = []
        while true {
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            try #require(count >= 0, "the host neither answers nor closes")
            bytes += chunk[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            if count == 0 || isEnough(text) { return text }
        }
    }
}

extension RunningHost {
    /// One request on a connection of its own.
    func ask(
        _ method: String,
        _ target: String,
        headers: [String] = [],
        body: String? = nil,
        port other: Int? = nil
    ) throws -> Reply {
        let connection = try LoopbackConnection(port: other ?? port)
        var lines = ["\(method) \(target) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        try connection.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
        return try Reply(text: try connection.receive())
    }

    func get(_ target: String) throws -> Reply { try ask("GET", target) }

    func post(_ target: String, _ body: String, headers: [String] = []) throws -> Reply {
        try ask("POST", target, headers: ["Content-Type: application/json"] + headers, body: body)
    }
}

extension Reply {
    init(text: String) throws {
        let parts = text.components(separatedBy: "\r\n\r\n")
        let head = parts[0].components(separatedBy: "\r\n")
        status = try #require(Int(head[0].split(separator: " ").dropFirst().first ?? ""))
        headers = Dictionary(
            head.dropFirst().map { line in
                let pair = line.split(separator: ":", maxSplits: 1)
                return (pair[0].lowercased(), pair.dropFirst().first?.trimmingCharacters(in: .whitespaces) ?? "")
            },
            uniquingKeysWith: { "\($0), \($1)" }
        )
        body = parts.dropFirst().joined(separator: "\r\n\r\n")
    }
}
