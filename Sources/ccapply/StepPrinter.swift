internal import Applying
internal import FileAccess
internal import ProgramSupport
internal import Provisioning
internal import Synchronization

/// Prints steps as they end, and how far many of them are, from whatever task.
final class StepPrinter: Sendable {
    private let printsSteps: Bool
    private let meter: Mutex<ProgressMeter>

    init(_ plan: Plan, format: ReceiptFormat) {
        printsSteps = format == .text
        let start = ContinuousClock.now
        meter = Mutex(
            ProgressMeter(plan, style: StandardStream.error.isTerminal ? .bar : .lines) { ContinuousClock.now - start }
        )
    }

    func print(_ step: StepReceipt) {
        meter.withLock { meter in
            // What cannot be printed must not stop the work; the last line tells of it.
            if printsSteps {
                write(meter.clear())
                try? StandardStream.output.write(step.text(StandardStream.output.colouring) + "\n")
            }
            write(meter.note(step))
        }
    }

    /// Time passes also while nothing ends: to be run beside the steps, and cancelled after them.
    func tick() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {  // Throws when it is cancelled.
            meter.withLock { write($0.tick()) }
        }
        meter.withLock { write($0.clear()) }
    }

    private func write(_ text: String) {
        guard !text.isEmpty else { return }
        try? StandardStream.error.write(text)  // There is no other place to tell of it.
    }
}
