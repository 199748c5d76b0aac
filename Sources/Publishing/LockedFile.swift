internal import FileAccess
internal import Glibc

/// Opens a file, made where it is missing, and locks it for this process alone; nil while another process has it.
///
/// The lock is the kernel's: it goes with the descriptor, and so with the process, however that ends.
func openLocked(_ file: String) throws(FileError) -> Int32? {
    while true {
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw .last(file) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let error = FileError.last(file)
            close(descriptor)
            guard isHeld else { throw error }
            return nil
        }
        if isNamed(descriptor, file) { return descriptor }
        close(descriptor)  // Removed between opening and locking: somebody broke that lock.
    }
}

/// Whether an open file is the one that has that name.
func isNamed(_ descriptor: Int32, _ file: String) -> Bool {
    var own = stat()
    var named = stat()
    guard unsafe fstat(descriptor, &own) == 0, unsafe stat(file, &named) == 0 else { return false }
    return own.st_dev == named.st_dev && own.st_ino == named.st_ino
}
