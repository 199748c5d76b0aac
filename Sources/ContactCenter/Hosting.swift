/// A place to put the files of a release.
package enum PublishTarget: Hashable, Sendable {
    /// A folder, absolute or relative to the project's folder.
    case directory(String)

    /// A bucket of an S3-compatible store, and what all keys begin with, without slashes at its ends; maybe empty.
    case s3(bucket: String, prefix: String)

    /// A program and its arguments; it gets the staged folder as its last one.
    case command([String])
}

/// What serves a bundle.
package enum HostingTarget: String, CaseIterable, Sendable {
    case ccserve
    /// nginx with njs.
    case nginx
    /// An ES module with `fetch`.
    case worker
    /// nginx without njs: events by GET, keys only.
    case nginxPlain = "nginx-plain"
    /// Any host of files: one chain, no menu.
    case `static`
}
