internal import Diagnostics

// MARK: - The tree

extension Diagnostic {
    static func severalDocuments(at span: Span) -> Diagnostic {
        error(
            .severalDocuments,
            "a file holds one document, and a second one begins here",
            at: span,
            help: "remove the '---', or put the second document in a file of its own and include it"
        )
    }

    static func duplicateKey(_ key: String, at span: Span, first: Span) -> Diagnostic {
        error(
            .duplicateKey,
            "the key '\(shown(key))' is defined twice",
            at: span,
            notes: [Note("first defined here", at: first)],
            help: "remove or rename one of the two"
        )
    }

    static func keyIsNoText(at span: Span) -> Diagnostic {
        error(
            .keyIsNoText,
            "a key is a text, not a list or mapping",
            at: span,
            help: "put the key in quotes, or ${name} in a value of its own"
        )
    }

    /// `key`: the last piece, where it may have been meant as a key.
    static func commaEndsText(quoted: String, key: String?, at span: Span, isCertain: Bool) -> Diagnostic {
        var help = "write \(quoted)"
        if let key {
            help += ", or '\(key): yes' for the last part"
        }
        let diagnostic = error(
            .commaEndsText,
            "the comma ends the text here: in braces a text with a comma wants quotes",
            at: span,
            help: help
        )
        return isCertain ? diagnostic.mending(Quoting(span: span, replacement: quoted)) : diagnostic
    }

    static func keyWithoutValue(_ key: String, at span: Span) -> Diagnostic {
        error(
            .keyWithoutValue,
            "the key '\(shown(key))' has no value",
            at: span,
            help: "write 'key: value'; a list is in brackets, and a text with a comma in quotes"
        )
    }

    static func unknownAlias(_ name: String, at span: Span, nearest: String?) -> Diagnostic {
        error(
            .unknownAlias,
            "no '&\(name)' is defined before this alias",
            at: span,
            help: "write '&\(name)' before the value that is meant; or put a text that begins with '*' in quotes"
        ).suggesting(nearest.map { "*\($0)" }, insteadOf: span)
    }

    static func recursiveAlias(_ name: String, at span: Span) -> Diagnostic {
        error(
            .recursiveAlias,
            "'*\(name)' stands within the value that it means",
            at: span,
            help: "move the alias out of the value that begins with '&\(name)'"
        )
    }

    static func mergeOfNoMapping(at span: Span) -> Diagnostic {
        error(
            .mergeOfNoMapping,
            "'<<' takes a mapping or a list of mappings",
            at: span,
            help: "give it an alias of a mapping; a key of that name wants quotes"
        )
    }

    static func unknownTag(at span: Span, text: String) -> Diagnostic {
        error(
            .unknownTag,
            "the tag '\(shown(text))' has no meaning here",
            at: span,
            help: "remove it, or put a text that begins with '!' in quotes"
        )
    }

    static func fileTooLarge(bytes: Int, limit: Int, file: FileID) -> Diagnostic {
        error(
            .fileTooLarge,
            "a file has at most \(limit) bytes, and this one has \(bytes)",
            at: Span(file: file, start: 0, end: 0),
            help: "split it and include the parts"
        )
    }

    static func tooDeep(limit: Int, at span: Span) -> Diagnostic {
        error(.tooDeep, "values nest at most \(limit) levels deep", at: span, help: "flatten the file")
    }

    static func tooManyNodes(limit: Int, at span: Span) -> Diagnostic {
        error(.tooManyNodes, "a file has at most \(limit) values", at: span, help: "split it and include the parts")
    }

    static func aliasBomb(_ name: String, limit: Int, at span: Span) -> Diagnostic {
        error(
            .aliasBomb,
            "with '*\(name)' the aliases of this file stand for more than \(limit) values",
            at: span,
            help: "use fewer aliases of aliases"
        )
    }
}

// MARK: - Variables

extension Diagnostic {
    static func unknownVariable(_ name: String, at span: Span, nearest: String?) -> Diagnostic {
        error(
            .unknownVariable,
            "the variable '\(shown(name))' is not defined",
            at: span,
            help: "define it under 'vars', or write $${ for the characters themselves"
        ).suggesting(nearest.map { "${\($0)}" }, insteadOf: span)
    }

    static func unclosedVariable(at span: Span) -> Diagnostic {
        error(
            .unclosedVariable,
            "'${' wants a '}' behind the name of the variable",
            at: span,
            help: "write ${name}, or $${ for the characters themselves"
        )
    }

    static func badVariableName(_ name: String, at span: Span) -> Diagnostic {
        error(
            .badVariableName,
            "'\(shown(name))' cannot name a variable",
            at: span,
            help: "use letters, digits and '_', a digit not first"
        )
    }

    static func variablesAreNoMapping(at span: Span) -> Diagnostic {
        error(.variableIsNoText, "'vars' is a mapping of names to texts", at: span, help: "write 'vars: {name: text}'")
    }

    static func variableIsNoText(_ name: String, at span: Span) -> Diagnostic {
        error(
            .variableIsNoText,
            "the value of variable '\(shown(name))' is a text",
            at: span,
            help: "write '\(shown(name)): text', with \"\" for an empty one"
        )
    }

    static func variablesTooLong(limit: Int, at span: Span) -> Diagnostic {
        error(
            .variablesTooLong,
            "with its variables the file has more than \(limit) bytes of text",
            at: span,
            help: "use shorter variables, or fewer of them"
        )
    }
}
