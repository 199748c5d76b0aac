/// How much a connection may ask of the host.
package struct ConnectionLimits: Sendable {
    /// Of the request line and all header fields together, in bytes.
    package var header = 16 * 1024
    /// Of header fields in one request.
    package var fields = 100
    /// Of a request's body, in bytes.
    package var body = 64 * 1024
    /// From one response to the next whole head of a request.
    package var idle = Duration.seconds(75)
    /// From the first byte of a request to the end of its head, and from there to the end of the request.
    package var request = Duration.seconds(10)
    /// For the client to read the answer to a request that was refused before its end.
    package var lingering = Duration.seconds(2)
    /// For requests in progress when the host stops.
    package var drain = Duration.seconds(10)
    package var connections = 10_000
    /// From one network address, local ones and proxies apart.
    package var connectionsPerAddress = 1_000
    /// Network addresses to which that does not apply.
    package var proxies: Set<String> = []
    /// For load balancers to see that the host is about to stop, before it takes no further connections.
    package var notice = Duration.zero

    package init() {}
}
