import KithColumns
import KithCore

/// `text =~ pattern`: whether the whole text matches; null where either side is no string.
///
/// The patterns are those of `java.util.regex`, matched in linear time (`RegexMatcher`). A pattern that is the same
/// in all rows is made once.
final class RegexExpression: CompiledExpression {
  private let text: CompiledExpression
  private let pattern: CompiledExpression
  private var known: (pattern: String, matcher: RegexMatcher)?

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
      results.append(.boolean(try matcher(pattern).matches(text, context)))
    }
    return ColumnVector(packing: results)
  }

  private func matcher(_ pattern: String) throws(Diagnostic) -> RegexMatcher {
    if let known, known.pattern.hasSameBytes(as: pattern) { return known.matcher }
    do throws(RegexProblem) {
      let matcher = try RegexMatcher(pattern)
      known = (pattern, matcher)
      return matcher
    } catch {
      throw .invalidRegex(pattern, error)
    }
  }
}
