package import HTTPTransport

/// Why a request to the platform did not do what it should: facts, from which `describe()` makes the sentence.
///
/// No credential is in it: texts of the server are scrubbed of them.
package struct APIError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Users are read and changed with the application's own key, and none was given.
        case missingPrivateKey
        /// 401.
        case unauthorized
        /// 403.
        case forbidden
        /// 404, said by the API itself.
        case notFound
        /// 429.
        case rateLimited(retryAfter: Duration?)
        /// Any other 4xx, or an error inside a 200.
        case rejected
        /// 5xx.
        case unavailable(retryAfter: Duration?)
        /// 3xx; redirects are not followed.
        case redirected
        /// A page, most often, where the API would answer JSON.
        case notJSON(contentType: String?, excerpt: String)
        /// JSON that is cut off or lacks what it must have.
        case malformed(String)
        case transport(TransportError)
        /// A request that must not be sent twice has no usable answer: it may have been carried out.
        indirect case outcomeUnknown(APIError)
    }

    package let kind: Kind

    /// A verb phrase, such as "read the applications".
    package let operation: String

    /// What it was about: an id, a number, a name.
    package let subject: String?

    package let authentication: APICall.Authentication

    /// 0 when there was no response.
    package let status: Int

    /// Such as `user:error:duplicate-name`, `payload-validation`, or the error code of the Numbers API.
    package let code: String?

    package let title: String?
    package let detail: String?
    package let invalidParameters: [InvalidParameter]

    /// `instance`: what the platform's support asks for.
    package let traceID: String?

    package struct InvalidParameter: Hashable, Sendable {
        package let name: String
        package let reason: String
    }

    init(_ kind: Kind, _ call: APICall, status: Int = 0, body: ErrorBody = ErrorBody()) {
        self.kind = kind
        operation = call.operation
        subject = call.subject
        authentication = call.authentication
        self.status = status
        code = body.code
        title = body.title
        detail = body.detail
        invalidParameters = body.invalidParameters
        traceID = body.traceID
    }
}

extension APIError {
    /// The object of a response lacks what it must have.
    package static func malformed(_ what: String, _ call: APICall, status: Int = 200) -> APIError {
        APIError(.malformed(what), call, status: status)
    }

    /// Wraps an error that leaves open whether the request was carried out.
    package static func outcomeUnknown(_ cause: APIError, _ call: APICall) -> APIError {
        APIError(.outcomeUnknown(cause), call, status: cause.status)
    }

    /// Whether the platform may have carried out the request all the same.
    package var mayHaveBeenExecuted: Bool {
        switch kind {
        case .outcomeUnknown, .unavailable: true
        case .transport(let error): error.mayHaveBeenReceived
        // A success whose text is unusable.
        case .notJSON, .malformed: (200..<300).contains(status)
        case .missingPrivateKey, .unauthorized, .forbidden, .notFound, .rateLimited, .rejected, .redirected: false
        }
    }

    package var isNotFound: Bool { kind == .notFound }

    /// Whether a user was refused because its name is taken (the status is not documented, the code is).
    package var isDuplicateName: Bool { code == "user:error:duplicate-name" }

    /// What the wait before another try should be, when the platform says so.
    var retryAfter: Duration? {
        switch kind {
        case .rateLimited(let wait), .unavailable(let wait): wait
        default: nil
        }
    }

    /// Whether another try may have better luck.
    var isTransient: Bool {
        switch kind {
        case .rateLimited: true
        case .unavailable: [500, 502, 503, 504].contains(status)
        case .transport(let error):
            switch error.kind {
            case .connectionLost, .timedOut: true
            default: false
            }
        default: false
        }
    }
}
