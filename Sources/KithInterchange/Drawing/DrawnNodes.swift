import KithCore

/// The nodes of a picture in stable order, each with its DOT id.
struct DrawnNodes {
  struct Entry {
    var id: NodeID
    /// The place of its label in `labels`.
    var label: Int
    /// The quoted DOT id, as a range of `names`.
    var name: Range<Int>
  }

  /// Sorted by stable id.
  private(set) var entries: [Entry] = []
  /// The labels that decide how nodes look, as legends list them; nil for nodes without any.
  private(set) var labels: [String?] = []
  /// How many nodes each of the labels has.
  private(set) var counts: [Int] = []
  private var names: [UInt8] = []
  private var indices: [NodeID: Int] = [:]

  /// Reads each node once and sorts: O(n log n). Ids that stand for nothing are left out.
  init(_ nodes: [NodeID], of graph: any GraphReader) throws {
    var found: [(key: StableKey, label: Int, id: NodeID)] = []
    found.reserveCapacity(nodes.count)
    var labelNumbers: [String?: Int] = [:]
    for id in nodes {
      guard let record = try graph.node(id) else { continue }
      let primary = LabelStyle.primary(of: record.labels)
      let label = labelNumbers[primary] ?? labels.count
      if label == labels.count {
        labelNumbers[primary] = label
        labels.append(primary)
      }
      let key = StableKey(id: record.properties["id"] ?? .null, number: id.rawValue)
      found.append((key, label, id))
    }
    let places = sortLabels()
    for index in found.indices { found[index].label = places[found[index].label] }
    found.sort { ($0.key, $0.label, $0.id) < ($1.key, $1.label, $1.id) }
    adopt(found)
  }

  /// Sorts `labels` and gives the new place of each.
  private mutating func sortLabels() -> [Int] {
    let order = labels.indices.sorted { left, right in
      guard let first = labels[left] else { return false }
      guard let second = labels[right] else { return true }
      return LabelStyle.rank(first) < LabelStyle.rank(second)
    }
    var places = Array(repeating: 0, count: labels.count)
    for (place, old) in order.enumerated() { places[old] = place }
    labels = order.map { labels[$0] }
    counts = Array(repeating: 0, count: labels.count)
    return places
  }

  private mutating func adopt(_ sorted: [(key: StableKey, label: Int, id: NodeID)]) {
    var writer = DotWriter()
    entries.reserveCapacity(sorted.count)
    indices.reserveCapacity(sorted.count)
    for (index, node) in sorted.enumerated() {
      // Ids are unique within their id space only: those that occur twice give way to numbers.
      let isShared =
        index > 0 && sorted[index - 1].key == node.key
        || index + 1 < sorted.count && sorted[index + 1].key == node.key
      let start = writer.bytes.count
      writer.quote((isShared ? nil : node.key.dotID) ?? "#\(node.id.rawValue)")
      entries.append(Entry(id: node.id, label: node.label, name: start..<writer.bytes.count))
      indices[node.id] = index
      counts[node.label] += 1
    }
    names = writer.drain()
  }

  /// The places of the nodes of each label, in stable order.
  func placesByLabel() -> [[Int]] {
    var places: [[Int]] = counts.map { count in
      var places: [Int] = []
      places.reserveCapacity(count)
      return places
    }
    for (place, entry) in entries.enumerated() { places[entry.label].append(place) }
    return places
  }

  /// The place of a node in `entries`; nil where it is not drawn.
  func index(of node: NodeID) -> Int? { indices[node] }

  /// The quoted DOT id of the node at a place.
  func name(at index: Int) -> ArraySlice<UInt8> { names[entries[index].name] }

  /// The DOT id of the node at a place without its quotes, escaped for a string.
  func bareName(at index: Int) -> ArraySlice<UInt8> { name(at: index).dropFirst().dropLast() }
}
