import KithCore

// What the functions on days, times and amounts of time say.
extension Diagnostic {
  static func unreadableMoment(_ text: String, _ kind: MomentKind) -> Diagnostic {
    let example =
      switch kind {
      case .date: "2023-10-11"
      case .localtime: "12:31:14"
      case .time: "12:31:14+01:00"
      case .localdatetime: "2023-10-11T12:31:14"
      case .datetime: "2023-10-11T12:31:14+01:00"
      }
    return Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(kind.quotedName) cannot read \(Value.quoted(text))",
      advice: "write it as ISO 8601 does: '\(example)'")
  }

  static func unreadableDuration(_ text: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "'duration()' cannot read \(Value.quoted(text))",
      advice: "write it as ISO 8601 does: 'P1Y2M10DT2H30M'")
  }

  static func unknownTimeZone(_ name: String, nearest: String?) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "this system knows no time zone \(Value.quoted(name))", suggestion: nearest,
      advice: "zones are named as 'Europe/Berlin' (package tzdata), offsets as '+01:00'")
  }

  static func offsetNotOfZone(_ text: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(Value.quoted(text)) names an offset that its time zone does not have then",
      advice: "leave out the offset or the zone")
  }

  static func momentWithoutDate(_ kind: MomentKind) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(kind.quotedName) needs a day")
  }

  static func unknownMomentPart(_ key: String, _ kind: MomentKind) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(kind.quotedName) has no part '\(key)'")
  }

  static func momentPartMissing(_ key: String, _ kind: MomentKind) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(kind.quotedName) needs '\(key)' beside the smaller parts")
  }

  static func mixedDateParts(_ kind: MomentKind) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(kind.quotedName) takes a day in one way only",
      advice: "by month and day, week and dayOfWeek, quarter and dayOfQuarter, or ordinalDay")
  }

  static func momentPartOutOfRange(
    _ key: String, _ number: Int64, _ range: ClosedRange<Int64>
  ) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "NumberOutOfRange",
      "'\(key)' is \(number), but must be from \(range.lowerBound) to \(range.upperBound)")
  }

  static func unknownTruncationUnit(_ name: String, _ what: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(what) cannot cut down to \(Value.quoted(name))",
      advice: "the units are \(TruncationUnit.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  static func unknownDurationPart(_ key: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "'duration()' has no part '\(key)'",
      advice: "the parts are years, quarters, months, weeks, days, hours, minutes, seconds,"
        + " milliseconds, microseconds, nanoseconds")
  }
}
