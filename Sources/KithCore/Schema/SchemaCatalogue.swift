/// The indexes and constraints of a graph. An index that serves a constraint bears its name.
package struct SchemaCatalogue: Sendable, Equatable {
  /// In the order in which they were made.
  package var indexes: [PropertyIndex] = []
  /// In the order in which they were made.
  package var constraints: [GraphConstraint] = []

  package init() {}

  package var isEmpty: Bool { indexes.isEmpty && constraints.isEmpty }

  /// The index of a name.
  package func index(named name: String) -> PropertyIndex? { indexes.first { $0.name == name } }

  /// The constraint of a name.
  package func constraint(named name: String) -> GraphConstraint? {
    constraints.first { $0.name == name }
  }

  /// Every name in use, each once.
  package var names: [String] {
    constraints.map(\.name) + indexes.map(\.name).filter { constraint(named: $0) == nil }
  }

  /// Whether the index is kept for a constraint.
  package func isOwned(_ index: PropertyIndex) -> Bool { constraint(named: index.name) != nil }

  /// The indexes over nodes with a label, or over relationships of a type.
  package func indexes(on target: SchemaTarget) -> [PropertyIndex] {
    indexes.filter { $0.target == target }
  }

  /// The index number that is free.
  package var freeNumber: IndexNumber? {
    let used = Set(indexes.map(\.number.rawValue))
    return (0..<UInt16.max).first { !used.contains($0) }.map { IndexNumber($0) }
  }

  /// A name that is not in use: `index_Person_name`, and `index_Person_name_2` where there is one.
  package func freeName(_ prefix: String, _ target: SchemaTarget, _ keys: [String]) -> String {
    let base = ([prefix, target.name] + keys).joined(separator: "_")
    let used = Set(names)
    guard used.contains(base) else { return base }
    var number = 2
    while used.contains("\(base)_\(number)") { number += 1 }
    return "\(base)_\(number)"
  }
}
