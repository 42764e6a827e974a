import Foundation

/// Whether pictures can be drawn here.
enum Graphviz {
  static let isInstalled: Bool = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/dot")
    }
  }()
}

/// A folder of its own for the files of one test; `KITH_PICTURES` names one that is kept.
final class PictureFolder {
  private let url: URL
  private let isKept: Bool

  init(isKept wanted: Bool = false) throws {
    if wanted, let kept = ProcessInfo.processInfo.environment["KITH_PICTURES"] {
      (url, isKept) = (URL(filePath: kept), true)
    } else {
      url = FileManager.default.temporaryDirectory.appending(path: "kith-\(UUID().uuidString)")
      isKept = false
    }
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { if !isKept { try? FileManager.default.removeItem(at: url) } }

  func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a shell script that stands in for Graphviz, and gives its path.
  func script(_ body: String) throws -> String {
    let path = path("program")
    try Data("#!/bin/sh\n\(body)\n".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }
}
