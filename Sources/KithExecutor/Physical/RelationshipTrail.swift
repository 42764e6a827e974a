import KithCore

/// The relationships of a walk, none of which comes twice.
struct RelationshipTrail {
  /// Up to this length the walk itself is searched: faster than hashing.
  private static let searchedLength = 24

  private(set) var relationships: [RelationshipID] = []
  private var members: Set<RelationshipID> = []
  /// Relationships that the walk may not use at all.
  private let forbidden: [RelationshipID]

  init(forbidden: [RelationshipID] = []) { self.forbidden = forbidden }

  var count: Int { relationships.count }

  /// Whether the walk may go over this relationship.
  func admits(_ relationship: RelationshipID) -> Bool {
    if forbidden.contains(relationship) { return false }
    return relationships.count > Self.searchedLength
      ? !members.contains(relationship) : !relationships.contains(relationship)
  }

  mutating func append(_ relationship: RelationshipID) {
    relationships.append(relationship)
    if relationships.count > Self.searchedLength {
      if members.isEmpty { members = Set(relationships) } else { members.insert(relationship) }
    }
  }

  mutating func removeLast() {
    let last = relationships.removeLast()
    if members.isEmpty { return }
    if relationships.count > Self.searchedLength {
      members.remove(last)
    } else {
      members = []
    }
  }

  /// The walk as a value, from its start or from its end.
  func value(isReversed: Bool) -> Value {
    let steps = relationships.map(Value.relationship)
    return .list(isReversed ? steps.reversed() : steps)
  }
}
