import KithColumns
import KithCore

/// Where one text is looked for in another.
enum TextMatch {
  case prefix, suffix, infix
}

/// `STARTS WITH`, `ENDS WITH`, `CONTAINS`: null where either side is no string.
///
/// A text column against a constant is compared on its bytes; UTF-8 makes that the same as on characters.
final class TextMatchExpression: CompiledExpression {
  private let match: TextMatch
  private let text: CompiledExpression
  private let pattern: CompiledExpression

  init(
    _ match: TextMatch, _ text: CompiledExpression, _ pattern: CompiledExpression,
    span: SourceSpan
  ) {
    self.match = match
    self.text = text
    self.pattern = pattern
    super.init(
      span: span, isInvariant: text.isInvariant && pattern.isInvariant,
      canFail: text.canFail || pattern.canFail)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let vector = try text.evaluate(batch, context)
    if case .texts(let column) = vector.storage,
      case .some(.string(let constant)) = try pattern.sharedValue(context)
    {
      return ColumnVector(.booleans(match.rows(column, constant)), isNull: vector.isNull)
    }
    let patterns = try pattern.evaluate(batch, context).values
    let texts = vector.values
    let results = texts.indices.map { row -> Value in
      guard case .string(let text) = texts[row], case .string(let pattern) = patterns[row] else {
        return .null
      }
      return .boolean(match.holds(text, pattern))
    }
    return ColumnVector(packing: results)
  }
}

extension TextMatch {
  fileprivate func rows(_ column: [TextReference], _ pattern: String) -> [Bool] {
    var pattern = pattern
    return pattern.withUTF8 { bytes in
      guard let start = bytes.baseAddress, bytes.count > 0 else {
        return Array(repeating: true, count: column.count)
      }
      // Safe because the reference is used within the closure only.
      let wanted = unsafe TextReference(start: start, count: bytes.count)
      return KithExecutor.rows(column.count) { holds(column[$0], wanted) }
    }
  }

  fileprivate func holds(_ text: String, _ pattern: String) -> Bool {
    var (text, pattern) = (text, pattern)
    return text.withUTF8 { text in
      pattern.withUTF8 { pattern in
        guard let wanted = pattern.baseAddress, pattern.count > 0 else { return true }
        guard let start = text.baseAddress else { return false }
        // Safe because the references are used within the closures only.
        return holds(
          unsafe TextReference(start: start, count: text.count),
          unsafe TextReference(start: wanted, count: pattern.count))
      }
    }
  }

  @inline(__always)
  private func holds(_ text: TextReference, _ wanted: TextReference) -> Bool {
    let spare = text.count - wanted.count
    guard spare >= 0 else { return false }
    return switch self {
    case .prefix: text.has(wanted, at: 0)
    case .suffix: text.has(wanted, at: spare)
    case .infix: text.contains(wanted)
    }
  }
}
