/// A number of a text, to compare instead of the text: equal for equal texts, and nearly always different for others.
///
/// FNV-1a of 64 bits over the UTF-8: the texts that are looked up by it are the short keys of the language.
package struct TextCode: Hashable, Sendable {
    @usableFromInline var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The code of the empty text.
    init() {}

    package init(_ text: StaticString) {
        text.withUTF8Buffer { unsafe add(UnsafeRawBufferPointer($0)) }
    }

    package init(_ text: String) {
        for byte in text.utf8 { add(byte) }
    }

    init(_ bytes: UnsafeRawBufferPointer) {
        unsafe add(bytes)
    }

    // Inlinable: it is all that readers in other modules do with codes.
    @inlinable
    package static func == (left: TextCode, right: TextCode) -> Bool { left.value == right.value }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for index in 0..<bytes.count { unsafe add(bytes[index]) }
    }

    @inline(__always)
    private mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
