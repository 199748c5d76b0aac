internal import CLibCurl

/// One exchange: owns curl's easy handle and collects the response.
///
/// Safe because the handle and what it points at are freed together, in `deinit`, and because curl calls back only
/// while the loop, which holds the transfer, runs it.
@safe final class Transfer {
    let id: Int
    let handle: UnsafeMutableRawPointer
    private let submission: Submission
    private let responseLimit: Int
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers = HTTPHeaders()
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var isTooLarge = false
    private var sendCount = 0

    /// Headers larger than this are nobody's.
    private static let headerLimit = 256 * 1024

    /// Prepares the exchange; nil when curl does not take an option, which it does when memory is short.
    init?(_ submission: Submission, options: HTTPClient.Options) {
        guard let handle = unsafe curl_easy_init() else { return nil }
        id = submission.id
        unsafe self.handle = unsafe handle
        self.submission = submission
        responseLimit = options.responseLimit
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        guard addHeaders(), configure(options) else { return nil }
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(headerList)
        unsafe errorText.deallocate()
    }

    func finish(_ result: TransferResult) {
        submission.continuation.resume(returning: result)
    }

    /// The error of this transfer, with what is known by now about the request.
    func error(_ kind: TransportError.Kind) -> TransportError {
        TransportError(kind, host: submission.host, mayHaveBeenReceived: wasSent)
    }

    /// What came out of it, when curl has ended it with `code`.
    func result(_ code: CURLcode) -> TransferResult {
        guard code == CURLE_OK else { return .failure(error(kind(of: code))) }
        var status = 0
        guard unsafe curl_door_get_status(handle, &status) == CURLE_OK, (200..<1000).contains(status) else {
            return .failure(error(.malformedResponse(reason: "no status")))
        }
        return .success(HTTPResponse(status: status, headers: headers, body: body))
    }

    /// Whether curl wrote any byte of the request to a connection.
    private var wasSent: Bool {
        var bytes = 0
        guard unsafe curl_door_get_sent_header_bytes(handle, &bytes) == CURLE_OK else { return sendCount > 0 }
        return bytes > 0
    }

    private func addHeaders() -> Bool {
        // An empty 'Expect:' takes away the one that curl adds to large bodies, and the second it would wait for an answer;
        // of a signed request it would be signed, and not sent.
        var lines = submission.request.signing == nil ? ["Expect:"] : []
        for header in submission.request.headers {
            lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        for line in lines {
            guard let list = unsafe curl_slist_append(headerList, line) else { return false }
            unsafe headerList = unsafe list
        }
        return true
    }

    private func configure(_ options: HTTPClient.Options) -> Bool {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        let request = submission.request
        let codes = unsafe [
            curl_door_set_url(handle, request.url),
            curl_door_restrict_to_http(handle),
            curl_door_do_not_wait_for_lookups(handle),
            curl_door_set_nosignal(handle, 1),
            curl_door_set_follow_location(handle, 0),
            curl_door_set_verify_peer(handle, 1),
            curl_door_set_verify_host(handle, 2),
            curl_door_set_suppress_connect_headers(handle, 1),
            // One request after the other on a connection: what was sent when it broke is then certain.
            curl_door_set_http_version(handle, Int(CURL_HTTP_VERSION_1_1)),
            curl_door_set_user_agent(handle, options.userAgent),
            curl_door_set_headers(handle, headerList),
            curl_door_set_error_buffer(handle, errorText),
            curl_door_set_timeout_ms(handle, request.deadline.wholeMilliseconds),
            curl_door_set_connect_timeout_ms(
                handle,
                min(options.connectTimeout, request.deadline).wholeMilliseconds
            ),
            curl_door_set_body_callback(handle, receiveBody, context),
            curl_door_set_header_callback(handle, receiveHeader, context),
            curl_door_set_start_callback(handle, startSending, context),
            curl_door_set_http_get(handle, 1),
        ]
        guard codes.allSatisfy({ $0 == CURLE_OK }), sign() else { return false }
        return unsafe submission.shaping?.apply(TransferHandle(pointer: handle)) ?? true
    }

    private func sign() -> Bool {
        guard let signing = submission.request.signing else { return true }
        let codes = unsafe [
            curl_door_set_signing_scope(handle, signing.scope),
            curl_door_set_user_name(handle, signing.keyID),
            curl_door_set_password(handle, signing.secret),
            curl_door_set_expect_timeout_ms(handle, 1),
        ]
        return codes.allSatisfy { $0 == CURLE_OK }
    }

    private func kind(of code: CURLcode) -> TransportError.Kind {
        switch code {
        case CURLE_URL_MALFORMAT: return .invalidURL(reason: "it cannot be read")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unresolvedHost
        case CURLE_COULDNT_CONNECT: return .refused
        case CURLE_OPERATION_TIMEDOUT:
            return .timedOut(wasSent ? .afterRequestWasSent : .beforeRequestWasSent)
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SEND_FAIL_REWIND,
            // Only `startSending` aborts: the connection broke and curl wanted to send the request again.
            CURLE_ABORTED_BY_CALLBACK:
            return .connectionLost
        case CURLE_WRITE_ERROR where isTooLarge: return .tooLarge(limit: responseLimit)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
            return .malformedResponse(reason: reason(code))
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS:
            return .tlsFailed(reason: reason(code))
        default: return .failed(code: Int(code.rawValue), reason: reason(code))
        }
    }

    /// What curl says: about connections and certificates, never about the content.
    private func reason(_ code: CURLcode) -> String {
        let text = unsafe String(cString: errorText)
        guard text.isEmpty else { return text }
        return unsafe String(cString: curl_easy_strerror(code))
    }

    fileprivate func appendBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard body.count + bytes.count <= responseLimit else {
            isTooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    fileprivate func appendHeader(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.headerLimit else { return false }
        let line = unsafe String(decoding: bytes, as: UTF8.self)
        guard !line.hasPrefix("HTTP/") else {
            // A status line: of an interim response, or of the one that follows it.
            headers.removeAll()
            return true
        }
        guard let colon = line.firstIndex(of: ":") else { return true }
        headers.append(
            name: String(line[..<colon]),
            value: String(line[line.index(after: colon)...].trimming { $0.isWhitespace })
        )
        return true
    }

    fileprivate func mayStartSending() -> Bool {
        sendCount += 1
        // curl repeats a request of its own accord when a connection that it used again is closed without an answer.
        // What was not sent at all may still be sent.
        return submission.shaping?.isRepeatable ?? true || sendCount == 1 || !wasSent
    }
}

private let receiveBody: curl_door_data_callback = { bytes, size, count, context in
    guard let transfer = unsafe transfer(context), let bytes = unsafe bytes else { return 0 }
    let length = size * count
    let isTaken = unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: length) {
        unsafe transfer.appendBody(UnsafeBufferPointer(start: $0, count: length))
    }
    return isTaken ? length : 0
}

private let receiveHeader: curl_door_data_callback = { bytes, size, count, context in
    guard let transfer = unsafe transfer(context), let bytes = unsafe bytes else { return 0 }
    let length = size * count
    let isTaken = unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: length) {
        unsafe transfer.appendHeader(UnsafeBufferPointer(start: $0, count: length))
    }
    return isTaken ? length : 0
}

private let startSending: curl_door_start_callback = { context, _, _, _, _ in
    guard let transfer = unsafe transfer(context), transfer.mayStartSending() else { return CURL_PREREQFUNC_ABORT }
    return CURL_PREREQFUNC_OK
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
}

extension Duration {
    /// Rounded up, at least 1: curl takes 0 for "no limit".
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let milliseconds = seconds.multipliedReportingOverflow(by: 1000)
        guard !milliseconds.overflow, seconds < 1_000_000 else { return 1_000_000_000 }
        return max(1, Int(milliseconds.partialValue + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}

extension Substring {
    fileprivate func trimming(_ isUnwanted: (Character) -> Bool) -> Substring {
        var rest = drop(while: isUnwanted)
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return rest
    }
}
