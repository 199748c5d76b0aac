/// A bucket, and what all keys in it begin with.
package struct ObjectPlace: Hashable, Sendable {
    package let bucket: String

    /// Without slashes at its ends; maybe empty.
    package let prefix: String

    package init(bucket: String, prefix: String) {
        self.bucket = bucket
        self.prefix = prefix
    }

    /// The key in the bucket of a name in this place.
    package func key(_ name: String) -> String { prefix.isEmpty ? name : "\(prefix)/\(name)" }

    /// `s3://bucket/prefix/name`.
    package func url(_ name: String) -> String { "s3://\(bucket)/\(key(name))" }
}

extension ObjectPlace: CustomStringConvertible {
    /// `s3://bucket/prefix`.
    package var description: String { prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)" }
}
