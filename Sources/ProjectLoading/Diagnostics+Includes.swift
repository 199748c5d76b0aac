internal import Diagnostics

extension DiagnosticCode {
    fileprivate static let nothingToInclude = DiagnosticCode("CC0041")
    fileprivate static let includedFileIsMissing = DiagnosticCode("CC0042")
    fileprivate static let includeLeavesFolder = DiagnosticCode("CC0043")
    fileprivate static let includedFileIsUnreadable = DiagnosticCode("CC0044")
    fileprivate static let tooManyIncludedFiles = DiagnosticCode("CC0047")
}

extension Diagnostic {
    static func nothingToInclude(_ pattern: String, at span: Span) -> Diagnostic {
        warning(
            .nothingToInclude,
            "no file fits '\(pattern)'",
            at: span,
            help: "correct it, or remove it; patterns are relative to the project's folder, and '**/' is any depth"
        )
    }

    static func includedFileIsMissing(_ path: String, at span: Span) -> Diagnostic {
        error(
            .includedFileIsMissing,
            "the included file '\(path)' is not there",
            at: span,
            help: path.contains("${")
                ? "write the path itself: variables are not replaced in 'include'"
                : "correct the path; it is relative to the project's folder"
        )
    }

    static func includeLeavesFolder(_ path: String, at span: Span) -> Diagnostic {
        error(
            .includeLeavesFolder,
            "'\(path)' leaves the project's folder, and only files below it are included",
            at: span,
            help: "write a path relative to the folder of the root file, without '..'"
        )
    }

    /// A link below the folder that leads elsewhere.
    static func includeLeadsOut(_ path: String, at span: Span) -> Diagnostic {
        error(
            .includeLeavesFolder,
            "'\(path)' is a link out of the project's folder, and only files below it are included",
            at: span,
            help: "put the file itself there"
        )
    }

    static func includedFileIsUnreadable(_ path: String, reason: String, at span: Span) -> Diagnostic {
        error(
            .includedFileIsUnreadable,
            "the included file '\(path)' cannot be read: \(reason)",
            at: span,
            help: "check it and its rights, or make the pattern narrower: menus/*.yaml"
        )
    }

    static func tooManyIncludedFiles(limit: Int, at span: Span) -> Diagnostic {
        error(
            .tooManyIncludedFiles,
            "a project includes at most \(limit) files",
            at: span,
            help: "make the pattern narrower, or put several things in one file"
        )
    }

    static func tooManyIncludedNames(limit: Int, at span: Span) -> Diagnostic {
        error(
            .tooManyIncludedFiles,
            "at most \(limit) names of files and folders are looked at to find what is included",
            at: span,
            help: "make the pattern narrower: menus/*.yaml rather than **/*.yaml"
        )
    }
}
