/// A property of characters that a pattern asks for: `\d`, `\p{Lu}`, `\p{Alpha}`, `\p{IsAlphabetic}`.
enum RegexProperty: Sendable {
  /// A general category of Unicode or a group of them, by its letters: `L`, `Lu`.
  case category(String)
  /// A class of POSIX, of ASCII only.
  case ascii(String)
  case alphabetic, uppercase, lowercase, whiteSpace, digit, word, ideographic, letterOrDigit
  case horizontalSpace, verticalSpace

  /// By the name between the braces of `\p{…}`; nil for one that is not known.
  init?(named name: String) {
    if Self.posix.contains(name) {
      self = .ascii(name)
      return
    }
    var name = Substring(name)
    for prefix in ["general_category=", "gc="] where name.lowercased().hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    if name.hasPrefix("Is") { name = name.dropFirst(2) }
    if Self.categories.contains(where: { $0 == name || $0.hasPrefix(name) && name.count == 1 }) {
      self = .category(String(name))
      return
    }
    switch name.lowercased() {
    case "alphabetic", "javaalphabetic", "javaletter": self = .alphabetic
    case "uppercase", "javauppercase": self = .uppercase
    case "lowercase", "javalowercase": self = .lowercase
    case "whitespace", "white_space", "javawhitespace": self = .whiteSpace
    case "digit", "javadigit": self = .digit
    case "ideographic", "javaideographic": self = .ideographic
    case "letterordigit", "javaletterordigit": self = .letterOrDigit
    default: return nil
    }
  }

  func holds(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return switch self {
    case .category(let letters): Self.letters(properties.generalCategory).hasPrefix(letters)
    case .ascii(let name): scalar.isASCII && Self.isASCII(name, UInt8(scalar.value))
    case .alphabetic: properties.isAlphabetic
    case .uppercase: properties.isUppercase
    case .lowercase: properties.isLowercase
    case .whiteSpace: properties.isWhitespace
    case .digit: properties.generalCategory == .decimalNumber
    case .word:
      properties.isAlphabetic || properties.generalCategory == .decimalNumber
        || [.nonspacingMark, .enclosingMark, .spacingMark, .connectorPunctuation]
          .contains(properties.generalCategory)
    case .ideographic: properties.isIdeographic
    case .letterOrDigit:
      properties.isAlphabetic || properties.generalCategory == .decimalNumber
    case .horizontalSpace:
      scalar == "\t" || scalar.value == 0x180E || properties.generalCategory == .spaceSeparator
    case .verticalSpace: scalar.isLineBreak || scalar.value == 0x0B || scalar.value == 0x0C
    }
  }

  private static let posix: Set<String> = [
    "Lower", "Upper", "ASCII", "Alpha", "Digit", "Alnum", "Punct", "Graph", "Print", "Blank",
    "Cntrl", "XDigit", "Space", "Word"
  ]

  private static func isASCII(_ name: String, _ byte: UInt8) -> Bool {
    let isLower = (0x61...0x7A).contains(byte)
    let isUpper = (0x41...0x5A).contains(byte)
    let isDigit = (0x30...0x39).contains(byte)
    let isGraph = (0x21...0x7E).contains(byte)
    return switch name {
    case "Lower": isLower
    case "Upper": isUpper
    case "Alpha": isLower || isUpper
    case "Digit": isDigit
    case "Alnum": isLower || isUpper || isDigit
    case "Word": isLower || isUpper || isDigit || byte == 0x5F
    case "Punct": isGraph && !(isLower || isUpper || isDigit)
    case "Graph": isGraph
    case "Print": isGraph || byte == 0x20
    case "Blank": byte == 0x20 || byte == 0x09
    case "Cntrl": byte < 0x20 || byte == 0x7F
    case "XDigit": isDigit || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
    case "Space": byte == 0x20 || (0x09...0x0D).contains(byte)
    default: true
    }
  }

  /// The letters of all general categories (UAX #44, table 12).
  private static let categories = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe",
    "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"
  ]

  private static func letters(_ category: Unicode.GeneralCategory) -> String {
    switch category {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }
}
