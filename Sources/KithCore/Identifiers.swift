/// A node of the graph: a dense number, never reused before a compaction.
///
/// Public `elementId()` strings hide it. 4 bytes.
package struct NodeID: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: UInt32

  @inlinable
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A relationship of the graph: a dense number, never reused before a compaction. 4 bytes.
package struct RelationshipID: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: UInt32

  @inlinable
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a node label in the file's symbol table.
package struct LabelID: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: UInt32

  @inlinable
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a relationship type in the file's symbol table.
package struct RelationshipTypeID: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: UInt32

  @inlinable
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a property key in the file's symbol table.
package struct PropertyKeyID: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: UInt32

  @inlinable
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The way in which a relationship is followed from a node.
package enum Direction: UInt8, Sendable, Hashable, CaseIterable {
  /// From the relationship's start to its end: `(a)-->(b)`.
  case outgoing = 0
  /// From the relationship's end to its start: `(a)<--(b)`.
  case incoming = 1

  /// The other way.
  @inlinable
  package var reversed: Direction { self == .outgoing ? .incoming : .outgoing }
}

/// What a property column belongs to.
package enum EntityKind: UInt8, Sendable, Hashable, CaseIterable {
  case node = 0
  case relationship = 1
}
