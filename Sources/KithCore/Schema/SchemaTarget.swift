/// What an index or a constraint is about: nodes with a label, or relationships of a type.
package enum SchemaTarget: Hashable, Sendable {
  case node(label: String)
  case relationship(type: String)
  /// Every node, whatever its labels: automatic indexes only.
  case anyNode

  /// Whether nodes or relationships.
  package var kind: EntityKind {
    switch self {
    case .node, .anyNode: .node
    case .relationship: .relationship
    }
  }

  /// The label or the type; empty for every node.
  package var name: String {
    switch self {
    case .node(let label): label
    case .relationship(let type): type
    case .anyNode: ""
    }
  }

  /// As `SHOW` prints it: `NODE` or `RELATIONSHIP`.
  package var entityType: String { kind == .node ? "NODE" : "RELATIONSHIP" }

  /// The pattern of `FOR`, with a variable: `(n:Person)`, `()-[r:KNOWS]-()`.
  package var pattern: String {
    switch self {
    case .anyNode: "(n)"
    case .node(let label): "(n:\(Value.name(label)))"
    case .relationship(let type): "()-[r:\(Value.name(type))]-()"
    }
  }

  /// The variable of `pattern`.
  package var variable: String { kind == .node ? "n" : "r" }

  /// With keys, as messages name it: `:Person(name)`, `:KNOWS(since, place)`, `(id)` for every node.
  package func text(_ keys: [String]) -> String {
    (name.isEmpty ? "" : ":\(name)") + "(\(keys.joined(separator: ", ")))"
  }
}
