/// Finds repeated texts among the keys of one mapping: by comparing each with each while they are few, by hashing
/// beyond that.
///
/// One table serves all mappings of a file, so it allocates only when a mapping is larger than all before.
struct KeyTable {
    /// Up to so many keys comparing is cheaper than hashing.
    private static let fewKeys = 8

    private var keys: [Int] = []

    /// Open addressing: an index into `keys` plus one, or 0; empty while the keys are few.
    private var slots: [UInt32] = []

    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        if !slots.isEmpty { slots.removeAll(keepingCapacity: true) }
    }

    /// Adds the key at the record `key`, or gives the equal one that is there already.
    mutating func insert(_ key: Int, in arena: borrowing NodeArena) -> Int? {
        position(inserting: key, in: arena).map { keys[$0] }
    }

    /// Adds the key at the record `key`, or gives the position of the equal one: how many were added before it.
    mutating func position(inserting key: Int, in arena: borrowing NodeArena) -> Int? {
        let content = arena.content(of: key)
        if keys.count < Self.fewKeys {
            for position in keys.indices where arena.haveSameText(arena.content(of: keys[position]), content) {
                return position
            }
            keys.append(key)
            return nil
        }
        if slots.count < (keys.count + 1) * 2 {
            grow(arena)
        }
        let slot = find(content, arena)
        if slots[slot] != 0 {
            return Int(slots[slot]) - 1
        }
        keys.append(key)
        slots[slot] = UInt32(keys.count)
        return nil
    }

    private mutating func grow(_ arena: borrowing NodeArena) {
        let size = max(32, slots.count * 2)
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(0, count: size))
        for (index, key) in keys.enumerated() {
            slots[find(arena.content(of: key), arena)] = UInt32(index + 1)
        }
    }

    private func find(_ content: Int, _ arena: borrowing NodeArena) -> Int {
        // The seeded hasher: nobody can write keys that all fall into one slot.
        var hasher = Hasher()
        unsafe arena.text(of: content).withUnsafeBytes { text in
            unsafe hasher.combine(bytes: text)
        }
        var slot = hasher.finalize() & (slots.count - 1)
        while slots[slot] != 0, !arena.haveSameText(arena.content(of: keys[Int(slots[slot]) - 1]), content) {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }
}
