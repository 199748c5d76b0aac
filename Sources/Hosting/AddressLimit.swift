internal import Synchronization

/// Keeps one network address from taking all connections.
///
/// It does not apply to this machine and to private networks, where proxies and load balancers are, nor to proxies that are named:
/// all clients come from there. IPv6 addresses count by their first 64 bits, which one client has to itself.
final class AddressLimit: Sendable {
    private let limit: Int
    private let proxies: Set<String>
    private let open = Mutex<[String: Int]>([:])

    init(_ limits: ConnectionLimits) {
        limit = limits.connectionsPerAddress
        proxies = Set(limits.proxies.compactMap(plainAddress))
    }

    /// How many addresses have connections that count.
    var addressCount: Int { open.withLock { $0.count } }

    /// Whether the address may have one connection more; then it has.
    func admit(_ address: String) -> Bool {
        guard let key = key(address) else { return true }
        return open.withLock { open in
            let count = open[key, default: 0]
            guard count < limit else { return false }
            open[key] = count + 1
            return true
        }
    }

    /// An admitted connection has ended.
    func leave(_ address: String) {
        guard let key = key(address) else { return }
        open.withLock { open in
            let count = open[key, default: 0]
            open[key] = count > 1 ? count - 1 : nil
        }
    }

    /// What its connections are counted under; nil where they are not.
    private func key(_ address: String) -> String? {
        guard let plain = plainAddress(address), !proxies.contains(plain), let bytes = addressBytes(plain) else {
            return nil
        }
        if bytes.count == 4 { return Self.isLocal4(bytes[...]) ? nil : plain }
        let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
        let isLocal = bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
        guard !isLoopback, !isLocal else { return nil }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// 127/8, 10/8, 172.16/12, 192.168/16, 169.254/16, and 100.64/10, behind which providers keep their machines.
    private static func isLocal4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let (first, second) = (bytes[bytes.startIndex], bytes[bytes.startIndex + 1])
        switch (first, second) {
        case (127, _), (10, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127): return true
        default: return false
        }
    }
}
