import KithCore
import Testing

/// What expressions say when they fail, character for character.
@Suite struct ExpressionFailureTests {
  static let failures: [(String, DiagnosticCategory, String, String, String?)] = [
    (
      "RETURN 1 / 0", .arithmeticError, "DivisionByZero", "an integer is divided by zero", nil
    ),
    ("RETURN 1 % 0", .arithmeticError, "DivisionByZero", "an integer is divided by zero", nil),
    (
      "RETURN 9223372036854775807 + 1", .arithmeticError, "IntegerOverflow",
      "9223372036854775807 + 1 does not fit in an integer",
      "make one of them a float: toFloat(…)"
    ),
    (
      "WITH -9223372036854775807 - 1 AS x RETURN -x", .arithmeticError, "IntegerOverflow",
      "the negative of -9223372036854775808 does not fit in an integer", nil
    ),
    (
      "UNWIND [true, 1] AS x RETURN x + true", .typeError, "InvalidArgumentType",
      "'+' does not go with a Boolean and a Boolean", nil
    ),
    (
      "UNWIND [1, 'a'] AS x RETURN -x", .typeError, "InvalidArgumentType",
      "'-' does not go with a String", nil
    ),
    (
      "UNWIND [true, 1] AS x RETURN x AND true", .typeError, "InvalidArgumentValue",
      "'AND' takes a Boolean, not an Integer", nil
    ),
    (
      "UNWIND [true, 'a'] AS x RETURN NOT x", .typeError, "InvalidArgumentValue",
      "'NOT' takes a Boolean, not a String", nil
    ),
    (
      "UNWIND [{a: 1}, 1] AS x RETURN x.a", .typeError, "InvalidArgumentType",
      "an Integer has no property 'a'",
      "nodes, relationships, maps, temporal values and points have properties"
    ),
    (
      "UNWIND [date('2023-10-11'), 1] AS x RETURN x.hour", .argumentError,
      "InvalidArgumentValue", "a Date has no part 'hour'", nil
    ),
    (
      "WITH [1] AS list UNWIND [0, 'a'] AS x RETURN list[x]", .typeError,
      "ListElementAccessByNonInteger", "a list is indexed by an integer, not a String", nil
    ),
    (
      "WITH {a: 1} AS map UNWIND ['a', 0] AS x RETURN map[x]", .typeError,
      "MapElementAccessByNonString", "a map is indexed by a string, not an Integer", nil
    ),
    (
      "UNWIND [[1], 1] AS x RETURN x[0]", .typeError, "InvalidElementAccess",
      "an Integer has no elements", "lists, maps, nodes and relationships have"
    ),
    (
      "UNWIND [[1], 1] AS x RETURN 1 IN x", .typeError, "InvalidArgumentValue",
      "'IN' takes a List on its right, not an Integer", nil
    ),
    (
      "UNWIND [[1], 1] AS x RETURN [y IN x | y]", .typeError, "InvalidArgumentValue",
      "a list comprehension takes a List, not an Integer", nil
    ),
    (
      "UNWIND [[1], 1] AS x RETURN any(y IN x WHERE y > 0)", .typeError, "InvalidArgumentValue",
      "'any()' takes a List, not an Integer", nil
    ),
    (
      "UNWIND [[1], 1] AS x RETURN reduce(s = 0, y IN x | s + y)", .typeError,
      "InvalidArgumentValue", "'reduce()' takes a List, not an Integer", nil
    ),
    (
      "UNWIND [['a'], 1] AS x RETURN head(x)", .typeError, "InvalidArgumentValue",
      "'head()' takes a List, not an Integer", nil
    ),
    (
      "RETURN 'a' =~ '('", .argumentError, "InvalidArgumentValue",
      "'(' is no regular expression: a group is never closed, at its character 1",
      nil
    ),
    (
      "RETURN range(1, 8, 0)", .argumentError, "NumberOutOfRange",
      "'range()' needs a step that is not 0", nil
    ),
    (
      "RETURN range(1, 99999999999)", .limitError, "",
      "'range()' gives no more than 33554432 elements", "take a larger step, or several ranges"
    ),
    (
      "RETURN reduce(l = [], x IN range(1, 100000) | [l])", .limitError, "",
      "lists and maps hold each other no deeper than 300 levels", nil
    ),
    (
      "RETURN reduce(l = [1], x IN range(1, 26) | {a: l, b: l})", .limitError, "",
      "a list or map holds no more than 33554432 elements, those of its elements counted", nil
    ),
    (
      "UNWIND [1, []] AS x RETURN toInteger(x)", .typeError, "InvalidArgumentValue",
      "'toInteger()' takes a number, a String or a Boolean, not a List", nil
    ),
    (
      "UNWIND [1, {}] AS x RETURN toString(x)", .typeError, "InvalidArgumentValue",
      "'toString()' takes a number, a String, a Boolean, a temporal value or a Point, not a Map",
      nil
    ),
    (
      "RETURN substring('a', -1)", .argumentError, "NegativeIntegerArgument",
      "'substring()' takes no negative number, but got -1", nil
    ),
    (
      "RETURN round(1.5, 1, 'UPWARDS')", .argumentError, "InvalidArgumentValue",
      "'round()' knows no mode 'UPWARDS'",
      "the modes are HALF_UP, HALF_DOWN, HALF_EVEN, UP, DOWN, CEILING, FLOOR"
    ),
    (
      "RETURN $missing", .parameterMissing, "MissingParameter",
      "parameter '$missing' has no value",
      "set it with ':param {\"missing\": …}' or '--param missing=…'"
    ),
    (
      "RETURN date('2023-02-30')", .argumentError, "InvalidArgumentValue",
      "'date()' cannot read '2023-02-30'", "write it as ISO 8601 does: '2023-10-11'"
    ),
    (
      "RETURN time('25:00')", .argumentError, "InvalidArgumentValue",
      "'time()' cannot read '25:00'", "write it as ISO 8601 does: '12:31:14+01:00'"
    ),
    (
      "RETURN duration('1 day')", .argumentError, "InvalidArgumentValue",
      "'duration()' cannot read '1 day'", "write it as ISO 8601 does: 'P1Y2M10DT2H30M'"
    ),
    (
      "RETURN date({month: 2})", .argumentError, "InvalidArgumentValue",
      "'date()' needs 'year' beside the smaller parts", nil
    ),
    (
      "RETURN date({year: 2023, month: 2, day: 29})", .argumentError, "NumberOutOfRange",
      "'day' is 29, but must be from 1 to 28", nil
    ),
    (
      "RETURN date({year: 2023, week: 2, month: 3})", .argumentError, "InvalidArgumentValue",
      "'date()' takes a day in one way only",
      "by month and day, week and dayOfWeek, quarter and dayOfQuarter, or ordinalDay"
    ),
    (
      "RETURN date({year: 2023, hour: 2})", .argumentError, "InvalidArgumentValue",
      "'date()' has no part 'hour'", nil
    ),
    (
      "RETURN time({hour: 2, timezone: 'Mars/Base'})", .argumentError, "InvalidArgumentValue",
      "this system knows no time zone 'Mars/Base'",
      "zones are named as 'Europe/Berlin' (package tzdata), offsets as '+01:00'"
    ),
    (
      "RETURN duration({fortnights: 1})", .argumentError, "InvalidArgumentValue",
      "'duration()' has no part 'fortnights'",
      "the parts are years, quarters, months, weeks, days, hours, minutes, seconds,"
        + " milliseconds, microseconds, nanoseconds"
    ),
    (
      "RETURN date.truncate('fortnight', date())", .argumentError, "InvalidArgumentValue",
      "'date.truncate()' cannot cut down to 'fortnight'",
      "the units are millennium, century, decade, year, weekYear, quarter, month, week, day,"
        + " hour, minute, second, millisecond, microsecond"
    ),
    (
      "RETURN date('+999999999-12-31') + duration('P1D')", .arithmeticError, "IntegerOverflow",
      "'+' leads out of the years -999999999 to 999999999", nil
    ),
    (
      "RETURN duration({months: 9223372036854775807}) + duration('P1M')", .arithmeticError,
      "IntegerOverflow", "'+' gives a Duration with a part that does not fit in an integer", nil
    ),
    (
      "UNWIND [1, 'a'] AS x RETURN sum(x)", .typeError, "InvalidArgumentValue",
      "'sum()' takes numbers or Durations, not a String", nil
    ),
    (
      "UNWIND [9223372036854775807, 1] AS x RETURN sum(x)", .arithmeticError, "IntegerOverflow",
      "the sum does not fit in an integer", "sum floats: sum(toFloat(…))"
    ),
    (
      "UNWIND [1, true] AS x RETURN avg(x)", .typeError, "InvalidArgumentValue",
      "'avg()' takes numbers or Durations, not a Boolean", nil
    ),
    (
      "UNWIND [1, 'a'] AS x RETURN stDev(x)", .typeError, "InvalidArgumentValue",
      "'stDev()' takes numbers, not a String", nil
    ),
    (
      "UNWIND [1, 2] AS x RETURN percentileCont(x, 1.5)", .argumentError, "NumberOutOfRange",
      "'percentileCont()' takes a percentile from 0 to 1, not 1.5", nil
    )
  ]

  @Test(arguments: failures)
  func `messages say what is wrong`(
    statement: String, category: DiagnosticCategory, detail: String, message: String,
    advice: String?
  ) throws {
    let failure = try SmallGraph.empty.get().failure(statement)
    #expect(failure?.message == message)
    #expect(failure?.category == category)
    #expect(failure?.detail == detail)
    #expect(failure?.advice == advice)
    #expect(failure?.phase == .runtime)
    #expect(failure?.span != nil, "the message has no place")
  }

  @Test func `a message points at the smallest expression that failed`() throws {
    let failure = try SmallGraph.empty.get().failure("RETURN 2 + 1 / 0 AS x")
    #expect(failure?.span == SourceSpan(start: 11, end: 16))
  }
}
