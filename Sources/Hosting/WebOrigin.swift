/// Whether a text is a web origin as browsers send it in `Origin`: `https://agents.example.com`, `http://localhost:5173`.
///
/// A path, a final slash, capitals or a `*` would never match, so a setting that has them is a mistake.
package func isWebOrigin(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: /[a-z][a-z0-9+.\-]*:\/\/([a-z0-9._\-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?/) else {
        return false
    }
    return match.output.0.utf8.count <= 255
}
