import CallBundle
import Diagnostics
import ProjectLoading
import Testing

@Suite("hosting.signatures")
struct RequiredSignatureTests {
    private func loaded(_ hosting: String, app: String = "") throws -> LoadedProject {
        try loadText(
            """
            version: 1
            app: {name: Test\(app)}
            hosting: {url: "https://voice.example.com"\(hosting)}
            numbers: {default: {inbound: {say: We are closed., hangup: yes}}}
            """
        )
    }

    private func errors(_ hosting: String, app: String = "") throws -> [String] {
        try loaded(hosting, app: app).diagnostics.filter { $0.severity == .error }.map {
            "\($0.code.text) \($0.message)"
        }
    }

    @Test("what is wanted stands in the manifest, and only 'require' makes another release")
    func manifest() throws {
        let plain = try #require(try loaded("").release)
        let observed = try #require(try loaded(", signatures: observe").release)
        let required = try #require(try loaded(", signatures: require").release)
        #expect(plain.manifest.signatures == .observe && observed.manifest.signatures == .observe)
        #expect(required.manifest.signatures == .require)
        #expect(plain.id == observed.id)
        #expect(plain.id != required.id)
    }

    @Test("a host that cannot tell, or an application that has nothing signed, cannot require it")
    func impossible() throws {
        for target in ["nginx", "nginx-plain", "static"] {
            #expect(
                try errors(", target: \(target), signatures: require")
                    == ["CC4010 the host '\(target)' cannot tell signed webhooks from others"]
            )
            #expect(try errors(", target: \(target), signatures: observe").isEmpty)
        }
        for target in ["ccserve", "worker"] {
            #expect(try errors(", target: \(target), signatures: require").isEmpty)
        }
        #expect(
            try errors(", signatures: require", app: ", signed_callbacks: no")
                == ["CC4020 signatures are required, and the application has its webhooks not signed"]
        )
        #expect(try errors(", signatures: require", app: ", signed_callbacks: yes").isEmpty)
        #expect(try errors(", signatures: sometimes") == ["CC0104 'signatures' is observe or require"])
    }
}
