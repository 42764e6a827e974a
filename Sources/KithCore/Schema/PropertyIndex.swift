/// The number of a property index in its file: given again once the index is dropped.
package struct IndexNumber: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package init(_ rawValue: UInt16) { self.rawValue = rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An index over properties of the nodes with a label, or of the relationships of a type.
///
/// It holds every such entity that has the first property, in the order of its values; of the further properties null is a
/// value like others. Serves `=`, `IN`, `<`, `STARTS WITH` and `IS NOT NULL` on the first property, and with `=` on
/// all before it on each further one.
package struct PropertyIndex: Hashable, Sendable {
  /// The kind that the index was made as. Both are the same structure and serve the same queries.
  package enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    case range = 0
    case text = 1

    /// As `SHOW INDEXES` prints it.
    package var text: String { self == .range ? "RANGE" : "TEXT" }
  }

  package var number: IndexNumber
  /// Unique among indexes and constraints.
  package var name: String
  package var kind: Kind
  package var target: SchemaTarget
  /// At least one.
  package var keys: [String]
  /// Whether kith keeps it by itself, without anybody having asked for it.
  package var isAutomatic: Bool

  package init(
    number: IndexNumber, name: String, kind: Kind, target: SchemaTarget, keys: [String],
    isAutomatic: Bool = false
  ) {
    self.number = number
    self.name = name
    self.kind = kind
    self.target = target
    self.keys = keys
    self.isAutomatic = isAutomatic
  }

  /// As messages name it: `:Person(name)`.
  package var text: String { target.text(keys) }

  /// The statement that makes it.
  package var createStatement: String {
    let properties = keys.map { "\(target.variable).\(Value.name($0))" }.joined(separator: ", ")
    return "CREATE \(kind.text) INDEX \(Value.name(name)) FOR \(target.pattern) ON (\(properties))"
  }
}

/// What a statement asks to be indexed.
package struct IndexRequest: Sendable, Hashable {
  /// Nil: kith makes one up.
  package var name: String?
  package var kind: PropertyIndex.Kind
  package var target: SchemaTarget
  package var keys: [String]
  /// `IF NOT EXISTS`.
  package var isOptional: Bool

  package init(
    name: String?, kind: PropertyIndex.Kind, target: SchemaTarget, keys: [String],
    isOptional: Bool
  ) {
    self.name = name
    self.kind = kind
    self.target = target
    self.keys = keys
    self.isOptional = isOptional
  }
}
