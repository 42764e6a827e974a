/// A procedure that a scenario declares: its signature, and a table that says what it gives for which arguments.
///
/// ```
/// test.my.proc(name :: STRING?, in :: INTEGER?) :: (out :: FLOAT?):
///   | name | in | out |
///   | 'a'  | 1  | 2.5 |
/// ```
package struct ProcedureDeclaration: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    package var name: String
    /// As written, without the `?`: `STRING`, `LIST OF INTEGER`.
    package var type: String
    /// Whether null may stand there.
    package var isNullable: Bool

    package init(name: String, type: String, isNullable: Bool) {
      self.name = name
      self.type = type
      self.isNullable = isNullable
    }
  }

  package var name: String
  package var inputs: [Field]
  /// Empty for a procedure that gives nothing.
  package var outputs: [Field]
  /// Rows in the order of `inputs + outputs`.
  package var rows: [[ConformanceValue]]

  /// Reads a signature, which may end in `:`, and a table whose header names inputs and outputs in any order.
  package init(_ signature: String, table: [[String]]) throws(StepError) {
    var rest = signature.trimmed
    if rest.hasSuffix(":"), !rest.hasSuffix("::") { rest = String(rest.dropLast()).trimmed }
    guard let open = rest.firstIndex(of: "("), let close = rest.firstIndex(of: ")") else {
      throw StepError("'\(signature)' is no signature")
    }
    name = String(rest[..<open]).trimmed
    inputs = try Self.fields(rest[rest.index(after: open)..<close])
    guard let results = String(rest[rest.index(after: close)...]).trimmed.after("::")?.trimmed
    else { throw StepError("'\(signature)' does not say what it gives") }
    if results == "VOID" {
      outputs = []
    } else {
      guard let list = results.between("(", ")") else {
        throw StepError("'\(signature)' does not say what it gives")
      }
      outputs = try Self.fields(list[...])
    }
    rows = try Self.rows(table, names: (inputs + outputs).map(\.name))
  }

  private static func fields(_ list: Substring) throws(StepError) -> [Field] {
    var fields: [Field] = []
    for part in list.split(separator: ",") where !String(part).trimmed.isEmpty {
      let halves = part.split(separator: "::").map { String($0).trimmed }
      guard halves.count == 2 else { throw StepError("'\(part)' is no name with a type") }
      let isNullable = halves[1].hasSuffix("?")
      let type = isNullable ? String(halves[1].dropLast()).trimmed : halves[1]
      fields.append(Field(name: halves[0], type: type, isNullable: isNullable))
    }
    return fields
  }

  private static func rows(
    _ table: [[String]], names: [String]
  ) throws(StepError) -> [[ConformanceValue]] {
    guard let header = table.first else { return [] }
    guard header.sorted() == names.sorted() else {
      throw StepError("the procedure's columns are \(names), its table's \(header)")
    }
    var rows: [[ConformanceValue]] = []
    for row in table.dropFirst() {
      var values: [ConformanceValue] = []
      for name in names {
        guard let column = header.firstIndex(of: name) else { continue }
        values.append(try ConformanceValueParser.parse(row[column]))
      }
      rows.append(values)
    }
    return rows
  }
}
