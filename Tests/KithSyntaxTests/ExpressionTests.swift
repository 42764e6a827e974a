import KithCore
import KithSyntax
import Testing

@Suite struct ExpressionTests {
  @Test(
    arguments: [
      ("1 + 2 * 3 ^ 4 ^ 5", "(1 + (2 * ((3 ^ 4) ^ 5)))"),
      ("1 - 2 - 3", "((1 - 2) - 3)"),
      ("7 % 4 * 2 / 3", "(((7 % 4) * 2) / 3)"),
      ("-3 ^ 2", "(-3 ^ 2)"),
      ("- n.x ^ 2", "((- n.x) ^ 2)"),
      ("- - 1", "(- -1)"),
      ("+n", "(+ n)"),
      ("a OR b XOR c AND NOT d = e", "(a OR (b XOR (c AND (NOT (d = e)))))"),
      ("NOT NOT a", "(NOT (NOT a))"),
      ("a OR b OR c OR d", "((a OR b) OR (c OR d))"),
      ("1 < a.x <= 3 <> 4", "(1 < a.x <= 3 <> 4)"),
      ("a = b + 1 AND c", "((a = (b + 1)) AND c)"),
      ("a + 1 IN [1] = true", "(((a + 1) IN [1]) = true)"),
      (
        "a STARTS WITH 'x' + 'y' OR b ENDS WITH 'z'",
        "((a STARTS WITH ('x' + 'y')) OR (b ENDS WITH 'z'))"
      ),
      ("a CONTAINS 'x' AND b =~ 'y.*'", "((a CONTAINS 'x') AND (b =~ 'y.*'))"),
      ("a IS NULL = b IS NOT NULL", "((a IS NULL) = (b IS NOT NULL))"),
      ("a IN b IN c", "((a IN b) IN c)"),
      ("'a' || 'b' || c", "(('a' || 'b') || c)"),
      ("n:A:B", "(n:(A&B))"),
      ("n:A|B&!C", "(n:(A|(B&!C)))"),
      ("n:(A|B)&%", "(n:((A|B)&%))"),
      ("n IS LABELED A OR m IS NOT LABELED B", "((n:A) OR (NOT (m:B)))"),
      ("NOT n:A", "(NOT (n:A))"),
      ("n IS A&B AND m IS NOT !A", "((n:(A&B)) AND (NOT (m:!A)))"),
      ("a IS NORMALIZED", "(a IS NFC NORMALIZED)"),
      ("a IS NOT nfkd NORMALIZED", "(a IS NOT NFKD NORMALIZED)"),
      ("a IS :: INT = b IS NOT TYPED BOOL", "((a IS TYPED INTEGER) = (b IS NOT TYPED BOOLEAN))"),
      ("a :: LIST<STRING!> NOT NULL", "(a IS TYPED LIST<STRING NOT NULL> NOT NULL)"),
      ("a IS :: ARRAY<ANY<INT | FLOAT>>", "(a IS TYPED LIST<INTEGER | FLOAT>)"),
      ("a IS :: signed integer list", "(a IS TYPED LIST<INTEGER>)"),
      (
        "a IS :: TIMESTAMP WITHOUT TIME ZONE | ANY NODE | PROPERTY VALUE | LIST",
        "(a IS TYPED LOCAL DATETIME | NODE | PROPERTY VALUE | LIST<ANY>)"
      ),
      ("[x IN xs WHERE x IS :: INT | x]", "[x IN xs WHERE (x IS TYPED INTEGER) | x]"),
      ("a.b.c[0].d", "a.b.c[0].d"),
      ("a[1..2][..-1][3..][..]", "a[1..2][..-1][3..][..]"),
      ("[1,2][0..1]", "[1, 2][0..1]"),
      ("(a).b", "a.b"),
      ("((1 + 2)) * 3", "((1 + 2) * 3)")
    ])
  func operatorsBindAsInOpenCypher(text: String, expected: String) throws {
    #expect(try expressionTree(text) == expected)
  }

  @Test(
    arguments: [
      ("0", "0"), ("-9223372036854775808", "-9223372036854775808"), ("0x7fFF", "32767"),
      ("1_000_000", "1000000"), ("0xFF_FF", "65535"), ("0o1_7", "15"),
      ("1_0.2_5e1_0", "102500000000.0"),
      ("-0x8000000000000000", "-9223372036854775808"), ("0o17", "15"), ("-0O17", "-15"),
      ("1.", "1.0"), (".5", "0.5"), ("-.5e-3", "-0.0005"), ("1e10", "10000000000.0"),
      ("1.5E+3", "1500.0"), ("1.e2", "100.0"), ("00.5", "0.5"),
      ("0.1", "0.1"), ("1e-400", "0.0"), ("TRUE", "true"), ("False", "false"), ("NULL", "null"),
      (#"'it\'s "so"'"#, #"'it's "so"'"#), (#""a\tb\n\\\"""#, "'a\tb\n\\\"'"),
      (#"'\u00fc\U0001F600\uD83D\uDE00'"#, "'ü😀😀'"), ("'Grüße 東京'", "'Grüße 東京'"),
      ("'a\nb'", "'a\nb'"), ("''", "''"), (#"'\b\f\r\/\`'"#, "'\u{8}\u{C}\r/`'"),
      ("$name + $`odd name` + $0 + $ü", "((($name + $odd name) + $0) + $ü)"),
      ("[]", "[]"), ("[1, 'a', [null]]", "[1, 'a', [null]]"), ("{}", "{}"),
      ("{a: 1, `b c`: {match: 2}}", "{a: 1, b c: {match: 2}}")
    ])
  func literalsHaveTheirValue(text: String, expected: String) throws {
    #expect(try expressionTree(text) == expected)
  }

  @Test(
    arguments: [
      ("count(*)", "count(*)"), ("COUNT( * )", "count(*)"),
      ("count(DISTINCT n.x)", "count(DISTINCT n.x)"),
      ("toUpper(n.x)", "toUpper(n.x)"), ("pi()", "pi()"),
      ("duration.between(a, b).days", "duration.between(a, b).days"),
      ("`my`.`fun c`(1)", "my.fun c(1)"), ("exists(n.x)", "exists(n.x)"),
      ("all(x IN xs WHERE x > 1)", "all(x IN xs WHERE (x > 1))"),
      ("any(x IN [1] WHERE x)", "any(x IN [1] WHERE x)"),
      ("none(x IN xs WHERE x:A|B)", "none(x IN xs WHERE (x:(A|B)))"),
      ("single(x IN xs WHERE true)", "single(x IN xs WHERE true)"),
      ("reduce(a = 0, x IN xs | a + x)", "reduce(a = 0, x IN xs | (a + x))"),
      ("[x IN xs]", "[x IN xs]"), ("[x IN xs WHERE x > 1]", "[x IN xs WHERE (x > 1)]"),
      ("[x IN xs | x.y]", "[x IN xs | x.y]"),
      ("[x IN xs WHERE x:A | x:B|C]", "[x IN xs WHERE (x:A) | (x:(B|C))]"),
      ("[x IN xs WHERE (x:A|B) | x]", "[x IN xs WHERE (x:(A|B)) | x]"),
      ("[x IN xs, y IN ys]", "[(x IN xs), (y IN ys)]"),
      ("[1 IN xs]", "[(1 IN xs)]"),
      ("filter(x IN xs WHERE x)", "[x IN xs WHERE x]"),
      ("extract(x IN xs | x.y)", "[x IN xs | x.y]"),
      ("[(a)-->(b) | b.x]", "[(a)-->(b) | b.x]"),
      (
        "[p = (a)-[:R*]->(b) WHERE b.x | length(p)]", "[p = (a)-[:R*..]->(b) WHERE b.x | length(p)]"
      ),
      ("[(a)-->(b), 1]", "[<(a)-->(b)>, 1]"),
      ("[(a) - 1]", "[(a - 1)]"),
      (
        "CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END", "CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END"
      ),
      ("case n.x when 1 then 'a' end", "CASE n.x WHEN 1 THEN 'a' END"),
      (
        "CASE n.x WHEN < 3, IS NULL, 7 THEN 'a' WHEN 8 THEN 'b' WHEN STARTS WITH 'c' THEN 1 END",
        "CASE n.x WHEN (((_ < 3) OR (_ IS NULL)) OR (_ = 7)) THEN 'a' WHEN (_ = 8) THEN 'b' "
          + "WHEN (_ STARTS WITH 'c') THEN 1 END"
      ),
      ("CASE x WHEN -1 THEN 2 END", "CASE x WHEN -1 THEN 2 END"),
      ("CAST(a + 1 AS INTEGER NOT NULL)", "CAST((a + 1) AS INTEGER NOT NULL)"),
      ("cast + 1", "(cast + 1)"),
      ("n {.a, .*, b: 1, c, .`d e`}", "n {.a, .*, b: 1, c, .d e}"), ("n {}", "n {}"),
      ("shortestPath((a)-[*]-(b))", "<shortestPath((a)-[*..]-(b))>"),
      ("size([(a)--(b) | 1])", "size([(a)--(b) | 1])"),
      ("(a)-->(b)", "<(a)-->(b)>"), ("NOT (a)<-[:R]-()", "(NOT <(a)<-[:R]-()>)"),
      ("(a:A {x: 1})-[r]-(b) AND c", "(<(a:A {x: 1})-[r]-(b)> AND c)"),
      ("(a)-->(b)<--(c) = 1", "(<(a)-->(b)<--(c)> = 1)"),
      ("(a)-1", "(a - 1)"), ("(a)-(b)", "(a - b)"), ("(a)<-b", "(a < (- b))"),
      ("(a)-[1][0]", "(a - [1][0])"), ("(a)<-[1][0]", "(a < (- [1][0]))"),
      ("(a:A)", "(a:A)"), ("(a.x)--(b)", "(a.x - (- b))"),
      ("EXISTS { (a)-->(b) WHERE b.x }", "EXISTS { (a)-->(b) WHERE b.x }"),
      ("EXISTS { MATCH (a)-->(b), (c) WHERE b.x }", "EXISTS { (a)-->(b), (c) WHERE b.x }"),
      (
        "exists { MATCH (a) RETURN a UNION RETURN 1 AS a }",
        "EXISTS { MATCH (a) RETURN a UNION RETURN 1 AS a }"
      ),
      ("COUNT { (a)--() } > 1", "(COUNT { (a)--() } > 1)"),
      ("COLLECT { MATCH (a)-->(b) RETURN b.x }", "COLLECT { MATCH (a)-->(b) RETURN b.x }")
    ])
  func formsHaveTheirTree(text: String, expected: String) throws {
    #expect(try expressionTree(text) == expected)
  }

  @Test(
    arguments: [
      "type", "count", "end", "filter", "any", "all", "none", "exists", "labeled", "for", "let",
      "asc",
      "profile", "insert", "offset", "größe", "名前", "_x1", "€", "`a b`", "`a``b`", "`match`"
    ])
  func manyKeywordsAndAllUnicodeWordsAreVariables(name: String) throws {
    let bare =
      name.hasPrefix("`") ? String(name.dropFirst().dropLast()).replacing("``", with: "`") : name
    #expect(
      try tree("WITH 1 AS \(name) RETURN \(name), \(name) + 1")
        == "WITH 1 AS \(bare) RETURN \(bare), (\(bare) + 1)")
  }

  @Test func everyKeywordIsAKeyALabelATypeAndAnAlias() throws {
    for word in [
      "match", "RETURN", "in", "order", "where", "null", "not", "case", "on", "is", "true"
    ] {
      #expect(
        try tree("MATCH (n:\(word) {\(word): 1})-[:\(word)]->() RETURN n.\(word) AS \(word)")
          == "MATCH (n:\(word) {\(word): 1})-[:\(word)]->() RETURN n.\(word) AS \(word)")
    }
  }

  @Test func spansCoverWhatIsWritten() throws {
    let text = "RETURN  (1 + 2) * n.x , count( * ) AS c"
    let statement = try QueryParser.parse(text)
    guard case .return(let body) = statement.query?.parts[0].clauses[0].kind else {
      Issue.record("no RETURN")
      return
    }
    #expect(body.items.map(\.text) == ["(1 + 2) * n.x", "count( * )"])
    #expect(body.items[0].expression.span == SourceSpan(start: 8, end: 21))
    guard case .binary(_, let left, let right) = body.items[0].expression.kind else {
      Issue.record("no product")
      return
    }
    #expect(left.span == SourceSpan(start: 8, end: 15))
    #expect(right.span == SourceSpan(start: 18, end: 21))
    #expect(statement.span == SourceSpan(start: 0, end: text.utf8.count))
  }
}
