internal import Glibc
package import ReleaseRecords

extension UTCTime {
    /// The clock of the machine: read at the edge only.
    package static var now: UTCTime { UTCTime(seconds: Int(time(nil))) }
}
