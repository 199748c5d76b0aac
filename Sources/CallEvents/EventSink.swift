/// Where lines about call events go.
package protocol EventSink: Sendable {
    /// Takes one line, a JSON object with its line end, and never makes the caller wait.
    func keep(_ line: [UInt8])
}
