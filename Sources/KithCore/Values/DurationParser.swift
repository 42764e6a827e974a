extension DurationValue {
  /// Reads an amount of time in ISO 8601: `P1Y2M10DT2H30M`, `PT-1.5S`, `P2.5W`, and with the parts of a date and a
  /// time, `P2012-02-02T14:37:21.545`. Every part may have a sign and a fraction. Nil where the text is none.
  package init?(_ text: String) {
    var cursor = DigitCursor(text)
    let isNegative = cursor.skip("-")
    guard cursor.skip("P") || cursor.skip("p") else { return nil }
    guard let parts = DurationParts(&cursor) ?? DurationParts(dated: text) else { return nil }
    guard let amount = parts.amount, let signed = isNegative ? amount.negated : amount else {
      return nil
    }
    self = signed
  }
}

/// The parts of a duration as they are written, before fractions go down into smaller parts.
private struct DurationParts {
  private struct Part {
    var whole: Int64 = 0
    /// Nanos of one unit, with the sign of the whole.
    var nanos: Int64 = 0

    var number: Double { Double(whole) + Double(nanos) / 1e9 }
  }

  private var years = Part()
  private var months = Part()
  private var weeks = Part()
  private var days = Part()
  private var hours = Part()
  private var minutes = Part()
  private var seconds = Part()

  /// `1Y2M10DT2H30M`: numbers with their units, each unit once and in order.
  init?(_ cursor: inout DigitCursor) {
    let dateUnits: [(Unicode.Scalar, WritableKeyPath<Self, Part>)] = [
      ("Y", \.years), ("M", \.months), ("W", \.weeks), ("D", \.days)
    ]
    let timeUnits: [(Unicode.Scalar, WritableKeyPath<Self, Part>)] = [
      ("H", \.hours), ("M", \.minutes), ("S", \.seconds)
    ]
    guard let dates = read(dateUnits, &cursor) else { return nil }
    var times = 0
    if cursor.skip("T") {
      guard let found = read(timeUnits, &cursor), found > 0 else { return nil }
      times = found
    }
    guard cursor.isAtEnd, dates + times > 0 else { return nil }
  }

  /// `P2012-02-02T14:37:21.545`: years, months, days, hours, minutes and seconds.
  init?(dated text: String) {
    var cursor = DigitCursor(text)
    guard cursor.skip("P"), let year = cursor.number(4), cursor.skip("-"),
      let month = cursor.number(2), month <= 12, cursor.skip("-"), let day = cursor.number(2),
      day <= 31
    else { return nil }
    (years.whole, months.whole, days.whole) = (year, month, day)
    if cursor.skip("T") {
      guard let time = cursor.time() else { return nil }
      seconds.whole = time.nanosecondsOfDay / 1_000_000_000
      seconds.nanos = time.nanosecondsOfDay % 1_000_000_000
    }
    guard cursor.isAtEnd else { return nil }
  }

  /// How many parts were read; nil for a part that is none.
  private mutating func read(
    _ units: [(Unicode.Scalar, WritableKeyPath<Self, Part>)], _ cursor: inout DigitCursor
  ) -> Int? {
    var units = units[...]
    var count = 0
    while true {
      let isNegative = cursor.skip("-")
      let hasSign = isNegative || cursor.skip("+")
      guard cursor.digitCount() > 0 else { return hasSign ? nil : count }
      guard var whole = cursor.number() else { return nil }
      var nanos: Int64 = 0
      if cursor.skip(".") || cursor.skip(",") {
        guard let fraction = cursor.fraction() else { return nil }
        nanos = fraction
      }
      if isNegative { (whole, nanos) = (-whole, -nanos) }
      // Units that are passed over cannot come any more.
      while let unit = units.first, !cursor.skip(unit.0) { units.removeFirst() }
      guard let unit = units.popFirst() else { return nil }
      self[keyPath: unit.1] = Part(whole: whole, nanos: nanos)
      count += 1
    }
  }

  /// Exact as long as only seconds have a fraction; nil where a part overflows.
  var amount: DurationValue? {
    let hasFraction = [years, months, weeks, days, hours, minutes].contains { $0.nanos != 0 }
    guard !hasFraction else {
      return DurationValue(
        fractionalMonths: years.number * 12 + months.number,
        days: weeks.number * 7 + days.number,
        seconds: hours.number * 3600 + minutes.number * 60 + seconds.number, nanoseconds: 0)
    }
    guard let months = Int64.sum(years.whole, times: 12, months.whole),
      let days = Int64.sum(weeks.whole, times: 7, days.whole),
      let allMinutes = Int64.sum(hours.whole, times: 60, minutes.whole),
      let allSeconds = Int64.sum(allMinutes, times: 60, seconds.whole)
    else { return nil }
    return DurationValue(
      months: months, days: days, seconds: allSeconds, anyNanoseconds: seconds.nanos)
  }
}

extension Int64 {
  /// `large * factor + small`; nil where it overflows.
  fileprivate static func sum(_ large: Int64, times factor: Int64, _ small: Int64) -> Int64? {
    let (product, overflows) = large.multipliedReportingOverflow(by: factor)
    let (sum, overflowsAgain) = product.addingReportingOverflow(small)
    return overflows || overflowsAgain ? nil : sum
  }
}
