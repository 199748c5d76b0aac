internal import CallBundle
internal import Provisioning

extension ChangeReport {
    /// The report as one page: no network, no file beside it, readable in light and dark, by mouse and by keyboard.
    ///
    /// - Complexity: O(report), and a sort of the picture's boxes.
    package var page: String {
        let writer = PageWriter(report: self)
        let title = "\(htmlText(plan.project)): what this changes"
        let policy =
            "default-src 'none'; style-src 'sha256-\(base64Digest(pageStyle))'; script-src 'sha256-\(base64Digest(pageScript))'"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <title>\(title)</title>
            <style>\(pageStyle)</style>
            </head>
            <body>
            \(writer.body)
            <script>\(pageScript)</script>
            </body>
            </html>

            """
    }
}

/// The SHA-256 of a text, in Base64, as a content security policy names it.
private func base64Digest(_ text: String) -> String {
    let digits = Array(hexDigest(Array(text.utf8)).utf8)
    func value(_ digit: UInt8) -> Int { digit < 0x3A ? Int(digit) - 0x30 : Int(digit) - 0x57 }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var encoded = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = Array(bytes[start..<min(start + 3, bytes.count)])
        let bits = (group[0] << 16) | (group.count > 1 ? group[1] << 8 : 0) | (group.count > 2 ? group[2] : 0)
        for place in 0..<4 { encoded.append(place <= group.count ? letters[(bits >> (18 - 6 * place)) & 63] : "=") }
    }
    return encoded
}
