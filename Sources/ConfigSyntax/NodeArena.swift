internal import Diagnostics

/// The nodes of a tree while they are built and after: records, and the texts that differ from the source.
///
/// A tree of several files has their bytes one after the other, and its records' offsets count through all of them; where
/// each file begins is told by `pieces`. What is made of parts of several mappings is a record of its own behind those that
/// were read, which are never changed.
struct NodeArena: Sendable {
    /// A key and its value, by record.
    struct Pair: Sendable {
        var key: UInt32
        var value: UInt32
    }

    /// Where one of several files begins in `bytes`.
    struct Piece {
        let file: FileID
        let start: Int
    }

    let bytes: [UInt8]
    var records: [NodeRecord] = []

    /// The record that everything belongs to.
    var root = 0

    /// In the order of `bytes`; empty when there is one file only.
    var pieces: [Piece] = []

    /// The records that a made one took the place of.
    var parts: [UInt32: [UInt32]] = [:]

    /// Whether some records are made, or do not belong to the tree any more.
    var isComposed = false

    /// The texts of scalars with escapes, folded lines or substituted variables.
    var pool: [UInt8] = []

    /// The entries of mappings that are `listed`: ranges of `pairs`.
    var listedEntries: [UInt32: Range<Int>] = [:]
    var pairs: [Pair] = []

    /// The record that holds the content of `index`: an alias leads to its target.
    func content(of index: Int) -> Int {
        records[index].form == .alias ? Int(records[index].first) : index
    }

    /// The record behind `index` and all that it contains.
    func next(after index: Int) -> Int {
        let record = records[index]
        return record.isCollection ? Int(record.first) : index + 1
    }

    /// The text of the scalar at `index`, which is no alias.
    func text(of index: Int) -> ArraySlice<UInt8> {
        let record = records[index]
        let range = Int(record.first)..<Int(record.first) + Int(record.count)
        return record.flags.contains(.pooled) ? pool[range] : bytes[range]
    }

    /// Whether the content at `index` is a scalar with no value: plain, and empty or one of `~`, `null`, `Null`, `NULL`.
    func isNull(_ index: Int) -> Bool {
        let record = records[index]
        guard record.form == .plain, !record.flags.contains(.literal) else { return false }
        switch record.count {
        case 0: return true
        case 1: return text(of: index).first == UInt8(ascii: "~")
        case 4:
            let text = text(of: index)
            guard text.first == UInt8(ascii: "n") || text.first == UInt8(ascii: "N") else { return false }
            return ["null", "Null", "NULL"].contains { text.elementsEqual($0.utf8) }
        default: return false
        }
    }

    /// Whether two scalars have the same text, whatever their styles.
    func haveSameText(_ left: Int, _ right: Int) -> Bool {
        records[left].count == records[right].count && text(of: left).elementsEqual(text(of: right))
    }

    /// Calls `body` with the key and the value of each entry of the mapping at `index`, in order.
    func forEachEntry(of index: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
        if records[index].flags.contains(.listed), let range = listedEntries[UInt32(index)] {
            for pair in pairs[range] {
                body(Int(pair.key), Int(pair.value))
            }
            return
        }
        forEachWrittenEntry(of: index, to: Int(records[index].first), body)
    }

    /// The same for the entries as they were written, before merging, up to the record `end`.
    func forEachWrittenEntry(of index: Int, to end: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
        var key = index + 1
        while key < end {
            let value = next(after: key)
            body(key, value)
            key = next(after: value)
        }
    }

    /// Calls `body` with each value of the mapping and each item of the sequence at `index`, in order.
    func forEachChild(of index: Int, _ body: (Int) -> Void) {
        switch records[index].form {
        case .mapping: forEachEntry(of: index) { _, value in body(value) }
        case .sequence:
            var item = index + 1
            while item < Int(records[index].first) {
                body(item)
                item = next(after: item)
            }
        default: break
        }
    }
}
