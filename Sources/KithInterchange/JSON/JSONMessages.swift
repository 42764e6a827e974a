package import KithCore

/// Every way in which a text fails to be JSON.
package enum JSONProblem: Hashable, Sendable {
  case empty
  case valueExpected(found: String)
  case keyExpected(found: String)
  case colonExpected(found: String)
  case commaExpected(found: String, closing: String)
  case unclosedString
  case controlCharacterInString
  case unknownEscape(String)
  case brokenUnicodeEscape
  case brokenNumber(String)
  case numberTooLarge(String)
  case tooDeep(limit: Int)
  case textAfterValue(found: String)

  package func diagnostic(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.inputError, message, at: span, advice: advice)
  }

  private var message: String {
    switch self {
    case .empty: "a JSON value was expected, but the text is empty"
    case .valueExpected(let found): "a JSON value was expected, but here stands \(found)"
    case .keyExpected(let found): "a key in double quotes was expected, but here stands \(found)"
    case .colonExpected(let found): "':' was expected after the key, but here stands \(found)"
    case .commaExpected(let found, let closing):
      "',' or '\(closing)' was expected, but here stands \(found)"
    case .unclosedString: "this string is never closed"
    case .controlCharacterInString: "a control character stands in a string"
    case .unknownEscape(let text): "JSON knows no escape '\(text)'"
    case .brokenUnicodeEscape:
      "'\\u' takes four hexadecimal digits, and half a pair is no character"
    case .brokenNumber(let text): "'\(text)' is no JSON number"
    case .numberTooLarge(let text): "the number \(text) is too large"
    case .tooDeep(let limit): "lists and maps are nested more than \(limit) deep"
    case .textAfterValue(let found): "the JSON value ends before this, but here stands \(found)"
    }
  }

  private var advice: String? {
    switch self {
    case .valueExpected(let found) where found.hasPrefix("'"):
      "strings stand in double quotes: \"text\""
    case .keyExpected: "write {\"key\": value}"
    case .controlCharacterInString: "write \\n for a new line, \\t for a tab"
    case .numberTooLarge: "whole numbers go from -9223372036854775808 to 9223372036854775807"
    case .empty, .valueExpected, .colonExpected, .commaExpected, .unclosedString, .unknownEscape,
      .brokenUnicodeEscape, .brokenNumber, .tooDeep, .textAfterValue:
      nil
    }
  }
}
