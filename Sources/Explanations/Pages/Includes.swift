internal import Diagnostics

/// The files of a project.
extension Explanations {
    static let includes: [Explanation] = [
        Explanation(
            "CC0040",
            .error,
            "What is included is no list of paths",
            meaning: """
                The key include takes a list: paths and patterns of files, each a text.
                """,
            onTheTelephone: """
                The files that were meant are not read. What stands in them, menus and people, would be missing for
                callers.
                """,
            mending: """
                Write the paths in brackets, or one a line behind a dash:

                    include: [menus/*.yaml, tests.yaml]
                """,
            example: .adding(
                """
                include: menus/*.yaml
                """
            )
        ),
        Explanation(
            "CC0041",
            .warning,
            "A pattern fits no file",
            meaning: """
                No file of the project fits a pattern under include. Patterns are relative to the project's folder; *
                and ? stand for anything but / and a leading dot, **/ for folders of any depth.
                """,
            onTheTelephone: """
                If files were meant, what stands in them is missing: the menus, people or numbers of a whole part of the
                business.
                """,
            mending: """
                Correct the pattern, or remove it when the files are gone for good.
                """,
            example: .adding(
                """
                include: [menus/*.yaml]
                """
            )
        ),
        Explanation(
            "CC0042",
            .error,
            "An included file is not there",
            meaning: """
                The key include names a file by its path, without * or ?, and no file stands there. Nothing else is
                checked, since all names that the file defines would seem to be missing.
                """,
            onTheTelephone: """
                Without the file the project is not whole, and no release of it goes out.
                """,
            mending: """
                Correct the path, which is relative to the project's folder, or write a pattern where the file may be
                missing. Variables are not replaced in include.
                """,
            example: .adding(
                """
                include: [menus.yaml]
                """
            )
        ),
        Explanation(
            "CC0043",
            .error,
            "An include leaves the project's folder",
            meaning: """
                An included file lies below the folder of the root file. A path that is absolute, has '..' in it, or
                leads out through a link is refused, so that a project is whole wherever its folder is copied, and a
                change to it cannot make the tool read other files.
                """,
            onTheTelephone: """
                A release that depends on files from elsewhere may differ from one machine to the next: what was tried
                out is not what callers get.
                """,
            mending: """
                Move the file below the project's folder.
                """,
            example: .adding(
                """
                include: [../shared/menus.yaml]
                """
            )
        ),
        Explanation(
            "CC0044",
            .error,
            "An included file cannot be read",
            meaning: """
                Something stands at the path of an included file, but it is a folder, a device, a file without the right
                to read it, or too large.
                """,
            onTheTelephone: """
                What stands in the file would be missing for callers.
                """,
            mending: """
                Give the right to read the file, or make the pattern narrower when it fits a folder by accident.
                """,
            example: .adding(
                """
                include: [menus/*.yaml]
                """,
                files: [("menus/old.yaml/readme.txt", "Not in use.")]
            )
        ),
        Explanation(
            "CC0045",
            .error,
            "A key of the root file in an included file",
            meaning: """
                The keys version and include say how the project is read. They stand in the root file, and an included
                file has neither: what is included includes nothing itself.
                """,
            onTheTelephone: """
                None of it is heard. It is refused so that the files of a project can be found by reading one list.
                """,
            mending: """
                Remove version, or move the patterns to include of the root file.
                """,
            example: .adding(
                """
                include: [people.yaml]
                """,
                files: [("people.yaml", "version: 1\nusers: {Bob: {}}\n")]
            )
        ),
        Explanation(
            "CC0046",
            .error,
            "An included file is no mapping of keys",
            meaning: """
                An included file has the same keys as a root file: menus, agents, numbers and so on. This one has a list
                or a text at its top. An empty file is fine.
                """,
            onTheTelephone: """
                What stands in the file would be missing for callers.
                """,
            mending: """
                Put the content below its key: menus:, then the names, indented.
                """,
            example: .adding(
                """
                include: [calls.yaml]
                """,
                files: [("calls.yaml", "- name: pressing 1 reaches Jane\n")]
            )
        ),
        Explanation(
            "CC0047",
            .error,
            "Too many files are included",
            meaning: """
                A project includes at most 1,000 files, and at most 100,000 names of files and folders are looked at to
                find them. A pattern such as **/* in a folder with other things reaches this.
                """,
            onTheTelephone: """
                None of it is heard: the limit keeps a pattern that is too wide from reading a whole disk.
                """,
            mending: """
                Make the pattern narrower, menus/*.yaml rather than **/*.yaml, or put several things in one file.
                """,
            example: Explanation.Example(
                shown: "include: [menus/*.yaml], in a folder with 1,001 files that fit",
                isMade: true,
                bytes: { Array((Explanation.Example.head + "include: [menus/*.yaml]\n").utf8) },
                files: (1...1_001).map { ("menus/\($0).yaml", "") }
            )
        ),
        Explanation(
            "CC1010",
            .error,
            "A name is defined in two files",
            meaning: """
                Names of menus, people, numbers and everything else are put together over all files of a project. The
                same name in two files would leave open which one holds, so both places are shown.
                """,
            onTheTelephone: """
                Callers would reach the one or the other menu by the order in which files are read.
                """,
            mending: """
                Remove one of the two, or rename it with everything that leads to it.
                """,
            example: .adding(
                """
                include: [people.yaml]
                users: {Bob: {}}
                """,
                files: [("people.yaml", "users: {Bob: {display_name: Bob}}\n")]
            )
        ),
        Explanation(
            "CC1011",
            .error,
            "A part of the project stands in two files",
            meaning: """
                What there is one of (app, hosting, voice, outbound, policy, timezone) stands in one file as a whole.
                Only what has names, such as menus, and the list of tests are put together over several files.
                """,
            onTheTelephone: """
                Half of a voice or of the rules for outbound calls here and half there would be hard to find for those
                who look for what callers hear.
                """,
            mending: """
                Move everything below the key to one of the two files.
                """,
            example: .adding(
                """
                include: [voice.yaml]
                voice: {language: en-GB}
                """,
                files: [("voice.yaml", "voice: {goodbye: Thank you. Goodbye.}\n")]
            )
        ),
    ]
}
