extension Double {
  /// The shortest text that reads back as this number, as openCypher writes it: `1.0`, `1e300`, `1e-7`, `NaN`,
  /// `-Infinity`.
  package var cypherText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
    // The standard library writes `1e+300` and `1e-07`.
    let text = description
    guard let mark = text.firstIndex(of: "e") else { return text }
    let exponent = text[text.index(after: mark)...]
    let digits = exponent.drop { "+-0".contains($0) }
    return text[...mark] + (exponent.first == "-" ? "-" : "") + digits
  }
}
