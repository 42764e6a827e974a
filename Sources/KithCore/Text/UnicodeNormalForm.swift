@_spi(_Unicode) import Swift

/// The normal forms of Unicode (UAX #15): `normalize(text, NFC)` and `text IS NFC NORMALIZED`.
///
/// `UnicodeNormalForm(named: "nfkd")?.normalized(text)` gives the text in a form,
/// `UnicodeNormalForm.nfc.isNormalized(text)` tells whether it has the form already.
package enum UnicodeNormalForm: String, CaseIterable, Sendable {
  /// Composed as far as possible: `é` is one character. What people type, and the form that is meant if none is named.
  case nfc = "NFC"
  /// Decomposed: `é` is `e` and an accent.
  case nfd = "NFD"
  /// As NFC, and without what is only another look of a character: `ﬁ` is `fi`, `²` is `2`.
  case nfkc = "NFKC"
  /// As NFD, and without what is only another look of a character.
  case nfkd = "NFKD"

  /// By its name, in any case.
  package init?(named name: String) {
    self.init(rawValue: name.uppercased())
  }

  /// The text in this form. Linear.
  package func normalized(_ text: String) -> String {
    // Plain ASCII is in every form.
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = String.UnicodeScalarView()
    // The standard library composes and decomposes by its own, newest tables; it has these two ways only.
    switch self {
    case .nfc: result.append(contentsOf: text._nfc)
    case .nfd: result.append(contentsOf: text._nfd)
    case .nfkc: result.append(contentsOf: Self.withoutLooks(text)._nfc)
    case .nfkd: result.append(contentsOf: Self.withoutLooks(text)._nfd)
    }
    return String(result)
  }

  /// Whether the text is in this form. Linear.
  package func isNormalized(_ text: String) -> Bool {
    normalized(text).hasSameBytes(as: text)
  }

  /// The text with compatibility characters replaced by what they are made of.
  private static func withoutLooks(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let parts = CompatibilityDecompositions.scalars(of: scalar) {
        result.append(contentsOf: parts)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
