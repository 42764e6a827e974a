import Foundation

/// The feature files below a folder, read.
package struct FeatureFolder: Sendable {
  package var path: String
  /// In the order of their files, and in a file as they are written.
  package var scenarios: [Scenario] = []
  /// Files that could not be read, with the reason; each counts as a failure.
  package var unreadable: [(file: String, reason: String)] = []
  /// How many files there were.
  package var fileCount = 0

  /// Reads every `*.feature` file below a folder, or the one file that the path names.
  ///
  /// Folders are followed to a depth of 32. Nil where the path does not exist.
  package init?(path: String) {
    self.path = path
    var isFolder: ObjCBool = false
    // Safe because the flag outlives the call.
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return nil
    }
    if isFolder.boolValue {
      for file in Self.files(below: path, prefix: "", depth: 0) {
        read(file, at: "\(path)/\(file)")
      }
    } else {
      read((path as NSString).lastPathComponent, at: path)
      self.path = (path as NSString).deletingLastPathComponent
    }
  }

  private static func files(below root: String, prefix: String, depth: Int) -> [String] {
    guard depth < 32,
      let names = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(prefix)")
    else { return [] }
    return names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }.flatMap {
      name -> [String] in
      if name.hasPrefix(".") { return [] }
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      if name.hasSuffix(".feature") { return [path] }
      return files(below: root, prefix: path, depth: depth + 1)
    }
  }

  private mutating func read(_ file: String, at path: String) {
    fileCount += 1
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      unreadable.append((file: file, reason: "it is no UTF-8 text, or may not be read"))
      return
    }
    do throws(GherkinError) {
      scenarios += try GherkinParser.scenarios(in: text, file: file)
    } catch {
      unreadable.append((file: file, reason: "line \(error.line): \(error.message)"))
    }
  }
}
