extension FunctionCatalogue {
  /// Days, times and amounts of time.
  static let temporal: [FunctionSignature] = [
    FunctionSignature(
      "date", 0...1, .date, "date(value)",
      "A day: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "date('2023-10-11')"),
    FunctionSignature(
      "date.truncate", 1...3, .date, "date.truncate(unit, value, parts)",
      "A day cut down to a unit such as 'month', with some parts set anew.",
      example: "date.truncate('month', date('2023-10-11'))"),
    FunctionSignature(
      "date.transaction", 0...1, .date, "date.transaction(zone)",
      "The day when the transaction started.",
      example: "date.transaction()"),
    FunctionSignature(
      "date.statement", 0...1, .date, "date.statement(zone)",
      "The day when the statement started.",
      example: "date.statement()"),
    FunctionSignature(
      "date.realtime", 0...1, .date, "date.realtime(zone)",
      "The day at this very moment.",
      example: "date.realtime()", isDeterministic: false),
    FunctionSignature(
      "localtime", 0...1, .localTime, "localtime(value)",
      "A time of day without an offset: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "localtime('12:31:14')"),
    FunctionSignature(
      "localtime.truncate", 1...3, .localTime, "localtime.truncate(unit, value, parts)",
      "A time of day without an offset cut down to a unit such as 'hour', with some parts set anew.",
      example: "localtime.truncate('hour', localtime('12:31:14'))"),
    FunctionSignature(
      "localtime.transaction", 0...1, .localTime, "localtime.transaction(zone)",
      "The time of day without an offset when the transaction started.",
      example: "localtime.transaction()"),
    FunctionSignature(
      "localtime.statement", 0...1, .localTime, "localtime.statement(zone)",
      "The time of day without an offset when the statement started.",
      example: "localtime.statement()"),
    FunctionSignature(
      "localtime.realtime", 0...1, .localTime, "localtime.realtime(zone)",
      "The time of day without an offset at this very moment.",
      example: "localtime.realtime()", isDeterministic: false),
    FunctionSignature(
      "time", 0...1, .time, "time(value)",
      "A time of day with an offset: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "time('12:31:14+01:00')"),
    FunctionSignature(
      "time.truncate", 1...3, .time, "time.truncate(unit, value, parts)",
      "A time of day with an offset cut down to a unit such as 'hour', with some parts set anew.",
      example: "time.truncate('hour', time('12:31:14+01:00'))"),
    FunctionSignature(
      "time.transaction", 0...1, .time, "time.transaction(zone)",
      "The time of day with an offset when the transaction started.",
      example: "time.transaction()"),
    FunctionSignature(
      "time.statement", 0...1, .time, "time.statement(zone)",
      "The time of day with an offset when the statement started.",
      example: "time.statement()"),
    FunctionSignature(
      "time.realtime", 0...1, .time, "time.realtime(zone)",
      "The time of day with an offset at this very moment.",
      example: "time.realtime()", isDeterministic: false),
    FunctionSignature(
      "localdatetime", 0...1, .localDateTime, "localdatetime(value)",
      "A day and time without an offset: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "localdatetime('2023-10-11T12:31')"),
    FunctionSignature(
      "localdatetime.truncate", 1...3, .localDateTime, "localdatetime.truncate(unit, value, parts)",
      "A day and time without an offset cut down to a unit such as 'hour', with some parts set anew.",
      example: "localdatetime.truncate('hour', localdatetime('2023-10-11T12:31'))"),
    FunctionSignature(
      "localdatetime.transaction", 0...1, .localDateTime, "localdatetime.transaction(zone)",
      "The day and time without an offset when the transaction started.",
      example: "localdatetime.transaction()"),
    FunctionSignature(
      "localdatetime.statement", 0...1, .localDateTime, "localdatetime.statement(zone)",
      "The day and time without an offset when the statement started.",
      example: "localdatetime.statement()"),
    FunctionSignature(
      "localdatetime.realtime", 0...1, .localDateTime, "localdatetime.realtime(zone)",
      "The day and time without an offset at this very moment.",
      example: "localdatetime.realtime()", isDeterministic: false),
    FunctionSignature(
      "datetime", 0...1, .dateTime, "datetime(value)",
      "A day and time with an offset or a zone: now, from a text in ISO 8601, from a map of its parts, or from another temporal value.",
      example: "datetime('2023-10-11T12:31+01:00')"),
    FunctionSignature(
      "datetime.truncate", 1...3, .dateTime, "datetime.truncate(unit, value, parts)",
      "A day and time with an offset or a zone cut down to a unit such as 'hour', with some parts set anew.",
      example: "datetime.truncate('hour', datetime('2023-10-11T12:31+01:00'))"),
    FunctionSignature(
      "datetime.transaction", 0...1, .dateTime, "datetime.transaction(zone)",
      "The day and time with an offset or a zone when the transaction started.",
      example: "datetime.transaction()"),
    FunctionSignature(
      "datetime.statement", 0...1, .dateTime, "datetime.statement(zone)",
      "The day and time with an offset or a zone when the statement started.",
      example: "datetime.statement()"),
    FunctionSignature(
      "datetime.realtime", 0...1, .dateTime, "datetime.realtime(zone)",
      "The day and time with an offset or a zone at this very moment.",
      example: "datetime.realtime()", isDeterministic: false),
    FunctionSignature(
      "datetime.fromEpoch", 2...2, .dateTime, "datetime.fromEpoch(seconds, nanoseconds)",
      "The day and time at seconds and nanoseconds since 1970-01-01T00:00Z.",
      example: "datetime.fromEpoch(0, 0)"),
    FunctionSignature(
      "datetime.fromEpochMillis", 1...1, .dateTime, "datetime.fromEpochMillis(milliseconds)",
      "The day and time at milliseconds since 1970-01-01T00:00Z.",
      example: "datetime.fromEpochMillis(0)"),
    FunctionSignature(
      "duration", 1...1, .duration, "duration(value)",
      "An amount of time, from a text in ISO 8601 or a map of its parts.",
      example: "duration('P1Y2M10DT2H30M')"),
    FunctionSignature(
      "duration.between", 2...2, .duration, "duration.between(from, to)",
      "The time from one temporal value to another, in months, days and seconds.",
      example: "duration.between(date('2021-01-01'), date('2023-12-31'))"),
    FunctionSignature(
      "duration.inMonths", 2...2, .duration, "duration.inMonths(from, to)",
      "The whole months from one temporal value to another.",
      example: "duration.inMonths(date('2021-01-01'), date('2023-12-31'))"),
    FunctionSignature(
      "duration.inDays", 2...2, .duration, "duration.inDays(from, to)",
      "The whole days from one temporal value to another.",
      example: "duration.inDays(date('2021-01-01'), date('2023-12-31'))"),
    FunctionSignature(
      "duration.inSeconds", 2...2, .duration, "duration.inSeconds(from, to)",
      "The seconds from one temporal value to another.",
      example: "duration.inSeconds(time('12:00Z'), time('12:30Z'))")
  ]
}
