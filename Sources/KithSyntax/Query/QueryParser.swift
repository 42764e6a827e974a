package import KithCore

/// Turns the text of one statement into a syntax tree.
package enum QueryParser {
  /// One statement, with or without a `;` at its end.
  ///
  /// Cost: linear in the text.
  ///
  /// - Throws: Every error that was found, in the order of their places. After an error the parser
  ///   goes on at the next clause, so that one mistake gives one error and the next mistake is seen.
  package static func parse(
    _ text: String, limits: ParserLimits = .standard
  ) throws(Diagnostics) -> ParsedStatement {
    try parse(utf8: Array(text.utf8), limits: limits)
  }

  /// The same for bytes that may turn out not to be UTF-8.
  package static func parse(
    utf8 bytes: [UInt8], limits: ParserLimits = .standard
  ) throws(Diagnostics) -> ParsedStatement {
    guard bytes.count <= limits.maximumBytes else {
      throw Diagnostics(SyntaxMessages.tooLong(limit: limits.maximumBytes))
    }
    var parser = StatementParser(bytes, limits: limits)
    return try parser.parse()
  }
}
