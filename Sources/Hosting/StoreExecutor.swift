internal import Dispatch

/// Runs the tasks that ask a store on threads of their own.
///
/// Threads of webhooks wait for these tasks, and not for long: whatever else holds the threads that all tasks share, they go on.
final class StoreExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "store", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
