package import JSONTree

/// Checks an NCCO against the rules of the platform.
///
/// The rules are those of the platform's NCCO reference; `NCCORule` names them. URLs of menus, `ccplan://menu/NAME`,
/// are allowed wherever a URL is; whether the menu exists is not known here (see `menuReferences`).
///
/// - Parameters:
///   - value: Any JSON at all.
///   - allowingDialledToken: Whether `PARAMS_TO` may stand as the number of a phone endpoint, since the NCCO is served
///     only with the validated digits in its place.
/// - Returns: Everything that the platform would refuse or that is hardly meant, action by action.
/// - Complexity: O(size of the value).
package func checkNCCO(_ value: JSONValue, allowingDialledToken: Bool = false) -> [NCCOProblem] {
    var checker = NCCOChecker(allowsDialledToken: allowingDialledToken)
    checker.check(value)
    return checker.problems(ofActions: value.arrayValue?.count ?? 0)
}

/// Collects the problems of one NCCO.
struct NCCOChecker {
    typealias Path = [NCCOProblem.PathStep]

    let allowsDialledToken: Bool
    private var found: [NCCOProblem] = []

    init(allowsDialledToken: Bool) {
        self.allowsDialledToken = allowsDialledToken
    }

    mutating func check(_ value: JSONValue) {
        guard case .array(let actions) = value else {
            error(
                .notAnArray,
                "an NCCO is an array of actions",
                at: [],
                help: value["action"] == nil ? "write '[{\"action\": …}]'" : "put '[' and ']' around the action"
            )
            return
        }
        if actions.isEmpty {
            warning(.emptyNCCO, "an NCCO without actions ends the call", at: [], help: "say something, or use 'hangup'")
        }
        for (index, action) in actions.enumerated() {
            check(action: action, at: [.index(index)])
        }
        checkSequence(actions)
        checkTokens(value)
    }

    private mutating func check(action: JSONValue, at path: Path) {
        guard case .object(let object) = action, let name = object["action"] else {
            error(
                .notAnAction,
                "an action is an object with an 'action'",
                at: path,
                help: "write {\"action\": \"talk\", …}"
            )
            return
        }
        let namePath = path + [.key("action")]
        guard case .string(let name) = name else {
            error(.wrongType, "the 'action' of an action is its name", at: namePath, help: actionNamesHelp)
            return
        }
        guard !OptionTable.retiredActions.contains(name) else {
            error(.retiredAction, "the platform has retired the action '\(name)'", at: namePath, help: "remove it")
            return
        }
        guard let table = OptionTable.actions[name] else {
            error(
                .unknownAction,
                "the platform knows no action '\(name)'",
                at: namePath,
                help: didYouMean(name, among: OptionTable.actionNames) ?? actionNamesHelp
            )
            return
        }
        if name == "input", isLegacyInput(object) {
            warning(
                .legacyInput,
                "an input has a 'type', without it the platform's events have an old form",
                at: path,
                help: "add \"type\": [\"dtmf\"] and put the key settings into 'dtmf'"
            )
            check(object, against: .legacyInput, except: "action", at: path)
        } else {
            check(object, against: table, except: "action", at: path)
        }
        checkTogether(name, object, at: path)
    }

    private var actionNamesHelp: String {
        "its actions are \(list(OptionTable.actionNames))"
    }

    // MARK: Reporting

    mutating func error(_ rule: NCCORule, _ message: String, at path: Path, help: String? = nil) {
        found.append(NCCOProblem(path: path, severity: .error, rule: rule, message: message, help: help))
    }

    mutating func warning(_ rule: NCCORule, _ message: String, at path: Path, help: String? = nil) {
        found.append(NCCOProblem(path: path, severity: .warning, rule: rule, message: message, help: help))
    }

    /// The findings in the order of the actions; at a place where the dialled token is misplaced only that is told.
    func problems(ofActions count: Int) -> [NCCOProblem] {
        let tokenPaths = Set(found.filter { $0.rule == .dialledToken }.map(\.path))
        var whole: [NCCOProblem] = []
        var byAction: [[NCCOProblem]] = Array(repeating: [], count: count)
        for problem in found where problem.rule == .dialledToken || !tokenPaths.contains(problem.path) {
            if case .index(let index) = problem.path.first, index < count {
                byAction[index].append(problem)
            } else {
                whole.append(problem)
            }
        }
        return whole + byAction.joined()
    }
}

func didYouMean(_ name: String, among candidates: [String]) -> String? {
    nearOption(to: name, among: candidates).map { "did you mean '\($0)'?" }
}

/// Names in single quotes with commas between.
func list(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
}

/// Names in single quotes as alternatives: `'a', 'b' or 'c'`.
func alternatives(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return list(names) }
    return "\(list(names.dropLast())) or '\(last)'"
}
