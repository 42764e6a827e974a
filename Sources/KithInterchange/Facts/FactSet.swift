import KithCore
import KithSyntax

/// A fact file of a run.
struct FactFile {
  /// As it was given.
  let path: String
  let text: String
  let document: FactDocument
  /// Where the lines begin.
  private let lineStarts: [Int]

  init(path: String, text: String, document: FactDocument) {
    self.path = path
    self.text = text
    self.document = document
    var lineStarts = [0]
    for (place, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
      lineStarts.append(place + 1)
    }
    self.lineStarts = lineStarts
  }

  /// Its name without directories: facts are known by it.
  var name: String { path.lastPathComponent }

  /// The number of the line with a byte, from 1. Logarithmic.
  func lineNumber(ofByte place: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= place { low = middle } else { high = middle }
    }
    return low + 1
  }
}

extension String {
  /// What stands behind the last `/`.
  var lastPathComponent: String {
    split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) ?? self
  }
}

/// Where something stands: the number of its file within the run, and the place there.
struct FactPlace {
  var file: Int
  var span: SourceSpan
}

/// Who says so and where: what a line's annotations tell of its fact.
struct FactClaim: Equatable {
  private(set) var entries: [FactAnnotationKind: Value] = [:]

  subscript(kind: FactAnnotationKind) -> Value? {
    get { entries[kind] }
    set { entries[kind] = newValue }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.isContained(in: right) && right.isContained(in: left)
  }

  /// Whether the other claim says all that this one says.
  func isContained(in other: FactClaim) -> Bool {
    entries.allSatisfy { kind, value in other[kind].map(value.isEquivalent(to:)) ?? false }
  }

  /// The claims of one fact as its properties: one gives a value each; several give lists that run alike, with `""`
  /// where a claim says nothing.
  static func properties(of claims: [FactClaim]) -> [(key: String, value: Value)] {
    FactAnnotationKind.allCases.compactMap { kind in
      let values = claims.map { $0[kind] }
      guard values.contains(where: { $0 != nil }) else { return nil }
      if claims.count == 1, let only = values[0] { return (kind.rawValue, only) }
      return (kind.rawValue, .list(values.map { $0 ?? .string("") }))
    }
  }
}

/// A thing as one file describes it, all its lines together.
struct FactThing {
  var id: String
  var labels: [String]
  var properties: ValueMap
  var claims: [FactClaim]
  /// The id where it is first described.
  var place: FactPlace

  /// Everything but what the loader keeps for itself.
  var contents: ValueMap {
    ValueMap(
      [(FactProperties.id, .string(id))] + properties.entries + FactClaim.properties(of: claims))
  }
}

/// A relationship as a file has it.
struct FactLink {
  /// Its own id, where it has one.
  var id: String?
  var type: String
  var start: String
  var end: String
  var properties: ValueMap
  var claims: [FactClaim]
  /// The relationship within its line.
  var place: FactPlace

  /// Everything but what the loader keeps for itself.
  var contents: ValueMap {
    let id: [(key: String, value: Value)] = id.map { [(FactProperties.id, .string($0))] } ?? []
    return ValueMap(id + properties.entries + FactClaim.properties(of: claims))
  }
}

/// All facts of a run, checked against each other.
struct FactSet {
  var files: [FactFile]
  /// In the order of the files and lines; an id stands once for each file that describes it.
  var things: [FactThing] = []
  var links: [FactLink] = []

  func diagnostic(_ diagnostic: Diagnostic, in file: Int) -> FileDiagnostic {
    FileDiagnostic(path: files[file].path, text: files[file].text, diagnostic)
  }

  /// `on line 6`, or `in 'a.gram' on line 6` for another file than the one in which this is said.
  func placeText(_ place: FactPlace, from file: Int) -> String {
    let line = lineNumber(place)
    return place.file == file
      ? "on line \(line)" : "in '\(files[place.file].name)' on line \(line)"
  }

  /// By files and places.
  func inOrder(_ diagnostics: [FileDiagnostic]) -> [FileDiagnostic] {
    let numbers = Dictionary(files.enumerated().map { ($1.path, $0) }) { first, _ in first }
    return diagnostics.map { (numbers[$0.path] ?? 0, $0.diagnostic.span?.start ?? 0, $0) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  func lineNumber(_ place: FactPlace) -> Int {
    files[place.file].lineNumber(ofByte: place.span.start)
  }
}
