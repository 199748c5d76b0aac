internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// How much a connection may ask of the host.
package struct ConnectionLimits: Sendable {
    /// Of the request line, and of all header fields together, in bytes.
    package var header = 16 * 1024
    /// Of a request's body, in bytes.
    package var body = 64 * 1024
    /// From one response to the next whole head of a request.
    package var idle = Duration.seconds(75)
    /// From the head of a request to its end.
    package var request = Duration.seconds(10)
    /// For the client to read the answer to a request that was refused before its end.
    package var lingering = Duration.seconds(2)
    /// For requests in progress when the host stops.
    package var drain = Duration.seconds(10)
    package var connections = 10_000

    package init() {}
}

/// The last handler of a connection: puts requests together, asks the host, writes the answers.
///
/// It runs on the connection's event loop alone. The pipeline handler in front of it delivers one request after the other,
/// the next one only when the last is answered, and closes the connection when the server quiesces.
final class HTTPConnection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// Between requests.
        case idle
        case receiving(HTTPRequestHead, since: NIODeadline, at: WallTime)
        /// The request is whole, its answer is being made on another thread.
        case answering
        /// The last answer is written; what still comes is thrown away until the client closes.
        case lingering
    }

    private let host: WebHost
    private let log: AccessLog
    private let limits: ConnectionLimits
    private var state = State.idle
    private var body: ByteBuffer?
    private var address = ""
    private var deadline = NIODeadline.distantFuture
    private var watch: Scheduled<Void>?
    private var watchTime = NIODeadline.distantFuture
    private var inputIsClosed = false
    private var isHoldingRead = false
    private var date = (second: -1, text: "")

    init(host: WebHost, log: AccessLog, limits: ConnectionLimits) {
        self.host = host
        self.log = log
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        address = context.remoteAddress?.ipAddress ?? ""
        deadline = .now() + TimeAmount(limits.idle)
        watchDeadline(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        watch?.cancel()
        watch = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .idle): begin(head, context)
        case (.body(let part), .receiving(let head, let start, let time)):
            if body == nil { body = part } else { body?.writeImmutableBuffer(part) }
            if (body?.readableBytes ?? 0) > limits.body {
                refuse(413, "the body is too large", method: head.method.rawValue, since: start, at: time, context)
            }
        case (.end, .receiving(let head, let start, let time)): complete(head, since: start, at: time, context)
        case (_, .lingering), (.head, _), (.body, _), (.end, _): break
        }
    }

    /// Most requests are answered by now; one that is not has a nearer deadline than the timer knows.
    func channelReadComplete(context: ChannelHandlerContext) {
        if case .receiving = state, deadline < watchTime {
            watch?.cancel()
            watchDeadline(context)
        }
        context.fireChannelReadComplete()
    }

    /// Stops reading while the client does not take its answers.
    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            context.read()
        } else {
            isHoldingRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isHoldingRead, context.channel.isWritable {
            isHoldingRead = false
            context.read()
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event as? ChannelEvent == .inputClosed else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        inputIsClosed = true
        switch state {
        case .answering: break  // The client waits for this one answer.
        case .idle: context.close(mode: .output, promise: nil)
        case .receiving, .lingering: context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error as? HTTPParserError, state) {
        case (.headerOverflow, .idle):
            refuse(431, "the header is too large", method: "?", since: .now(), at: .now(), context)
        case (.some, .idle): refuse(400, "not an HTTP request", method: "?", since: .now(), at: .now(), context)
        case (.some, .lingering): break  // A reset would destroy the answer that the client is about to read.
        // Half a request that turns out to be none, or a connection that broke: nobody waits for an answer.
        // (What follows a request that is being answered is held back by the pipeline handler.)
        case (.some, .receiving), (.some, .answering), (nil, _): context.close(promise: nil)
        }
    }
}

extension HTTPConnection {
    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let start = NIODeadline.now()
        let time = WallTime.now()
        state = .receiving(head, since: start, at: time)
        deadline = start + TimeAmount(limits.request)
        let method = head.method.rawValue
        if head.uri.utf8.count > limits.header {
            refuse(414, "the URL is too long", method: method, since: start, at: time, context)
            return
        }
        guard let length = head.headers.first(name: "Content-Length") else { return }
        if (Int(length) ?? .max) > limits.body {
            refuse(413, "the body is too large", method: method, since: start, at: time, context)
        } else if head.headers.first(name: "Expect")?.lowercased() == "100-continue" {
            let goOn = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: nil)
        }
    }

    private func complete(
        _ head: HTTPRequestHead,
        since start: NIODeadline,
        at time: WallTime,
        _ context: ChannelHandlerContext
    ) {
        state = .answering
        let target = HostRequest.split(target: head.uri)
        let request = HostRequest(
            HostRequest.Method(head.method),
            target.path,
            query: target.query,
            headers: head.headers,
            body: body.map { Array($0.readableBytesView) } ?? [],
            address: address,
            receivedAt: time
        )
        body = nil
        if let response = host.answerFromMemory(request) {
            write(response, to: head, since: start, at: time, context)
            return
        }
        let connection = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        NIOThreadPool.singleton.runIfActive(eventLoop: context.eventLoop) { [host] in host.answer(request) }
            .whenComplete { result in
                let (handler, context) = connection.value
                switch result {
                case .success(let response): handler.write(response, to: head, since: start, at: time, context)
                case .failure: context.close(promise: nil)  // The pool has stopped: so has the process.
                }
            }
    }

    private func write(
        _ response: HostResponse,
        to head: HTTPRequestHead,
        since start: NIODeadline,
        at time: WallTime,
        _ context: ChannelHandlerContext
    ) {
        let keepsAlive = head.isKeepAlive && !inputIsClosed
        send(response, version: head.version, isKeepAlive: keepsAlive, hasBody: head.method != .HEAD, context)
        record(response, method: head.method.rawValue, since: start, at: time)
        deadline = .now() + TimeAmount(limits.idle)
        if keepsAlive {
            if case .answering = state { state = .idle }
        } else {
            linger(context)
        }
    }

    /// Answers a request before its end, and reads no further ones.
    private func refuse(
        _ status: Int,
        _ reason: String,
        method: String,
        since start: NIODeadline,
        at time: WallTime,
        _ context: ChannelHandlerContext
    ) {
        body = nil
        let response = HostResponse.problem(status, reason)
        send(response, version: .http1_1, isKeepAlive: false, hasBody: true, context)
        record(response, method: method, since: start, at: time)
        linger(context)
    }

    /// Closes this side; the other side gets a moment to read the answer, which a reset would destroy.
    private func linger(_ context: ChannelHandlerContext) {
        state = .lingering
        guard !inputIsClosed else {
            context.close(mode: .output, promise: nil)
            return
        }
        deadline = .now() + TimeAmount(limits.lingering)
        watch?.cancel()
        watchDeadline(context)
        context.close(mode: .output, promise: nil)
    }

    private func send(
        _ response: HostResponse,
        version: HTTPVersion,
        isKeepAlive: Bool,
        hasBody: Bool,
        _ context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders(response.headers)
        headers.add(name: "Date", value: dateText())
        if !isKeepAlive {
            headers.add(name: "Connection", value: "close")
        } else if version.minor == 0 {
            headers.add(name: "Connection", value: "keep-alive")
        }
        let status = HTTPResponseStatus(statusCode: response.status)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if hasBody, response.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(response.body))), promise: nil)
        }
        // The end may deliver the next pipelined request at once, so this handler must be ready for it.
        if isKeepAlive { state = .idle }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func record(_ response: HostResponse, method: String, since start: NIODeadline, at time: WallTime) {
        let elapsed = (NIODeadline.now() - start).nanoseconds / 1_000
        log.record(method: method, at: time, response: response, microseconds: Int(elapsed))
    }

    private func dateText() -> String {
        let now = WallTime.now()
        if now.seconds != date.second { date = (now.seconds, now.headerText) }
        return date.text
    }

    /// Closes the connection when its deadline has passed; one timer for many requests.
    private func watchDeadline(_ context: ChannelHandlerContext) {
        let connection = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        watchTime = deadline
        watch = context.eventLoop.scheduleTask(deadline: deadline) {
            let (handler, context) = connection.value
            guard NIODeadline.now() >= handler.deadline else {
                handler.watchDeadline(context)
                return
            }
            handler.deadlinePassed(context)
        }
    }

    private func deadlinePassed(_ context: ChannelHandlerContext) {
        switch state {
        case .receiving(let head, let start, let time):
            refuse(408, "the request took too long", method: head.method.rawValue, since: start, at: time, context)
        case .answering:
            deadline = .now() + TimeAmount(limits.idle)
            watchDeadline(context)
        case .idle, .lingering: context.close(promise: nil)
        }
    }
}

extension HostRequest.Method {
    fileprivate init(_ method: HTTPMethod) {
        switch method {
        case .GET: self = .get
        case .HEAD: self = .head
        case .POST: self = .post
        case .OPTIONS: self = .options
        default: self = .other
        }
    }
}
