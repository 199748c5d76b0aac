/// A range of UTF-8 bytes in one file.
///
/// Twelve bytes, since the tree keeps one for every node. Lines and columns are worked out only when a diagnostic is
/// printed.
package struct Span: Hashable, Sendable {
    package let file: FileID

    /// The offset of the first byte, from 0.
    package let start: UInt32

    /// The offset behind the last byte; equal to `start` for an empty place.
    package let end: UInt32

    package init(file: FileID, start: Int, end: Int) {
        self.file = file
        self.start = UInt32(clamping: start)
        self.end = UInt32(clamping: max(start, end))
    }

    /// The empty place at the start of this span.
    package var startPoint: Span {
        Span(file: file, start: Int(start), end: Int(start))
    }

    /// The empty place behind this span.
    package var endPoint: Span {
        Span(file: file, start: Int(end), end: Int(end))
    }

    /// The same place when so many files stand before its own.
    package func moved(behind files: Int) -> Span {
        Span(file: FileID(index: file.index + UInt16(files)), start: Int(start), end: Int(end))
    }

    /// The part of this span from `offset` on, `length` bytes long, cut to the span.
    package func part(at offset: Int, length: Int) -> Span {
        let from = min(Int(start) + max(0, offset), Int(end))
        return Span(file: file, start: from, end: min(from + max(0, length), Int(end)))
    }
}

extension Span: Comparable {
    /// The order of the source: file, then start, then end.
    package static func < (left: Span, right: Span) -> Bool {
        (left.file, left.start, left.end) < (right.file, right.start, right.end)
    }
}

/// A value together with the place that it was written at, or that caused it (for a default, the thing that lacks it).
package struct Located<Value> {
    package var value: Value
    package var span: Span

    // Inlinable: without it each use in another module asks at run time what `Value` is.
    @inlinable
    package init(_ value: Value, at span: Span) {
        self.value = value
        self.span = span
    }

    @inlinable
    package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
        Located<Other>(transform(value), at: span)
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
