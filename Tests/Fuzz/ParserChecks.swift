import KithCore
import KithSyntax

/// What holds of every text, be it a query or not. Each check gives what is wrong, or nil.
struct ParserChecks {
  private let bytes: [UInt8]
  private let text: String
  /// Bytes that are no UTF-8 are replaced in `text`, which is then longer.
  private let textBytes: [UInt8]
  private let errors: [Diagnostic]
  private let hasThrown: Bool

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    text = String(decoding: bytes, as: UTF8.self)
    textBytes = Array(text.utf8)
    do throws(Diagnostics) {
      _ = try QueryParser.parse(utf8: bytes)
      errors = []
      hasThrown = false
    } catch {
      errors = error.all
      hasThrown = true
    }
  }

  var isValid: Bool { !hasThrown }

  /// Errors have words and a place in the text, come in order, and can be shown.
  var parsing: String? {
    if hasThrown, errors.isEmpty { return "an error without a diagnostic" }
    for error in errors {
      if error.message.isEmpty { return "an error without words" }
      guard let span = error.span else { continue }
      guard 0 <= span.start, span.start <= span.end, span.end <= bytes.count else {
        return "the span \(span) of '\(error.message)' leaves the text of \(bytes.count) bytes"
      }
    }
    for width in [20, 80] where hasThrown {
      let shown = DiagnosticRenderer(text: text, width: width).render(Diagnostics(errors))
      guard errors.allSatisfy({ shown.contains($0.message.prefix(10)) }) else {
        return "a rendering without its message"
      }
      if shown.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" }) {
        return "a rendering with control characters"
      }
    }
    return nil
  }

  /// Tokens come one after the other, and only blanks lie between them.
  var tokens: String? {
    var end = 0
    for token in QueryTokenizer.tokens(text) {
      guard token.span.start >= end, token.span.end > token.span.start,
        token.span.end <= textBytes.count
      else { return "the token \(token) is out of its place" }
      if let gap = gap(end, token.span.start) { return "no token for '\(gap)'" }
      end = token.span.end
    }
    return gap(end, textBytes.count).map { "no token for '\($0)' at the end" }
  }

  /// Pieces come one after the other, and only blanks, semicolons and comments lie between them.
  var pieces: String? {
    let split = StatementSplitter.split(text)
    var spans = split.pieces.map(\.span)
    if let last = split.unfinished { spans.append(last.span) }
    var end = 0
    for span in spans {
      guard span.start >= end, span.end > span.start, span.end <= textBytes.count else {
        return "the piece \(span) is out of its place"
      }
      if let gap = between(end, span.start) { return "no piece holds '\(gap)'" }
      end = span.end
    }
    for piece in split.pieces {
      guard Array(piece.text.utf8) == Array(textBytes[piece.span.start..<piece.span.end]) else {
        return "a piece's text is not what its span says"
      }
      let line = 1 + textBytes[..<piece.span.start].count { $0 == 0x0A }
      guard piece.line == line else { return "a piece of line \(line) claims line \(piece.line)" }
    }
    return between(end, textBytes.count).map { "no piece holds '\($0)' at the end" }
  }

  /// Completion replaces what stands before the cursor, and nothing behind it.
  func completion(at offset: Int) -> String? {
    let context = QueryCompletion.context(text, at: min(offset, textBytes.count))
    guard context.replaced.start <= context.replaced.end, context.replaced.start >= 0,
      context.replaced.end <= textBytes.count
    else { return "completion at \(offset) replaces \(context.replaced)" }
    return nil
  }

  // MARK: gaps

  /// What stands in a gap beside blanks; nil where nothing does.
  private func gap(_ start: Int, _ end: Int) -> String? {
    let part = String(decoding: textBytes[start..<end], as: UTF8.self)
    let isBlank = part.unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value) || $0.value == 0xFEFF
    }
    return isBlank ? nil : part
  }

  /// What stands between two pieces beside blanks, semicolons and comments: its tokens tell.
  private func between(_ start: Int, _ end: Int) -> String? {
    let part = String(decoding: textBytes[start..<end], as: UTF8.self)
    let bytes = Array(part.utf8)
    for token in QueryTokenizer.tokens(part) where token.kind != .comment {
      if token.span.end - token.span.start != 1 || bytes[token.span.start] != 0x3B { return part }
    }
    return nil
  }
}
