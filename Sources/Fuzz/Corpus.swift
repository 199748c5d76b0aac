internal import FileAccess
internal import JSONTree
internal import ProjectLoading

/// Inputs from the repository: the examples, what they compile to, the fixtures, and the texts in the tests.
struct Corpus: Sendable {
    /// The example's root file, those of the fixtures, and YAML texts of the tests.
    let projects: [[UInt8]]

    /// JSON texts of the tests, the example's hand-written NCCO among them.
    let json: [[UInt8]]

    /// The example, compiled.
    let quickstart: LoadedProject

    init(repository: String) throws {
        quickstart = try loadProject(at: "\(repository)/examples/quickstart")
        let example = try readFile("\(repository)/examples/quickstart/contact-center.yaml", limit: 1 << 20)
        let custom = try readFile("\(repository)/examples/quickstart/custom.json", limit: 1 << 20)
        var yaml: [[UInt8]] = [example]
        var json: [[UInt8]] = [custom]
        for folder in (namesInFolder("\(repository)/Tests") ?? []).sorted() {
            for file in (namesInFolder("\(repository)/Tests/\(folder)") ?? []).sorted() where file.hasSuffix(".swift") {
                let source = try readFile("\(repository)/Tests/\(folder)/\(file)", limit: 1 << 22)
                for text in longTexts(in: String(decoding: source, as: UTF8.self)) {
                    if text.hasPrefix("{") || text.hasPrefix("[") {
                        json.append(Array(text.utf8))
                    } else if text.contains(": "), !text.hasPrefix("error") {
                        yaml.append(Array(text.utf8))
                    }
                }
            }
        }
        let fixtures = "\(repository)/Tests/Fixtures"
        let garden = try readFile("\(fixtures)/garden/contact-center.yaml", limit: 1 << 20)
        for file in (namesInFolder("\(fixtures)/corpus") ?? []).sorted() {
            yaml.append(try readFile("\(fixtures)/corpus/\(file)", limit: 1 << 20))
        }
        for project in (namesInFolder("\(fixtures)/broken") ?? []).sorted() {
            yaml.append(try readFile("\(fixtures)/broken/\(project)/contact-center.yaml", limit: 1 << 20))
        }
        // Half of them whole projects: they reach further than the snippets.
        projects = yaml + repeatElement(example, count: yaml.count / 2) + repeatElement(garden, count: yaml.count / 2)
        self.json = json
    }
}

/// The texts between `"""`, without their indentation.
private func longTexts(in source: String) -> [String] {
    let parts = source.split(separator: "\"\"\"", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { index in
        let lines = parts[index].split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        // The line of the closing quotes says how far the text is indented.
        let indentation = lines.last?.count ?? 0
        return lines.dropLast().map { String($0.dropFirst(indentation)) }.joined(separator: "\n")
    }
}
