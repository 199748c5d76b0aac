package import JSONTree

/// A place in an NCCO where a URL of a menu of the project stands.
package struct MenuReference: Sendable, Hashable {
    package var path: [NCCOProblem.PathStep]

    /// The menu's name as written.
    package var menu: String

    /// Whether the URL answers the menu's keys (`/input`) rather than enters the menu.
    package var isInput: Bool

    package init(path: [NCCOProblem.PathStep], menu: String, isInput: Bool) {
        self.path = path
        self.menu = menu
        self.isInput = isInput
    }
}

/// All references to menus in an NCCO, in its order.
///
/// Only options that hold a URL count: the same text in a notify's payload, say, is somebody's data.
package func menuReferences(in ncco: JSONValue) -> [MenuReference] {
    var references: [MenuReference] = []
    _ = mappingURLs(ofNCCO: ncco) { path, text in
        if let url = MenuURL(text) {
            references.append(MenuReference(path: path, menu: url.menu, isInput: url.isInput))
        }
        return text
    }
    return references
}

/// The NCCO with each reference to a menu replaced by what `replacement` gives for the menu's name and whether it is
/// the menu's input; where that is nil it stays.
package func replacingMenuReferences(
    in ncco: JSONValue,
    with replacement: (_ menu: String, _ isInput: Bool) -> String?
) -> JSONValue {
    mappingURLs(ofNCCO: ncco) { _, text in
        MenuURL(text).flatMap { replacement($0.menu, $0.isInput) } ?? text
    }
}

private typealias Path = [NCCOProblem.PathStep]

/// The NCCO with the text of every option that holds a URL put through `transform`, in order.
private func mappingURLs(ofNCCO ncco: JSONValue, _ transform: (Path, String) -> String) -> JSONValue {
    guard case .array(let actions) = ncco else { return ncco }
    return .array(
        actions.enumerated().map { index, action in
            guard let name = action["action"]?.stringValue, let table = OptionTable.actions[name] else { return action }
            return mappingURLs(of: action, table, at: [.index(index)], transform)
        }
    )
}

private func mappingURLs(
    of value: JSONValue,
    _ table: OptionTable,
    at path: Path,
    _ transform: (Path, String) -> String
) -> JSONValue {
    guard case .object(let object) = value else { return value }
    return .object(
        JSONObject(
            object.members.map { key, value in
                guard let kind = table[key]?.kind else { return (key, value) }
                return (key, mappingURLs(of: value, kind, at: path + [.key(key)], transform))
            }
        )
    )
}

private func mappingURLs(
    of value: JSONValue,
    _ kind: OptionKind,
    at path: Path,
    _ transform: (Path, String) -> String
) -> JSONValue {
    switch kind {
    case .url, .urlInArray:
        switch value {
        case .string(let text): .string(transform(path, text))
        case .array(let elements):
            .array(
                elements.enumerated().map { index, element in
                    element.stringValue.map { .string(transform(path + [.index(index)], $0)) } ?? element
                }
            )
        default: value
        }
    case .settings(let table): mappingURLs(of: value, table, at: path, transform)
    case .endpoint:
        if case .array(let endpoints) = value {
            .array(
                endpoints.enumerated().map { index, endpoint in
                    guard let type = endpoint["type"]?.stringValue, let table = OptionTable.endpoints[type] else {
                        return endpoint
                    }
                    return mappingURLs(of: endpoint, table, at: path + [.index(index)], transform)
                }
            )
        } else {
            value
        }
    default: value
    }
}
