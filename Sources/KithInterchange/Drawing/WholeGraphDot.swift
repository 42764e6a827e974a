import KithColumns
import KithCore

/// Writes a large graph as DOT, a line for each thing, straight from its columns:
///
///     digraph "kith" {
///       graph […]; node […]; edge […];     how everything looks
///       subgraph "label Person" {          one for each label
///         node [shape=ellipse,…];
///     17[label="Dr. Katja Michalak"]       the number is what id(n) gives
///       }
///       subgraph "type LEADS" {            one for each type; its lines share the label
///         edge [label="LEADS"];
///     17->4
///       }
///       label=<…>;                         title and legend
///     }
///
/// Of hundreds of thousands of things nobody reads dates and tooltips: they have names and types only, and the file a
/// fifth of the size. Cost: linear; memory for a batch and a bit for each node.
struct WholeGraphDot: ~Copyable {
  private static let batchSize = 1_920

  private let graph: any ColumnGraphReader
  private let options: DrawingOptions
  private let words: DrawingWords
  private let schema: Schema
  private var stream: ByteStream
  /// Which nodes stand in a label's group already.
  private var isWritten: [UInt64]
  private var counts: [(label: String?, count: Int)] = []
  private var relationshipCount = 0
  private let onProgress: (Int) throws -> Void

  /// `onProgress` gets the number of things that were written, now and then.
  init(
    _ graph: any ColumnGraphReader, options: DrawingOptions, to sink: @escaping ByteSink,
    onProgress: @escaping (Int) throws -> Void = { _ in }
  ) {
    self.graph = graph
    self.options = options
    self.onProgress = onProgress
    words = DrawingWords(language: options.language)
    schema = graph.schema
    stream = unsafe ByteStream(to: sink)
    isWritten = Array(repeating: 0, count: (graph.nodeUpperBound + 63) / 64)
  }

  mutating func write() throws {
    try writeDot { writer in
      DotRenderer.writeHead(to: &writer, layout: .sfdpWithStraightLines)
    }
    let labels = schema.labels.names.sorted { LabelStyle.rank($0) < LabelStyle.rank($1) }
    for label in labels { try writeGroup(label) }
    try writeGroup(nil)
    for type in schema.relationshipTypes.names.sorted() { try writeGroup(ofType: type) }
    let legend = DrawingLegend(
      title: options.title ?? words.defaultTitle, queryText: nil,
      facts: [
        words.asOf(options.date), words.nodes(counts.reduce(0) { $0 + $1.count }),
        words.relationships(relationshipCount)
      ], labels: counts, marks: [], words: words)
    try writeDot { writer in
      legend.write(to: &writer)
      writer.write("}\n")
    }
    try stream.flush()
  }

  /// Writes the parts that are no line of a thing.
  private mutating func writeDot(_ body: (inout DotWriter) -> Void) throws {
    var writer = DotWriter()
    body(&writer)
    try stream.write(writer.drain())
  }

  // MARK: Nodes

  /// The nodes of a label that no group before had; nil: those without labels.
  private mutating func writeGroup(_ label: String?) throws {
    let number = label.flatMap { schema.labels.number(of: $0) }.map { LabelID($0) }
    let names = NodeNames(schema, label: label)
    var next: NodeID? = NodeID(0)
    var count = 0
    var found: [NodeID] = []
    while let from = next {
      found.removeAll(keepingCapacity: true)
      next = try graph.scanNodes(label: number, from: from, limit: Self.batchSize, into: &found)
      found.removeAll { isMarked($0) }
      if found.isEmpty { continue }
      if count == 0 { try openGroup(label) }
      count += found.count
      try write(found, names)
      try onProgress(found.count)
    }
    if count == 0 { return }
    counts.append((label, count))
    try stream.write("  }\n")
  }

  /// Whether a node was met already; from now on it was.
  private mutating func isMarked(_ node: NodeID) -> Bool {
    let bit: UInt64 = 1 << UInt64(node.rawValue & 63)
    let word = Int(node.rawValue >> 6)
    defer { isWritten[word] |= bit }
    return isWritten[word] & bit != 0
  }

  private mutating func openGroup(_ label: String?) throws {
    let title = label ?? words.withoutLabel
    try writeDot { writer in
      writer.write("  subgraph ")
      writer.quote("label " + title)
      writer.write(" {\n")
      DotRenderer.writeLook(LabelStyle.of(label), to: &writer)
    }
  }

  private mutating func write(_ nodes: [NodeID], _ names: NodeNames) throws {
    let columns = try names.columns(of: nodes, in: graph)
    for row in nodes.indices {
      try stream.write(nodes[row].rawValue)
      try stream.write("[label=\"")
      if let name = columns.text(at: row) {
        try stream.write(name)
      } else {
        let text = columns.words(at: row, of: nodes[row])
        try writeDot { $0.shown(text) }
      }
      try stream.write("\"]\n")
    }
  }

  // MARK: Relationships

  private mutating func writeGroup(ofType type: String) throws {
    guard let number = schema.relationshipTypes.number(of: type) else { return }
    var next: RelationshipID? = RelationshipID(0)
    var isOpen = false
    var found: [RelationshipID] = []
    var starts: [NodeID] = []
    var ends: [NodeID] = []
    while let from = next {
      found.removeAll(keepingCapacity: true)
      next = try graph.scanRelationships(
        type: RelationshipTypeID(number), from: from, limit: Self.batchSize, into: &found)
      if found.isEmpty { continue }
      if !isOpen { try openGroup(ofType: type) }
      isOpen = true
      relationshipCount += found.count
      try graph.gatherEnds(of: found, starts: &starts, ends: &ends)
      for row in starts.indices {
        try stream.write(starts[row].rawValue)
        try stream.write("->")
        try stream.write(ends[row].rawValue)
        try stream.write(UInt8(ascii: "\n"))
      }
      try onProgress(found.count)
    }
    if isOpen { try stream.write("  }\n") }
  }

  private mutating func openGroup(ofType type: String) throws {
    try writeDot { writer in
      writer.write("  subgraph ")
      writer.quote("type " + type)
      writer.write(" {\n    edge [")
      writer.attribute("label", lines: [type])
      writer.write("];\n")
    }
  }
}

/// Where the names of a label's nodes are found.
private struct NodeNames {
  /// In the order in which they are looked at, as `EntityText.name(of:)` does.
  private let keys: [PropertyKeyID]
  private let label: String?
  /// The column of titles that stand before names, as in `Dr. Katja Michalak`.
  private let title: PropertyKeyID?

  init(_ schema: Schema, label: String?) {
    self.label = label
    keys = ["name", "title", "text", "id"].compactMap { key in
      schema.propertyKeys.number(of: key).map { PropertyKeyID($0) }
    }
    title =
      label == "Person" && schema.propertyKeys.number(of: "name") != nil
      ? schema.propertyKeys.number(of: "title").map { PropertyKeyID($0) } : nil
  }

  func columns(
    of nodes: [NodeID], in graph: any ColumnGraphReader
  ) throws(Diagnostic) -> NodeNameColumns {
    var columns = NodeNameColumns(label: label)
    for key in keys {
      columns.append(try graph.gather(nodes: nodes, key: key))
      // Most things have a name: then no other column is touched.
      if columns.isComplete { break }
    }
    if let title {
      let titles = try graph.gather(nodes: nodes, key: title)
      if titles.isNull.map({ $0.contains(false) }) ?? true { columns.titles = titles }
    }
    return columns
  }
}

/// The columns that may hold the names of some nodes.
private struct NodeNameColumns {
  let label: String?
  var titles: ColumnVector?
  private var columns: [ColumnVector] = []
  /// The first column, where it holds texts.
  private var texts: [TextReference]?
  private(set) var isComplete = false

  init(label: String?) { self.label = label }

  mutating func append(_ column: ColumnVector) {
    if columns.isEmpty, case .texts(let rows) = column.storage {
      texts = rows
      isComplete = column.isNull == nil && rows.allSatisfy(Self.isSimple)
    }
    columns.append(column)
  }

  /// The name that can be written as it is; nil where it takes another look.
  @inline(__always)
  func text(at row: Int) -> TextReference? {
    guard let texts, titles == nil, columns[0].isNull?[row] != true,
      isComplete || Self.isSimple(texts[row])
    else { return nil }
    return texts[row]
  }

  /// The name as `EntityText.name(of:)` finds it.
  func words(at row: Int, of node: NodeID) -> String {
    for (index, column) in columns.enumerated() {
      let value = column.value(at: row)
      if value.isNull { continue }
      let text = EntityText.plain(value)
      if text.allSatisfy(\.isWhitespace) { continue }
      guard index == 0, let title = titles?.value(at: row), !title.isNull else { return text }
      return EntityText.plain(title) + " " + text
    }
    return label ?? "#\(node.rawValue)"
  }

  /// Whether a text is not empty, does not begin with space, and means itself in a DOT file.
  @inline(__always)
  private static func isSimple(_ text: TextReference) -> Bool {
    if text.count == 0 { return false }
    var isPlain = true
    for index in 0..<text.count {
      // Safe because the text is readable for `count` bytes.
      let byte = unsafe text.start[index]
      isPlain = isPlain && DotWriter.isPlain(byte)
    }
    // Safe as above: there is a first byte.
    return unsafe isPlain && text.start[0] != UInt8(ascii: " ")
  }
}
