internal import JSONTree

extension LiveNumber {
    /// What linking the number to an application changes; nothing when it is linked and no forwarding is in the way.
    ///
    /// The application is nil when it is made by the same plan.
    package func linkChanges(to application: String?) -> [FieldChange] {
        var changes: [FieldChange] = []
        if application == nil || !isSameApplication(applicationID, application) {
            let after = application.map { FieldChange.After.value(.string($0)) } ?? .knownAfterApply
            changes.append(FieldChange(path: "app_id", before: applicationID.map(JSONValue.string), after: after))
        }
        if let forwarding {
            changes += [
                FieldChange(path: "voiceCallbackType", before: .string(forwarding.type), after: .absent),
                FieldChange(path: "voiceCallbackValue", before: .string(forwarding.value), after: .absent),
            ]
        }
        return changes
    }

    /// What unlinking changes; nothing when the number is linked to nothing.
    package var unlinkChanges: [FieldChange] {
        applicationID.map { [FieldChange(path: "app_id", before: .string($0), after: .absent)] } ?? []
    }

    /// The form of an update that links the number, or unlinks it with nil.
    ///
    /// An update replaces: a field left out is cleared. So everything is sent again but the callbacks of type `app`, which
    /// only echo `app_id`, and, when the number is linked, a forwarding that would win over the application.
    package func updateForm(application: String?) -> [(name: String, value: String)] {
        var form = [("country", country), ("msisdn", digits)]
        if let application { form.append(("app_id", application)) }
        for key in ["moHttpUrl", "moSmppSysType", "voiceStatusCallback"] {
            if let value = text(key) { form.append((key, value)) }
        }
        if application == nil, let forwarding {
            form += [("voiceCallbackType", forwarding.type), ("voiceCallbackValue", forwarding.value)]
        }
        if let type = text("messagesCallbackType"), let value = text("messagesCallbackValue"),
            !isSameApplication(value, applicationID)
        {
            form += [("messagesCallbackType", type), ("messagesCallbackValue", value)]
        }
        return form
    }

    /// What the fields that plans change are now.
    package var fingerprint: String {
        digest([
            .string(country), .string(digits), .string((applicationID ?? "").lowercased()),
            .string(forwarding?.type ?? ""), .string(forwarding?.value ?? ""),
        ])
    }
}
