internal import HTTPTransport
internal import JSONTree

/// Decides what a response means.
struct ResponseInterpreter {
    let call: APICall
    let printable: PrintableText

    /// Unix seconds, for a `Retry-After` that is a date.
    let now: Int

    /// The JSON of a success, nil for an empty one; else what went wrong.
    func answer(to response: HTTPResponse) -> Result<JSONValue?, APIError> {
        let status = response.status
        let isEmpty = response.body.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard !(300..<400).contains(status) else { return .failure(APIError(.redirected, call, status: status)) }
        guard (200..<300).contains(status) else { return .failure(refusal(response, isEmpty)) }
        if isEmpty {
            guard !call.confirmsByErrorCode else {
                return .failure(.malformed("it is empty", call, status: status))
            }
            return .success(nil)
        }
        let json: JSONValue
        do throws(JSONSyntaxError) {
            json = try JSONValue(parsing: response.body)
        } catch {
            guard looksLikeJSON(response) else { return .failure(notJSON(response)) }
            let isCut = error.offset >= response.body.count
            return .failure(
                .malformed(
                    isCut ? "it is cut off after \(response.body.count) bytes" : "\(printable(error.description))",
                    call,
                    status: status
                )
            )
        }
        if let code = json.numbersErrorCode, code != "200" {
            // The Numbers API can say "no" inside a 200; its code is then the status that it means.
            return .failure(refusal(json: json, meaning: Int(code) ?? 420, response))
        }
        if call.confirmsByErrorCode, json.numbersErrorCode == nil {
            return .failure(.malformed("it has no 'error-code'", call, status: status))
        }
        return .success(json)
    }

    private func refusal(_ response: HTTPResponse, _ isEmpty: Bool) -> APIError {
        if let json = try? JSONValue(parsing: response.body), json.objectValue != nil {  // else: it is told apart below
            return refusal(json: json, meaning: response.status, response)
        }
        // A page that says 404 is not the API saying that something does not exist: whoever believed it would make it again.
        let saysItself = [401, 403, 429].contains(response.status) || response.status >= 500
        guard isEmpty || saysItself else { return notJSON(response) }
        return refusal(json: .null, meaning: response.status, response)
    }

    private func refusal(json: JSONValue, meaning status: Int, _ response: HTTPResponse) -> APIError {
        let wait = retryAfter(response.headers["Retry-After"], now: now)
        let body = ErrorBody(json) { printable($0) }
        // 'user:error:not-found', '…#not-found': any other 404 is of a gateway, or of a wrong address, and says nothing of
        // whether the object is there.
        let isTheObjects = body.code?.hasSuffix("not-found") ?? false
        let kind: APIError.Kind =
            switch status {
            case 401: .unauthorized
            case 403: .forbidden
            case 404 where isTheObjects: .notFound
            case 429: .rateLimited(retryAfter: wait)
            case 500...: .unavailable(retryAfter: wait)
            default: .rejected
            }
        return APIError(kind, call, status: response.status, body: body)
    }

    private func notJSON(_ response: HTTPResponse) -> APIError {
        APIError(
            .notJSON(
                contentType: response.headers["Content-Type"].map { printable($0, limit: 60) },
                excerpt: printable(String(decoding: response.body.prefix(2000), as: UTF8.self), limit: 80)
            ),
            call,
            status: response.status
        )
    }

    private func looksLikeJSON(_ response: HTTPResponse) -> Bool {
        let first = response.body.first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}
