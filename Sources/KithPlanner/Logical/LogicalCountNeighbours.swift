/// For each row the number of ways in which nodes that nothing else reads can be reached from one of its nodes: their
/// degrees, multiplied, without a row for any of them.
///
/// ```
/// MATCH (p:Person)-[:KNOWS]-(:Person) RETURN p, count(*)
///
/// aggregate count(*) by p                sum of w by p
/// └ expand (p)-[:KNOWS]-(:Person)   ->   └ count (p)-[:KNOWS]-(:Person)     w: the degree
///   └ label scan p:Person                  └ label scan p:Person
/// ```
///
/// Rows without any are dropped. What is above takes the weight instead of a row for each.
package struct LogicalCountNeighbours: Sendable {
  /// A relationship to a node that is only counted.
  package struct Leg: Sendable {
    package var to: VariableID
    package var toLabels: [String]
    /// Empty for all types.
    package var types: [String]
    package var direction: ExpandDirection
    /// Only relationships from a node to itself.
    package var isLoop = false
    /// What the row has met already in the same `MATCH`, and the leg may not meet again.
    package var met: [Met] = []
  }

  /// A relationship of the row that may be one of those of a leg: then it is one too many.
  package enum Met: Sendable {
    /// It always is.
    case always
    /// It is where this node is the one that the leg starts from.
    case whereEqual(VariableID)
    /// Its type and its ends tell.
    case lookedUp(VariableID)
  }

  /// A factor of the weight.
  package enum Factor: Sendable {
    case leg(Leg)
    /// Two that may not meet the same relationship; `common` are those that both would meet.
    case pair(Leg, Leg, common: Leg?)
  }

  package var from: VariableID
  /// Labels that `from` is known to have.
  package var fromLabels: [String]
  package var factors: [Factor]
  /// A new variable: an integer.
  package var weight: VariableID
  /// The weight that the rows have already, which is multiplied.
  package var earlier: VariableID?
  /// Rows without any stay, with a weight of 0: `OPTIONAL MATCH`.
  package var keepsEmpty: Bool

  package var legs: [Leg] {
    factors.flatMap { factor -> [Leg] in
      switch factor {
      case .leg(let leg): [leg]
      case .pair(let first, let second, let common): [first, second] + (common.map { [$0] } ?? [])
      }
    }
  }

  /// What it reads of the rows below.
  var reads: Set<VariableID> {
    var reads: Set<VariableID> = [from]
    if let earlier { reads.insert(earlier) }
    for met in legs.flatMap(\.met) {
      switch met {
      case .always: break
      case .whereEqual(let variable), .lookedUp(let variable): reads.insert(variable)
      }
    }
    return reads
  }
}
