internal import Crypto
internal import FoundationEssentials
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
    Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
}
