/// MurmurHash2 of 32 bits, seed 0, over the UTF-8 of a conversation's id: the one number that every webhook of a call
/// agrees on (Austin Appleby, public domain; the hash of nginx's `split_clients`).
package func callHash(_ conversationUUID: String) -> UInt32 {
    let bytes = Array(conversationUUID.utf8)
    let factor: UInt32 = 0x5BD1_E995
    var hash = UInt32(truncatingIfNeeded: bytes.count)
    var place = 0
    while bytes.count - place >= 4 {
        var word = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8
        word |= UInt32(bytes[place + 2]) << 16 | UInt32(bytes[place + 3]) << 24
        word = word &* factor
        word ^= word >> 24
        word = word &* factor
        hash = hash &* factor ^ word
        place += 4
    }
    let rest = bytes[place...]
    if !rest.isEmpty {
        for (index, byte) in rest.enumerated() { hash ^= UInt32(byte) << UInt32(8 * index) }
        hash = hash &* factor
    }
    hash ^= hash >> 13
    hash = hash &* factor
    return hash ^ hash >> 15
}
