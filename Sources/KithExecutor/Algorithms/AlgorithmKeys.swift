import KithCore
import KithPlanner

/// The configuration keys that several algorithms share, by names that people know from elsewhere.
extension ProcedureSignature.Key {
  static let labels = Self(
    "label", .any, default: "all nodes", "a label or a list of labels: nodes that have any of them",
    synonyms: ["labels", "nodeLabel", "nodeLabels", "nodeProjection"])

  static let types = Self(
    "type", .any, default: "all relationships", "a relationship type or a list of types",
    synonyms: [
      "types", "relationshipType", "relationshipTypes", "relationshipProjection", "relationship"
    ])

  static let direction = Self(
    "direction", .string, default: "'out'", "'out', 'in' or 'both'",
    synonyms: ["orientation", "undirected", "directed"])

  static let weight = Self(
    "weight", .string, default: "1 each", "a property of relationships, a number not below 0",
    synonyms: ["weightProperty", "relationshipWeightProperty", "weightKey", "weight_property"])

  static let defaultWeight = Self(
    "defaultWeight", .float, default: "1.0", "the weight of a relationship without that property",
    synonyms: ["defaultValue"])

  /// The part of the graph that an algorithm runs on.
  static let part = [labels, types]
  static let directedPart = [labels, types, direction]
  static let weightedPart = [labels, types, weight, defaultWeight]
  static let directedWeightedPart = [labels, types, direction, weight, defaultWeight]

  static func iterations(_ count: Int, _ summary: String) -> Self {
    Self(
      "iterations", .integer, default: "\(count)", summary,
      synonyms: ["maxIterations", "max_iterations", "maxIteration"])
  }

  static func seed(_ text: String, _ summary: String) -> Self {
    Self(
      "seed", .integer, default: text, summary,
      synonyms: ["samplingSeed", "randomSeed", "random_seed", "seedProperty"])
  }
}

extension ProcedureSignature {
  /// The signature of an algorithm: it takes one map, which may be left away where no key is needed.
  static func algorithm(
    _ name: String, _ columns: [Column], keys: [Key], _ summary: String, details: String = "",
    example: String
  ) -> ProcedureSignature {
    ProcedureSignature(
      name,
      parameters: [Parameter("configuration", .map, default: .map(ValueMap()), keys: keys)],
      columns: columns, summary, details: details, example: example)
  }
}
