#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// A network address in the one form in which addresses are compared: lower case, IPv6 at its shortest, and IPv4 in four numbers,
/// also where a socket for both writes `::ffff:192.0.2.1`.
///
/// - Returns: Nil for what is no single address: a name, a network (`10.0.0.0/8`), the path of a local socket.
package func plainAddress(_ text: String) -> String? {
    guard let bytes = addressBytes(text) else { return nil }
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    var plain = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard unsafe inet_ntop(AF_INET6, bytes, &plain, socklen_t(plain.count)) != nil else { return nil }
    return String(decoding: plain.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// The four or sixteen bytes of an address; four also of an IPv4 address on a socket for both.
func addressBytes(_ text: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if unsafe inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
    guard unsafe inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
    let isMapped = bytes.prefix(12).elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
    return isMapped ? Array(bytes.suffix(4)) : bytes
}
