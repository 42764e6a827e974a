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

  /// How many indexes may be asked for; the numbers above are for those that nobody asked for.
  package static let indexLimit: UInt16 = 65_000

  /// The index number that is free.
  package var freeNumber: IndexNumber? {
    let used = Set(indexes.map(\.number.rawValue))
    return (0..<Self.indexLimit).first { !used.contains($0) }.map { IndexNumber($0) }
  }

  /// The properties of nodes by which they are told apart and called: kith indexes these by itself.
  package static let automaticKeys = ["id", "name"]

  /// The automatic index over a property of every node; nil for other properties, and in a file of an older kith that
  /// was not written to yet.
  package func automaticIndex(on key: String) -> PropertyIndex? {
    indexes.first { $0.isAutomatic && $0.keys == [key] }
  }

  /// An automatic index that is to be made; nil where the key has none or has it already.
  package func missingAutomaticIndex(on key: String) -> PropertyIndex? {
    guard let place = Self.automaticKeys.firstIndex(of: key), automaticIndex(on: key) == nil else {
      return nil
    }
    return PropertyIndex(
      number: IndexNumber(Self.indexLimit + UInt16(place)),
      name: freeName("automatic", .anyNode, [key]), kind: .range, target: .anyNode, keys: [key],
      isAutomatic: true)
  }

  /// A name that is not in use: `index_Person_name`, and `index_Person_name_2` where there is one.
  package func freeName(_ prefix: String, _ target: SchemaTarget, _ keys: [String]) -> String {
    let base = ([prefix, target.name] + keys).filter { !$0.isEmpty }.joined(separator: "_")
    let used = Set(names)
    guard used.contains(base) else { return base }
    var number = 2
    while used.contains("\(base)_\(number)") { number += 1 }
    return "\(base)_\(number)"
  }
}
