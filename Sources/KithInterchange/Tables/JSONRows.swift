import KithCore

/// One object a row, keys in column order: `{"name":"Ada","born":1815}`.
struct JSONRow {
  /// `"name":` for each column, with what stands before it.
  private let prefixes: [[UInt8]]

  init(columns: [String]) {
    prefixes = columns.enumerated().map { index, column in
      var prefix: [UInt8] = []
      prefix.append(index == 0 ? "{" : ",")
      JSONWriter.append(string: column, to: &prefix)
      prefix.append(":")
      return prefix
    }
  }

  func append(_ row: [Value], entities: any EntityResolver, into output: inout [UInt8]) throws {
    if row.isEmpty { output.append("{") }
    for (prefix, value) in zip(prefixes, row) {
      output.append(contentsOf: prefix)
      try JSONWriter.append(value, to: &output, entities: entities)
    }
    output.append("}")
  }
}

/// `jsonl`: one object a row, one row a line.
struct JSONLinesWriter: ResultWriter {
  private var row = JSONRow(columns: [])

  mutating func begin(columns: [String], into output: inout [UInt8]) {
    row = JSONRow(columns: columns)
  }

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for cells in rows {
      try row.append(cells, entities: entities, into: &output)
      output.append("\n")
    }
  }

  mutating func end(into output: inout [UInt8]) {}
}

/// `json`: one array a statement, one row a line.
struct JSONArrayWriter: ResultWriter {
  private var row = JSONRow(columns: [])
  private var isEmpty = true
  private var hasColumns = false

  mutating func begin(columns: [String], into output: inout [UInt8]) {
    row = JSONRow(columns: columns)
    hasColumns = !columns.isEmpty
  }

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for cells in rows {
      output.append(isEmpty ? "[" : ",\n ")
      try row.append(cells, entities: entities, into: &output)
      isEmpty = false
    }
  }

  mutating func end(into output: inout [UInt8]) {
    if hasColumns { output.append(isEmpty ? "[]\n" : "]\n") }
  }
}
