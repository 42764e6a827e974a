/// A symbol table: names of labels, types or keys, numbered from 0 in the order of their first use.
package struct SymbolTable: Sendable {
  package private(set) var names: [String] = []
  private var numbers: [String: UInt32] = [:]

  package init() {}

  package init(names: [String]) { for name in names { _ = insert(name) } }

  package var count: Int { names.count }

  /// The number of a name, or nil where it has never been used.
  package func number(of name: String) -> UInt32? { numbers[name] }

  /// The name of a number that this table gave out.
  package func name(of number: UInt32) -> String { names[Int(number)] }

  /// The number of a name, new where it has none.
  package mutating func insert(_ name: String) -> UInt32 {
    if let known = numbers[name] { return known }
    let number = UInt32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }
}

/// The names that a graph uses.
package struct Schema: Sendable {
  package var labels = SymbolTable()
  package var relationshipTypes = SymbolTable()
  package var propertyKeys = SymbolTable()
  /// The indexes and constraints.
  package var catalogue = SchemaCatalogue()

  package init() {}
}

/// How much a property index holds.
package struct IndexSize: Sendable, Hashable {
  /// The entities in it.
  package var entries: Int
  /// How many different values, or combinations of values, they have.
  package var distinct: Int

  package init(entries: Int, distinct: Int) {
    self.entries = entries
    self.distinct = distinct
  }
}

/// The exact counts that the planner estimates with.
package struct Statistics: Sendable {
  /// A kind of relationship by its type and the labels at its ends; nil stands for any node.
  package struct Triple: Hashable, Sendable {
    package var start: LabelID?
    package var type: RelationshipTypeID?
    package var end: LabelID?

    package init(start: LabelID?, type: RelationshipTypeID?, end: LabelID?) {
      self.start = start
      self.type = type
      self.end = end
    }
  }

  /// A property of a kind of entity.
  package struct Property: Hashable, Sendable {
    package var kind: EntityKind
    package var key: PropertyKeyID

    package init(kind: EntityKind, key: PropertyKeyID) {
      self.kind = kind
      self.key = key
    }
  }

  package var nodeCount = 0
  package var relationshipCount = 0
  package var nodesByLabel: [LabelID: Int] = [:]
  /// Holds (start label or nil, type, end label or nil) for every combination that occurs; the type is never nil.
  package var relationshipsByTriple: [Triple: Int] = [:]
  /// How many entities have the property.
  package var valuesByProperty: [Property: Int] = [:]
  /// How many different values the property has (an estimate from a sketch where `valuesByProperty` is large).
  package var distinctByProperty: [Property: Int] = [:]
  /// How much each property index holds.
  package var indexSizes: [IndexNumber: IndexSize] = [:]

  package init() {}
}
