internal import NIOCore
internal import NIOPosix

/// The one handler of a connection: cuts bytes into requests, has them answered in their order, writes the answers.
///
/// It runs on the connection's event loop alone. Requests that were read together are answered together: one write, one flush. A
/// request that has to wait for a file holds back those behind it.
final class HTTPConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        /// Between requests, or inside one; the parser knows which.
        case reading
        /// The request is whole, its answer is being made on another thread.
        case answering
        /// The last answer is written; what still comes is thrown away until the client closes.
        case lingering
    }

    /// When a request began.
    private struct Beginning {
        let deadline: NIODeadline
        let time: WallTime
    }

    private let host: any RequestAnswering
    private let observer: RequestObserver
    private let limits: ConnectionLimits
    private let addresses: AddressLimit?
    private var state = State.reading
    private var parser: RequestParser
    private var writer = ResponseWriter()
    private var received = ByteBuffer()
    private var output = ByteBuffer()
    private var beginning: Beginning?
    private var isInBody = false
    private var address = ""
    private var isAdmitted = true
    private var deadline = NIODeadline.distantFuture
    private var watch: Scheduled<Void>?
    private var watchTime = NIODeadline.distantFuture
    private var inputIsClosed = false
    private var hasEndedOutput = false
    private var isQuiescing = false
    private var isHoldingRead = false

    /// Answers are handed to the socket when so many bytes of them have gathered.
    private static let outputLimit = 64 * 1024

    init(
        host: any RequestAnswering,
        observer: RequestObserver,
        limits: ConnectionLimits,
        addresses: AddressLimit? = nil
    ) {
        self.host = host
        self.addresses = addresses
        self.observer = observer
        self.limits = limits
        parser = RequestParser(limits: limits)
    }

    func channelActive(context: ChannelHandlerContext) {
        address = context.remoteAddress?.ipAddress ?? ""
        observer.connectionOpened()
        if let addresses, !addresses.admit(address) {
            isAdmitted = false
            observer.connectionRefused()
            context.close(promise: nil)
            return
        }
        deadline = .now() + TimeAmount(limits.idle)
        watchDeadline(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        observer.connectionClosed()
        if isAdmitted { addresses?.leave(address) }
        watch?.cancel()
        watch = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .lingering = state { return }
        var bytes = unwrapInboundIn(data)
        if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
        answerReceived(context)
    }

    /// Most requests are answered by now; one that is not has a nearer deadline than the timer knows.
    func channelReadComplete(context: ChannelHandlerContext) {
        flush(context)
        if case .reading = state, deadline < watchTime {
            watch?.cancel()
            watchDeadline(context)
        }
        context.fireChannelReadComplete()
    }

    /// Stops reading while the client does not take its answers, or sends more requests than are answered.
    func read(context: ChannelHandlerContext) {
        if canRead(context) {
            context.read()
        } else {
            isHoldingRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            goOn(context)
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isQuiescing = true
            if case .reading = state, hasNothingBegun { closeGently(context) }
        } else if event as? ChannelEvent == .inputClosed {
            inputIsClosed = true
            goOn(context)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// A connection that broke: nobody waits for an answer.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

extension HTTPConnection {
    private var hasNothingBegun: Bool { parser.progress == .nothing && received.readableBytes == 0 }

    private func canRead(_ context: ChannelHandlerContext) -> Bool {
        if case .answering = state, received.readableBytes >= limits.body { return false }
        return context.channel.isWritable
    }

    /// Answers what has waited, then reads on.
    private func goOn(_ context: ChannelHandlerContext) {
        answerReceived(context)
        flush(context)
        closeIfEnded(context)
        if isHoldingRead, canRead(context) {
            isHoldingRead = false
            context.read()
        }
    }

    /// Closes a connection on which nothing more can come, when all that came is answered.
    private func closeIfEnded(_ context: ChannelHandlerContext) {
        guard inputIsClosed, context.channel.isWritable else { return }
        switch state {
        case .answering: break  // The client waits for this one answer.
        case .reading where hasNothingBegun: closeGently(context)
        case .reading: context.close(promise: nil)
        case .lingering: if hasEndedOutput { context.close(promise: nil) }
        }
    }

    /// Answers the requests that have come, as long as none has to wait.
    private func answerReceived(_ context: ChannelHandlerContext) {
        while case .reading = state, received.readableBytes > 0 {
            guard context.channel.isWritable else { return }
            do throws(RequestRefusal) {
                switch try parser.next(from: &received) {
                case .request(let request): answer(request, context)
                case .needsMore:
                    noteProgress(context)
                    return
                }
            } catch {
                refuse(error, context)
            }
        }
        // Given back, so that the channel can read into it again.
        if received.readableBytes == 0 { received = ByteBuffer() }
    }

    /// A request has begun and is not whole.
    private func noteProgress(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        switch parser.progress {
        case .nothing: break
        case .head:
            // The idle limit holds on, so this one can only make it nearer.
            if beginning == nil {
                beginning = Beginning(deadline: now, time: .now())
                deadline = min(deadline, now + TimeAmount(limits.request))
            }
        case .body:
            guard !isInBody else { return }
            isInBody = true
            beginning = Beginning(deadline: now, time: .now())
            deadline = now + TimeAmount(limits.request)
            if parser.inProgress?.expectsContinue == true {
                output.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
            }
        }
    }

    private func answer(_ received: ReceivedRequest, _ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        let start = beginning ?? Beginning(deadline: now, time: .now())
        beginning = nil
        isInBody = false
        let request = HostRequest(received, address: address, receivedAt: start.time, wholeAt: now)
        if let response = host.answerFromMemory(request) {
            write(response, to: received.head, since: start, context)
            return
        }
        state = .answering
        let connection = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        NIOThreadPool.singleton.runIfActive(eventLoop: context.eventLoop) { [host] in host.answer(request) }
            .whenComplete { result in
                let (handler, context) = connection.value
                switch result {
                case .success(let response):
                    handler.state = .reading
                    handler.write(response, to: received.head, since: start, context)
                    handler.goOn(context)
                case .failure: context.close(promise: nil)  // The pool has stopped: so has the process.
                }
            }
    }

    private func write(
        _ response: HostResponse,
        to head: RequestInProgress,
        since start: Beginning,
        _ context: ChannelHandlerContext
    ) {
        let keepsAlive = head.isKeepAlive && !isQuiescing && !(inputIsClosed && received.readableBytes == 0)
        let hasBody = head.method != .head
        let now = NIODeadline.now()
        // Before the first byte goes out, which may make room for further requests to be answered.
        if !keepsAlive { state = .lingering }
        append(
            response,
            hasBody: hasBody,
            ending: keepsAlive ? .keepsAlive(minorVersion: head.minorVersion) : .closes,
            at: start.time,
            context
        )
        observer.record(
            head.method.rawValue,
            at: start.time,
            response,
            microseconds: now.microseconds(since: start.deadline)
        )
        deadline = now + TimeAmount(limits.idle)
        if !keepsAlive { linger(context) }
    }

    /// Answers a request before its end, and reads no further ones.
    private func refuse(_ refusal: RequestRefusal, _ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        let start = beginning ?? Beginning(deadline: now, time: .now())
        let response = HostResponse.problem(refusal.status, refusal.reason)
        state = .lingering
        append(response, hasBody: true, ending: .closes, at: .now(), context)
        let method = parser.inProgress?.method.rawValue ?? "?"
        observer.record(method, at: start.time, response, microseconds: now.microseconds(since: start.deadline))
        linger(context)
    }

    private func append(
        _ response: HostResponse,
        hasBody: Bool,
        ending: ResponseWriter.Ending,
        at time: WallTime,
        _ context: ChannelHandlerContext
    ) {
        let body = writer.append(response, hasBody: hasBody, ending: ending, at: time, to: &output)
        if let body {
            writeOutput(context)
            context.write(wrapOutboundOut(body), promise: nil)
            context.flush()
        } else if output.readableBytes >= Self.outputLimit {
            flush(context)
        }
    }

    private func writeOutput(_ context: ChannelHandlerContext) {
        guard output.readableBytes > 0 else { return }
        let ready = output
        output = ByteBuffer()
        context.write(wrapOutboundOut(ready), promise: nil)
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard output.readableBytes > 0 else { return }
        writeOutput(context)
        context.flush()
    }

    /// Closes a connection on which no request has begun.
    private func closeGently(_ context: ChannelHandlerContext) {
        flush(context)
        linger(context)
    }

    /// Closes this side when all is written; the other side gets a moment to read it, which a reset would destroy.
    private func linger(_ context: ChannelHandlerContext) {
        state = .lingering
        received = ByteBuffer()
        flush(context)
        let written = context.eventLoop.makePromise(of: Void.self)
        let connection = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (handler, context) = connection.value
            handler.endLingering(context)
        }
        if inputIsClosed {
            // With both sides closed the channel is, whatever is still to be written.
            context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        } else {
            context.close(mode: .output, promise: written)
        }
    }

    private func endLingering(_ context: ChannelHandlerContext) {
        hasEndedOutput = true
        guard !inputIsClosed, context.channel.isActive else {
            context.close(promise: nil)
            return
        }
        deadline = .now() + TimeAmount(limits.lingering)
        watch?.cancel()
        watchDeadline(context)
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
        case .reading where parser.progress == .body: refuse(.tooLate, context)
        case .answering:
            deadline = .now() + TimeAmount(limits.idle)
            watchDeadline(context)
        // Who has sent no whole head waits for no answer; nor does who takes none.
        case .reading, .lingering: context.close(promise: nil)
        }
    }
}

extension NIODeadline {
    fileprivate func microseconds(since start: NIODeadline) -> Int {
        Int((self - start).nanoseconds / 1_000)
    }
}
