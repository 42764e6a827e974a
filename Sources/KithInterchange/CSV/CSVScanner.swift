import Glibc
import KithCore

/// A field of a row: where its content stands, without quotes.
struct CSVField {
  var start: Int
  var count: Int32
  var isQuoted: Bool
  /// Whether it holds `""` for `"`.
  var hasDoubledQuotes: Bool

  /// Empty and without quotes: no value.
  @inline(__always)
  var isMissing: Bool { count == 0 && !isQuoted }

  /// With the quotes.
  var span: SourceSpan {
    let margin = isQuoted ? 1 : 0
    return SourceSpan(start: start - margin, end: start + Int(count) + margin)
  }
}

/// The fields of some rows, row by row; every row has `columnCount` of them.
struct CSVBatch {
  let columnCount: Int
  var fields: [CSVField] = []
  var rowCount: Int { columnCount == 0 ? 0 : fields.count / columnCount }

  init(columnCount: Int) { self.columnCount = columnCount }
}

/// Splits CSV (RFC 4180) into rows and fields, without looking into them.
///
/// A row ends with a line feed, a carriage return and a line feed, or the file. A field in quotes may hold delimiters,
/// line breaks and doubled quotes. Lines with nothing on them are passed over.
struct CSVScanner {
  private let file: MappedFile
  private let delimiter: UInt8
  /// The next byte to read.
  private(set) var position: Int

  init(_ file: MappedFile, delimiter: UInt8, position: Int) {
    self.file = file
    self.delimiter = delimiter
    self.position = position
  }

  var isAtEnd: Bool { position >= file.count }

  /// The content of a field.
  func text(_ field: CSVField) -> String {
    let raw = file.text(field.start..<(field.start + Int(field.count)))
    return field.hasDoubledQuotes ? raw.undoublingQuotes : raw
  }

  /// The next row, whatever its number of fields; empty at the end of the file.
  mutating func row() throws(CSVProblem) -> [CSVField] {
    var fields: [CSVField] = []
    skipEmptyLines()
    if !isAtEnd { try appendRow(to: &fields) }
    return fields
  }

  /// Appends up to `limit` rows. A row with another number of fields is left out and told to `onProblem`.
  ///
  /// Throws what ends all reading: a quote that never closes. About a nanosecond a byte.
  mutating func read(
    _ limit: Int, into batch: inout CSVBatch, onProblem: (CSVProblem) -> Void
  ) throws(CSVProblem) {
    batch.fields.removeAll(keepingCapacity: true)
    batch.fields.reserveCapacity(limit * batch.columnCount)
    for _ in 0..<limit {
      skipEmptyLines()
      if isAtEnd { return }
      let start = position
      let before = batch.fields.count
      try appendRow(to: &batch.fields)
      let count = batch.fields.count - before
      if count != batch.columnCount {
        batch.fields.removeLast(count)
        onProblem(
          CSVProblem(
            SourceSpan(start: start, end: position),
            CSVMessages.fieldCount(count, columns: batch.columnCount)))
      }
    }
  }

  private mutating func skipEmptyLines() {
    // Safe because every access is below the file's count, and `file` lives as long as `self`.
    let bytes = unsafe file.bytes
    while position < bytes.count {
      if unsafe bytes[position] == UInt8(ascii: "\n") {
        position += 1
      } else if unsafe bytes[position] == UInt8(ascii: "\r"), position + 1 < bytes.count,
        unsafe bytes[position + 1] == UInt8(ascii: "\n")
      {
        position += 2
      } else {
        return
      }
    }
  }

  /// Appends the fields of the row here and goes past its end. At least one byte is read.
  private mutating func appendRow(to fields: inout [CSVField]) throws(CSVProblem) {
    // Safe because every access is below the file's count, and `file` lives as long as `self`.
    let bytes = unsafe file.bytes
    let end = bytes.count
    var place = position
    defer { position = place }
    while true {
      if place < end, unsafe bytes[place] == UInt8(ascii: "\"") {
        let field = try quotedField(from: place)
        place = field.span.end
        fields.append(field)
        if place < end, unsafe bytes[place] == UInt8(ascii: "\r") { place += 1 }
        if place >= end { return }
        let next = unsafe bytes[place]
        guard next == delimiter || next == UInt8(ascii: "\n") else {
          throw CSVProblem(
            SourceSpan(start: place, end: place + 1),
            CSVMessages.textBehindQuote(openedOn: FileLines(file).number(ofByte: field.start - 1)))
        }
        place += 1
        if next == UInt8(ascii: "\n") { return }
        continue
      }
      let start = place
      var byte: UInt8 = 0
      while place < end {
        byte = unsafe bytes[place]
        if byte == delimiter || byte == UInt8(ascii: "\n") { break }
        place += 1
      }
      if place - start > Int(Int32.max) {
        throw CSVProblem(SourceSpan(start: start, end: start + 1), CSVMessages.fieldTooLong)
      }
      let isLineEnd = place >= end || byte == UInt8(ascii: "\n")
      let hasReturn = unsafe isLineEnd && place > start && bytes[place - 1] == UInt8(ascii: "\r")
      fields.append(
        CSVField(
          start: start, count: Int32(place - start - (hasReturn ? 1 : 0)),
          isQuoted: false, hasDoubledQuotes: false))
      if place < end { place += 1 }
      if isLineEnd { return }
    }
  }

  private func quotedField(from open: Int) throws(CSVProblem) -> CSVField {
    // Safe because every access is below the file's count, and `file` lives as long as `self`.
    let bytes = unsafe file.bytes
    var place = open + 1
    var hasDoubledQuotes = false
    while place < bytes.count {
      if unsafe bytes[place] != UInt8(ascii: "\"") {
        place += 1
      } else if place + 1 < bytes.count, unsafe bytes[place + 1] == UInt8(ascii: "\"") {
        hasDoubledQuotes = true
        place += 2
      } else {
        guard place - open <= Int(Int32.max) else {
          throw CSVProblem(SourceSpan(start: open, end: open + 1), CSVMessages.fieldTooLong)
        }
        return CSVField(
          start: open + 1, count: Int32(place - open - 1), isQuoted: true,
          hasDoubledQuotes: hasDoubledQuotes)
      }
    }
    throw CSVProblem(SourceSpan(start: open, end: open + 1), CSVMessages.unclosedQuote)
  }
}

extension String {
  /// With `"` for `""`.
  var undoublingQuotes: String {
    var result = String.UnicodeScalarView()
    var isSecond = false
    for scalar in unicodeScalars {
      isSecond = scalar == "\"" && !isSecond && result.last == "\""
      if !isSecond { result.append(scalar) }
    }
    return String(result)
  }
}
