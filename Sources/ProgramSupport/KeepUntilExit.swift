internal import Synchronization

/// Keeps a value until the process ends, which then takes its memory back as a whole.
///
/// For what a command holds to its end anyway: to take a large model apart, piece by piece, takes longer than to print what
/// was found in it.
package func keepUntilExit(_ value: some Sendable) {
    kept.withLock { $0.append(value) }
}

private let kept = Mutex<[any Sendable]>([])
