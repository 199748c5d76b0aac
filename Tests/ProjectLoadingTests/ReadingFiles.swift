import Glibc

/// The bytes of a file; nil when it cannot be read.
func readBytes(_ path: String) -> [UInt8]? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    while true {
        let next = unsafe fgetc(file)
        guard next != EOF else { return bytes }
        bytes.append(UInt8(truncatingIfNeeded: next))
    }
}
