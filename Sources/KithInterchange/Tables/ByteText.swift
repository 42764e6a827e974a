// Output is gathered as bytes: a `String` per row would cost more than the row.

extension [UInt8] {
  /// Appends the text's UTF-8.
  @inlinable
  package mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// Appends a whole number in decimal digits.
  package mutating func append(integer: Int64) {
    if integer < 0 { append(UInt8(ascii: "-")) }
    var rest = integer.magnitude
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }
}
