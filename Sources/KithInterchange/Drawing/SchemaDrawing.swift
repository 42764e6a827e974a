import KithCore

/// The model of a graph as a picture: labels as nodes, relationship types as lines, with counts.
///
/// A node of several labels counts for the first of them in the legend's order, so that the counts of the
/// labels add up to the graph's. Types between the same two labels share a line.
struct SchemaDrawing {
  private struct Ends: Hashable {
    var start: Int
    var end: Int
  }

  private let options: DrawingOptions
  private let words: DrawingWords
  private let nodes: DrawnNodes
  private var relationshipCount = 0
  /// How many relationships of each type run between two labels, by their places.
  private var types: [Ends: [String: Int]] = [:]

  /// Reads every node and relationship once.
  init(of graph: any GraphReader, options: DrawingOptions) throws {
    self.options = options
    words = DrawingWords(language: options.language)
    nodes = try DrawnNodes(try graph.nodes(label: nil), of: graph)
    for id in try graph.relationships() {
      guard let record = try graph.relationship(id), let start = nodes.index(of: record.start),
        let end = nodes.index(of: record.end)
      else { continue }
      relationshipCount += 1
      let ends = Ends(start: nodes.entries[start].label, end: nodes.entries[end].label)
      types[ends, default: [:]][record.type, default: 0] += 1
    }
  }

  func dot() -> [UInt8] {
    var writer = DotWriter()
    DotRenderer.writeHead(to: &writer, layout: .dotFromTop)
    writer.write("  node [fontsize=15]; edge [fontsize=10];\n")
    for (place, label) in nodes.labels.enumerated() { write(label, at: place, to: &writer) }
    let lines = types.sorted { ($0.key.start, $0.key.end) < ($1.key.start, $1.key.end) }
    for line in lines { write(line.value, from: line.key.start, to: line.key.end, &writer) }
    let legend = DrawingLegend(
      title: options.title ?? words.schemaTitle, queryText: nil,
      facts: [
        words.asOf(options.date), words.nodes(nodes.entries.count),
        words.relationships(relationshipCount)
      ],
      labels: [], marks: [], words: words)
    legend.write(to: &writer)
    writer.write("}\n")
    return writer.drain()
  }

  private func write(_ label: String?, at place: Int, to writer: inout DotWriter) {
    let style = LabelStyle.of(label)
    let name = label ?? words.withoutLabel
    writer.write("  ")
    writer.quote(name)
    writer.write(" [")
    writer.attribute("label", lines: [name, "\(nodes.counts[place])"])
    writer.write(",\(style.shape.attributes),fillcolor=\"\(style.fill.hexText)\",")
    writer.write("fontcolor=\"\(style.fill.textColor.hexText)\"];\n")
  }

  private func write(
    _ counts: [String: Int], from start: Int, to end: Int, _ writer: inout DotWriter
  ) {
    writer.write("  ")
    writer.quote(nodes.labels[start] ?? words.withoutLabel)
    writer.write(" -> ")
    writer.quote(nodes.labels[end] ?? words.withoutLabel)
    writer.write(" [")
    let lines = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    writer.attribute("label", lines: lines)
    writer.write("];\n")
  }
}
