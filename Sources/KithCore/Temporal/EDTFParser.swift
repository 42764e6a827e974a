extension EDTF {
  /// Reads an EDTF text of level 0 or 1. Linear in its length.
  ///
  /// Throws `EDTFProblem` for anything else, for a day that no calendar has, and for an interval that ends before
  /// it starts.
  package init(_ text: String) throws(EDTFProblem) {
    let bytes = Array(text.utf8)
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else {
      var parser = EDTFParser(text: text, bytes: bytes[...])
      self.init(text: text, form: .date(try parser.date()))
      return
    }
    let start = try EDTFParser.end(of: text, bytes[..<slash])
    let end = try EDTFParser.end(of: text, bytes[(slash + 1)...])
    switch (start, end) {
    case (.unknown, .unknown), (.open, .open), (.open, .unknown), (.unknown, .open):
      throw .notADate(text)
    case (.date(let start), .date(let end)) where start.earliest > end.latest:
      throw .reversed(text)
    case (.date, _), (_, .date): break
    }
    self.init(text: text, form: .interval(start, end))
  }
}

/// Reads one date at a time, from left to right.
private struct EDTFParser {
  let text: String
  var bytes: ArraySlice<UInt8>

  static func end(of text: String, _ bytes: ArraySlice<UInt8>) throws(EDTFProblem) -> EDTF.End {
    if bytes.isEmpty { return .unknown }
    if bytes.elementsEqual("..".utf8) { return .open }
    var parser = EDTFParser(text: text, bytes: bytes)
    return .date(try parser.date())
  }

  mutating func date() throws(EDTFProblem) -> EDTFDate {
    var (year, precision) = try yearPart()
    if precision == .year, take("-") {
      precision = try monthPart()
      if take("-") { precision = try dayPart(year: year, month: precision) }
    }
    if case .day = precision, take("T") { try skipTime() }
    let (isApproximate, isUncertain) = qualifier()
    guard bytes.isEmpty else { throw .notADate(text) }
    return EDTFDate(
      year: year, precision: precision, isApproximate: isApproximate, isUncertain: isUncertain)
  }

  private mutating func yearPart() throws(EDTFProblem) -> (Int64, EDTFDate.Precision) {
    let isLong = take("Y")
    let isNegative = take("-")
    let digits = takeDigits(atMost: isLong ? 9 : 4)
    let unspecified = takeUnspecified()
    guard isLong ? digits.count > 4 && unspecified == 0 : digits.count + unspecified == 4,
      unspecified <= 2, !(isNegative && unspecified > 0)
    else { throw .notADate(text) }
    let scale: Int64 = unspecified == 2 ? 100 : unspecified == 1 ? 10 : 1
    let year = number(digits) * scale * (isNegative ? -1 : 1)
    return (year, unspecified == 2 ? .century : unspecified == 1 ? .decade : .year)
  }

  private mutating func monthPart() throws(EDTFProblem) -> EDTFDate.Precision {
    if takeUnspecified() == 2 { return .someMonth }
    let digits = takeDigits(atMost: 2)
    guard digits.count == 2 else { throw .notADate(text) }
    let month = number(digits)
    switch month {
    case 1...12: return .month(month)
    case 21...24: return .season(month)
    default: throw .noSuchMonth(text, month: month)
    }
  }

  private mutating func dayPart(
    year: Int64, month: EDTFDate.Precision
  ) throws(EDTFProblem) -> EDTFDate.Precision {
    let isUnspecified = takeUnspecified() == 2
    switch month {
    case .someMonth where isUnspecified: return .someMonth
    case .month(let month) where isUnspecified: return .someDay(month: month)
    case .month(let month):
      let digits = takeDigits(atMost: 2)
      guard digits.count == 2 else { throw .notADate(text) }
      let day = number(digits)
      guard day >= 1, day <= Calendar.daysInMonth(year: year, month: month) else {
        throw .noSuchDay(text, year: year, month: month)
      }
      return .day(month: month, day: day)
    case .century, .decade, .year, .someMonth, .season, .someDay, .day: throw .notADate(text)
    }
  }

  /// Reads past `23:20:30`, with `Z` or an offset behind it: bounds are days.
  private mutating func skipTime() throws(EDTFProblem) {
    guard clock(parts: 3, limits: [23, 59, 59]) else { throw .notADate(text) }
    if take("Z") || bytes.isEmpty { return }
    guard take("+") || take("-"), clock(parts: 2, limits: [18, 59]) else { throw .notADate(text) }
  }

  private mutating func clock(parts: Int, limits: [Int64]) -> Bool {
    for part in 0..<parts {
      // The offset's minutes may be left out.
      if part > 0, !take(":") { return parts == 2 && bytes.isEmpty }
      let digits = takeDigits(atMost: 2)
      guard digits.count == 2, number(digits) <= limits[part] else { return false }
    }
    return true
  }

  private mutating func qualifier() -> (isApproximate: Bool, isUncertain: Bool) {
    if take("~") { return (true, false) }
    if take("?") { return (false, true) }
    if take("%") { return (true, true) }
    return (false, false)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes.removeFirst()
    return true
  }

  private mutating func takeUnspecified() -> Int {
    let count = bytes.prefix { $0 == UInt8(ascii: "X") }.count
    bytes.removeFirst(count)
    return count
  }

  private mutating func takeDigits(atMost limit: Int) -> ArraySlice<UInt8> {
    let digits = bytes.prefix(limit).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    bytes.removeFirst(digits.count)
    return digits
  }

  private func number(_ digits: ArraySlice<UInt8>) -> Int64 {
    digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }
}
