import Foundation
import LoopbackServing
import Synchronization

/// A host of plain files: it gives the file of a path, whatever else is asked.
final class FileHost: Sendable {
    private let server: LoopbackServer
    private let folder: Shelf

    private final class Shelf: Sendable {
        let folder = Mutex<URL?>(nil)
    }

    init() throws {
        let shelf = Shelf()
        folder = shelf
        server = try LoopbackServer { request, _ in
            let file = shelf.folder.withLock(\.self)?.appending(path: String(request.path.dropFirst()))
            guard let file, let text = try? String(contentsOf: file, encoding: .utf8) else {
                return .answer(status: 404, body: [])
            }
            return .json(text)
        }
    }

    var url: String { server.base }

    /// Its files from now on.
    func serve(_ url: URL) { folder.folder.withLock { $0 = url } }
}
