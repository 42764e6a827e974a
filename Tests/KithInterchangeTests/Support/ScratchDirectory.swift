import Foundation
import KithInterchange

/// A directory of the test's own, gone with it.
final class ScratchDirectory {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/kith-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, bytes: Array(text.utf8))
  }

  func write(_ name: String, bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// What a load says is wrong, rendered, with this directory's path left out; "" where nothing is.
  func errors(_ body: () throws -> Void) throws -> String {
    do {
      try body()
      return ""
    } catch let diagnostics as FileDiagnostics {
      return diagnostics.rendered().replacingOccurrences(of: path + "/", with: "")
    }
  }
}
