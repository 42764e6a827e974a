import KithCore
import KithStorage

/// Names of a plan as numbers of the file, looked up when the plan runs.
enum ResolvedNames<Number: Sendable>: Sendable {
  /// The plan names none: no condition.
  case none
  /// All of them exist.
  case known([Number])
  /// One of them has never been used: nothing can match.
  case unknown

  /// The first number, nil within where there is no condition; nil where nothing can match.
  var first: Number?? {
    switch self {
    case .none: .some(nil)
    case .known(let numbers): .some(numbers.first)
    case .unknown: nil
    }
  }
}

extension GraphTransaction {
  /// Labels that must all be there.
  func resolve(labels names: [String]) throws(Diagnostic) -> ResolvedNames<LabelID> {
    guard !names.isEmpty else { return .none }
    var numbers: [LabelID] = []
    for name in names {
      guard let number = try labelID(name) else { return .unknown }
      numbers.append(number)
    }
    return .known(numbers)
  }

  /// The types of a pattern that exist, of which any will do; all types where the pattern names none.
  func resolve(types names: [String]) throws(Diagnostic) -> [RelationshipTypeID] {
    guard !names.isEmpty else {
      return (0..<UInt32(schema.relationshipTypes.count)).map { RelationshipTypeID($0) }
    }
    var numbers: [RelationshipTypeID] = []
    for name in names {
      if let number = try relationshipTypeID(name), !numbers.contains(number) {
        numbers.append(number)
      }
    }
    return numbers
  }

  /// The positions of the nodes that have all the labels, ascending.
  func indices(of nodes: [NodeID], having labels: [LabelID]) throws(Diagnostic) -> [UInt32] {
    var kept = Array(0..<UInt32(nodes.count))
    for label in labels {
      let have = try haveLabel(label, nodes)
      kept.removeAll { !have[Int($0)] }
    }
    return kept
  }
}
