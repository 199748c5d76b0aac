package import Diagnostics

extension DiagnosticCode {
    static let includeIsNoList = DiagnosticCode("CC0040")
    static let belongsToRootFile = DiagnosticCode("CC0045")
    static let includedFileIsNoMapping = DiagnosticCode("CC0046")
    static let environmentShape = DiagnosticCode("CC0050")
    static let defaultEnvironmentIsNoName = DiagnosticCode("CC0051")
    static let sharedIsYesOrNo = DiagnosticCode("CC0052")
    static let tooManyEnvironments = DiagnosticCode("CC0060")
    static let nestedVariable = DiagnosticCode("CC0061")
    static let sameInAllEnvironments = DiagnosticCode("CC0053")
    static let nameTwice = DiagnosticCode("CC1010")
    static let sectionTwice = DiagnosticCode("CC1011")
    static let unknownEnvironment = DiagnosticCode("CC1012")
    package static let nothingToRemove = DiagnosticCode("CC1014")
}

// MARK: - Included files

extension Diagnostic {
    static func includeIsNoList(at span: Span) -> Diagnostic {
        error(
            .includeIsNoList,
            "'include' is a list of paths and patterns",
            at: span,
            help: "write 'include: [menus/*.yaml, tests.yaml]'"
        )
    }

    static func belongsToRootFile(_ key: String, at span: Span) -> Diagnostic {
        error(
            .belongsToRootFile,
            "'\(key)' stands in the root file only, and this file is included",
            at: span,
            help: key == "include" ? "move its patterns to 'include' of the root file" : "remove it here"
        )
    }

    static func includedFileIsNoMapping(at span: Span) -> Diagnostic {
        error(
            .includedFileIsNoMapping,
            "an included file is a mapping with the keys of a root file, such as menus",
            at: span,
            help: "put the content below its key: 'menus:', then the names, indented"
        )
    }

    static func nameTwice(_ name: String, at span: Span, first: Span) -> Diagnostic {
        error(
            .nameTwice,
            "'\(shown(name))' is defined in two files",
            at: span,
            notes: [Note("first defined here", at: first)],
            help: "remove or rename one of the two"
        )
    }

    static func sectionTwice(_ name: String, at span: Span, first: Span) -> Diagnostic {
        error(
            .sectionTwice,
            "'\(shown(name))' stands in one file, and this is the second",
            at: span,
            notes: [Note("first written here", at: first)],
            help: "move everything below '\(shown(name))' to one of the two files"
        )
    }

    static func projectTooLarge(limit: Int, at span: Span) -> Diagnostic {
        error(
            .fileTooLarge,
            "the files of a project have at most \(limit) bytes together",
            at: span,
            help: "include fewer files, or make several projects"
        )
    }

    static func projectHasTooManyNodes(limit: Int, at span: Span) -> Diagnostic {
        error(
            .tooManyNodes,
            "the files of a project have at most \(limit) values together",
            at: span,
            help: "include fewer files, or make several projects"
        )
    }
}

// MARK: - Environments

extension Diagnostic {
    static func environmentsAreNoMapping(at span: Span) -> Diagnostic {
        error(
            .environmentShape,
            "'environments' is a mapping of environments by name",
            at: span,
            help: "write 'environments: {production: {}, staging: {app: {name: Trial}}}'"
        )
    }

    static func environmentIsNoMapping(_ name: String, at span: Span) -> Diagnostic {
        error(
            .environmentShape,
            "the environment '\(shown(name))' is a mapping of what is different in it",
            at: span,
            help: "write {} where nothing is"
        )
    }

    static func tooManyEnvironments(limit: Int, at span: Span) -> Diagnostic {
        error(
            .tooManyEnvironments,
            "a project has at most \(limit) environments",
            at: span,
            help: "remove those that are gone, or tell what differs by '--var' instead"
        )
    }

    static func defaultEnvironmentIsNoName(at span: Span) -> Diagnostic {
        error(
            .defaultEnvironmentIsNoName,
            "'default_environment' is the name of an environment",
            at: span,
            help: "write one of the names under 'environments'"
        )
    }

    static func sharedIsYesOrNo(at span: Span) -> Diagnostic {
        error(.sharedIsYesOrNo, "'shared' is yes or no", at: span, help: "write yes or no")
    }

    static func sameInAllEnvironments(_ key: String, at span: Span) -> Diagnostic {
        error(
            .sameInAllEnvironments,
            "'\(key)' says how the project is read, and is the same in all environments",
            at: span,
            help: "move it to the top of the root file"
        )
    }

    static func unknownEnvironment(_ name: String, at span: Span, names: [String]) -> Diagnostic {
        error(
            .unknownEnvironment,
            "the environment '\(shown(name))' is not defined",
            at: span,
            help: names.isEmpty
                ? "define it under 'environments', or remove this"
                : "the environments are \(names.joined(separator: ", "))"
        ).suggesting(nearestName(to: name, among: names), insteadOf: span)
    }

    static func nothingToRemove(_ path: String, at span: Span, nearest: String?) -> Diagnostic {
        error(
            .nothingToRemove,
            "there is no '\(shown(path))' that this environment could remove",
            at: span,
            help: "correct the name; to add something that has no settings of its own, write {} instead of nothing"
        ).suggesting(nearest, insteadOf: span)
    }
}

// MARK: - Variables

extension Diagnostic {
    static func nestedVariable(_ inner: String, in name: String, at span: Span) -> Diagnostic {
        warning(
            .nestedVariable,
            "the text of variable '\(shown(name))' is taken as it is, with '${\(inner)}' in it",
            at: span,
            help: "write out what '${\(inner)}' stands for, or use both where the text is"
        )
    }
}
