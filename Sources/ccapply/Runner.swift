internal import Glibc
internal import Publishing
internal import ReleaseRecords

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// This process, as locks and logs know it.
enum Runner {
    static var name: String {
        let environment = ProcessInfo.processInfo.environment
        return runnerName(environment: environment, user: user(environment), host: host)
    }

    static var host: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // The last byte stays 0, also where the name was cut.
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    static var now: UTCTime { UTCTime(seconds: Int(time(nil))) }

    /// Who holds a target from now on.
    static func owner(purpose: String) -> LockOwner {
        LockOwner(owner: name, host: host, processID: Int(getpid()), startedAt: now, purpose: purpose)
    }

    private static func user(_ environment: [String: String]) -> String {
        guard let entry = unsafe getpwuid(getuid()) else {
            return environment["USER"] ?? "uid \(getuid())"
        }
        return unsafe String(cString: entry.pointee.pw_name)
    }
}
