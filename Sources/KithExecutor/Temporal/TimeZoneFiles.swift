import Glibc
import Synchronization

/// The system's zone files, each read once a process.
enum TimeZoneFiles {
  private static let known = Mutex<[String: TimeZoneRules]>([:])
  private static let directory = "/usr/share/zoneinfo/"
  private static let tables = TimeZoneTables(
    zones: text(ofFile: "zone1970.tab"), names: text(ofFile: "zone.tab"))

  /// The rules of a zone by its name in the IANA database; nil where the system has no such zone.
  ///
  /// A name that the database's main data links to another zone has that zone's history: see `TimeZoneTables`.
  static func rules(named name: String) -> TimeZoneRules? {
    guard isName(name) else { return nil }
    if let rules = known.withLock({ $0[name] }) { return rules }
    guard let own = zone(name) else { return nil }
    let linked = tables.candidates(for: name).lazy.compactMap { zone($0) }
      .first { $0.agreesSince1970(with: own) }
    let rules = linked?.renamed(name) ?? own
    known.withLock { $0[name] = rules }
    return rules
  }

  private static func zone(_ name: String) -> TimeZoneRules? {
    bytes(ofFile: directory + name).flatMap { TimeZoneRules(name: name, bytes: $0) }
  }

  /// Empty where there is no such file.
  private static func text(ofFile name: String) -> String {
    String(decoding: bytes(ofFile: directory + name) ?? [], as: UTF8.self)
  }

  /// The names of all zones, those that are other names of zones too, for messages; none where the system does not
  /// list them. Reads a file of some 100 kB.
  static var names: [String] {
    // A line is 'Z Europe/Berlin …' for a zone, and 'L Europe/Berlin Arctic/Longyearbyen' for another name.
    guard let bytes = bytes(ofFile: directory + "tzdata.zi", limit: 1 << 20) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
      let place =
        words.first == [UInt8(ascii: "Z")] ? 1 : words.first == [UInt8(ascii: "L")] ? 2 : 0
      guard place > 0, place < words.count else { return nil }
      return String(decoding: words[place], as: UTF8.self)
    }
  }

  /// Names lead to files: only letters, digits, `_ + - /`, no way out of the directory, and none
  /// to the zones that count leap seconds.
  private static func isName(_ name: String) -> Bool {
    name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "/"):
        true
      default: false
      }
    } && !name.isEmpty && !name.hasPrefix("/") && !name.hasPrefix("right/") && !name.hasSuffix("/")
      && name.utf8.count < 64
  }

  /// All bytes of a small file; nil where it cannot be read or has more bytes than the limit.
  private static func bytes(ofFile path: String, limit: Int = 1 << 16) -> [UInt8]? {
    // Safe because the path is a string that lives through the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: limit)
    // Safe because the call writes at most `limit` bytes to the array's own memory. A file this small is read at once.
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, limit)
    }
    return count > 0 && count < limit ? Array(bytes[..<count]) : nil
  }
}
