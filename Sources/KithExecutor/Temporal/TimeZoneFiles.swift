import Glibc
import Synchronization

/// The system's zone files, each read once a process.
enum TimeZoneFiles {
  private static let known = Mutex<[String: TimeZoneRules]>([:])
  private static let directory = "/usr/share/zoneinfo/"

  /// The rules of a zone by its name in the IANA database; nil where the system has no such zone.
  static func rules(named name: String) -> TimeZoneRules? {
    guard isName(name) else { return nil }
    if let rules = known.withLock({ $0[name] }) { return rules }
    guard let bytes = bytes(ofFile: directory + name),
      let rules = TimeZoneRules(name: name, bytes: bytes)
    else { return nil }
    known.withLock { $0[name] = rules }
    return rules
  }

  /// Names lead to files: only letters, digits, `_ + - /`, and no way out of the directory.
  private static func isName(_ name: String) -> Bool {
    name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "/"):
        true
      default: false
      }
    } && !name.isEmpty && !name.hasPrefix("/") && !name.hasSuffix("/") && name.utf8.count < 64
  }

  /// All bytes of a small file; nil where it cannot be read or is larger than any zone file.
  private static func bytes(ofFile path: String) -> [UInt8]? {
    // Safe because the path is a string that lives through the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let limit = 1 << 16
    var bytes = [UInt8](repeating: 0, count: limit)
    // Safe because the call writes at most `limit` bytes to the array's own memory. A file this small is read at once.
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, limit)
    }
    return count > 0 && count < limit ? Array(bytes[..<count]) : nil
  }
}
