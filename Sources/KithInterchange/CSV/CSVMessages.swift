import KithCore

/// What is wrong with a CSV file, in words.
struct CSVWords {
  var message: String
  var suggestion: String?
  var advice: String?

  init(_ message: String, suggestion: String? = nil, advice: String? = nil) {
    self.message = message
    self.suggestion = suggestion
    self.advice = advice
  }
}

/// A mistake in a CSV file, at a place of the whole file.
struct CSVProblem: Error {
  var span: SourceSpan
  var words: CSVWords

  init(_ span: SourceSpan, _ words: CSVWords) {
    self.span = span
    self.words = words
  }

  /// With the line in which it begins.
  func diagnostic(in file: MappedFile) -> FileDiagnostic {
    let lines = FileLines(file)
    let line = lines.range(around: span.start)
    let within = SourceSpan(
      start: span.start - line.lowerBound, end: min(span.end, line.upperBound) - line.lowerBound)
    return FileDiagnostic(
      path: file.path, text: file.text(line), firstLine: lines.number(ofByte: span.start),
      Diagnostic(
        .inputError, words.message, at: within, suggestion: words.suggestion, advice: words.advice))
  }
}

/// The mistakes of all CSV files of a run, up to the limit.
final class CSVProblems {
  private(set) var all: [FileDiagnostic] = []

  var isFull: Bool { all.count >= FileDiagnostics.limit }

  /// By the order of the files in which something was found first, and by place: columns are read one by one.
  var inOrder: [FileDiagnostic] {
    let paths = all.map(\.path)
    return all.map { problem in
      (
        paths.firstIndex(of: problem.path) ?? 0, problem.position?.line ?? 0,
        problem.position?.column ?? 0, problem
      )
    }.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
  }

  func add(_ problem: CSVProblem, in file: MappedFile) {
    if !isFull { all.append(problem.diagnostic(in: file)) }
  }

  func add(_ diagnostic: FileDiagnostic) {
    if !isFull { all.append(diagnostic) }
  }
}

/// Every message about the contents of CSV files.
enum CSVMessages {
  static let emptyFile = CSVWords(
    "the file is empty", advice: "its first line names the columns")

  static let plainHeader = CSVWords(
    "this line does not say what the columns are",
    advice:
      "name them as neo4j-admin import does: id:ID(Person),name:string,born:date,:LABEL for nodes, "
      + ":START_ID(Person),:END_ID(Person),since:date,:TYPE for relationships")

  static let columnTwice = CSVWords("there is such a column already")

  static func missingColumn(_ name: String) -> CSVWords {
    CSVWords(
      "the header has no column \(name)",
      advice: "relationships have :START_ID, :END_ID and :TYPE")
  }

  static let nodesAndRelationships = CSVWords(
    "a file holds nodes or relationships, not both",
    advice: "nodes have :ID and :LABEL, relationships :START_ID, :END_ID and :TYPE")

  static func keyTwice(_ name: String) -> CSVWords {
    CSVWords("the column '\(name)' stands twice")
  }

  static func noName(column: Int) -> CSVWords {
    CSVWords("column \(column) has no name", advice: "write :IGNORE for a column that is not read")
  }

  static func unknownType(_ name: String) -> CSVWords {
    let known = CSVType.headerNames + CSVType.roleNames
    return CSVWords(
      "'\(name)' is not a type of a column", suggestion: nearestName(to: name, among: known),
      advice: "there are " + known.joined(separator: " ") + "; arrays have [] behind the type")
  }

  static let fieldTooLong = CSVWords("this field is longer than 2 GiB")

  static let tooManyNodes = CSVWords("a graph holds no more than 4,294,967,295 nodes")

  static let unclosedQuote = CSVWords(
    "this quote never closes", advice: "a quote within a quoted field is doubled: \"\"")

  static func textBehindQuote(openedOn line: Int) -> CSVWords {
    CSVWords(
      "text behind the closing quote",
      advice: "the field began on line \(line); a quote within a quoted field is doubled: \"\"")
  }

  static func fieldCount(_ count: Int, columns: Int) -> CSVWords {
    let fields = "\(count) field\(count == 1 ? "" : "s")"
    let header = "\(columns) column\(columns == 1 ? "" : "s")"
    return CSVWords(
      "\(fields), and the header has \(header)",
      advice: count < columns
        ? "an empty field stands for no value, but its delimiter is there"
        : "a field with a delimiter in it stands in quotes")
  }

  static func notA(_ type: CSVType, _ text: String, column: String) -> CSVWords {
    let (what, advice) =
      switch type {
      case .string: ("a text", "")
      case .integer: ("a whole number", "")
      case .float: ("a number", "the decimal point is '.'")
      case .boolean: ("true or false", "")
      case .date: ("a date", "write year, month and day: 2023-10-11")
      case .localTime: ("a time of day", "write 12:30 or 12:30:05.25")
      case .time: ("a time of day with an offset", "write 12:30+01:00 or 12:30Z")
      case .localDateTime: ("a day and a time", "write 2023-10-11T12:30")
      case .dateTime: ("a day and a time with an offset", "write 2023-10-11T12:30+02:00")
      case .duration: ("a duration", "write P1Y2M3DT4H5M")
      case .point: ("a point", "write {longitude: 11.63, latitude: 52.13} or {x: 1, y: 2}")
      }
    let otherwise = "an empty field stands for no value"
    return CSVWords(
      "'\(text)' in column '\(column)' is not \(what)",
      advice: advice.isEmpty ? otherwise : "\(advice); \(otherwise)")
  }

  static func noSuchDay(_ problem: EDTFProblem) -> CSVWords {
    CSVWords(problem.message, advice: problem.advice)
  }

  static func tooLarge(_ text: String, column: String) -> CSVWords {
    CSVWords("\(text) in column '\(column)' is too large for a whole number of 64 bits")
  }

  static func idNotInteger(_ text: String) -> CSVWords {
    CSVWords(
      "the id '\(text)' is not a whole number",
      advice: "leave out --id-type integer, or write --id-type string")
  }

  static let emptyID = CSVWords("a node of this file needs an id")

  static func idTwice(_ id: String, space: String, file: String?, line: Int) -> CSVWords {
    let place = file.map { "in '\($0)' on line \(line)" } ?? "on line \(line)"
    return CSVWords(
      "the id '\(id)' stands \(place) already",
      advice: "ids are unique within \(CSVMessages.space(space))")
  }

  static func standsAlready(_ id: String) -> CSVWords {
    CSVWords(
      "the graph has a node with the id '\(id)' and these labels already",
      advice: "rows of CSV files are always added, never compared: load them into a new file")
  }

  static func unknownID(_ id: String, space: String) -> CSVWords {
    CSVWords("no node has the id '\(id)' in \(CSVMessages.space(space))")
  }

  static let emptyEnd = CSVWords("a relationship needs both its ends")

  static let emptyType = CSVWords("a relationship needs a type")

  static func unknownSpace(_ space: String, nearest: String?) -> CSVWords {
    CSVWords(
      "no file of this run has nodes in \(CSVMessages.space(space))", suggestion: nearest,
      advice: "load the files of nodes and of relationships in one run")
  }

  private static func space(_ name: String) -> String {
    name.isEmpty ? "the id space without a name" : "the id space '\(name)'"
  }
}
