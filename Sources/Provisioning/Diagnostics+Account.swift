internal import ContactCenter
internal import Diagnostics

extension DiagnosticCode {
    static let numberNotOwned = DiagnosticCode("CC8001")
    static let unknownApplicationID = DiagnosticCode("CC8002")
    static let ambiguousApplication = DiagnosticCode("CC8003")
    static let newApplicationWithoutKey = DiagnosticCode("CC8004")
    static let callerIDNotOwned = DiagnosticCode("CC8005")
    static let numberTakesNoCalls = DiagnosticCode("CC8006")
    static let removedNumberElsewhere = DiagnosticCode("CC8007")
    static let wrongAccount = DiagnosticCode("CC8008")
    static let numberOfOtherApplication = DiagnosticCode("CC8009")
    static let numberForwards = DiagnosticCode("CC8010")
    static let protectedRemoval = DiagnosticCode("CC8011")
    static let credentialsRefused = DiagnosticCode("CC8012")
    static let notPermitted = DiagnosticCode("CC8013")
    static let userExistsDifferently = DiagnosticCode("CC8014")
}

extension Diagnostic {
    static func numberNotOwned(_ number: DesiredState.Number) -> Diagnostic {
        error(
            .numberNotOwned,
            "number '\(number.name)' (\(number.number)) is not owned by this account",
            at: number.span,
            help:
                "correct the digits, take it out of 'numbers', or write a 'search' for 'ccapply buy' in place of 'number'"
        )
    }

    static func unknownApplicationID(_ id: String, _ application: DesiredState.Application) -> Diagnostic {
        error(
            .unknownApplicationID,
            "this account has no application with the id '\(id)'",
            at: application.span,
            help: "correct 'app.id', or take it out to find the application by its public key or name"
        )
    }

    static func ambiguousApplication(
        _ candidates: [LiveApplication],
        sharing trait: ApplicationMatch.SharedTrait,
        _ application: DesiredState.Application
    ) -> Diagnostic {
        let ids = candidates.map(\.id).joined(separator: ", ")
        let common =
            switch trait {
            case .publicKey: "the public key of 'app.public_key'"
            case .previousKey: "the public key of 'app.previous_public_key'"
            case .bothKeys: "a key of the exchange, one the new and another one the previous"
            case .name: "the name '\(application.name)'"
            }
        return error(
            .ambiguousApplication,
            "\(candidates.count) applications have \(common): \(ids)",
            at: application.span,
            help: "write down which one is meant with 'app.id'"
        )
    }

    static func newApplicationWithoutKey(_ application: DesiredState.Application) -> Diagnostic {
        error(
            .newApplicationWithoutKey,
            "a new application needs 'app.public_key'",
            at: application.span,
            help: "make a pair with 'ccplan keygen' and name the public half there"
        )
    }

    static func callerIDNotOwned(_ number: String) -> Diagnostic {
        error(
            .callerIDNotOwned,
            "caller id '+\(number)' is not a number of this account",
            at: nil,
            help: "use a number that the account owns; calls that show any other are refused"
        )
    }

    static func numberTakesNoCalls(_ number: DesiredState.Number) -> Diagnostic {
        warning(
            .numberTakesNoCalls,
            "number '\(number.name)' (\(number.number)) cannot take calls: it has no VOICE feature",
            at: number.span,
            help: "use a number with the VOICE feature"
        )
    }

    static func removedNumberElsewhere(
        _ removed: DesiredState.RemovedNumber,
        _ application: String
    ) -> Diagnostic {
        error(
            .removedNumberElsewhere,
            "number '\(removed.number)' is linked to application \(application), not to this one: it is not cancelled",
            at: removed.span,
            help: "unlink it there first, or take it out of 'removed'"
        )
    }
}
