internal import CryptoExtras
internal import Glibc

/// The sources of time, chance and keys, so that tests can script them.
package struct SandboxEnvironment: Sendable {
    /// Unix seconds.
    package var now: @Sendable () -> Int

    /// Milliseconds of a clock that never goes back.
    package var uptimeMilliseconds: @Sendable () -> Int

    /// A random UUID, in lower case with hyphens.
    package var makeUUID: @Sendable () -> String

    /// A new RSA pair of 2048 bits.
    package var makeKeyPair: @Sendable () throws -> GeneratedKeyPair

    /// Waits; ends early when the task is cancelled.
    package var pause: @Sendable (_ milliseconds: Int) async -> Void

    package init(
        now: @escaping @Sendable () -> Int,
        uptimeMilliseconds: @escaping @Sendable () -> Int,
        makeUUID: @escaping @Sendable () -> String,
        makeKeyPair: @escaping @Sendable () throws -> GeneratedKeyPair,
        pause: @escaping @Sendable (_ milliseconds: Int) async -> Void
    ) {
        self.now = now
        self.uptimeMilliseconds = uptimeMilliseconds
        self.makeUUID = makeUUID
        self.makeKeyPair = makeKeyPair
        self.pause = pause
    }

    /// The real ones.
    package static let live = SandboxEnvironment(
        now: { readClock(CLOCK_REALTIME) / 1000 },
        uptimeMilliseconds: { readClock(CLOCK_MONOTONIC) },
        makeUUID: { randomUUID() },
        makeKeyPair: {
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            return GeneratedKeyPair(
                publicKeyPEM: key.publicKey.pemRepresentation,
                privateKeyPEM: key.pkcs8PEMRepresentation
            )
        },
        pause: { try? await Task.sleep(for: .milliseconds($0)) }  // a cancelled wait has simply ended
    )
}

/// Both halves of a new pair, as PEM.
package struct GeneratedKeyPair: Sendable {
    package var publicKeyPEM: String
    package var privateKeyPEM: String

    package init(publicKeyPEM: String, privateKeyPEM: String) {
        self.publicKeyPEM = publicKeyPEM
        self.privateKeyPEM = privateKeyPEM
    }
}

private func readClock(_ clock: clockid_t) -> Int {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

private func randomUUID() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var generator = SystemRandomNumberGenerator()
    let high = generator.next() & ~0xF000 | 0x4000  // version 4
    let low = generator.next() & ~(0b11 << 62) | (0b10 << 62)  // the variant of RFC 4122
    var text: [UInt8] = []
    for (index, word) in [high, low].enumerated() {
        for nibble in 0..<16 {
            if [8, 12, 16, 20].contains(index * 16 + nibble) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(word >> UInt64(60 - nibble * 4) & 0xF)])
        }
    }
    return String(decoding: text, as: UTF8.self)
}
