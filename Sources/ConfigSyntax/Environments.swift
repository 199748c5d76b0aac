package import Diagnostics

/// An entry of `environments`: what is different in it, not yet laid over the project.
package struct DeclaredEnvironment: Sendable {
    /// The key of an environment that is about the environment, not about the project.
    static let sharedKey = "shared"

    package let name: Located<String>

    /// Whether it may have a number, application or publish target in common with another one.
    package let isShared: Bool

    /// The record of the overlay, a mapping; nil when nothing is different.
    let overlay: Int?
}

/// The environments of a project.
package struct DeclaredEnvironments: Sendable {
    /// In source order; empty when the project has none.
    package var all: [DeclaredEnvironment] = []

    /// The entry of `all` that `default_environment` names.
    package var byDefault: DeclaredEnvironment?

    /// The key `environments`, where there are any.
    package var span: Span?

    /// No environments.
    package init() {}

    /// The environment of a name, or nil.
    package func named(_ name: String) -> DeclaredEnvironment? {
        all.first { $0.name.value == name }
    }
}

/// The project is checked in each of them.
private let environmentsLimit = 100

/// Reads the top-level keys `environments` and `default_environment`.
///
/// What is wrong in the overlays themselves is found when they are laid over the project.
///
/// - Complexity: O(environments).
package func declaredEnvironments(in tree: SyntaxTree) -> Checked<DeclaredEnvironments> {
    var declared = DeclaredEnvironments()
    var diagnostics: [Diagnostic] = []
    for entry in tree.root.entries where entry.key.hasText("environments") && !entry.value.isNull {
        guard entry.value.kind == .mapping else {
            diagnostics.append(.environmentsAreNoMapping(at: entry.value.span))
            continue
        }
        for environment in entry.value.entries {
            let (name, value) = (environment.key, environment.value)
            guard value.kind == .mapping || value.isNull else {
                diagnostics.append(.environmentIsNoMapping(name.text, at: value.span))
                continue
            }
            guard declared.all.count < environmentsLimit else {
                diagnostics.append(.tooManyEnvironments(limit: environmentsLimit, at: name.contentSpan))
                break
            }
            let shared = value.value(forKey: DeclaredEnvironment.sharedKey)
            let isShared = shared.map(boolean) ?? false
            if let shared, isShared == nil { diagnostics.append(.sharedIsYesOrNo(at: shared.span)) }
            declared.all.append(
                DeclaredEnvironment(
                    name: Located(name.text, at: name.contentSpan),
                    isShared: isShared ?? true,
                    overlay: value.kind == .mapping ? value.contentIndex : nil
                )
            )
        }
        declared.span = entry.key.contentSpan
    }
    if let value = tree.root.value(forKey: "default_environment"), !value.isNull {
        let name = value.text
        declared.byDefault = declared.named(name)
        if value.kind != .scalar || name.isEmpty {
            diagnostics.append(.defaultEnvironmentIsNoName(at: value.span))
        } else if declared.byDefault == nil, diagnostics.isEmpty {
            let names = declared.all.map(\.name.value)
            diagnostics.append(.unknownEnvironment(name, at: value.contentSpan, names: names))
        }
    }
    return Checked(declared, diagnostics: diagnostics.inSourceOrder())
}

/// `yes` or `no` in the forms that the language knows; nil for anything else.
private func boolean(_ node: SyntaxNode) -> Bool? {
    guard node.kind == .scalar else { return nil }
    switch node.text.lowercased() {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default: return nil
    }
}
