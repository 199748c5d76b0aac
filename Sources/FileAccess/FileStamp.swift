internal import Glibc

/// What tells one content of a file from another without reading it.
package struct FileStamp: Hashable, Sendable {
    private let inode: UInt64
    private let size: Int
    private let modifiedSeconds: Int
    private let modifiedNanoseconds: Int

    /// Nil when there is no file at `path`, or none that can be seen; links are followed.
    package init?(path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        modifiedSeconds = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
    }

    /// When the content last changed: seconds since 1970, and nanoseconds.
    package var modified: (seconds: Int, nanoseconds: Int) { (modifiedSeconds, modifiedNanoseconds) }
}
