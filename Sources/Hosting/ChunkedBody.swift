internal import NIOCore

/// The body of a request that comes in chunks (RFC 9112, 7.1), as far as it has come.
struct ChunkedBody {
    private enum Stage {
        case size
        /// So many bytes of the chunk are still to come.
        case data(Int)
        case dataEnd
        /// The fields behind the last chunk, which nobody here wants.
        case trailers
    }

    private(set) var bytes: [UInt8] = []
    private let limits: ConnectionLimits
    private var stage = Stage.size
    /// Of what is no content, in bytes.
    private var overhead = 0

    private static let longestSizeLine = 256

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    /// Takes what has come; true when the body is whole, and what follows it is left in the buffer.
    mutating func take(from buffer: inout ByteBuffer) throws(RequestRefusal) -> Bool {
        while true {
            switch stage {
            case .size:
                guard let line = try line(of: &buffer, atMost: Self.longestSizeLine) else { return false }
                let size = try Self.size(line)
                guard bytes.count + size <= limits.body else { throw .bodyTooLarge }
                stage = size == 0 ? .trailers : .data(size)
            case .data(let rest):
                let count = min(rest, buffer.readableBytes)
                guard count > 0, let part = buffer.readSlice(length: count) else { return false }
                bytes.append(contentsOf: part.readableBytesView)
                stage = count == rest ? .dataEnd : .data(rest - count)
            case .dataEnd:
                guard let line = try line(of: &buffer, atMost: 2) else { return false }
                guard line.isEmpty else { throw .malformed }
                stage = .size
            case .trailers:
                guard let line = try line(of: &buffer, atMost: limits.header) else { return false }
                if line.isEmpty { return true }
            }
        }
    }

    /// The next line without its end; nil when it is not whole.
    private mutating func line(of buffer: inout ByteBuffer, atMost limit: Int) throws(RequestRefusal) -> ByteBufferView?
    {
        let view = buffer.readableBytesView
        guard let end = view.firstIndex(of: .lineFeed) else {
            guard view.count < limit else { throw .malformed }
            return nil
        }
        let count = end - view.startIndex + 1
        guard count >= 2, count <= limit, view[end - 1] == .carriageReturn else { throw .malformed }
        let line = view[view.startIndex..<end - 1]
        guard line.allSatisfy(\.isFieldByte) else { throw .malformed }
        overhead += count
        guard overhead <= limits.header + limits.body else { throw .headTooLarge }
        buffer.moveReaderIndex(forwardBy: count)
        return line
    }

    /// The size that a chunk's first line tells in hexadecimal digits; what an extension says behind `;` counts for nothing.
    private static func size(_ line: ByteBufferView) throws(RequestRefusal) -> Int {
        var size = 0
        var digits = line.startIndex
        while digits < line.endIndex, let digit = hexValue(line[digits]) {
            guard digits - line.startIndex < 8 else { throw .malformed }
            size = size << 4 | Int(digit)
            digits += 1
        }
        guard digits > line.startIndex else { throw .malformed }
        let rest = line[digits...].drop(while: \.isLineBlank)
        guard rest.isEmpty || rest.first == UInt8(ascii: ";") else { throw .malformed }
        return size
    }
}
