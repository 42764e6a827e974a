import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// Conditions of an expand that each rule out few ends of a row: `f <> p`, `f.id <> p.id` where an index tells which nodes
/// have that value.
///
/// So the ends of a row are its neighbours without some: those need not be looked at one by one.
struct EndExclusions {
  private enum Condition {
    case differsFrom(CompiledExpression)
    case property(key: String, differsFrom: CompiledExpression)
  }

  private let conditions: [Condition]
  /// The same conditions, for values that an index does not tell apart as they do.
  private let whole: [CompiledExpression]

  /// Nil where one of the conditions is of another kind. `layout` is the input's.
  init?(
    _ expand: LogicalExpand, _ ends: LogicalDistinctEnds, layout: RowLayout,
    _ transaction: GraphTransaction
  ) throws(Diagnostic) {
    var conditions: [Condition] = []
    for condition in ends.conditions {
      guard case .comparison(.notEqual, let left, let right) = condition.kind else { return nil }
      let own = [expand.to, expand.relationship]
      let isLeft = !left.freeVariables.isDisjoint(with: own)
      let (end, other) = isLeft ? (left, right) : (right, left)
      guard other.freeVariables.isDisjoint(with: own) else { return nil }
      let value = try ExpressionCompiler.compile(other, layout: layout)
      switch end.kind {
      case .variable(expand.to) where other.type == .node:
        conditions.append(.differsFrom(value))
      case .property(let subject, let key):
        guard case .variable(expand.to) = subject.kind,
          transaction.schema.catalogue.automaticIndex(on: key) != nil
        else { return nil }
        conditions.append(.property(key: key, differsFrom: value))
      default: return nil
      }
    }
    self.conditions = conditions
    let full = layout.appending(
      (expand.isRelationshipNeeded ? [expand.relationship] : []) + [expand.to])
    whole = try ends.conditions.map { condition throws(Diagnostic) in
      try ExpressionCompiler.compile(condition, layout: full)
    }
    if expand.isRelationshipNeeded { return nil }
  }

  /// Properties that an end must have: a comparison with null is not true.
  var requiredKeys: [String] {
    conditions.compactMap { if case .property(let key, _) = $0 { key } else { nil } }
  }

  /// What the conditions compare the ends of each row of a batch with.
  func values(
    of batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> [ColumnVector] {
    try conditions.map { condition throws(Diagnostic) in
      switch condition {
      case .differsFrom(let value), .property(_, let value):
        try value.evaluate(batch, context)
      }
    }
  }

  /// Appends the ends that a row must not have; gives false where it can have none.
  func append(
    ofRow row: Int, _ values: [ColumnVector], of batch: Batch, _ slices: [NeighbourSlice],
    to excluded: inout [NodeID], _ memory: inout LookedUpNodes, _ context: ExecutionContext
  ) throws(Diagnostic) -> Bool {
    for (index, condition) in conditions.enumerated() {
      switch (condition, values[index].value(at: row)) {
      case (_, .null): return false
      case (.differsFrom, .node(let node)): excluded.append(node)
      case (.property(let key, _), let value) where value.isPlainlyCompared:
        try memory.append(index, key, value, to: &excluded, context)
      default:
        let nodes = slices.flatMap(\.nodes)
        let rows = batch.selecting(Array(repeating: UInt32(row), count: nodes.count))
          .appending(ColumnVector(.nodes(nodes)))
        let kept = Set(selection(ofTrue: try whole[index].evaluate(rows, context)))
        excluded += nodes.indices.filter { !kept.contains(UInt32($0)) }.map { nodes[$0] }
      }
    }
    return true
  }
}

/// The nodes that have a value, for each condition, kept for as long as rows come.
struct LookedUpNodes {
  private struct Answers {
    var last: (number: Int64, nodes: [NodeID])?
    var all: [Int64: [NodeID]] = [:]
  }

  private var answers: [Answers] = []

  mutating func append(
    _ condition: Int, _ key: String, _ value: Value, to nodes: inout [NodeID],
    _ context: ExecutionContext
  ) throws(Diagnostic) {
    guard case .integer(let number) = value, !context.transaction.isWritable else {
      nodes += try context.transaction.nodes(key: key, equals: value)
      return
    }
    while answers.count <= condition { answers.append(Answers()) }
    // Most rows ask what the row before them asked.
    if let last = answers[condition].last, last.number == number {
      nodes += last.nodes
      return
    }
    let found =
      if let known = answers[condition].all[number] {
        known
      } else {
        try context.transaction.nodes(key: key, equals: value)
      }
    answers[condition].all[number] = found
    answers[condition].last = (number, found)
    nodes += found
  }
}

extension NeighbourSlice {
  fileprivate var nodes: [NodeID] { (0..<count).map(neighbour(at:)) }
}

extension Value {
  /// Whether two values of its type differ where an index keeps them apart.
  fileprivate var isPlainlyCompared: Bool {
    switch self {
    case .integer, .string, .boolean: true
    case .null, .float, .date, .localTime, .time, .localDateTime, .dateTime, .duration, .point,
      .list, .map, .node, .relationship, .path:
      false
    }
  }
}
