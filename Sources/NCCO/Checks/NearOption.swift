/// The one of `candidates` that is most likely meant by `name`; nil when none is near.
///
/// Near is: the same but for letter case, `_` and `-`; or then differing in one place by a letter, or by two letters in
/// names of more than six. Names of options differ mostly in case (`timeout`, `timeOut`), so that is looked at first.
func nearOption(to name: String, among candidates: [String]) -> String? {
    let wanted = plainLetters(name)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    return candidates.first { $0 != name && plainLetters($0) == wanted }
        ?? candidates.first { $0 != name && differInOnePlace(plainLetters($0), wanted) }
}

private func plainLetters(_ name: String) -> [Unicode.Scalar] {
    name.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" }
}

private func differInOnePlace(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    let prefix = zip(left, right).prefix { $0 == $1 }.count
    let leftRest = left.dropFirst(prefix)
    let rightRest = right.dropFirst(prefix)
    let suffix = zip(leftRest.reversed(), rightRest.reversed()).prefix { $0 == $1 }.count
    let difference = (leftRest.dropLast(suffix), rightRest.dropLast(suffix))
    let length = max(difference.0.count, difference.1.count)
    if length == 2, difference.0.elementsEqual(difference.1.reversed()) { return true }
    return length <= (left.count > 6 ? 2 : 1)
}
