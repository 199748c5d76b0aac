internal import Journeys

extension OutboundChange {
    /// Whether it is told of a text that an app user dials that it calls one number now, and called another one.
    ///
    /// - Parameters:
    ///   - text: What is dialled.
    ///   - before: The digits of the number that was called; nil for none.
    ///   - after: Of the one that is called now.
    /// - Returns: What the prefixes, the longest one that fits, or what else is told say of it.
    func tells(dialling text: String, _ before: String?, _ after: String?) -> Bool {
        guard let before, let after else {
            return isIn(before == nil ? callable : refused, dialling: text)
        }
        return redirected.contains { heads($0.before, $0.after) == heads(before, after) }
    }

    private func isIn(_ all: [Numbers], dialling text: String) -> Bool {
        let digits = text.filter(\.isNumber)
        let isNational = !text.hasPrefix("+")
        let numbers = isNational ? ["44", "353"].map { $0 + digits.dropFirst() } : [digits]
        return numbers.contains { number in
            // What is told of a country's numbers, and not as of those dialled at home, holds for these, too.
            [false, isNational].contains { all.holds(number, isNational: $0) }
        }
    }

    /// What two numbers begin with until they are alike.
    private func heads(_ before: String, _ after: String) -> [Substring] {
        let same = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count
        return [before.dropLast(same), after.dropLast(same)]
    }
}

extension [OutboundChange.Numbers] {
    /// Whether a number is in one of the prefixes and in no exception that is longer.
    func holds(_ number: String, isNational: Bool) -> Bool {
        let ends = filter { $0.isNational == isNational }.flatMap { numbers in
            [(prefix: numbers.prefix, isIn: true)] + numbers.exceptions.map { (prefix: $0, isIn: false) }
        }
        return ends.filter { number.hasPrefix($0.prefix) }.max { $0.prefix.count < $1.prefix.count }?.isIn ?? false
    }
}

extension BruteForce {
    /// Dials what is told of, and numbers that begin as it is told.
    func isShown(_ change: OutboundChange) -> Bool {
        let called = change.callable.allSatisfy { isShown($0, before: false, after: true) }
        let refused = change.refused.allSatisfy { isShown($0, before: true, after: false) }
        let redirected = change.redirected.allSatisfy { dialled($0.dialled) == ($0.before, $0.after) }
        let extensions = (change.extensionsAdded + change.extensionsRemoved).allSatisfy {
            dialled($0.number) == (nil, nil)
        }
        return called && refused && redirected && extensions
    }

    private func isShown(_ numbers: OutboundChange.Numbers, before: Bool, after: Bool) -> Bool {
        func isSo(_ text: String) -> Bool {
            let called = dialled(text)
            return (called.0 != nil) == before && (called.1 != nil) == after
        }
        guard isSo(numbers.example) else { return false }
        guard !numbers.isNational, !numbers.prefix.isEmpty else { return true }
        func number(_ prefix: String) -> String { "+\((prefix + "15550100999").prefix(11))" }
        return isSo(number(numbers.prefix)) && !numbers.exceptions.contains { isSo(number($0)) }
    }

    /// The number that each side calls when an app user dials something.
    private func dialled(_ text: String) -> (String?, String?) {
        let request = PlainStart.dialling(text)
        let moment = moments.all[0]
        return (old.begin(request, at: moment).dialled, new.begin(request, at: moment).dialled)
    }
}
