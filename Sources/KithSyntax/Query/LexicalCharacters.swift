/// One scalar decoded from UTF-8, with the number of its bytes; nil where the bytes are not UTF-8.
///
/// Over-long forms, surrogates and numbers past U+10FFFF are refused (RFC 3629, section 4).
func decodeScalar(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
  let first = bytes[index]
  let length: Int
  var value: UInt32
  switch first {
  case 0x00...0x7F: return (Unicode.Scalar(first), 1)
  case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
  case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
  case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
  default: return nil
  }
  guard index + length <= bytes.count else { return nil }
  for next in bytes[(index + 1)..<(index + length)] {
    guard next & 0xC0 == 0x80 else { return nil }
    value = value << 6 | UInt32(next & 0x3F)
  }
  let isOverlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000)
  guard !isOverlong, let scalar = Unicode.Scalar(value) else { return nil }
  return (scalar, length)
}

/// A byte that may begin a name: a letter or `_`; bytes above ASCII need their whole scalar.
func isNameStart(_ byte: UInt8) -> Bool {
  (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
}

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// A byte that may continue a name.
func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

/// A scalar above ASCII that may begin a name: UAX #31's ID_Start, connectors and currency signs.
func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isIDStart || scalar.properties.generalCategory == .currencySymbol
    || scalar.properties.generalCategory == .connectorPunctuation
}

/// A scalar above ASCII that may continue a name.
func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isIDContinue || scalar.properties.generalCategory == .currencySymbol
}

/// White space by openCypher's grammar, a byte order mark included.
func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09...0x0D, 0x1C...0x20, 0xA0, 0x1680, 0x180E, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
    0x205F, 0x3000, 0xFEFF:
    true
  default: false
  }
}
