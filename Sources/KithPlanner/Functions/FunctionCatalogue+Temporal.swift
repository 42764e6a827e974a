extension FunctionCatalogue {
  /// Days and times.
  static let temporal: [FunctionSignature] = [
    FunctionSignature(
      "date", .temporal, [.any().optional], .date,
      "A day: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "date('2023-10-11')", gives: "2023-10-11"),
    FunctionSignature(
      "date.truncate", .temporal,
      [.text("unit"), .any().optional, .map("parts").optional], .date,
      "A day cut down to a unit such as 'month', with some parts set anew.",
      example: "date.truncate('month', date('2023-10-11'))",
      gives: "2023-10-01"),
    FunctionSignature(
      "date.transaction", .temporal, [.text("zone").optional], .date,
      "The day when the transaction started, on the clock of a zone (UTC if left out).",
      example: "date.transaction() >= date('2023-01-01')", gives: "true"),
    FunctionSignature(
      "date.statement", .temporal, [.text("zone").optional], .date,
      "The day when the statement started, on the clock of a zone (UTC if left out).",
      example: "date.statement() >= date('2023-01-01')", gives: "true"),
    FunctionSignature(
      "date.realtime", .temporal, [.text("zone").optional], .date,
      "The day at this very moment, on the clock of a zone (UTC if left out).",
      example: "date.realtime() >= date('2023-01-01')", gives: "true", isDeterministic: false),
    FunctionSignature(
      "localtime", .temporal, [.any().optional], .localTime,
      "A time of day without an offset: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "localtime('12:31:14')", gives: "12:31:14"),
    FunctionSignature(
      "localtime.truncate", .temporal,
      [.text("unit"), .any().optional, .map("parts").optional], .localTime,
      "A time of day without an offset cut down to a unit such as 'hour', with some parts set anew.",
      example: "localtime.truncate('hour', localtime('12:31:14'))",
      gives: "12:00"),
    FunctionSignature(
      "localtime.transaction", .temporal, [.text("zone").optional], .localTime,
      "The time of day without an offset when the transaction started, on the clock of a zone (UTC if left out).",
      example: "valueType(localtime.transaction())", gives: "'LOCAL TIME NOT NULL'"),
    FunctionSignature(
      "localtime.statement", .temporal, [.text("zone").optional], .localTime,
      "The time of day without an offset when the statement started, on the clock of a zone (UTC if left out).",
      example: "valueType(localtime.statement())", gives: "'LOCAL TIME NOT NULL'"),
    FunctionSignature(
      "localtime.realtime", .temporal, [.text("zone").optional], .localTime,
      "The time of day without an offset at this very moment, on the clock of a zone (UTC if left out).",
      example: "valueType(localtime.realtime())",
      gives: "'LOCAL TIME NOT NULL'", isDeterministic: false),
    FunctionSignature(
      "time", .temporal, [.any().optional], .time,
      "A time of day with an offset: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "time('12:31:14+01:00')", gives: "12:31:14+01:00"),
    FunctionSignature(
      "time.truncate", .temporal,
      [.text("unit"), .any().optional, .map("parts").optional], .time,
      "A time of day with an offset cut down to a unit such as 'hour', with some parts set anew.",
      example: "time.truncate('hour', time('12:31:14+01:00'))",
      gives: "12:00+01:00"),
    FunctionSignature(
      "time.transaction", .temporal, [.text("zone").optional], .time,
      "The time of day with an offset when the transaction started, on the clock of a zone (UTC if left out).",
      example: "valueType(time.transaction())", gives: "'ZONED TIME NOT NULL'"),
    FunctionSignature(
      "time.statement", .temporal, [.text("zone").optional], .time,
      "The time of day with an offset when the statement started, on the clock of a zone (UTC if left out).",
      example: "valueType(time.statement())", gives: "'ZONED TIME NOT NULL'"),
    FunctionSignature(
      "time.realtime", .temporal, [.text("zone").optional], .time,
      "The time of day with an offset at this very moment, on the clock of a zone (UTC if left out).",
      example: "valueType(time.realtime())",
      gives: "'ZONED TIME NOT NULL'", isDeterministic: false),
    FunctionSignature(
      "localdatetime", .temporal, [.any().optional], .localDateTime,
      "A day and time without an offset: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "localdatetime('2023-10-11T12:31')", gives: "2023-10-11T12:31"),
    FunctionSignature(
      "localdatetime.truncate", .temporal,
      [.text("unit"), .any().optional, .map("parts").optional], .localDateTime,
      "A day and time without an offset cut down to a unit such as 'hour', with some parts set anew.",
      example: "localdatetime.truncate('hour', localdatetime('2023-10-11T12:31'))",
      gives: "2023-10-11T12:00"),
    FunctionSignature(
      "localdatetime.transaction", .temporal, [.text("zone").optional], .localDateTime,
      "The day and time without an offset when the transaction started, on the clock of a zone (UTC if left out).",
      example: "localdatetime.transaction() >= localdatetime('2023-01-01T00:00')", gives: "true"),
    FunctionSignature(
      "localdatetime.statement", .temporal, [.text("zone").optional], .localDateTime,
      "The day and time without an offset when the statement started, on the clock of a zone (UTC if left out).",
      example: "localdatetime.statement() >= localdatetime('2023-01-01T00:00')", gives: "true"),
    FunctionSignature(
      "localdatetime.realtime", .temporal, [.text("zone").optional], .localDateTime,
      "The day and time without an offset at this very moment, on the clock of a zone (UTC if left out).",
      example: "localdatetime.realtime() >= localdatetime('2023-01-01T00:00')",
      gives: "true", isDeterministic: false),
    FunctionSignature(
      "datetime", .temporal, [.any().optional], .dateTime,
      "A day and time with an offset or a zone: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "datetime('2023-10-11T12:31[Europe/Berlin]')",
      gives: "2023-10-11T12:31+02:00[Europe/Berlin]"),
    FunctionSignature(
      "datetime.truncate", .temporal,
      [.text("unit"), .any().optional, .map("parts").optional], .dateTime,
      "A day and time with an offset or a zone cut down to a unit such as 'hour', with some parts set anew.",
      example: "datetime.truncate('hour', datetime('2023-10-11T12:31[Europe/Berlin]'))",
      gives: "2023-10-11T12:00+02:00[Europe/Berlin]"),
    FunctionSignature(
      "datetime.transaction", .temporal, [.text("zone").optional], .dateTime,
      "The day and time with an offset or a zone when the transaction started, on the clock of a zone (UTC if left out).",
      example: "datetime.transaction() >= datetime('2023-01-01T00:00Z')", gives: "true"),
    FunctionSignature(
      "datetime.statement", .temporal, [.text("zone").optional], .dateTime,
      "The day and time with an offset or a zone when the statement started, on the clock of a zone (UTC if left out).",
      example: "datetime.statement() >= datetime('2023-01-01T00:00Z')", gives: "true"),
    FunctionSignature(
      "datetime.realtime", .temporal, [.text("zone").optional], .dateTime,
      "The day and time with an offset or a zone at this very moment, on the clock of a zone (UTC if left out).",
      example: "datetime.realtime() >= datetime('2023-01-01T00:00Z')",
      gives: "true", isDeterministic: false),
    FunctionSignature(
      "datetime.fromEpoch", .temporal, [.number("seconds"), .number("nanoseconds")], .dateTime,
      "The day and time at seconds and nanoseconds since 1970-01-01T00:00Z.",
      example: "datetime.fromEpoch(1700000000, 5)", gives: "2023-11-14T22:13:20.000000005Z"),
    FunctionSignature(
      "datetime.fromEpochMillis", .temporal, [.number("milliseconds")], .dateTime,
      "The day and time at milliseconds since 1970-01-01T00:00Z.",
      example: "datetime.fromEpochMillis(1700000000000)", gives: "2023-11-14T22:13:20Z")
  ]
}
