/// Collects DOT text as bytes.
///
/// Graphviz reads a quoted string in two steps, and this type is the only place that knows both:
///
///     in the file          after reading "…"      after reading an escString (labels, tooltips)
///     \"                   "                      "
///     \\                   \\                     \
///     \n                   \n                     a line break
///     &auml;               &auml;                 ä
///
/// Hence `"` and `\` are escaped everywhere, and an ampersand that would begin an entity is written
/// as `&amp;` where the text is shown. Control characters would make the SVG ill-formed and are left
/// out. Cost: one pass over the bytes; no allocation but the growth of the buffer.
struct DotWriter: ~Copyable {
  private(set) var bytes: [UInt8] = []

  /// Takes the bytes out and leaves the writer empty, for callers that write on in pieces.
  mutating func drain() -> [UInt8] {
    let drained = bytes
    bytes.removeAll(keepingCapacity: true)
    return drained
  }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  /// Writes text that is DOT already.
  mutating func write(_ dot: String) { bytes.append(contentsOf: dot.utf8) }

  /// Writes bytes that are DOT already.
  mutating func write(_ dot: ArraySlice<UInt8>) { bytes.append(contentsOf: dot) }

  mutating func write(_ number: Int) { write(String(number)) }

  /// Writes a quoted id, or the value of an attribute that Graphviz does not show.
  mutating func quote(_ text: String) {
    write("\"")
    escape(text, isShown: false)
    write("\"")
  }

  /// Writes text that Graphviz shows, inside of quotes that the caller writes. Line breaks become `\n`.
  mutating func shown(_ text: String) { escape(text, isShown: true) }

  /// Writes `name="text"` for a text that is shown, its lines broken where they are broken.
  mutating func attribute(_ name: String, lines: [String]) {
    write(name)
    write("=\"")
    for (index, line) in lines.enumerated() {
      if index > 0 { write("\\n") }
      shown(line)
    }
    write("\"")
  }

  /// Writes text into an HTML label.
  mutating func html(_ text: String) {
    for scalar in text.unicodeScalars where !scalar.isUnfitForXML {
      switch scalar {
      case "&": write("&amp;")
      case "<": write("&lt;")
      case ">": write("&gt;")
      case "\"": write("&quot;")
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private mutating func escape(_ text: String, isShown: Bool) {
    if text.utf8.allSatisfy(Self.isPlain) {
      bytes.append(contentsOf: text.utf8)
      return
    }
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\n" where isShown: write("\\n")
      case "\n", "\t", "\u{2028}", "\u{2029}": write(" ")
      case "\"": write("\\\"")
      case "\\": write("\\\\")
      case "&" where isShown && Self.beginsEntity(rest): write("&amp;")
      default:
        if scalar.isUnfitForXML { continue }
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Whether a byte stands for itself in every quoted string. The lead bytes C2, E2 and EF begin
  /// the characters from U+0080 that are left out, and many others: those are looked at one by one.
  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "\\"), 0x7F, 0xC2, 0xE2,
      0xEF:
      false
    default: true
    }
  }

  /// Whether the text after an ampersand makes it an entity, as in `&auml;` or `&#228;`.
  private static func beginsEntity(_ rest: Substring.UnicodeScalarView) -> Bool {
    var length = 0
    for scalar in rest.prefix(32) {
      if scalar == ";" { return length > 0 }
      guard scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "#" else {
        return false
      }
      length += 1
    }
    return false
  }
}

extension Unicode.Scalar {
  /// Whether an XML 1.0 document may not hold this character, or only in vain: the control characters
  /// of both ranges and the two non-characters (XML 1.0, section 2.2).
  var isUnfitForXML: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
