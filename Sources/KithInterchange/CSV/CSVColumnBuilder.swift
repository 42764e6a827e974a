import KithColumns
import KithCore

/// Turns the fields of one column into values, a batch at a time.
///
/// The call is dynamic once a batch; rows run in a loop over locals.
protocol CSVColumnBuilder: AnyObject {
  /// Appends one entry a row. Fields that are wrong are told to `onProblem`, and something stands in their place.
  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void)
}

/// A builder of a property's column.
protocol CSVPropertyBuilder: CSVColumnBuilder {
  /// All entries; the builder is empty afterwards.
  func finish() -> ColumnVector
}

/// Marks rows without a value; nothing is stored before the first one.
struct CSVNullMask {
  private(set) var mask: [Bool]?

  @inline(__always)
  mutating func append(_ isNull: Bool, row: Int) {
    if isNull, mask == nil { mask = Array(repeating: false, count: row) }
    mask?.append(isNull)
  }
}

/// Where a column's builder finds its fields' bytes, and how it names itself in messages.
struct CSVSource {
  let file: MappedFile
  let name: String

  /// The content of a field, without doubled quotes.
  func text(_ field: CSVField) -> String {
    let raw = file.text(field.start..<(field.start + Int(field.count)))
    return field.hasDoubledQuotes ? raw.undoublingQuotes : raw
  }
}

/// `long`, `int`, `short`, `byte`.
final class CSVIntegerBuilder: CSVPropertyBuilder {
  private let source: CSVSource
  private var rows: [Int64] = []
  private var nulls = CSVNullMask()

  init(_ source: CSVSource) { self.source = source }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    // Safe because the file is kept alive by `source`, and fields lie within it.
    let bytes = unsafe source.file.bytes
    var (rows, nulls) = (take(&self.rows), take(&self.nulls))
    for place in stride(from: column, to: batch.fields.count, by: batch.columnCount) {
      let field = batch.fields[place]
      guard field.count > 0 else {
        nulls.append(true, row: rows.count)
        rows.append(0)
        continue
      }
      nulls.append(false, row: rows.count)
      if let number = unsafe CSVNumbers.integer(bytes, field) {
        rows.append(number)
      } else {
        onProblem(CSVProblem(field.span, words(source.text(field))))
        rows.append(0)
      }
    }
    (self.rows, self.nulls) = (rows, nulls)
  }

  private func words(_ text: String) -> CSVWords {
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    let isWhole = !digits.isEmpty && digits.utf8.allSatisfy(CSVNumbers.isDigit)
    return isWhole
      ? CSVMessages.tooLarge(text, column: source.name)
      : CSVMessages.notA(.integer, text, column: source.name)
  }

  func finish() -> ColumnVector { ColumnVector(.integers(take(&rows)), isNull: nulls.mask) }
}

/// `double`, `float`.
final class CSVFloatBuilder: CSVPropertyBuilder {
  private let source: CSVSource
  private var rows: [Double] = []
  private var nulls = CSVNullMask()

  init(_ source: CSVSource) { self.source = source }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    // Safe because the file is kept alive by `source`, and fields lie within it.
    let bytes = unsafe source.file.bytes
    var (rows, nulls) = (take(&self.rows), take(&self.nulls))
    for place in stride(from: column, to: batch.fields.count, by: batch.columnCount) {
      let field = batch.fields[place]
      guard field.count > 0 else {
        nulls.append(true, row: rows.count)
        rows.append(0)
        continue
      }
      nulls.append(false, row: rows.count)
      if let number = unsafe CSVNumbers.float(bytes, field) {
        rows.append(number)
      } else {
        let words = CSVMessages.notA(.float, source.text(field), column: source.name)
        onProblem(CSVProblem(field.span, words))
        rows.append(0)
      }
    }
    (self.rows, self.nulls) = (rows, nulls)
  }

  func finish() -> ColumnVector { ColumnVector(.floats(take(&rows)), isNull: nulls.mask) }
}

/// `boolean`.
final class CSVBooleanBuilder: CSVPropertyBuilder {
  private let source: CSVSource
  private var rows: [Bool] = []
  private var nulls = CSVNullMask()

  init(_ source: CSVSource) { self.source = source }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    var (rows, nulls) = (take(&self.rows), take(&self.nulls))
    for place in stride(from: column, to: batch.fields.count, by: batch.columnCount) {
      let field = batch.fields[place]
      nulls.append(field.count == 0, row: rows.count)
      guard field.count > 0 else {
        rows.append(false)
        continue
      }
      let text = source.text(field)
      switch text.lowercased() {
      case "true": rows.append(true)
      case "false": rows.append(false)
      default:
        onProblem(
          CSVProblem(field.span, CSVMessages.notA(.boolean, text, column: source.name)))
        rows.append(false)
      }
    }
    (self.rows, self.nulls) = (rows, nulls)
  }

  func finish() -> ColumnVector { ColumnVector(.booleans(take(&rows)), isNull: nulls.mask) }
}

/// `date`: days.
final class CSVDateBuilder: CSVPropertyBuilder {
  private let source: CSVSource
  private var rows: [Int64] = []
  private var nulls = CSVNullMask()

  init(_ source: CSVSource) { self.source = source }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    // Safe because the file is kept alive by `source`, and fields lie within it.
    let bytes = unsafe source.file.bytes
    var (rows, nulls) = (take(&self.rows), take(&self.nulls))
    for place in stride(from: column, to: batch.fields.count, by: batch.columnCount) {
      let field = batch.fields[place]
      guard field.count > 0 else {
        nulls.append(true, row: rows.count)
        rows.append(0)
        continue
      }
      nulls.append(false, row: rows.count)
      if let day = unsafe CSVNumbers.day(bytes, field) {
        rows.append(day)
      } else {
        onProblem(CSVProblem(field.span, words(source.text(field))))
        rows.append(0)
      }
    }
    (self.rows, self.nulls) = (rows, nulls)
  }

  /// Says which part of a date is wrong, where it has the form of one.
  private func words(_ text: String) -> CSVWords {
    do throws(EDTFProblem) {
      _ = try EDTF(text)
    } catch {
      if case .notADate = error {} else { return CSVMessages.noSuchDay(error) }
    }
    return CSVMessages.notA(.date, text, column: source.name)
  }

  func finish() -> ColumnVector { ColumnVector(.dates(take(&rows)), isNull: nulls.mask) }
}

/// `string`: references into the file; texts with doubled quotes are kept beside it.
final class CSVTextBuilder: CSVPropertyBuilder {
  private let source: CSVSource
  private var rows: [TextReference] = []
  private var nulls = CSVNullMask()
  private let owner: CSVTextOwner

  init(_ source: CSVSource) {
    self.source = source
    owner = CSVTextOwner(source.file)
  }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    var (rows, nulls) = (take(&self.rows), take(&self.nulls))
    for place in stride(from: column, to: batch.fields.count, by: batch.columnCount) {
      let field = batch.fields[place]
      nulls.append(field.isMissing, row: rows.count)
      rows.append(owner.reference(field, source))
    }
    (self.rows, self.nulls) = (rows, nulls)
  }

  func finish() -> ColumnVector {
    ColumnVector(.texts(take(&rows)), isNull: nulls.mask, owner: owner)
  }
}

/// Arrays and the temporal types that have no column of their own.
final class CSVValueBuilder: CSVPropertyBuilder {
  private let source: CSVSource
  private let type: CSVType
  /// What stands between the elements of an array; nil for single values.
  private let arrayDelimiter: Character?
  private var rows: [Value] = []
  private var nulls = CSVNullMask()

  init(_ source: CSVSource, type: CSVType, arrayDelimiter: Character?) {
    self.source = source
    self.type = type
    self.arrayDelimiter = arrayDelimiter
  }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    for place in stride(from: column, to: batch.fields.count, by: batch.columnCount) {
      let field = batch.fields[place]
      let isNull = field.isMissing || field.count == 0 && arrayDelimiter == nil
      nulls.append(isNull, row: rows.count)
      rows.append(isNull ? .null : value(field, onProblem))
    }
  }

  private func value(_ field: CSVField, _ onProblem: (CSVProblem) -> Void) -> Value {
    let text = source.text(field)
    let parts = arrayDelimiter.map { text.split(separator: $0, omittingEmptySubsequences: false) }
    var values: [Value] = []
    for part in text.isEmpty ? [] : parts ?? [text[...]] {
      guard let value = CSVValues.value(String(part), type) else {
        onProblem(
          CSVProblem(field.span, CSVMessages.notA(type, String(part), column: source.name)))
        return .null
      }
      values.append(value)
    }
    return arrayDelimiter == nil ? values.first ?? .null : .list(values)
  }

  func finish() -> ColumnVector { ColumnVector(.values(take(&rows)), isNull: nulls.mask) }
}

/// Takes a value out and leaves an empty one, so that an array is changed in place and not copied.
@inline(__always)
func take<Element>(_ array: inout [Element]) -> [Element] {
  var taken: [Element] = []
  swap(&taken, &array)
  return taken
}

@inline(__always)
func take(_ mask: inout CSVNullMask) -> CSVNullMask {
  var taken = CSVNullMask()
  swap(&taken, &mask)
  return taken
}
