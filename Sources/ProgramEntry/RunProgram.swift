package import ArgumentParser
internal import Dispatch
internal import FileAccess

/// Runs a program's command line and ends the process with its exit status.
///
/// To be called from a `main` that is not `async`: before an asynchronous one, the runtime opens descriptors, which might be
/// those that the caller closed.
package func runProgram<Command: AsyncParsableCommand>(_ command: Command.Type) -> Never {
    occupyStandardDescriptors()
    do {
        // What waits for nothing needs no other thread: it has the whole stack here, and the heap that grows with few calls.
        var chosen = try command.parseAsRoot()
        guard chosen is any AsyncParsableCommand else {
            try chosen.run()
            command.exit()
        }
    } catch {
        command.exit(withError: error)
    }
    Task {
        await command.main()
        command.exit()
    }
    dispatchMain()
}
