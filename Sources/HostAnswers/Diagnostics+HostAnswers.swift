package import Diagnostics

/// What a look at the public URLs finds.
extension DiagnosticCode {
    package static let notServed = DiagnosticCode("CC4030")
    package static let insecureHost = DiagnosticCode("CC4031")
    package static let redirectingHost = DiagnosticCode("CC4032")
    package static let staleCache = DiagnosticCode("CC4033")
    package static let wrongMediaType = DiagnosticCode("CC4034")
    package static let slowHost = DiagnosticCode("CC4035")
    package static let refusingHost = DiagnosticCode("CC4036")
}

extension PageFault {
    /// As a finding about that URL.
    package func finding(at url: String) -> Diagnostic {
        let message = "\(url): \(words)"
        return isError
            ? .error(code, message, at: nil, help: help) : .warning(code, message, at: nil, help: help)
    }
}
