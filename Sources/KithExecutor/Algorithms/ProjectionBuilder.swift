import KithAlgorithms
import KithColumns
import KithCore
import KithStorage

/// The way in which relationships become edges.
enum ProjectionDirection {
  case outgoing, incoming
  /// Each relationship at both of its ends; a loop twice at its one.
  case both

  init(word: String) {
    switch word {
    case "in": self = .incoming
    case "both": self = .both
    default: self = .outgoing
    }
  }

  var ways: [Direction] {
    switch self {
    case .outgoing: [.outgoing]
    case .incoming: [.incoming]
    case .both: [.outgoing, .incoming]
    }
  }
}

/// Which part of the graph a projection holds.
struct ProjectionRequest {
  var direction: ProjectionDirection
  /// Nodes that have any of them; none for all nodes.
  var labels: [String] = []
  /// None for all types.
  var types: [String] = []
  /// The property that gives edges their weights.
  var weightKey: String?
  var defaultWeight = 1.0
  var keepsRelationships = false
}

/// A projection, and what its numbers stand for.
struct ProjectedGraph {
  var graph: GraphProjection
  /// The node's id by its number, ascending.
  var nodes: [UInt32]

  /// The number of a node, or nil where it is not in this part. Logarithmic.
  func number(of node: NodeID) -> Int? {
    var (low, high) = (0, nodes.count)
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] < node.rawValue { low = middle + 1 } else { high = middle }
    }
    return low < nodes.count && nodes[low] == node.rawValue ? low : nil
  }

  func node(_ number: some BinaryInteger) -> NodeID { NodeID(nodes[Int(number)]) }

  /// A path of the projection as one of the graph; it keeps its relationships.
  func path(_ path: WeightedPath) -> PathValue {
    PathValue(
      nodes: path.nodes.map { node($0) },
      relationships: path.edges.map { RelationshipID(graph.relationships[Int($0)]) })
  }
}

/// Reads neighbour lists from the store into a projection: linear in the nodes' lists.
struct ProjectionBuilder {
  private let request: ProjectionRequest
  private let context: ExecutionContext
  private let memory: MemoryReservation
  private var transaction: GraphTransaction { context.transaction }

  init(
    _ request: ProjectionRequest, _ context: ExecutionContext, _ memory: MemoryReservation
  ) {
    self.request = request
    self.context = context
    self.memory = memory
  }

  /// Throws for a label or a type that the graph does not know, and for weights that are negative or no numbers.
  func project() throws(Diagnostic) -> ProjectedGraph {
    let nodes = try chosenNodes()
    let types = try chosenTypes()
    try memory.charge(nodes.count * 8 + transaction.nodeUpperBound * 4)
    var numbers = [UInt32](repeating: .max, count: transaction.nodeUpperBound)
    for (number, node) in nodes.enumerated() { numbers[Int(node)] = UInt32(number) }
    var edges = try gather(nodes, numbers, types)
    let weights = try request.weightKey.map { key throws(Diagnostic) in
      try self.weights(of: edges.relationships, key)
    }
    if !request.keepsRelationships { edges.relationships = [] }
    return ProjectedGraph(
      graph: GraphProjection(
        offsets: edges.offsets, targets: edges.targets, relationships: edges.relationships,
        weights: weights ?? []), nodes: nodes)
  }

  private struct Edges {
    var offsets: [UInt32] = [0]
    var targets: [UInt32] = []
    var relationships: [UInt32] = []
  }

  private func gather(
    _ nodes: [UInt32], _ numbers: [UInt32], _ types: [RelationshipTypeID]
  ) throws(Diagnostic) -> Edges {
    let keepsRelationships = request.keepsRelationships || request.weightKey != nil
    let bytes = keepsRelationships ? 8 : 4
    let ways = request.direction.ways
    var edges = Edges()
    edges.offsets.reserveCapacity(nodes.count + 1)
    var charged = 0
    for node in nodes {
      for type in types {
        for way in ways {
          let slice = try transaction.neighbours(of: NodeID(node), type: type, direction: way)
          for index in 0..<slice.count {
            let number = numbers[Int(slice.neighbour(at: index).rawValue)]
            if number == .max { continue }
            edges.targets.append(number)
            if keepsRelationships {
              edges.relationships.append(slice.relationship(at: index).rawValue)
            }
          }
        }
      }
      if edges.targets.count - charged > 1 << 16 {
        try context.checkCancelled()
        try memory.charge((edges.targets.count - charged) * bytes)
        charged = edges.targets.count
      }
      guard let end = UInt32(exactly: edges.targets.count) else { throw .projectionTooLarge }
      edges.offsets.append(end)
    }
    try memory.charge((edges.targets.count - charged) * bytes)
    return edges
  }

  // MARK: choice

  private func chosenNodes() throws(Diagnostic) -> [UInt32] {
    guard !request.labels.isEmpty else { return try scan(nil) }
    var chosen: [UInt32] = []
    for name in request.labels {
      let number = transaction.schema.labels.number(of: name)
      try check(number, "label", name, transaction.schema.labels)
      if let number { chosen += try scan(LabelID(number)) }
    }
    guard request.labels.count > 1 else { return chosen }
    // A node may have several of the labels.
    chosen.sort()
    var unique: [UInt32] = []
    for node in chosen where unique.last != node { unique.append(node) }
    return unique
  }

  private func scan(_ label: LabelID?) throws(Diagnostic) -> [UInt32] {
    var found: [NodeID] = []
    _ = try transaction.scanNodes(label: label, from: NodeID(0), limit: .max, into: &found)
    return found.map(\.rawValue)
  }

  private func chosenTypes() throws(Diagnostic) -> [RelationshipTypeID] {
    let table = transaction.schema.relationshipTypes
    guard !request.types.isEmpty else {
      return (0..<UInt32(table.count)).map { RelationshipTypeID($0) }
    }
    var chosen: [RelationshipTypeID] = []
    for name in request.types {
      let number = table.number(of: name)
      try check(number, "relationship type", name, table)
      if let number, !chosen.contains(RelationshipTypeID(number)) {
        chosen.append(RelationshipTypeID(number))
      }
    }
    return chosen
  }

  /// A graph without any name knows all of them: nothing of that name is there yet.
  private func check(
    _ number: UInt32?, _ kind: String, _ name: String, _ table: SymbolTable
  ) throws(Diagnostic) {
    guard number == nil, table.count > 0 else { return }
    throw .nothingOfThatName(
      kind, name, suggestion: nearestName(to: name, among: table.names))
  }

  // MARK: weights

  private func weights(
    of relationships: [UInt32], _ key: String
  ) throws(Diagnostic) -> [Double] {
    try memory.charge(relationships.count * 16)
    guard let number = transaction.schema.propertyKeys.number(of: key) else {
      throw .nothingOfThatName(
        "property", key,
        suggestion: nearestName(to: key, among: transaction.schema.propertyKeys.names))
    }
    let column = try transaction.gather(
      relationships: relationships.map { RelationshipID($0) }, key: PropertyKeyID(number))
    var weights = [Double](repeating: request.defaultWeight, count: relationships.count)
    for index in weights.indices {
      if let isNull = column.isNull, isNull[index] { continue }
      switch column.storage {
      case .integers(let rows): weights[index] = Double(rows[index])
      case .floats(let rows): weights[index] = rows[index]
      default: weights[index] = try weight(column.value(at: index), key)
      }
      // Not a number is not negative either, and is refused by the same comparison.
      guard weights[index] >= 0 else { throw .weightNegative(key, column.value(at: index)) }
    }
    return weights
  }

  private func weight(_ value: Value, _ key: String) throws(Diagnostic) -> Double {
    switch value {
    case .integer(let number): return Double(number)
    case .float(let number): return number
    case .null: return request.defaultWeight
    default: throw .weightNotNumber(key, value)
    }
  }
}
