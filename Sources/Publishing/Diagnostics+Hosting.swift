package import Diagnostics

/// What a look at the public URLs finds.
extension DiagnosticCode {
    static let notServed = DiagnosticCode("CC4030")
    static let insecureHost = DiagnosticCode("CC4031")
    static let redirectingHost = DiagnosticCode("CC4032")
    static let staleCache = DiagnosticCode("CC4033")
    static let wrongMediaType = DiagnosticCode("CC4034")
    static let slowHost = DiagnosticCode("CC4035")
    static let refusingHost = DiagnosticCode("CC4036")
}

extension PageFault {
    /// As a finding about that URL.
    package func finding(at url: String) -> Diagnostic {
        let message = "\(url): \(words)"
        return isError
            ? .error(code, message, at: nil, help: help) : .warning(code, message, at: nil, help: help)
    }
}
