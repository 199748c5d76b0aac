/// What stands behind a port: requests in, responses out.
package protocol RequestAnswering: Sendable {
    /// The response when nothing has to be waited for; nil else, and then nothing has happened yet.
    ///
    /// It is called on event loops.
    func answerFromMemory(_ request: HostRequest) -> HostResponse?

    /// The response; may wait for files, and so is called on threads that may.
    func answer(_ request: HostRequest) -> HostResponse
}
