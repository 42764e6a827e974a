import KithCore
import Testing

/// What expressions give, as openCypher writes it.
@Suite struct ExpressionValueTests {
  static let arithmetic: [(String, String)] = [
    ("1 + 2 * 3", "7"), ("12 / 4 * 3 - 2 * 4", "1"), ("7 / 2", "3"), ("-7 / 2", "-3"),
    ("7 / 2.0", "3.5"), ("7 % 3", "1"), ("-7 % 3", "-1"), ("7.5 % 2", "1.5"), ("2 ^ 3", "8.0"),
    ("4 ^ 0.5", "2.0"), ("1.0 / 0", "Infinity"), ("0.0 / 0.0", "NaN"), ("-(3)", "-3"),
    ("1 + null", "null"), ("null * 2", "null"), ("-null", "null"),
    ("'a' + 'b'", "'ab'"), ("'a' + 1", "'a1'"), ("1.5 + 'a'", "'1.5a'"), ("true + 'a'", "'truea'"),
    ("[1] + [2]", "[1, 2]"), ("[1] + 2", "[1, 2]"), ("1 + [2]", "[1, 2]"),
    ("[1] + null", "null"), ("'a' || 'b'", "'ab'"), ("[1] || [2]", "[1, 2]"),
    ("9223372036854775806 + 1", "9223372036854775807"),
    ("-9223372036854775807 - 1 % -1", "-9223372036854775807")
  ]

  static let comparisons: [(String, String)] = [
    ("1 = 1.0", "true"), ("1 <> 1.5", "true"), ("1 = '1'", "false"), ("1 < '1'", "null"),
    ("null = null", "null"), ("null <> null", "null"), ("'a' < 'b'", "true"),
    ("'z' < 'ä'", "true"), ("false < true", "true"), ("[1, 2] < [1, 3]", "true"),
    ("[1] < [1, null]", "true"), ("[1, 2] >= [1, null]", "null"), ("{a: 1} = {a: 1.0}", "true"),
    ("{a: 1} < {a: 2}", "null"), ("0.0 / 0.0 = 0.0 / 0.0", "false"),
    ("0.0 / 0.0 <> 0.0 / 0.0", "true"), ("0.0 / 0.0 < 1", "false"), ("0.0 / 0.0 < 'a'", "null"),
    ("1 < 2 < 3", "true"), ("1 < 3 < 2", "false"), ("3 > null > 1", "null"),
    ("9007199254740993 = 9007199254740992.0", "false")
  ]

  static let texts: [(String, String)] = [
    ("'Landesamt' STARTS WITH 'Land'", "true"), ("'Landesamt' ENDS WITH 'amt'", "true"),
    ("'Landesamt' CONTAINS 'desa'", "true"), ("'Landesamt' CONTAINS ''", "true"),
    ("'' STARTS WITH ''", "true"), ("'a' STARTS WITH 'ab'", "false"),
    ("'ab' CONTAINS 'bc'", "false"),
    ("1 STARTS WITH '1'", "null"), ("'a' CONTAINS null", "null"), ("NOT 'a' CONTAINS null", "null"),
    ("'aab' CONTAINS 'ab'", "true"), ("'Müller' STARTS WITH 'Mü'", "true"),
    ("'Müller' =~ 'M.ller'", "true"), ("'Müller' =~ 'M'", "false"),
    ("'MÜLLER' =~ '(?i)müller'", "true"), ("null =~ 'M'", "null"), ("1 =~ '1'", "null")
  ]

  static let lists: [(String, String)] = [
    ("[1, 2, 3][0]", "1"), ("[1, 2, 3][-1]", "3"), ("[1, 2, 3][3]", "null"),
    ("[1, 2, 3][null]", "null"), ("null[0]", "null"), ("{a: 1}['a']", "1"), ("{a: 1}['b']", "null"),
    ("[1, 2, 3][1..]", "[2, 3]"), ("[1, 2, 3][..-1]", "[1, 2]"), ("[1, 2, 3][-5..5]", "[1, 2, 3]"),
    ("[1, 2, 3][3..1]", "[]"), ("[1, 2, 3][null..]", "null"),
    ("2 IN [1, 2]", "true"), ("3 IN [1, 2]", "false"), ("3 IN [1, null]", "null"),
    ("null IN [1]", "null"), ("null IN []", "false"), ("1 IN null", "null"),
    ("[1] IN [[1]]", "true"),
    ("[null] IN [[1]]", "null"), ("1 IN [1.0]", "true"), ("0.0 / 0.0 IN [0.0 / 0.0]", "false"),
    ("7 IN range(0, 100)", "true"), ("101 IN range(0, 100)", "false"),
    ("'b' IN ['a', 'b']", "true"),
    ("[x IN [1, 2, 3] WHERE x > 1 | x * 10]", "[20, 30]"),
    ("[x IN [1, 2, 3] WHERE x > 1]", "[2, 3]"),
    ("[x IN [1, 2] | x + 1]", "[2, 3]"), ("[x IN null | x]", "null"), ("[x IN [] | 1 / 0]", "[]"),
    ("[x IN [1, 2] | [y IN [10, 20] | x + y]]", "[[11, 21], [12, 22]]"),
    ("reduce(s = 0, x IN [1, 2, 3] | s + x)", "6"), ("reduce(s = '', x IN [] | s + x)", "''"),
    ("reduce(s = 0, x IN null | s + x)", "null"),
    ("reduce(s = 0, x IN [1, null, 3] | s + x)", "null"),
    ("all(x IN [1, 2] WHERE x > 0)", "true"), ("all(x IN [1, null] WHERE x > 0)", "null"),
    ("all(x IN [0, null] WHERE x > 0)", "false"), ("all(x IN [] WHERE x > 0)", "true"),
    ("any(x IN [0, 2] WHERE x > 0)", "true"), ("any(x IN [0, null] WHERE x > 0)", "null"),
    ("any(x IN [2, null] WHERE x > 0)", "true"), ("any(x IN [] WHERE x > 0)", "false"),
    ("none(x IN [0, null] WHERE x > 0)", "null"), ("none(x IN [2, null] WHERE x > 0)", "false"),
    ("single(x IN [0, 2] WHERE x > 0)", "true"), ("single(x IN [1, 2] WHERE x > 0)", "false"),
    ("single(x IN [1, null] WHERE x > 0)", "null"), ("single(x IN null WHERE x > 0)", "null"),
    ("all(x IN null WHERE x > 0)", "null"), ("any(x IN null WHERE x > 0)", "null")
  ]

  static let choices: [(String, String)] = [
    ("CASE WHEN true THEN 1 ELSE 1 / 0 END", "1"), ("CASE WHEN null THEN 1 ELSE 2 END", "2"),
    ("CASE WHEN false THEN 1 END", "null"), ("CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "'b'"),
    ("CASE null WHEN null THEN 1 ELSE 2 END", "2"), ("CASE 1 WHEN 1.0 THEN 'same' END", "'same'"),
    ("coalesce(null, 2, 1 / 0)", "2"), ("coalesce(null, null)", "null"),
    ("false AND 1 / 0 > 0", "false"), ("true OR 1 / 0 > 0", "true"),
    ("1 IS NULL", "false"), ("null IS NOT NULL", "false"), ("exists({a: 1}.a)", "true"),
    ("{a: 1, b: null}.b", "null"), ("{a: {b: 2}}.a.b", "2"), ("null.a", "null")
  ]

  @Test(arguments: arithmetic + comparisons + texts + lists + choices)
  func `expressions give what openCypher says`(expression: String, expected: String) throws {
    #expect(try SmallGraph.empty.get().value(expression) == expected)
  }

  /// AND, OR and XOR for each pair of true, false and null, in rows true, false, null.
  static let truthTables: [(String, [String])] = [
    ("AND", ["true", "false", "null", "false", "false", "false", "null", "false", "null"]),
    ("OR", ["true", "true", "true", "true", "false", "null", "true", "null", "null"]),
    ("XOR", ["false", "true", "null", "true", "false", "null", "null", "null", "null"])
  ]

  @Test(arguments: truthTables, [1, 3, 2048])
  func `logic is three-valued`(table: (String, [String]), batchRowCount: Int) throws {
    let rows = try SmallGraph.empty.get().run(
      "UNWIND [true, false, null] AS a UNWIND [true, false, null] AS b RETURN a \(table.0) b AS x",
      batchRowCount: batchRowCount)
    #expect(rows.map { $0[0] } == table.1)
    let negations = try SmallGraph.empty.get().run(
      "UNWIND [true, false, null] AS a RETURN NOT a AS x")
    #expect(negations == [["false"], ["true"], ["null"]])
  }

  @Test(arguments: [1, 3, 2048])
  func `right sides see only the rows that need them`(batchRowCount: Int) throws {
    let graph = try SmallGraph.empty.get()
    let list = "UNWIND [0, 1, 2, null, 4] AS x "
    let statements = [
      (list + "RETURN x <> 0 AND 8 / x > 3 AS y", ["false", "true", "true", "null", "false"]),
      (list + "RETURN x = 0 OR 8 / x > 3 AS y", ["true", "true", "true", "null", "false"]),
      (
        list + "RETURN CASE WHEN x = 0 THEN -1 WHEN x > 1 THEN 8 / x ELSE x END AS y",
        ["-1", "1", "4", "null", "2"]
      ),
      (
        list + "RETURN coalesce(CASE x WHEN 0 THEN 'none' END, 8 / x) AS y",
        ["'none'", "8", "4", "null", "2"]
      ),
      (
        list + "RETURN [y IN [x] WHERE y > 0 | 8 / y] AS y", ["[]", "[8]", "[4]", "[]", "[2]"]
      )
    ]
    for (statement, expected) in statements {
      #expect(
        try graph.run(statement, batchRowCount: batchRowCount).map { $0[0] } == expected,
        "\(statement)")
    }
  }

  @Test func `parameters are values like others`() throws {
    let graph = try SmallGraph.empty.get()
    #expect(try graph.value("$a + 1", parameters: ["a": .integer(2)]) == "3")
    #expect(try graph.value("$a[1]", parameters: ["a": .list([.null, .string("x")])]) == "'x'")
    #expect(try graph.value("$a IS NULL", parameters: ["a": .null]) == "true")
  }
}
