import Foundation
import KithSyntax

/// Finds the statements of `Given the X graph` beside the feature files.
///
/// In the folder of the features and in those above it, up to eight, `graphs/X/X.json` names its
/// scripts; without it the script is `graphs/X/X.cypher` or `graphs/X.cypher`.
package struct NamedGraphs: Sendable {
  /// The folders that hold `graphs`, nearest first.
  private var roots: [String]

  /// `fallback` is a folder to look into where nothing is found near the features.
  package init(near features: String, fallback: String? = nil) {
    var folder = URL(filePath: features).standardizedFileURL
    roots = []
    for _ in 0..<8 where folder.path != "/" {
      roots.append(folder.path)
      folder.deleteLastPathComponent()
    }
    if let fallback { roots.append(fallback) }
  }

  /// The statements that build the graph. Throws where no folder has it.
  func statements(of name: String) throws(StepError) -> [String] {
    guard !name.contains("/") else { throw StepError("'\(name)' is no name of a graph") }
    for root in roots {
      let folder = "\(root)/graphs"
      guard let scripts = scripts(of: name, in: folder) else { continue }
      var statements: [String] = []
      for path in scripts { statements += try read(path) }
      return statements
    }
    throw StepError("no 'graphs/\(name)' near the features")
  }

  private func scripts(of name: String, in folder: String) -> [String]? {
    for base in ["\(folder)/\(name)", folder] {
      if let scripts = described(in: "\(base)/\(name).json") {
        return scripts.map { "\(base)/\($0)" }.map { $0.hasSuffix(".cypher") ? $0 : "\($0).cypher" }
      }
      let script = "\(base)/\(name).cypher"
      if FileManager.default.fileExists(atPath: script) { return [script] }
    }
    return nil
  }

  /// The scripts that a graph's description names; nil without a description.
  private func described(in path: String) -> [String]? {
    guard let data = FileManager.default.contents(atPath: path),
      let description = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return nil }
    return description["scripts"] as? [String]
  }

  private func read(_ path: String) throws(StepError) -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw StepError("the graph's script '\(path)' cannot be read")
    }
    let split = StatementSplitter.split(text)
    return split.pieces.map(\.text) + (split.unfinished.map { [$0.text] } ?? [])
  }
}
