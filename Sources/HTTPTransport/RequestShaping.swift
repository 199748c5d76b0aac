/// What turns the GET that this module sends into another request.
///
/// Nothing here makes one: the doors for methods and bodies are used in the module HTTPWrites only, so that a program
/// that does not link it can send nothing but GET.
package struct RequestShaping: Sendable {
    /// Whether curl may send the request once more by itself, when a connection that it used again turns out to be closed.
    ///
    /// False keeps a request that the server may have carried out from being sent twice.
    package let isRepeatable: Bool

    /// Sets what differs; false when that fails.
    package let apply: @Sendable (TransferHandle) -> Bool

    package init(isRepeatable: Bool, apply: @escaping @Sendable (TransferHandle) -> Bool) {
        self.isRepeatable = isRepeatable
        self.apply = apply
    }
}

/// A transfer that is being prepared; valid only during the call that hands it over.
@safe package struct TransferHandle {
    /// The `CURL *`.
    @unsafe package let pointer: UnsafeMutableRawPointer
}
