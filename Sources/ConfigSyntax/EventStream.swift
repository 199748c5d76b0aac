internal import CLibYAML
internal import Glibc

/// The events of one YAML text, read with libyaml; the only place that touches it.
///
/// It owns the C parser, whose memory stays at one address, as libyaml's parser points into itself, and borrows the
/// source's storage, which `reading` keeps in place: so no pointer outlives what it points to, and the struct is safe.
@safe
struct EventStream: ~Copyable {
    enum Kind {
        case documentStart, documentEnd, streamEdge
        case alias, scalar
        case sequenceStart, sequenceEnd
        case mappingStart, mappingEnd
    }

    /// What stopped the parser, in libyaml's words.
    struct Failure {
        var problem: String
        var context: String

        /// The byte offset of the problem, and of the construct in which it occurred.
        var offset: Int
        var contextOffset: Int

        /// The bytes themselves are not UTF-8 text; `offset` is that of the first bad one.
        var isEncoding: Bool
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private let base: Int
    private var offsets: ByteOffsets
    private let bytes: [UInt8]

    /// The byte offsets of the current event, as libyaml tells them.
    private(set) var start = 0
    private(set) var end = 0

    /// Calls `body` with the events of `bytes`.
    static func reading<Result>(_ bytes: [UInt8], _ body: (inout EventStream) -> Result) -> Result {
        let base = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var stream = unsafe EventStream(bytes, at: UnsafeBufferPointer(rebasing: buffer[base...]), base: base)
            return body(&stream)
        }
    }

    private init(_ bytes: [UInt8], at source: UnsafeBufferPointer<UInt8>, base: Int) {
        self.bytes = bytes
        self.base = base
        offsets = ByteOffsets(isASCII: bytes.reduce(0, |) < 0x80, base: base)
        unsafe parser = .allocate(capacity: 1)
        unsafe event = .allocate(capacity: 1)
        unsafe event.initialize(to: yaml_event_t())
        unsafe parser.initialize(to: yaml_parser_t())
        let isReady = unsafe yaml_parser_initialize(parser)
        precondition(isReady == 1, "libyaml needs memory for its parser")
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, source.baseAddress, source.count)
    }

    deinit {
        unsafe yaml_event_delete(event)
        unsafe yaml_parser_delete(parser)
        unsafe event.deallocate()
        unsafe parser.deallocate()
    }

    /// Moves on to the next event; nil when the text is no YAML, or at its end.
    mutating func next() -> Kind? {
        unsafe yaml_event_delete(event)
        guard unsafe yaml_parser_parse(parser, event) == 1 else { return nil }
        unsafe start = offsets.offset(of: event.pointee.start_mark.index, in: bytes)
        unsafe end = offsets.offset(of: event.pointee.end_mark.index, in: bytes)
        switch unsafe event.pointee.type {
        case YAML_SCALAR_EVENT: return .scalar
        case YAML_MAPPING_START_EVENT: return .mappingStart
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_SEQUENCE_START_EVENT: return .sequenceStart
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_ALIAS_EVENT: return .alias
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_START_EVENT, YAML_STREAM_END_EVENT: return .streamEdge
        default: return nil
        }
    }

    /// Why the last `next()` gave nil; nil at the end of the text.
    mutating func failure() -> Failure? {
        guard unsafe parser.pointee.error != YAML_NO_ERROR else { return nil }
        let isEncoding = unsafe parser.pointee.error == YAML_READER_ERROR
        let mark = unsafe parser.pointee.problem_mark.index
        let contextMark = unsafe parser.pointee.context_mark.index
        return unsafe Failure(
            problem: parser.pointee.problem.map { unsafe String(cString: $0) } ?? "",
            context: parser.pointee.context.map { unsafe String(cString: $0) } ?? "",
            offset: isEncoding ? base + parser.pointee.problem_offset : offsets.offset(of: mark, in: bytes),
            contextOffset: isEncoding ? 0 : offsets.offset(of: contextMark, in: bytes),
            isEncoding: isEncoding
        )
    }
}

// What the current event carries.
extension EventStream {
    var scalarLength: Int { unsafe event.pointee.data.scalar.length }

    var scalarForm: NodeRecord.Form {
        switch unsafe event.pointee.data.scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    /// Whether the scalar's text is what stands in the source from `offset` on.
    func scalarMatchesSource(at offset: Int) -> Bool {
        let scalar = unsafe event.pointee.data.scalar
        guard offset + (unsafe scalar.length) <= bytes.count else { return false }
        return unsafe bytes.withUnsafeBufferPointer { source in
            guard let here = source.baseAddress else { return unsafe scalar.length == 0 }
            return unsafe memcmp(here + offset, scalar.value, scalar.length) == 0
        }
    }

    func appendScalar(to pool: inout [UInt8]) {
        let scalar = unsafe event.pointee.data.scalar
        unsafe pool.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
    }

    var isFlowMapping: Bool {
        unsafe event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
    }

    var isFlowSequence: Bool {
        unsafe event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    }

    /// Whether an anchor or a tag stands before the node.
    func hasProperties(_ kind: Kind) -> Bool {
        switch kind {
        case .scalar: unsafe event.pointee.data.scalar.anchor != nil || event.pointee.data.scalar.tag != nil
        case .sequenceStart:
            unsafe event.pointee.data.sequence_start.anchor != nil || event.pointee.data.sequence_start.tag != nil
        case .mappingStart:
            unsafe event.pointee.data.mapping_start.anchor != nil || event.pointee.data.mapping_start.tag != nil
        default: false
        }
    }

    /// The name behind `*` or `&`.
    func anchor(_ kind: Kind) -> String? {
        switch kind {
        case .alias: unsafe Self.string(event.pointee.data.alias.anchor)
        case .scalar: unsafe Self.string(event.pointee.data.scalar.anchor)
        case .sequenceStart: unsafe Self.string(event.pointee.data.sequence_start.anchor)
        case .mappingStart: unsafe Self.string(event.pointee.data.mapping_start.anchor)
        default: nil
        }
    }

    /// The tag, with its handle resolved.
    func tag(_ kind: Kind) -> String? {
        switch kind {
        case .scalar: unsafe Self.string(event.pointee.data.scalar.tag)
        case .sequenceStart: unsafe Self.string(event.pointee.data.sequence_start.tag)
        case .mappingStart: unsafe Self.string(event.pointee.data.mapping_start.tag)
        default: nil
        }
    }

    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe text.map { unsafe String(cString: $0) }
    }
}
