import CLMDB
import Glibc

/// A state of a file whose pages were all found whole, kept in an extended attribute of the file.
///
/// Walking the pages takes milliseconds for some millions of relationships. Where the file was not written since the last
/// walk, as its time of change tells, it need not be walked again. A file system without extended attributes costs the
/// walk each time, and so does a copy, which is another file.
struct CheckMark: Equatable {
  private static let attribute = "user.kith.checked"
  /// The clock of a file system goes in steps of some milliseconds: a change within the same step would not be seen.
  private static let leastAgeNanoseconds = 50_000_000

  /// Commit, size in bytes, device, inode, seconds and nanoseconds of the last change.
  private let words: [UInt64]
  /// What the clock of the file says, in nanoseconds since 1970.
  private let changed: Int

  /// The file as it is; `commit` is its last. Nil where the file cannot be asked.
  init?(_ descriptor: Int32, commit: UInt64) {
    var status = stat()
    // Safe because `status` is written only during the call.
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    words = [
      commit, UInt64(status.st_size), UInt64(status.st_dev), UInt64(status.st_ino),
      UInt64(bitPattern: Int64(status.st_mtim.tv_sec)),
      UInt64(bitPattern: Int64(status.st_mtim.tv_nsec))
    ]
    changed = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
  }

  /// Whether the file bears this mark.
  func isOn(_ descriptor: Int32) -> Bool {
    var stored = [UInt64](repeating: 0, count: words.count)
    let wanted = stored.count * MemoryLayout<UInt64>.stride
    // Safe because at most as many bytes are written as the array has.
    let count = unsafe fgetxattr(descriptor, Self.attribute, &stored, wanted)
    return count == wanted && stored == words
  }

  /// Marks the file, unless it was changed a moment ago. That it cannot be marked is no error.
  func put(on descriptor: Int32) {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    let age = now.tv_sec * 1_000_000_000 + now.tv_nsec - changed
    guard age >= Self.leastAgeNanoseconds else { return }
    // Safe because as many bytes are read as the array has.
    _ = unsafe fsetxattr(
      descriptor, Self.attribute, words, words.count * MemoryLayout<UInt64>.stride, 0)
  }
}
