import KithColumns
import KithCore

extension FunctionLibrary {
  /// Days, times and amounts of time.
  static let temporal: [ScalarFunction] =
    MomentKind.allCases.flatMap(momentFunctions) + epochFunctions + durationFunctions

  /// `date(…)`, `date.truncate(…)`, `date.statement(…)` and so on, for each type of moments.
  private static func momentFunctions(_ kind: MomentKind) -> [ScalarFunction] {
    [
      .any(kind.rawValue) { (arguments, context) throws(Diagnostic) in
        try kind.construct(arguments, context)
      },
      .any("\(kind.rawValue).truncate") { (arguments, context) throws(Diagnostic) in
        try kind.truncate(arguments, context)
      },
      .any("\(kind.rawValue).transaction") { (arguments, context) throws(Diagnostic) in
        try kind.present(arguments, context.statementClock)
      },
      .any("\(kind.rawValue).statement") { (arguments, context) throws(Diagnostic) in
        try kind.present(arguments, context.statementClock)
      },
      .any("\(kind.rawValue).realtime") { (arguments, _) throws(Diagnostic) in
        try kind.present(arguments, StatementClock.now())
      }
    ]
  }

  private static let epochFunctions: [ScalarFunction] = [
    .two("datetime.fromEpoch") { (seconds, nanoseconds, _) throws(Diagnostic) in
      try MomentKind.datetime.construct(epoch: seconds, nanoseconds: nanoseconds)
    },
    .one("datetime.fromEpochMillis") { (milliseconds, _) throws(Diagnostic) in
      try MomentFields(ValueMap([("epochMillis", milliseconds)]), for: .datetime).moment()
        .value(of: .datetime)
    }
  ]

  private static let durationFunctions: [ScalarFunction] = [
    .one("duration") { (value, _) throws(Diagnostic) in try DurationFunctions.construct(value) },
    between("duration.between", .all),
    between("duration.inMonths", .months),
    between("duration.inDays", .days),
    between("duration.inSeconds", .seconds)
  ]

  private static func between(
    _ name: String, _ measure: DurationFunctions.Measure
  ) -> ScalarFunction {
    .two(name) { (from, to, _) throws(Diagnostic) in
      try DurationFunctions.between(from, to, measure, name: "'\(name)()'")
    }
  }
}

extension MomentKind {
  fileprivate func construct(
    epoch seconds: Value, nanoseconds: Value
  ) throws(Diagnostic) -> Value {
    let map = ValueMap([("epochSeconds", seconds), ("nanosecond", nanoseconds)])
    return try MomentFields(map, for: self).moment().value(of: self)
  }
}
