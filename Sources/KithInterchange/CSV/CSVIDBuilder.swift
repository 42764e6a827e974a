import KithColumns
import KithCore

/// The ids of one file's nodes: as integers for as long as all are whole numbers, and as texts.
final class CSVIDBuilder: CSVColumnBuilder {
  let source: CSVSource
  private let idType: LoadOptions.IDType
  private let owner: CSVTextOwner
  private(set) var texts: [TextReference] = []
  /// One for each text, as long as every id is a whole number in its one form; nil from the first other one on.
  private(set) var integers: [Int64]?

  init(_ source: CSVSource, idType: LoadOptions.IDType) {
    self.source = source
    self.idType = idType
    integers = idType == .string ? nil : []
    owner = CSVTextOwner(source.file)
  }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    // Safe because the file is kept alive by `source`, and fields lie within it.
    let bytes = unsafe source.file.bytes
    var texts = take(&self.texts)
    var integers = self.integers
    self.integers = nil
    for place in stride(from: column, to: batch.fields.count, by: batch.columnCount) {
      let field = batch.fields[place]
      if field.count == 0 { onProblem(CSVProblem(field.span, CSVMessages.emptyID)) }
      texts.append(owner.reference(field, source))
      if integers == nil { continue }
      if let number = unsafe CSVNumbers.canonicalInteger(bytes, field) {
        integers?.append(number)
      } else if idType == .integer {
        if field.count > 0 {
          onProblem(CSVProblem(field.span, CSVMessages.idNotInteger(source.text(field))))
        }
        integers?.append(0)
      } else {
        integers = nil
      }
    }
    self.texts = texts
    self.integers = integers
  }

  /// The ids as a property's column.
  func column(asIntegers: Bool) -> ColumnVector {
    if asIntegers, let integers { return ColumnVector(.integers(integers)) }
    return ColumnVector(.texts(texts), owner: owner)
  }

  /// Where an id stands in the file. The text is one of `texts`.
  func span(of text: TextReference) -> SourceSpan {
    guard let base = unsafe source.file.bytes.baseAddress else {
      return SourceSpan(start: 0, end: 0)
    }
    // Safe because both addresses are only compared; a copied text lies outside of the file.
    let start = unsafe text.start - base
    return (0..<source.file.count).contains(start)
      ? SourceSpan(start: start, end: start + text.count) : SourceSpan(start: 0, end: 0)
  }
}
