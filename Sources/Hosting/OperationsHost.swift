/// What stands behind the port for those who run the host: `/metrics`, `/healthz`, `/readyz`, and nothing else.
package struct OperationsHost: RequestAnswering {
    private let host: WebHost

    package init(host: WebHost) {
        self.host = host
    }

    package func answerFromMemory(_ request: HostRequest) -> HostResponse? {
        guard let target = RequestTarget(path: request.path) else { return .notFound() }
        switch target {
        case .metrics where target.allows(request.method): return nil
        case .metrics, .health, .readiness: return host.answerFromMemory(request)
        default: return .notFound()
        }
    }

    package func answer(_ request: HostRequest) -> HostResponse {
        switch RequestTarget(path: request.path) {
        case .metrics?: host.metricsResponse()
        default: host.answer(request)
        }
    }
}
