internal import FileAccess
internal import Glibc

/// What tells a process of this machine from all others, until the machine starts anew.
package struct ProcessMark: Hashable, Sendable {
    /// Of the machine since it was started, and of the space in which process numbers count.
    package let machine: String
    package let processID: Int

    /// When it was started, in ticks of the machine: numbers are used again.
    package let started: String

    package init(machine: String, processID: Int, started: String) {
        self.machine = machine
        self.processID = processID
        self.started = started
    }

    /// This process; nil where the system does not tell.
    package static var current: ProcessMark? {
        let processID = Int(getpid())
        guard let machine = thisMachine, let started = startTime(processID) else { return nil }
        return ProcessMark(machine: machine, processID: processID, started: started)
    }

    /// Whether it ran on this machine and is there no more; false where that cannot be known.
    package var isGone: Bool {
        guard machine == Self.thisMachine else { return false }
        guard kill(pid_t(processID), 0) == 0 || errno != ESRCH else { return true }
        return Self.startTime(processID).map { $0 != started } ?? false
    }

    private static var thisMachine: String? {
        var link = [CChar](repeating: 0, count: 128)
        let count = unsafe readlink("/proc/self/ns/pid", &link, link.count)
        guard count > 0, let boot = firstLine("/proc/sys/kernel/random/boot_id") else { return nil }
        return "\(boot) \(String(decoding: link.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self))"
    }

    /// The 22nd field of `/proc/PID/stat`, counted behind the name, which may hold anything.
    private static func startTime(_ processID: Int) -> String? {
        guard let line = firstLine("/proc/\(processID)/stat"), let name = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: name)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }

    private static func firstLine(_ path: String) -> String? {
        guard let bytes = try? readFile(path, limit: 65_536) else { return nil }  // Then it is not told.
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
