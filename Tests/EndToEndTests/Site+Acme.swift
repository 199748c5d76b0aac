import Foundation
import Testing

extension Site {
    /// The numbers of `examples/acme` as `ccsandbox serve` takes them.
    static let acmeNumbers = [
        "442079460000:GB", "442079460010:GB", "442079460020:GB", "442079460030:GB", "442079460040:GB",
        "14155550100:US", "14155550110:US", "14155550120:US", "14155550130:US", "493023125100:DE", "493023125110:DE",
        "493023125120:DE", "33199001000:FR", "33199001010:FR", "33199001020:FR",
    ].flatMap { ["--own", $0] }

    /// Puts `examples/acme` in place of the quickstart, published into this site's folder and served by its host.
    func becomeAcme() throws {
        let acme = repository.appending(path: "examples/acme")
        for name in try FileManager.default.contentsOfDirectory(atPath: acme.path) where name != "contact-center.yaml" {
            try FileManager.default.copyItem(at: acme.appending(path: name), to: project.appending(path: name))
        }
        var text = try String(contentsOf: acme.appending(path: "contact-center.yaml"), encoding: .utf8)
        let elsewhere = hostURL.replacing("127.0.0.1", with: "localhost")
        for (old, new) in [
            ("https://voice.acme.example\n", "\(hostURL)\n"), ("dir:/srv/voice\n", "dir:public\n"),
            ("https://static.acme.example\n", "\(elsewhere)\n"), ("keys/production.pub ", "keys/app.pub "),
        ] {
            try #require(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        try write(text)
    }
}
