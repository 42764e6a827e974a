import KithCore
import KithPlanner
import KithStorage

/// One list of neighbours to look at for each node.
struct ExpandStep {
  var type: RelationshipTypeID
  var direction: Direction
  /// A loop stands in the lists of both directions; where both are walked it counts in the first only.
  var skipsLoops: Bool
}

extension ExpandStep {
  /// The lists that a pattern's types and direction stand for, in the order in which they are walked.
  static func steps(
    types: [String], direction: ExpandDirection, in transaction: GraphTransaction
  ) throws(Diagnostic) -> [ExpandStep] {
    try transaction.resolve(types: types).flatMap { type -> [ExpandStep] in
      switch direction {
      case .outgoing: [ExpandStep(type: type, direction: .outgoing, skipsLoops: false)]
      case .incoming: [ExpandStep(type: type, direction: .incoming, skipsLoops: false)]
      case .both:
        [
          ExpandStep(type: type, direction: .outgoing, skipsLoops: false),
          ExpandStep(type: type, direction: .incoming, skipsLoops: true)
        ]
      }
    }
  }

  /// The same relationships as seen from their other ends.
  var reversed: ExpandStep {
    ExpandStep(type: type, direction: direction.reversed, skipsLoops: skipsLoops)
  }
}
