package import KithCore

/// Nodes or relationships by the values of indexed properties; with an input, for every row of it.
///
/// ```
/// MATCH (p:Person) WHERE p.city = 'Bonn' AND p.born >= 1980     index on :Person(city, born)
/// equals ['Bonn'], then range from 1980
/// ```
package struct LogicalIndexSeek: Sendable {
  /// What is found.
  package enum Entity: Sendable {
    /// With the labels that the index does not see to.
    case node(VariableID, labels: [String])
    /// Undirected, each comes a second time with its ends swapped, unless it is a loop.
    case relationship(
      VariableID, start: VariableID, end: VariableID, isUndirected: Bool)
  }

  /// A bound of a range.
  package struct Bound: Sendable {
    package var value: BoundExpression
    package var isInclusive: Bool

    package init(_ value: BoundExpression, isInclusive: Bool) {
      self.value = value
      self.isInclusive = isInclusive
    }
  }

  /// What is asked of the property behind those that equal something.
  package enum Last: Sendable {
    case anyOf(BoundExpression)
    case prefix(BoundExpression)
    case range(lower: Bound?, upper: Bound?)
    case exists
  }

  package var index: PropertyIndex
  package var entity: Entity
  /// Of the first properties, in turn. They read nothing but the input's row.
  package var equals: [BoundExpression]
  package var last: Last?
  /// The conditions that this stands for: held against what is found where the index alone cannot tell.
  package var conditions: [BoundExpression]

  package init(
    index: PropertyIndex, entity: Entity, equals: [BoundExpression], last: Last?,
    conditions: [BoundExpression]
  ) {
    self.index = index
    self.entity = entity
    self.equals = equals
    self.last = last
    self.conditions = conditions
  }

  /// What it looks for.
  package var probes: [BoundExpression] {
    switch last {
    case .anyOf(let value), .prefix(let value): equals + [value]
    case .range(let lower, let upper): equals + [lower, upper].compactMap { $0?.value }
    case .exists, nil: equals
    }
  }

  /// The variables that it binds.
  package var variables: [VariableID] {
    switch entity {
    case .node(let node, _): [node]
    case .relationship(let relationship, let start, let end, _): [relationship, start, end]
    }
  }

  /// What it reads of the input's row.
  var reads: Set<VariableID> {
    (probes + conditions).reads.subtracting(variables)
  }
}
