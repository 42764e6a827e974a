import KithCore

/// Writes one graph as DOT, from top to bottom:
///
///     digraph "kith" {
///       graph […]; node […]; edge […];          how everything looks
///       subgraph "label Person" {               one for each label, `cluster …` where framed
///         node [shape=ellipse,…];
///         "katja" [label="Dr. Katja Michalak",…];
///       }
///       "katja" -> "buero" [label="Leiterin, since 2015",…];
///       label=<…>;                              title and legend, which name what was met above
///     }
struct DotRenderer: ~Copyable {
  private let graph: any GraphReader
  private let options: DrawingOptions
  private let words: DrawingWords
  private let layout: DrawingLayout
  private let nodes: DrawnNodes
  private let relationships: DrawnRelationships
  /// What the types are called, by their places.
  private let typeNames: [String]
  private var texts: EntityText
  private var marks: DrawingLegend.Marks = []
  private var writer: DotWriter

  /// Pieces of this size are handed on.
  private static let pieceSize = 1 << 20

  init(
    _ selection: DrawingSelection, of graph: any GraphReader, options: DrawingOptions
  ) throws {
    let nodes = try DrawnNodes(selection.nodes, of: graph)
    let relationships = try DrawnRelationships(selection.relationships, among: nodes, of: graph)
    self.graph = graph
    self.options = options
    self.nodes = nodes
    self.relationships = relationships
    typeNames = relationships.types.map(EntityText.name(ofType:))
    words = DrawingWords(language: options.language)
    layout = DrawingLayout(
      nodeCount: nodes.entries.count, relationshipCount: relationships.entries.count,
      hasFrames: options.clustersByLabel)
    texts = EntityText(graph: graph, words: words)
    writer = DotWriter()
  }

  mutating func render(to sink: ([UInt8]) throws -> Void) throws {
    Self.writeHead(to: &writer, layout: layout)
    for (label, places) in nodes.placesByLabel().enumerated() {
      try writeGroup(label, places, to: sink)
    }
    for entry in relationships.entries {
      try write(entry)
      try handOn(to: sink)
    }
    writeLegend()
    writer.write("}\n")
    try sink(writer.drain())
  }

  private mutating func handOn(to sink: ([UInt8]) throws -> Void) throws {
    if writer.bytes.count >= Self.pieceSize { try sink(writer.drain()) }
  }

  /// Writes the opening and the attributes that everything shares.
  static func writeHead(to writer: inout DotWriter, layout: DrawingLayout) {
    let fonts = "fontname=\"Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif\""
    writer.write("digraph \"kith\" {\n")
    writer.write("  graph [\(layout.attributes),outputorder=edgesfirst,\(fonts),")
    writer.write("bgcolor=white,pad=0.3,labelloc=t,labeljust=l];\n")
    writer.write("  node [\(fonts),fontsize=12,margin=\"0.09,0.05\",width=0.3,height=0.25,")
    writer.write("penwidth=0.8];\n")
    writer.write("  edge [\(fonts),fontsize=9,fontcolor=\"#505050\",color=\"#808080\",")
    writer.write("arrowsize=0.6,penwidth=0.8];\n")
  }

  private mutating func writeGroup(
    _ label: Int, _ places: [Int], to sink: ([UInt8]) throws -> Void
  ) throws {
    let name = nodes.labels[label]
    let style = LabelStyle.of(name)
    let title = name ?? words.withoutLabel
    writer.write("  subgraph ")
    writer.quote((options.clustersByLabel ? "cluster " : "label ") + title)
    writer.write(" {\n")
    if options.clustersByLabel {
      writer.write("    graph [")
      writer.attribute("label", lines: [title])
      writer.write(",labeljust=l,style=rounded,color=\"#B0B0B0\",fontsize=14];\n")
    }
    Self.writeLook(style, to: &writer)
    for place in places {
      try write(nodeAt: place, style)
      try handOn(to: sink)
    }
    writer.write("  }\n")
  }

  /// Writes the attributes that the nodes of a label share.
  static func writeLook(_ style: LabelStyle, to writer: inout DotWriter) {
    writer.write("    node [\(style.shape.attributes),fillcolor=\"\(style.fill.hexText)\",")
    writer.write("fontcolor=\"\(style.fill.textColor.hexText)\"")
    writer.write(style.isRemark ? ",fontsize=10];\n" : "];\n")
  }

  private mutating func write(nodeAt index: Int, _ style: LabelStyle) throws {
    guard let record = try graph.node(nodes.entries[index].id) else { return }
    let time = FactTime(record.properties, on: options.date, words: words, style: style)
    let doubt = FactDoubt(record.properties)
    marks.formUnion(DrawingLegend.Marks(time.state, doubt))
    var name = EntityText.name(of: record)
    if let mark = words.mark(of: doubt) { name += " " + mark }
    var lines = LabelText.lines(of: name, width: style.isRemark ? 34 : 26, maximumLines: 6)
    // "Challenge 2024" says its year already.
    if let period = time.words, !name.contains(period) {
      lines += LabelText.lines(of: period, width: 34, maximumLines: 2)
    }

    writer.write("    ")
    writer.write(nodes.name(at: index))
    writer.write(" [")
    writer.attribute("label", lines: lines)
    if time.state != .present {
      writer.write(",style=\"\(style.shape.style),\(time.state.lineStyle)\"")
    }
    writer.write(",")
    try texts.writeTooltip(of: record, to: &writer)
    writer.write(",id=\"node:")
    writer.write(nodes.bareName(at: index))
    writer.write("\",kith_labels=")
    writer.quote(
      record.labels.count == 1 ? record.labels[0] : record.labels.sorted().joined(separator: ":"))
    writeOrigin(of: record.properties)
    writer.write("];\n")
  }

  private mutating func write(_ entry: DrawnRelationships.Entry) throws {
    guard let record = try graph.relationship(entry.id) else { return }
    let time = FactTime(record.properties, on: options.date, words: words)
    let doubt = FactDoubt(record.properties)
    marks.formUnion(DrawingLegend.Marks(time.state, doubt))

    writer.write("  ")
    writer.write(nodes.name(at: entry.start))
    writer.write(" -> ")
    writer.write(nodes.name(at: entry.end))
    writer.write(" [")
    writeLabel(of: record, typeName: typeNames[entry.type], time, doubt)
    if time.state != .present { writer.write("style=\(time.state.lineStyle),") }
    try texts.writeTooltip(of: record, to: &writer)
    writer.write(",id=\"edge:")
    writer.write(nodes.bareName(at: entry.start))
    writer.write(":")
    writer.shown(record.type)
    writer.write(":")
    writer.write(nodes.bareName(at: entry.end))
    if entry.ordinal > 1 {
      writer.write(":")
      writer.write(entry.ordinal)
    }
    writer.write("\",kith_type=")
    writer.quote(record.type)
    writeOrigin(of: record.properties)
    writer.write("];\n")
  }

  /// Writes role and dates, in black; where there are none, what the type says, in grey.
  private mutating func writeLabel(
    of record: RelationshipRecord, typeName: String, _ time: FactTime, _ doubt: FactDoubt
  ) {
    let role = Self.role(record.properties)
    let isPlain = role == nil && time.words == nil && doubt != .disputed
    if isPlain && !layout.labelsPlainRelationships { return }
    var text = role ?? typeName
    if let period = time.words { text += ", " + period }
    if let mark = words.mark(of: doubt) { text += " " + mark }
    let lines = LabelText.lines(of: text, width: 24, maximumLines: 4)
    writer.attribute("label", lines: lines)
    writer.write(isPlain ? "," : ",fontcolor=black,color=\"#303030\",penwidth=1.3,")
  }

  private static func role(_ properties: ValueMap) -> String? {
    if properties.isEmpty { return nil }
    guard let value = properties["role"] ?? properties["title"] else { return nil }
    let role = EntityText.plain(value)
    return role.allSatisfy(\.isWhitespace) ? nil : role
  }

  /// Writes what kith needs to read its own DOT back.
  private mutating func writeOrigin(of properties: ValueMap) {
    if properties.isEmpty { return }
    for key in ["id", "from", "until", "date", "source"] {
      guard let value = properties[key] else { continue }
      writer.write(",kith_\(key)=")
      writer.quote(EntityText.plain(value))
    }
  }

  private mutating func writeLegend() {
    let legend = DrawingLegend(
      title: options.title ?? words.defaultTitle, queryText: options.queryText,
      facts: [
        words.asOf(options.date), words.nodes(nodes.entries.count),
        words.relationships(relationships.entries.count)
      ] + words.sources(texts.sourcesSeen),
      labels: zip(nodes.labels, nodes.counts).map { (label: $0, count: $1) }, marks: marks,
      words: words)
    legend.write(to: &writer)
  }
}
