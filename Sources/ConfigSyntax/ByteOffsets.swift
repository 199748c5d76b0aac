/// Turns libyaml's positions, which count Unicode scalars, into offsets of UTF-8 bytes.
///
/// Positions come almost in order, so a cursor walks along with them: O(bytes) in all. In a file of ASCII only the two
/// are the same, and nothing walks.
struct ByteOffsets {
    private let isASCII: Bool

    /// The offset at which libyaml began to read: behind a byte-order mark.
    private let base: Int
    private var scalars = 0
    private var offset: Int

    init(isASCII: Bool, base: Int) {
        self.isASCII = isASCII
        self.base = base
        offset = base
    }

    /// The byte offset of the scalar at `index`; `bytes` are the same at each call.
    @inline(__always)
    mutating func offset(of index: Int, in bytes: borrowing [UInt8]) -> Int {
        isASCII ? base + index : walk(to: index, in: bytes)
    }

    private mutating func walk(to index: Int, in bytes: borrowing [UInt8]) -> Int {
        while scalars < index, offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 {
                offset += 1
            }
            scalars += 1
        }
        while scalars > index, offset > base {
            offset -= 1
            while offset > base, bytes[offset] & 0xC0 == 0x80 {
                offset -= 1
            }
            scalars -= 1
        }
        return offset
    }
}
