package import KithCore

/// Writes names and values as a fact file has them.
package enum FactNotation {
  /// A name: bare where Gram reads it so, else in back-ticks.
  package static func name(_ name: String) -> String {
    let isBare = name.utf8.allSatisfy { $0 < 0x80 } && FactScanner.isWord(name)
    return isBare ? name : quoted(name, in: "`")
  }

  /// A boolean, number, text or list; what a fact file cannot hold, as openCypher writes it.
  package static func value(_ value: Value) -> String {
    switch value {
    case .string(let text): quoted(text, in: "\"")
    case .list(let items): "[\(items.map(Self.value).joined(separator: ", "))]"
    default: value.plainText
    }
  }

  /// ` {key: value, …}` with a space before it; nothing where there are no entries.
  package static func map(_ entries: [(key: String, value: Value)]) -> String {
    guard !entries.isEmpty else { return "" }
    let texts = entries.map { "\(name($0.key)): \(value($0.value))" }
    return " {\(texts.joined(separator: ", "))}"
  }

  private static func quoted(_ text: String, in quote: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case "\\", quote: result.append(contentsOf: ["\\", scalar])
      default: result.append(scalar)
      }
    }
    result.append(quote)
    return String(result)
  }
}
