internal import Glibc

/// Every parser that takes bytes from outside.
///
/// - Parameters:
///   - corpus: Inputs to start from.
///   - folder: An empty folder for files that a parser reads.
/// - Returns: The targets, in the order of the compiler's stages, then those of the network.
/// - Throws: When what they start from cannot be made.
func allTargets(_ corpus: Corpus, folder: String) throws -> [FuzzTarget] {
    [
        projectTarget(corpus, folder: folder),
        projectFilesTarget(corpus, folder: folder),
        jsonTarget(corpus),
        nccoTarget(corpus),
        try bundleTarget(corpus),
        try hostTarget(corpus, folder: folder),
        requestTarget(),
        try planTarget(corpus),
        try accountTarget(corpus),
        try snapshotTarget(corpus),
        try importTarget(corpus, folder: folder),
        recordsTarget(corpus),
        saleTarget(corpus),
        responseTarget(corpus),
        try credentialsTarget(corpus),
        sandboxTarget(corpus),
        sandboxStateTarget(corpus),
        try callTarget(corpus),
    ]
}
