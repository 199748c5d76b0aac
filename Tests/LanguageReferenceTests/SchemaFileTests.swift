import ContactCenter
import JSONTree
import LanguageReference
import Testing

@Suite("The schema of the language")
struct SchemaFileTests {
    @Test(
        "docs/*.schema.json are what the tables say; UPDATE_GOLDEN=1 rewrites them",
        arguments: [(SchemaScope.root, "contact-center"), (.included, "included")]
    )
    func upToDate(scope: SchemaScope, name: String) throws {
        let schema = languageSchema(for: scope)
        try expectFile("docs/\(name).schema.json", String(decoding: schema.serializedBytes(.pretty), as: UTF8.self))
    }

    @Test("each reference leads to a definition, and each definition is referred to")
    func references() throws {
        let text = languageSchema(for: .root).serialized()
        let definitions = try #require(languageSchema(for: .root)["definitions"]?.objectValue).keys
        let references = Set(text.matches(of: /"#\/definitions\/([^"]+)"/).map { String($0.1) })
        #expect(Set(definitions) == references)
        #expect(definitions.count > KeyTable.all.count)
    }

    @Test("every key of the language is in it, told in the words of its table")
    func keys() throws {
        let schema = languageSchema(for: .root)
        let definitions = try #require(schema["definitions"]?.objectValue)
        let mappings = definitions.members.map(\.value) + [schema]
        for table in KeyTable.all {
            let names = table.keys.map(\.name)
            let told = mappings.contains { mapping in
                guard let properties = mapping["properties"]?.objectValue else { return false }
                return properties.keys == names + ["<<"]
                    && table.keys.allSatisfy { properties[$0.name]?["description"]?.stringValue == $0.summary }
            }
            #expect(told || names.isEmpty, "\(table.subject)")
        }
    }

    @Test("every pattern can be read, and fits its example")
    func patterns() throws {
        func check(_ schema: JSONValue) throws {
            if let pattern = schema["pattern"]?.stringValue {
                let expression = try Regex(pattern)
                for example in schema["examples"]?.arrayValue ?? [] {
                    #expect(example.stringValue?.firstMatch(of: expression) != nil, "\(pattern): \(example)")
                }
            }
            for member in schema.objectValue?.members ?? [] { try check(member.value) }
            for element in schema.arrayValue ?? [] { try check(element) }
        }
        try check(languageSchema(for: .root))
    }
}
