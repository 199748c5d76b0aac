/// What a stage gives back: a value as far as one is usable, and everything that it found.
package struct Checked<Output> {
    /// Nil when nothing usable came out.
    package var output: Output?

    /// In source order.
    package var diagnostics: [Diagnostic]

    package init(_ output: Output?, diagnostics: [Diagnostic] = []) {
        self.output = output
        self.diagnostics = diagnostics
    }
}

extension Checked: Sendable where Output: Sendable {}
