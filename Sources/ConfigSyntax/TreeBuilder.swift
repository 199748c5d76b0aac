internal import Diagnostics

/// Builds the arena from the events, and finds everything that is no syntax error but still wrong: repeated keys,
/// aliases to nowhere, texts cut by a comma, and whatever goes over a limit.
struct TreeBuilder {
    /// A collection that is not yet closed.
    struct Frame {
        let record: Int
        let isMapping: Bool
        let isFlow: Bool
        let anchor: String?
        let nodesBefore: Int

        /// The levels of collections reached within, counted from the root.
        var deepest: Int
        var count = 0
        var lastEnd: Int

        // Of mappings only.
        var isAtValue = false
        var key = 0
        var keyIsPlainNode = false

        /// The value of the entry before, where a comma may have cut its text: a plain scalar in braces.
        var openText: Int?
        var cutText: CutText?

        /// The entry before had no value, which was reported.
        var lacksValue = false
    }

    let file: FileID
    let limits: SyntaxLimits
    var arena: NodeArena
    var stack: [Frame] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// False once the tree has a hole: later stages would report what follows from it.
    private(set) var isUsable = true

    /// True once the parse is not worth going on with, or unsafe.
    private(set) var isStopped = false

    /// The last scalar that was read, for the explanation of a syntax error behind it.
    private(set) var lastScalar: Int?

    private var hasDocument = false
    private var anchors: [String: Anchor] = [:]
    private var expansion = Expansion()
    private var keys = KeyTable()

    init(file: FileID, bytes: [UInt8], limits: SyntaxLimits) {
        self.file = file
        self.limits = limits
        arena = NodeArena(bytes: bytes)
        // Realistic files have a node for every eight bytes or more; untouched pages cost nothing.
        arena.records.reserveCapacity(min(bytes.count / 8, limits.nodes) + 1)
    }

    mutating func add(_ kind: EventStream.Kind, from stream: borrowing EventStream) {
        switch kind {
        case .streamEdge, .documentEnd: break
        case .documentStart:
            if hasDocument {
                report(.severalDocuments(at: span(stream.start, max(stream.end, stream.start))))
                isStopped = true
            }
            hasDocument = true
        case .scalar: addScalar(stream)
        case .alias: addAlias(stream)
        case .sequenceStart, .mappingStart: open(kind, stream)
        case .sequenceEnd, .mappingEnd: close(stream)
        }
        if expansion.nodes > limits.nodes, !isStopped {
            stop(.tooManyNodes(limit: limits.nodes, at: span(stream.start, stream.end)))
        }
    }

    /// Reports the texts whose end was not reached, as the parser stopped within them.
    mutating func reportOpenTexts() {
        for index in stack.indices {
            finishCutText(at: index)
        }
    }

    mutating func report(_ diagnostic: Diagnostic, isHole: Bool = false) {
        if diagnostics.count < findingsLimit {
            diagnostics.append(diagnostic)
        }
        isUsable = isUsable && !isHole
    }

    private mutating func stop(_ diagnostic: Diagnostic) {
        report(diagnostic, isHole: true)
        isStopped = true
    }

    /// The last scalar was a piece of the text at `value`, which now holds it.
    mutating func lastScalarWasRemoved(now value: Int) {
        if let last = lastScalar, last >= arena.records.count {
            lastScalar = value
        }
    }

    func span(_ start: Int, _ end: Int) -> Span {
        Span(file: file, start: start, end: end)
    }

    func span(of record: Int) -> Span {
        span(Int(arena.records[record].start), Int(arena.records[record].end))
    }
}

// MARK: - Nodes

extension TreeBuilder {
    private mutating func addScalar(_ stream: borrowing EventStream) {
        let properties = readProperties(.scalar, stream)
        let start = properties.end
        let length = stream.scalarLength
        let form = stream.scalarForm
        var record = NodeRecord(form, from: start, to: stream.end, first: start, count: length)
        switch form {
        case .plain where stream.scalarMatchesSource(at: start):
            record.end = UInt32(start + length)
        case .singleQuoted where stream.end - start == length + 2 && stream.scalarMatchesSource(at: start + 1),
            .doubleQuoted where stream.end - start == length + 2 && stream.scalarMatchesSource(at: start + 1):
            record.first = UInt32(start + 1)
        default:
            record.end = UInt32(SourceText(arena.bytes).trimmingBlanks(from: start, to: stream.end))
            record.first = UInt32(arena.pool.count)
            record.flags.insert(.pooled)
            stream.appendScalar(to: &arena.pool)
        }
        if properties.isText {
            record.flags.insert(.literal)
        }
        let index = arena.records.count
        arena.records.append(record)
        expansion.countNode()
        lastScalar = index
        if let anchor = properties.anchor {
            anchors[anchor] = Anchor(record: index, size: 1)
        }
        finishNode(index, hasProperties: properties.exist)
    }

    private mutating func addAlias(_ stream: borrowing EventStream) {
        let name = stream.anchor(.alias) ?? ""
        let index = arena.records.count
        let place = span(stream.start, stream.end)
        guard let anchor = anchors[name], let size = anchor.size else {
            if anchors[name] != nil {
                report(.recursiveAlias(name, at: place), isHole: true)
            } else {
                // In name order, as a dictionary has none; and not at all where the search would take long.
                let names = anchors.count <= 1_000 ? anchors.keys.sorted() : []
                report(
                    .unknownAlias(name, at: place, nearest: nearestName(to: name, among: names)),
                    isHole: true
                )
            }
            arena.records.append(NodeRecord(.plain, from: stream.start, to: stream.end, flags: .reported))
            expansion.countNode()
            finishNode(index, hasProperties: true)
            return
        }
        expansion.countAlias(of: size)
        guard expansion.aliased <= limits.aliasedNodes else {
            stop(.aliasBomb(name, limit: limits.aliasedNodes, at: place))
            return
        }
        let depth = stack.count + anchor.height
        guard depth <= limits.depth else {
            stop(.tooDeep(limit: limits.depth, at: place))
            return
        }
        arena.records.append(NodeRecord(.alias, from: stream.start, to: stream.end, first: anchor.record))
        if !stack.isEmpty {
            stack[stack.count - 1].deepest = max(stack[stack.count - 1].deepest, depth)
        }
        finishNode(index, hasProperties: true)
    }

    private mutating func open(_ kind: EventStream.Kind, _ stream: borrowing EventStream) {
        let properties = readProperties(kind, stream)
        guard stack.count < limits.depth else {
            stop(.tooDeep(limit: limits.depth, at: span(properties.end, properties.end + 1)))
            return
        }
        let index = arena.records.count
        let isMapping = kind == .mappingStart
        arena.records.append(
            NodeRecord(isMapping ? .mapping : .sequence, from: properties.end, to: properties.end)
        )
        if let anchor = properties.anchor {
            anchors[anchor] = Anchor(record: index)
        }
        stack.append(
            Frame(
                record: index,
                isMapping: isMapping,
                isFlow: isMapping ? stream.isFlowMapping : stream.isFlowSequence,
                anchor: properties.anchor,
                nodesBefore: expansion.nodes,
                deepest: stack.count + 1,
                lastEnd: properties.end
            )
        )
        expansion.countNode()
    }

    private mutating func close(_ stream: borrowing EventStream) {
        finishCutText(at: stack.count - 1)
        let frame = stack.removeLast()
        let index = frame.record
        arena.records[index].first = UInt32(arena.records.count)
        arena.records[index].count = UInt32(frame.count)
        // A block collection ends with its last value: libyaml tells the place of whatever comes next. So does a pair
        // in brackets without braces, `[a: b]`, whose end has no sign of its own.
        let hasClosingSign = frame.isFlow && stream.end > stream.start
        arena.records[index].end = UInt32(hasClosingSign ? stream.end : frame.lastEnd)
        if frame.isMapping {
            closeMapping(index)
        }
        if let name = frame.anchor, anchors[name]?.record == index {
            anchors[name]?.size = expansion.nodes - frame.nodesBefore
            anchors[name]?.height = frame.deepest - stack.count
        }
        if !stack.isEmpty {
            stack[stack.count - 1].deepest = max(stack[stack.count - 1].deepest, frame.deepest)
        }
        finishNode(index, hasProperties: frame.anchor != nil)
    }

    /// Makes the finished node at `index` the item, key or value that its collection waits for.
    private mutating func finishNode(_ index: Int, hasProperties: Bool) {
        guard !stack.isEmpty else { return }
        let top = stack.count - 1
        let end = Int(arena.records[index].end)
        if !stack[top].isMapping {
            stack[top].count += 1
            stack[top].lastEnd = end
        } else if !stack[top].isAtValue {
            stack[top].isAtValue = true
            stack[top].key = index
            stack[top].keyIsPlainNode = !hasProperties
            stack[top].lastEnd = end
            arena.records[index].flags.insert(.key)
        } else {
            stack[top].isAtValue = false
            stack[top].lastEnd = max(end, stack[top].lastEnd)
            if stack[top].isFlow {
                finishFlowEntry(value: index, hasProperties: hasProperties)
            } else {
                stack[top].count += 1
            }
        }
    }
}

// MARK: - Anchors and tags

extension TreeBuilder {
    private struct Properties {
        /// Where the node itself begins.
        var end: Int
        var exist = false
        var anchor: String?

        /// Tagged as a text.
        var isText = false
    }

    private mutating func readProperties(
        _ kind: EventStream.Kind,
        _ stream: borrowing EventStream
    ) -> Properties {
        var properties = Properties(end: stream.start)
        guard stream.hasProperties(kind) else { return properties }
        properties.exist = true
        properties.anchor = stream.anchor(kind)
        let source = SourceText(arena.bytes)
        var tagStart = stream.start
        var tagEnd = stream.start
        // At most one anchor and one tag, in either order.
        while properties.end < stream.end, [UInt8(ascii: "&"), UInt8(ascii: "!")].contains(source[properties.end]) {
            let wordEnd = min(source.endOfWord(from: properties.end), stream.end)
            if source[properties.end] == UInt8(ascii: "!") {
                tagStart = properties.end
                tagEnd = wordEnd
            }
            properties.end = min(source.skippingBlanksAndComments(from: wordEnd), stream.end)
        }
        switch (stream.tag(kind), kind) {
        case (nil, _): break
        case ("tag:yaml.org,2002:str", .scalar), ("!", .scalar): properties.isText = true
        case ("tag:yaml.org,2002:seq", .sequenceStart), ("tag:yaml.org,2002:map", .mappingStart): break
        case ("!", .sequenceStart), ("!", .mappingStart): break
        default: report(.unknownTag(at: span(tagStart, tagEnd), text: source.text(tagStart..<tagEnd)))
        }
        return properties
    }
}

// MARK: - Mappings

extension TreeBuilder {
    /// Looks for repeated keys and keys that are no texts, and applies merge keys.
    ///
    /// - Complexity: O(entries), those of merged mappings included.
    private mutating func closeMapping(_ mapping: Int) {
        keys.removeAll()
        var merged: [Int] = []
        var dropped: Set<Int> = []
        var key = mapping + 1
        let end = arena.records.count
        while key < end {
            let value = arena.next(after: key)
            let content = arena.records[arena.content(of: key)]
            if !content.isScalar {
                report(.keyIsNoText(at: span(of: key)))
                dropped.insert(key)
            } else if content.flags.contains(.reported) {
                dropped.insert(key)
            } else if let first = keys.insert(key, in: arena) {
                let name = SourceText.string(arena.text(of: arena.content(of: key)))
                report(.duplicateKey(name, at: span(of: key), first: span(of: first)))
                dropped.insert(key)
            } else if content.form == .plain, content.count == 2,
                arena.text(of: arena.content(of: key)) == [0x3C, 0x3C]
            {
                merged.append(value)
                dropped.insert(key)
            }
            key = arena.next(after: value)
        }
        guard !dropped.isEmpty else { return }
        let firstPair = arena.pairs.count
        key = mapping + 1
        while key < end {
            let value = arena.next(after: key)
            if !dropped.contains(key) {
                arena.pairs.append(NodeArena.Pair(key: UInt32(key), value: UInt32(value)))
            }
            key = arena.next(after: value)
        }
        for value in merged {
            merge(value)
        }
        arena.listedEntries[UInt32(mapping)] = firstPair..<arena.pairs.count
        arena.records[mapping].flags.insert(.listed)
        arena.records[mapping].count = UInt32(arena.pairs.count - firstPair)
    }

    /// Appends the entries of a merged mapping, or of each mapping of a merged list, whose keys are not there yet.
    private mutating func merge(_ value: Int) {
        let content = arena.content(of: value)
        switch arena.records[content].form {
        case .mapping: mergeEntries(of: content)
        case .sequence:
            var item = content + 1
            let end = Int(arena.records[content].first)
            while item < end {
                let mapping = arena.content(of: item)
                if arena.records[mapping].form == .mapping {
                    mergeEntries(of: mapping)
                } else if !arena.records[mapping].flags.contains(.reported) {
                    report(.mergeOfNoMapping(at: span(of: item)))
                }
                item = arena.next(after: item)
            }
        default:
            if !arena.records[content].flags.contains(.reported) {
                report(.mergeOfNoMapping(at: span(of: value)))
            }
        }
    }

    private mutating func mergeEntries(of mapping: Int) {
        var added: [NodeArena.Pair] = []
        arena.forEachEntry(of: mapping) { key, value in
            added.append(NodeArena.Pair(key: UInt32(key), value: UInt32(value)))
        }
        for pair in added where keys.insert(Int(pair.key), in: arena) == nil {
            arena.pairs.append(pair)
        }
    }
}
