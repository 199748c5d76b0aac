internal import Applying
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import Glibc
internal import ProgramSupport
internal import ProjectLoading

/// `contact-center.lock`, and beside it `.contact-center.lock.buying`, which holds what is about to be bought.
///
/// Both have the same lines. The second is there only while numbers are bought, or after that was cut short; it is no part
/// of the project and is not committed. The project's folder is locked as long as this object lives.
final class PinFile: PinKeeping {
    private let folder: String
    private let lock: Int32

    private var pinPath: String { resolvedPath(NumberPins.fileName, in: folder) }
    private var intentPath: String { resolvedPath(".\(NumberPins.fileName).buying", in: folder) }

    /// Takes the lock; two that buy at once would buy twice.
    init(folder: String) throws {
        self.folder = folder
        lock = unsafe open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            if lock >= 0 { close(lock) }
            throw ProgramFailure(
                "another 'ccapply buy' works on this project",
                help: "wait until it is done, and run this again"
            ).reported()
        }
    }

    deinit {
        close(lock)
    }

    /// All pins, of all environments.
    func pins() throws(AccountFailure) -> NumberPins { try read(pinPath) }

    /// What earlier runs were about to buy and did not pin.
    func intents() throws(AccountFailure) -> [NumberPins.Pin] { try read(intentPath).pins }

    func intend(_ pin: NumberPins.Pin) throws {
        var intents = try read(intentPath)
        intents.pins.removeAll { $0.environment == pin.environment && $0.name == pin.name }
        intents.pins.append(pin)
        try write(intents, to: intentPath)
    }

    func pin(_ pin: NumberPins.Pin) throws {
        var pins = try read(pinPath)
        pins.pins.removeAll { $0.environment == pin.environment && $0.name == pin.name }
        pins.pins.append(pin)
        try write(pins, to: pinPath)
        try drop(pin)
    }

    func drop(_ pin: NumberPins.Pin) throws {
        var intents = try read(intentPath)
        let count = intents.pins.count
        intents.pins.removeAll { $0.environment == pin.environment && $0.name == pin.name }
        guard intents.pins.count < count else { return }
        guard intents.pins.isEmpty else { return try write(intents, to: intentPath) }
        removeTree(intentPath)
    }

    private func read(_ path: String) throws(AccountFailure) -> NumberPins {
        guard fileKind(path) != .nothing else { return NumberPins() }
        let bytes: [UInt8]
        do {
            bytes = try readFile(path, limit: 1 << 20)
        } catch {
            throw AccountFailure(.refused, "cannot read '\(path)': \(error.reason)", help: "check the file's rights")
        }
        var sources = SourceMap()
        let parsed = NumberPins.parse(sources.add(SourceFile(path: path, bytes: bytes)), in: sources)
        guard !parsed.diagnostics.hasErrors, let pins = parsed.output else {
            throw AccountFailure(
                .refused,
                "'\(path)' is damaged: \(parsed.diagnostics.first?.message ?? "it cannot be read")",
                help: "look which of its numbers the account owns, and mend it; then run this again"
            )
        }
        return pins
    }

    /// The content is on disk when this returns, and so is the name.
    private func write(_ pins: NumberPins, to path: String) throws(AccountFailure) {
        do {
            try replaceFile(path, Array(pins.text.utf8))
            try synchronise(folder.isEmpty ? "." : folder)
        } catch {
            throw AccountFailure(
                .refused,
                "cannot write '\(path)': \(error.reason)",
                help: error.isOutOfSpace
                    ? "free some space, and run this again" : "check the folder's rights, and run this again"
            )
        }
    }
}
