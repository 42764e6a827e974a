import KithColumns
import KithCore
import _StringProcessing

/// `text =~ pattern`: whether the whole text matches; null where either side is no string.
///
/// The patterns are those of Swift's own `Regex`, which takes what Perl, Java and ICU take. A pattern
/// that is the same in all rows is made once.
final class RegexExpression: CompiledExpression {
  private let text: CompiledExpression
  private let pattern: CompiledExpression
  private var known: (pattern: String, regex: Regex<AnyRegexOutput>)?

  init(_ text: CompiledExpression, _ pattern: CompiledExpression, span: SourceSpan) {
    self.text = text
    self.pattern = pattern
    super.init(span: span, isInvariant: text.isInvariant && pattern.isInvariant)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let texts = try text.evaluate(batch, context).values
    let patterns = try pattern.evaluate(batch, context).values
    var results: [Value] = []
    results.reserveCapacity(texts.count)
    for row in texts.indices {
      guard case .string(let text) = texts[row], case .string(let pattern) = patterns[row] else {
        results.append(.null)
        continue
      }
      if row % 256 == 0 { try context.checkCancelled() }
      let regex = try regex(pattern)
      results.append(.boolean((try? regex.wholeMatch(in: text)) != nil))
    }
    return ColumnVector(packing: results)
  }

  private func regex(_ pattern: String) throws(Diagnostic) -> Regex<AnyRegexOutput> {
    if let known, known.pattern == pattern { return known.regex }
    guard let regex = try? Regex(pattern) else { throw .invalidRegex(pattern) }
    known = (pattern, regex)
    return regex
  }
}
