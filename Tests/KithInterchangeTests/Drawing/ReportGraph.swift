import Foundation
import KithCore

/// Reads a fact file of one fact a line, as `graph/` has them, without any of the loader's checks.
///
/// Only so much of the notation as the pictures of `graph/` need, so that the tests of drawing stand without the loader.
struct ReportGraph {
  private(set) var graph = PictureGraph()
  private var ids: [String: NodeID] = [:]
  private var defaultSource = ""

  /// The lines in the order of the file, or in another one; nodes come first in any case.
  init(file: URL, shuffledBy seed: UInt64? = nil) throws {
    var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(
      String.init)
    lines.removeAll { $0.hasPrefix("//") }
    if let seed {
      var generator = SeededGenerator(state: seed)
      lines.shuffle(using: &generator)
    }
    for line in lines where line.hasPrefix("{") {
      defaultSource = Self.properties(line).first { $0.key == "source" }?.value.bareText ?? ""
    }
    let facts = lines.filter { !$0.hasPrefix("{") }.map(Self.withoutAnnotations)
    for (annotations, fact) in facts where !fact.contains(")-[") { addNode(fact, annotations) }
    for (annotations, fact) in facts where fact.contains(")-[") {
      addRelationship(fact, annotations)
    }
  }

  private mutating func addNode(_ fact: String, _ annotations: [(String, Value)]) {
    guard let match = fact.wholeMatch(of: /\((\w+):([\w:]+)\s*(\{.*\})?\)/) else { return }
    let id = String(match.1)
    var properties: [(key: String, value: Value)] = [("id", .string(id))]
    properties += Self.properties(String(match.3 ?? ""))
    properties +=
      annotations.map { (key: $0.0, value: $0.1) } + [("source", .string(defaultSource))]
    ids[id] = graph.add(match.2.split(separator: ":").map(String.init), properties)
  }

  private mutating func addRelationship(_ fact: String, _ annotations: [(String, Value)]) {
    guard let match = fact.wholeMatch(of: /\((\w+)\)-\[\w*:(\w+)\s*(\{.*\})?\]->\((\w+)\)/),
      let start = ids[String(match.1)], let end = ids[String(match.4)]
    else { return }
    var properties = Self.properties(String(match.3 ?? ""))
    properties +=
      annotations.map { (key: $0.0, value: $0.1) } + [("source", .string(defaultSource))]
    graph.add(start, String(match.2), end, properties)
  }

  private static func withoutAnnotations(_ line: String) -> ([(String, Value)], String) {
    var annotations: [(String, Value)] = []
    var rest = line[...]
    while let match = rest.prefixMatch(of: /@(\w+)\(("[^"]*"|[^)]*)\)\s*/) {
      annotations.append((String(match.1), value(match.2)))
      rest = rest[match.range.upperBound...]
    }
    return (annotations, String(rest))
  }

  private static func properties(_ text: String) -> [(key: String, value: Value)] {
    text.matches(of: /(\w+): ("[^"]*"|\[[^\]]*\]|[\w.]+)/).map {
      (key: String($0.1), value: value($0.2))
    }
  }

  private static func value(_ text: Substring) -> Value {
    if text.hasPrefix("[") {
      return .list(text.matches(of: /"([^"]*)"/).map { .string(String($0.1)) })
    }
    if text.hasPrefix("\"") { return .string(String(text.dropFirst().dropLast())) }
    return Int64(text).map { .integer($0) } ?? .string(String(text))
  }
}

extension Value {
  fileprivate var bareText: String? {
    if case .string(let text) = self { text } else { nil }
  }
}

/// SplitMix64: the same shuffle for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
