import CallBundle
import JSONTree

/// A release of two documents behind one route, and a way out.
func sampleRelease(says text: String = "Hello", baseURL: String = "https://voice.example") -> Release {
    var draft = BundleDraft()
    let document = draft.add(document: [["action": "talk", "text": .string(text)]])
    let unused = draft.add(document: [["action": "talk", "text": "Goodbye"]])
    draft.add(.called(cases: ["442079460000": .document(document)], otherwise: .document(unused)), at: .answer)
    draft.add(fallback: [["action": "talk", "text": "Sorry"]])
    return draft.sealed(
        baseURL: baseURL,
        compilerVersion: "1",
        requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: ["442079460000"])
    )
}
