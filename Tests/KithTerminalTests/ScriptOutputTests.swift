import Glibc
import Testing

/// Every script of `scripts/`, run by the real program on the report's graph, beside what it gave when somebody looked.
///
/// `KITH_RECORD=1 swift test --filter ScriptOutputTests` writes the expected outputs anew: read the difference.
@Suite(.serialized) struct ScriptOutputTests {
  static let root = String(#filePath).parent.parent.parent

  static let scripts: [String] = {
    var found: [String] = []
    // Safe because the stream is closed after its last entry was read.
    guard let stream = unsafe opendir("\(root)/scripts") else { return [] }
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name.hasSuffix(".cypher") { found.append(String(name.dropLast(".cypher".count))) }
    }
    unsafe closedir(stream)
    return found.sorted()
  }()

  /// A file with the report's facts, loaded once; nil where that failed.
  static let graph: String? = {
    let path = "\(Place.folder())/report.kith"
    let run = PipeRun(["load", path, "\(root)/graph"])
    return run?.status == 0 ? path : nil
  }()

  private static func text(of path: String) -> String {
    guard let file = unsafe fopen(path, "r") else { return "" }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // Safe because the buffer is as long as the call is told.
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  @Test func thereAreAtLeastTenScripts() { #expect(Self.scripts.count >= 10) }

  @Test(arguments: scripts) func givesWhatItGave(_ script: String) throws {
    let graph = try #require(Self.graph)
    let run = try #require(
      PipeRun([graph, "--read-only", "-f", "\(Self.root)/scripts/\(script).cypher"]))
    // Drawing tells on standard error what it drew.
    #expect(run.messages == (script == "tour" ? "kith-tour.dot: 9 nodes, 12 relationships\n" : ""))
    #expect(run.status == 0)
    let expected = "\(Self.root)/Tests/Golden/scripts/\(script).txt"
    // Safe because nothing in this process changes the environment.
    if unsafe getenv("KITH_RECORD") != nil { Place.write(run.output, to: expected) }
    if script == "tour" { unsafe unlink("kith-tour.dot") }
    #expect(run.output == Self.text(of: expected), "\(script).cypher gives something else")
  }
}

extension String {
  /// The folder that a path names its last part in.
  fileprivate var parent: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "." }
}
