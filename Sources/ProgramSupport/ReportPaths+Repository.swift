package import Diagnostics

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// How reports name the files of a project: from the root of the repository that it stands in, which is the nearest folder
/// upwards that has a `.git`; without one, from the working directory.
package func reportPaths(of project: String) -> ReportPaths {
    let files = FileManager.default
    let workingDirectory = files.currentDirectoryPath
    var steps = ReportPaths.absolute(project, from: workingDirectory).split(separator: "/")
    while !steps.isEmpty {
        let folder = "/" + steps.joined(separator: "/")
        // A folder, or in a work tree or submodule a file.
        if files.fileExists(atPath: folder + "/.git") {
            return ReportPaths(workingDirectory: workingDirectory, root: folder)
        }
        steps.removeLast()
    }
    return ReportPaths(workingDirectory: workingDirectory, root: workingDirectory)
}
