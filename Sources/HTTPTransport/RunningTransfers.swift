internal import CLibCurl

/// curl's multi handle with the transfers it runs; lives on the loop's thread alone.
///
/// Safe because it owns the handle, frees it once, and removes each transfer from it before letting go of it.
/// `free()` must be the last call.
@safe final class RunningTransfers {
    private let multi: UnsafeMutableRawPointer
    private let options: HTTPClient.Options
    private var waiting: [Submission] = []
    private var running: [Int: Transfer] = [:]

    init?(options: HTTPClient.Options) {
        guard let multi = unsafe curl_multi_init() else { return nil }
        unsafe self.multi = unsafe multi
        self.options = options
        // Otherwise curl closes idle connections as soon as the handles that used them are gone.
        _ = unsafe curl_door_set_idle_connections(multi, options.concurrency)
    }

    /// Ends what still runs, and frees the handle: now, and not when the last reference happens to go.
    func free() {
        for transfer in running.values {
            unsafe curl_multi_remove_handle(multi, transfer.handle)
            transfer.finish(.failure(transfer.error(.cancelled)))
        }
        for submission in waiting {
            submission.fail(.cancelled)
        }
        unsafe curl_multi_cleanup(multi)
    }

    /// Where the handle is, for waking the thread.
    var address: UInt { unsafe UInt(bitPattern: multi) }

    func accept(_ submissions: [Submission]) {
        waiting.append(contentsOf: submissions)
    }

    /// Ends those of the transfers that are known here.
    func cancel(_ ids: Set<Int>) {
        guard !ids.isEmpty else { return }
        waiting.removeAll { submission in
            guard ids.contains(submission.id) else { return false }
            submission.fail(.cancelled)
            return true
        }
        for id in ids {
            guard let transfer = running.removeValue(forKey: id) else { continue }
            // Read before the handle is removed, which closes the connection.
            let error = transfer.error(.cancelled)
            unsafe curl_multi_remove_handle(multi, transfer.handle)
            transfer.finish(.failure(error))
        }
    }

    /// Starts what there is room for, moves all transfers on, and waits until there is something to do.
    func advance() {
        startWaiting()
        var count: Int32 = 0
        let code = unsafe curl_multi_perform(multi, &count)
        guard code == CURLM_OK else { return abandonAll(code) }
        let finished = takeFinished()
        // With room again, and others in line, there is something to do at once.
        guard finished == 0 || waiting.isEmpty else { return }
        // curl shortens this to its own next timer; new work and cancellations wake it.
        let pollCode = unsafe curl_multi_poll(multi, nil, 0, 60_000, nil)
        if pollCode != CURLM_OK { abandonAll(pollCode) }
    }

    private func startWaiting() {
        let room = min(options.concurrency - running.count, waiting.count)
        guard room > 0 else { return }
        for submission in waiting.prefix(room) {
            guard let transfer = Transfer(submission, options: options) else {
                submission.fail(.failed(code: Int(CURLE_FAILED_INIT.rawValue), reason: "no transfer could be made"))
                continue
            }
            let code = unsafe curl_multi_add_handle(multi, transfer.handle)
            guard code == CURLM_OK else {
                transfer.finish(.failure(transfer.error(.failed(code: Int(code.rawValue), reason: "not accepted"))))
                continue
            }
            running[submission.id] = transfer
        }
        waiting.removeFirst(room)
    }

    private func takeFinished() -> Int {
        var finished = 0
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let handle = unsafe message.pointee.easy_handle else {
                continue
            }
            // The message is gone as soon as the handle is removed.
            let code = unsafe curl_door_message_result(message)
            guard let transfer = running.values.first(where: { unsafe $0.handle == handle }) else { continue }
            running[transfer.id] = nil
            let result = transfer.result(code)
            unsafe curl_multi_remove_handle(multi, handle)
            transfer.finish(result)
            finished += 1
        }
        return finished
    }

    /// The multi handle itself failed, which is out of memory or a bug of curl: nobody is left waiting.
    private func abandonAll(_ code: CURLMcode) {
        for transfer in running.values {
            let error = transfer.error(.failed(code: Int(code.rawValue), reason: "curl stopped"))
            unsafe curl_multi_remove_handle(multi, transfer.handle)
            transfer.finish(.failure(error))
        }
        running = [:]
    }
}
