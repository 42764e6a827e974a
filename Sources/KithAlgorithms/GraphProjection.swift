/// A part of a graph in compact form, for algorithms that walk all of it: compressed sparse rows of 32-bit numbers.
///
/// Nodes are numbered 0 ..< nodeCount; whoever makes a projection keeps what the numbers stand for.
///
/// ```
/// offsets        | 0 | 2 | 2 | 5 |        edges of node i: offsets[i] ..< offsets[i + 1]
/// targets        | 1 | 2 | 0 | 1 | 2 |    the node that each edge leads to
/// relationships  | 7 | 8 | 3 | 4 | 9 |    its relationship, or empty where nobody asked
/// weights        | 1 | .5| 2 | 2 | 1 |    its weight, or empty where all are 1
/// ```
package struct GraphProjection: Sendable {
  package let offsets: [UInt32]
  package let targets: [UInt32]
  package let relationships: [UInt32]
  package let weights: [Double]

  /// `offsets` has one entry more than there are nodes; `relationships` and `weights` are empty or as long as `targets`.
  package init(
    offsets: [UInt32], targets: [UInt32], relationships: [UInt32] = [], weights: [Double] = []
  ) {
    precondition(offsets.first == 0 && offsets.last.map(Int.init) == targets.count)
    precondition(relationships.isEmpty || relationships.count == targets.count)
    precondition(weights.isEmpty || weights.count == targets.count)
    self.offsets = offsets
    self.targets = targets
    self.relationships = relationships
    self.weights = weights
  }

  /// A projection without edges.
  package static let empty = GraphProjection(offsets: [0], targets: [])

  @inlinable
  package var nodeCount: Int { offsets.count &- 1 }

  @inlinable
  package var edgeCount: Int { targets.count }

  package var isWeighted: Bool { !weights.isEmpty }

  /// The positions of a node's edges.
  @inline(__always)
  func edges(of node: Int) -> Range<Int> {
    Int(offsets[node])..<Int(offsets[node &+ 1])
  }

  /// How many edges leave a node.
  @inline(__always)
  package func degree(of node: Int) -> Int { Int(offsets[node &+ 1] &- offsets[node]) }

  /// The weight of the edge at a position.
  @inline(__always)
  func weight(at edge: Int) -> Double { weights.isEmpty ? 1 : weights[edge] }

  /// What its arrays take.
  package var byteCount: Int {
    offsets.count * 4 + targets.count * 4 + relationships.count * 4 + weights.count * 8
  }
}
