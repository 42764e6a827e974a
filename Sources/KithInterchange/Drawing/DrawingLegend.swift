import KithCore

/// The head of a picture: its title, what was asked, when, how much it shows, and what the looks mean.
///
/// It is an HTML label of the graph: the only text that every layout keeps apart from the nodes.
struct DrawingLegend {
  /// What was seen while nodes and relationships were written; the legend explains no more than that.
  struct Marks: OptionSet {
    let rawValue: Int
    static let ended = Marks(rawValue: 1)
    static let planned = Marks(rawValue: 2)
    static let uncertain = Marks(rawValue: 4)
    static let disputed = Marks(rawValue: 8)

    init(rawValue: Int) { self.rawValue = rawValue }

    init(_ state: FactState, _ doubt: FactDoubt) {
      self = []
      switch state {
      case .present: break
      case .ended: insert(.ended)
      case .planned: insert(.planned)
      }
      switch doubt {
      case .none: break
      case .uncertain: insert(.uncertain)
      case .disputed: insert(.disputed)
      }
    }
  }

  var title: String
  var queryText: String?
  /// The parts of the line below the title.
  var facts: [String]
  var labels: [(label: String?, count: Int)]
  var marks: Marks
  let words: DrawingWords

  /// How many labels stand in a line of the legend.
  private static let columns = 9

  /// Writes `label=<…>;` for the graph.
  func write(to writer: inout DotWriter) {
    writer.write("  label=<<TABLE BORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"3\">")
    row(
      &writer, pointSize: 26, isBold: true, LabelText.lines(of: title, width: 80, maximumLines: 2))
    if let queryText, !queryText.allSatisfy(\.isWhitespace) {
      let lines = LabelText.lines(of: queryText, width: 110, maximumLines: 4)
      row(&writer, pointSize: 13, lines)
    }
    row(&writer, pointSize: 13, [facts.joined(separator: " · ")])
    labelRows(&writer)
    if !marks.isEmpty { row(&writer, pointSize: 12, [markTexts.joined(separator: "      ")]) }
    writer.write("</TABLE>>;\n")
  }

  private func row(
    _ writer: inout DotWriter, pointSize: Int, isBold: Bool = false, _ lines: [String]
  ) {
    writer.write("<TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"")
    writer.write(pointSize)
    writer.write(isBold ? "\"><B>" : "\">")
    for (index, line) in lines.enumerated() {
      if index > 0 { writer.write("<BR ALIGN=\"LEFT\"/>") }
      writer.html(line)
    }
    if lines.count > 1 { writer.write("<BR ALIGN=\"LEFT\"/>") }
    writer.write(isBold ? "</B></FONT></TD></TR>" : "</FONT></TD></TR>")
  }

  private func labelRows(_ writer: inout DotWriter) {
    guard !labels.isEmpty else { return }
    writer.write("<TR><TD ALIGN=\"LEFT\"><TABLE BORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"4\">")
    for start in stride(from: 0, to: labels.count, by: Self.columns) {
      writer.write("<TR>")
      for entry in labels[start..<min(start + Self.columns, labels.count)] {
        cell(&writer, entry.label, count: entry.count)
      }
      writer.write("</TR>")
    }
    writer.write("</TABLE></TD></TR>")
  }

  private func cell(_ writer: inout DotWriter, _ label: String?, count: Int) {
    let style = LabelStyle.of(label)
    writer.write("<TD BORDER=\"1\" BGCOLOR=\"")
    writer.write(style.fill.hexText)
    writer.write(style.shape.isRound ? "\" STYLE=\"ROUNDED\">" : "\">")
    writer.write("<FONT COLOR=\"")
    writer.write(style.fill.textColor.hexText)
    writer.write("\" POINT-SIZE=\"12\">")
    writer.html("\(label ?? words.withoutLabel) \(count)")
    writer.write("</FONT></TD>")
  }

  private var markTexts: [String] {
    var texts: [String] = []
    if marks.contains(.ended) { texts.append("– – –  \(words.ended)") }
    if marks.contains(.planned) { texts.append("· · · ·  \(words.planned)") }
    if marks.contains(.uncertain) { texts.append("\(words.uncertainMark)  \(words.uncertain)") }
    if marks.contains(.disputed) { texts.append("(\(words.disputed))  \(words.disputedMeaning)") }
    return texts
  }
}

extension NodeShape {
  /// Whether its cell in the legend is rounded.
  var isRound: Bool { self == .ellipse || self == .roundedBox }
}
