import KithCore
import KithSyntax
import Testing

/// What the parser says to mistakes, word by word.
@Suite struct SyntaxMessageTests {
  /// `message @offset «the marked text» ? suggestion = advice`
  private func oneLine(_ diagnostic: Diagnostic, _ text: String) -> String {
    var line = diagnostic.message
    if let span = diagnostic.span {
      let marked = Array(text.utf8)[span.start..<span.end]
      line += " @\(span.start) «\(String(decoding: marked, as: UTF8.self))»"
    }
    if let suggestion = diagnostic.suggestion { line += " ? \(suggestion)" }
    if let advice = diagnostic.advice { line += " = \(advice)" }
    return line
  }

  @Test(
    arguments: [
      (
        "MACTH (n) RETURN n",
        [
          "expected a clause such as 'MATCH', found 'MACTH' @0 «MACTH» ? MATCH"
        ]
      ),
      (
        "MATCH (n) WHRE n.x = 1 RETURN n",
        [
          "expected the next clause or the end, found 'WHRE' @10 «WHRE» ? WHERE"
        ]
      ),
      (
        "MATCH (n) RETRUN n",
        [
          "expected the next clause or the end, found 'RETRUN' @10 «RETRUN» ? RETURN"
        ]
      ),
      (
        "MATCH (n WHERE n.x RETURN n",
        [
          "expected ')', found 'RETURN' @19 «RETURN» = '(' in line 1, column 7 is still open"
        ]
      ),
      (
        "MATCH (n {x: 1) RETURN n",
        [
          "expected '}', found ')' @14 «)» = '{' in line 1, column 10 is still open"
        ]
      ),
      (
        "MATCH (n:) RETURN n +",
        [
          "expected a label, found ')' @9 «)»",
          "expected an expression, found the end of the query @21 «»"
        ]
      ),
      ("MATCH n RETURN n", ["expected '(', found 'n' @6 «n» ? (n)"]),
      ("MATCH (a)-[r]>(b) RETURN a", ["expected '-' or '->', found '>' @13 «>» ? ->"]),
      (
        "MATCH (a)-(b) RETURN a",
        [
          "expected a relationship such as '-->' or '-[:TYPE]->', found '(' @10 «(»"
        ]
      ),
      (
        "MATCH (a)-[:R]->b RETURN a",
        [
          "expected a node such as '(b)', found 'b' @16 «b» ? (b)"
        ]
      ),
      (
        "MATCH (a)-[r KNOWS]->(b) RETURN a",
        [
          "expected ':' before the type, found 'KNOWS' @13 «KNOWS» ? :KNOWS"
        ]
      ),
      (
        "MATCH (n Person) RETURN n",
        [
          "expected ':' before the label, found 'Person' @9 «Person» ? :Person"
        ]
      ),
      (
        "MATCH (n:Person name: 'x') RETURN n",
        [
          "properties stand in braces, but found 'name' @16 «name» = write (n:Label {key: value})"
        ]
      ),
      (
        "MATCH (n:Person {name = 'x'}) RETURN n",
        [
          "a key and its value are joined by ':' @22 «=» ? :"
        ]
      ),
      (
        "MATCH (n:Person {'name': 'x'}) RETURN n",
        [
          "a key is a name and has no quotes @17 «'name'» ? name = an unusual key goes in back-ticks"
        ]
      ),
      (
        "SELECT * FROM x",
        [
          "expected a clause such as 'MATCH', found 'SELECT' @0 «SELECT» = queries read MATCH (n:Label) WHERE … RETURN …"
        ]
      ),
      (
        "MATCH (n) WHERE n.x == 1 AND n.y != 2 && n.z RETURN n",
        [
          "'==' is not an operator @20 «==» ? =",
          "'!=' is not an operator @33 «!=» ? <>",
          "'&&' is not an operator @38 «&&» ? AND"
        ]
      ),
      (
        "MATCH (n) WHERE n.x = 1 WHERE n.y = 2 RETURN n",
        [
          "there is a 'WHERE' already @24 «WHERE» ? AND"
        ]
      ),
      (
        "RETURN 1 AS x WHERE x > 0",
        [
          "'WHERE' cannot follow 'RETURN' @14 «WHERE» = filter with MATCH … WHERE … or WITH … WHERE …"
        ]
      ),
      (
        "MATCH (n) WHERE n.x NOT IN [1] RETURN n",
        [
          "'NOT' belongs before the whole comparison @20 «NOT» = write NOT x IN list instead of x NOT IN list"
        ]
      ),
      (
        "MATCH (n) WHERE n.x LIKE 'a%' RETURN n",
        [
          "expected the next clause or the end, found 'LIKE' @20 «LIKE» = use STARTS WITH, ENDS WITH, CONTAINS or =~ 'regular expression'"
        ]
      ),
      (
        "MATCH (n) WHERE n.x BETWEEN 1 AND 2 RETURN n",
        [
          "expected the next clause or the end, found 'BETWEEN' @20 «BETWEEN» = write 1 <= n.key <= 9"
        ]
      ),
      (
        "MATCH (n) RETURN n GROUP BY n",
        [
          "expected the next clause or the end, found 'GROUP' @19 «GROUP» = grouping is implied: RETURN n.key, count(*)"
        ]
      ),
      ("MATCH (n) RETURN n ORDER n.x", ["expected 'BY', found 'n' @25 «n»"]),
      (
        "MATCH (n) RETURN n LIMIT 1 SKIP 2",
        [
          "'SKIP' belongs before 'LIMIT' @27 «SKIP» = the order is ORDER BY, SKIP, LIMIT"
        ]
      ),
      (
        "MATCH (n) RETURN n SKIP 1 ORDER BY n.x",
        [
          "'ORDER BY' belongs before 'SKIP' @26 «ORDER» = the order is ORDER BY, SKIP, LIMIT"
        ]
      ),
      ("MATCH (n) WHERE RETURN n", ["expected an expression, found 'RETURN' @16 «RETURN»"]),
      (
        "RETURN 'it''s'",
        [
          #"a second string follows the first @11 «'s'» = inside a string, write \' for a quote; join two strings with +"#
        ]
      ),
      (
        "RETURN 'abc",
        [
          #"the string is not closed @7 «'» = a string ends with the quote that it begins with; inside, write \' or \""#
        ]
      ),
      ("RETURN `abc", ["the name in back-ticks is not closed @7 «`»"]),
      (
        "RETURN /* abc",
        [
          "the comment is not closed @7 «/» = a comment that begins with /* ends with */"
        ]
      ),
      ("RETURN 1 +", ["expected an expression, found the end of the query @10 «»"]),
      (
        "RETURN (1 + 2",
        [
          "expected ')', found the end of the query @13 «» = '(' in line 1, column 8 is still open"
        ]
      ),
      (
        "RETURN [1, 2",
        [
          "expected ']', found the end of the query @12 «» = '[' in line 1, column 8 is still open"
        ]
      ),
      ("RETURN 1)", ["')' closes nothing @8 «)»"]),
      ("RETURN }", ["'}' closes nothing @7 «}»"]),
      ("MATCH (n) RETURN n }", ["'}' closes nothing @19 «}»"]),
      ("RETURN 42 — 41", ["the character '—' has no meaning here @10 «—» ? -"]),
      ("RETURN “abc”", [#"the character '“' has no meaning here @7 «“» ? ""#]),
      ("RETURN 1 # 2", ["the character '#' has no meaning here @9 «#»"]),
      (
        "RETURN 007",
        [
          "a number does not begin with 0: '007' @7 «007» = octal numbers are written 0o7; digits with zeros in front are text"
        ]
      ),
      (
        "RETURN 12abc",
        [
          "'12abc' is not a number @7 «12abc» = numbers look like 42, 0x2A, 0o52, 4.2 or 4.2e1"
        ]
      ),
      (
        "RETURN 9223372036854775808",
        [
          "the integer '9223372036854775808' is too large @7 «9223372036854775808» = integers go from -9223372036854775808 to 9223372036854775807"
        ]
      ),
      (
        "RETURN 1e999",
        [
          "the number '1e999' is too large @7 «1e999» = floating point numbers reach up to 1.7976931348623157e308"
        ]
      ),
      (
        #"RETURN '\uH'"#,
        [
          #"'\uH' is not a character @8 «\uH» = write four hexadecimal digits: \u00FC"#
        ]
      ),
      (
        #"RETURN '\d'"#,
        [
          #"'\d' has no meaning in a string @8 «\d» = write \\ for a backslash; others are \n \t \r \b \f \' \" \u00FC"#
        ]
      ),
      ("RETURN $", ["expected the parameter's name after '$' @7 «$»"]),
      ("RETURN {1}", ["expected a key, found '1' @8 «1»"]),
      ("RETURN [, ]", ["expected an expression, found ',' @8 «,»"]),
      (
        "RETURN CASE WHEN 1 THEN 2",
        [
          "expected 'END' of the 'CASE', found the end of the query @25 «»"
        ]
      ),
      ("RETURN CASE WHEN 1 THEN END", ["expected an expression, found 'END' @24 «END»"]),
      ("RETURN CASE 1 ELSE 2 END", ["expected 'WHEN', found 'ELSE' @14 «ELSE»"]),
      ("RETURN all(x IN xs)", ["expected 'WHERE', found ')' @18 «)»"]),
      ("RETURN reduce(a = 0, x IN xs)", ["expected '|', found ')' @28 «)»"]),
      ("RETURN x IS NUL", ["expected 'NULL' or 'NOT NULL', found 'NUL' @12 «NUL» ? NULL"]),
      ("RETURN x IS NOT 5", ["expected 'NULL', found '5' @16 «5»"]),
      ("RETURN a STARTS 'x'", ["expected 'WITH', found 'x' @16 «'x'»"]),
      (
        "MATCH (a)-[*-2]->(b) RETURN a",
        [
          "'-' does not fit into the length of a path @12 «-» = lengths are written *, *2, *1..3, *..3 or *2.."
        ]
      ),
      (
        "MATCH (a)-[:L..]->(b) RETURN a",
        [
          "the length of a path begins with '*' @13 «..» = lengths are written *, *2, *1..3, *..3 or *2.."
        ]
      ),
      (
        "CREATE (n) SET n",
        [
          "this cannot be set @15 «n» = SET takes n.key = value, n[key] = value, n = map, n += map or n:Label"
        ]
      ),
      (
        "MATCH (n) REMOVE n",
        [
          "this cannot be removed @17 «n» = REMOVE takes n.key, n[key] or n:Label; DELETE removes nodes and relationships"
        ]
      ),
      ("MATCH (n) SET n.x == 1 RETURN n", ["'==' is not an operator @18 «==» ? ="]),
      ("CALL { MATCH (n) RETURN } RETURN n", ["expected an expression, found '}' @24 «}»"]),
      (
        "CALL { MATCH (n) RETURN n RETURN n",
        [
          "expected '}', found the end of the query @34 «» = '{' in line 1, column 6 is still open"
        ]
      ),
      (
        "RETURN 1; RETURN 2",
        [
          "a second statement begins here @10 «RETURN» = run one statement at a time"
        ]
      ),
      (
        ";",
        [
          "there is no statement here @0 «;» = a query begins with a clause such as MATCH, CREATE or RETURN"
        ]
      ),
      (
        " ",
        [
          "there is no statement here @1 «» = a query begins with a clause such as MATCH, CREATE or RETURN"
        ]
      ),
      ("EXPLAIN", ["expected a clause such as 'MATCH', found the end of the query @7 «»"]),
      ("UNION RETURN 1", ["expected a clause such as 'MATCH', found 'UNION' @0 «UNION»"]),
      (
        "RETURN 1 UNION",
        [
          "expected a clause such as 'MATCH', found the end of the query @14 «»"
        ]
      ),
      ("UNWIND [1] x RETURN x", ["expected 'AS', found 'x' @11 «x»"]),
      ("MERGE (n) ON CREATE n.x = 1", ["expected 'SET', found 'n' @20 «n»"]),
      ("FOREACH (x IN [1] CREATE (n))", ["expected '|', found 'CREATE' @18 «CREATE»"]),
      ("FOREACH (x IN [1] | RETURN)", ["expected an expression, found ')' @26 «)»"]),
      ("DELETE", ["expected an expression, found the end of the query @6 «»"]),
      (
        "LOAD CVS FROM 'x' AS row RETURN row",
        ["expected 'CSV', found 'CVS' @5 «CVS» ? CSV"]
      ),
      (
        "MATCH (n) CREATE INDEX FOR (n:A) ON (n.x)",
        [
          "expected '(', found 'INDEX' @17 «INDEX» = what concerns indexes and constraints is a statement of its own"
        ]
      ),
      (
        "MATCH (n) RETURN n,",
        [
          "expected an expression, found the end of the query @19 «»"
        ]
      ),
      ("MATCH (n), WHERE n.x RETURN n", ["expected '(', found 'WHERE' @11 «WHERE»"]),
      (
        "MATCH (n) WITH n.x AS RETURN n",
        [
          "expected the next clause or the end, found 'n' @29 «n»"
        ]
      ),
      (
        "MATCH (n) NEXT RETURN n",
        ["'NEXT' follows 'RETURN' @10 «NEXT» = return what the next query needs: … RETURN x NEXT …"]
      ),
      (
        "LOAD CSV FROM 'x' AS row FIELDTERMINATOR ';;' RETURN row",
        ["FIELDTERMINATOR takes one character @41 «';;'» = write FIELDTERMINATOR ';'"]
      ),
      (
        "CALL { CREATE (n) } IN TRANSACTIONS ON ERROR IGNORE",
        ["expected 'CONTINUE', 'BREAK' or 'FAIL', found 'IGNORE' @45 «IGNORE»"]
      ),
      (
        "CALL { CREATE (n) } IN TRANSACTIONS REPORT STATUS AS s",
        [
          "a status is reported only where an error does not end the statement @20 «IN TRANSACTIONS REPORT STATUS AS s» = write ON ERROR CONTINUE REPORT STATUS AS …, or ON ERROR BREAK"
        ]
      ),
      (
        "MATCH (n) SET n:$any(['A'])",
        ["'$any' is a condition and names no labels @16 «$any(['A'])» = write n:$(labels)"]
      ),
      (
        "USE net MATCH (n) RETURN n",
        [
          "expected a clause such as 'MATCH', found 'USE' @0 «USE» = a file holds one graph, so leave USE out; ':open FILE' opens another graph"
        ]
      ),
      (
        "BEGIN",
        [
          "expected a clause such as 'MATCH', found 'BEGIN' @0 «BEGIN» = transactions are begun by the command ':begin'"
        ]
      ),
      (
        "COMMIT",
        [
          "expected a clause such as 'MATCH', found 'COMMIT' @0 «COMMIT» = transactions are kept by the command ':commit'"
        ]
      ),
      (
        "ROLLBACK",
        [
          "expected a clause such as 'MATCH', found 'ROLLBACK' @0 «ROLLBACK» = transactions are undone by the command ':rollback'"
        ]
      ),
      (
        "RETURN 1 IS :: DATETIME",
        [
          "'DATETIME' is not a type @15 «DATETIME» ? ZONED DATETIME = types are ANY, NOTHING, NULL, BOOLEAN, STRING, INTEGER, FLOAT, DATE, LOCAL TIME, ZONED TIME, LOCAL DATETIME, ZONED DATETIME, DURATION, POINT, NODE, RELATIONSHIP, MAP, PATH, PROPERTY VALUE, LIST<ANY>"
        ]
      ),
      (
        "RETURN 1 IS :: INT | FLOAT NOT NULL",
        [
          "either all types of a union are 'NOT NULL' or none is @15 «INT | FLOAT NOT NULL» = write INTEGER NOT NULL | FLOAT NOT NULL, or INTEGER | FLOAT"
        ]
      ),
      ("RETURN CAST(1 AS 5)", ["expected a type such as 'INTEGER', found '5' @17 «5»"]),
      (
        "RETURN 1__0",
        ["'1__0' is not a number @7 «1__0» = numbers look like 42, 0x2A, 0o52, 4.2 or 4.2e1"]
      ),
      (
        "RETURN 0x1_",
        ["'0x1_' is not a number @7 «0x1_» = numbers look like 42, 0x2A, 0o52, 4.2 or 4.2e1"]
      ),
      ("RETURN !true", ["'!' is not an operator @7 «!» ? NOT"]),
      (
        "MATCH (n) DELTE n",
        [
          "expected the next clause or the end, found 'DELTE' @10 «DELTE» ? DELETE"
        ]
      ),
      (
        "MATCH (a) MACH (b) WHERE a.x = RETURN a, b LIMT 3",
        [
          "expected the next clause or the end, found 'MACH' @10 «MACH» ? MATCH",
          "expected the next clause or the end, found 'LIMT' @43 «LIMT» ? LIMIT"
        ]
      ),
      ("RETURN n.", ["expected a property key, found the end of the query @9 «»"]),
      ("RETURN n.1", ["expected the next clause or the end, found '.1' @8 «.1»"]),
      ("RETURN a b", ["expected the next clause or the end, found 'b' @9 «b»"]),
      ("RETURN ()", ["expected an expression, found ')' @8 «)»"]),
      (
        "WITH 1 AS x MATCH (n:A {x: ) RETURN toUpper(n.x,)",
        [
          "expected an expression, found ')' @27 «)»",
          "expected an expression, found ')' @48 «)»"
        ]
      ),
      (
        "MATCH (n)-[:A]->(m RETURN n",
        [
          "expected ')', found 'RETURN' @19 «RETURN» = '(' in line 1, column 17 is still open"
        ]
      ),
      ("RETURN EXISTS { }", ["expected a clause such as 'MATCH', found '}' @16 «}»"]),
      ("RETURN ``", ["there is no name between the back-ticks @7 «``»"]),
      ("OPTIONAL (n) RETURN n", ["expected 'MATCH', found '(' @9 «(»"]),
      ("RETURN DISTINCT", ["expected an expression, found the end of the query @15 «»"]),
      ("RETURN {a: 1, }", ["expected a key, found '}' @14 «}»"]),
      (
        #"MATCH (n) WHERE n.name = "x' RETURN n"#,
        [
          #"the string is not closed @25 «"» = a string ends with the quote that it begins with; inside, write \' or \""#
        ]
      ),
      ("MATCH (n) RETURN n.`", ["the name in back-ticks is not closed @19 «`»"]),
      (
        #"RETURN '\U00110000'"#,
        [
          #"'\U00110000' is not a character @8 «\U00110000» = write eight hexadecimal digits: \U0001F600"#
        ]
      ),
      (
        #"RETURN '\uD800'"#,
        [
          #"'\uD800' is not a character @8 «\uD800» = write four hexadecimal digits: \u00FC"#
        ]
      ),
      (
        "RETURN 0x",
        [
          "'0x' is not a number @7 «0x» = numbers look like 42, 0x2A, 0o52, 4.2 or 4.2e1"
        ]
      ),
      (
        "RETURN 0b1",
        [
          "'0b1' is not a number @7 «0b1» = numbers look like 42, 0x2A, 0o52, 4.2 or 4.2e1"
        ]
      ),
      (
        "RETURN not in",
        [
          "expected an expression, found the keyword 'in' @11 «in» = a name that is also a keyword goes in back-ticks: `in`"
        ]
      ),
      (
        "RETURN AND",
        [
          "expected an expression, found the keyword 'AND' @7 «AND» = a name that is also a keyword goes in back-ticks: `AND`"
        ]
      ),
      ("CALL db.labels( RETURN 1", ["expected an expression, found 'RETURN' @16 «RETURN»"]),
      ("MATCH (n) SET n.x += 1", ["expected '=', found '+=' @18 «+=»"]),
      (
        "MATCH (n) SET 1 = 2",
        [
          "this cannot be set @14 «1» = SET takes n.key = value, n[key] = value, n = map, n += map or n:Label"
        ]
      ),
      (
        "RETURN 1 LIMIT 1 LIMIT 2",
        [
          "expected the next clause or the end, found 'LIMIT' @17 «LIMIT»"
        ]
      ),
      (
        "RETURN 1 SKIP 1 SKIP 2",
        [
          "expected the next clause or the end, found 'SKIP' @16 «SKIP»"
        ]
      ),
      ("MATCH (n:A|) RETURN n", ["expected a label, found ')' @11 «)»"]),
      ("MATCH (a)<-[:A](b) RETURN a", ["expected '-' or '->', found '(' @15 «(»"]),
      (
        "MATCH (a)-[:A*1.5]->(b) RETURN a",
        [
          "'1.5' does not fit into the length of a path @14 «1.5» = lengths are written *, *2, *1..3, *..3 or *2.."
        ]
      ),
      (
        "UPDATE n SET n.x = 1",
        [
          "expected a clause such as 'MATCH', found 'UPDATE' @0 «UPDATE» = changes read MATCH (n:Label) SET n.key = value"
        ]
      ),
      (
        "CREATE (n) WHERE n.x",
        [
          "'WHERE' cannot follow 'CREATE' @11 «WHERE» = filter with MATCH … WHERE … or WITH … WHERE …"
        ]
      ),
      (
        "MATCH (n) WHERE n.name = O'Brien RETURN n",
        [
          #"the string is not closed @26 «'» = a string ends with the quote that it begins with; inside, write \' or \""#
        ]
      ),
      ("RETURN ‚a’", ["the character '‚' has no meaning here @7 «‚» ? '"])
    ])
  func everyMistakeHasItsMessage(query: String, messages: [String]) {
    do throws(Diagnostics) {
      _ = try QueryParser.parse(query)
      Issue.record("this parses")
    } catch {
      #expect(error.all.map { oneLine($0, query) } == messages)
    }
  }

  @Test(
    arguments: [
      ("SELECT", "queries read MATCH (n:Label) WHERE … RETURN …"),
      ("from", "what is asked for comes last: MATCH (n:Label) RETURN n.key"),
      ("JOIN", "a join is a pattern: MATCH (a)-[:TYPE]->(b)"),
      ("GROUP", "grouping is implied: RETURN n.key, count(*)"),
      ("HAVING", "filter groups so: WITH n.key AS key, count(*) AS count WHERE count > 1"),
      ("LIKE", "use STARTS WITH, ENDS WITH, CONTAINS or =~ 'regular expression'"),
      ("ILIKE", "use STARTS WITH, ENDS WITH, CONTAINS or =~ 'regular expression'"),
      ("BETWEEN", "write 1 <= n.key <= 9"),
      ("UPDATE", "changes read MATCH (n:Label) SET n.key = value"),
      ("VALUES", "write CREATE (:Label {key: value})"),
      ("INDEX", "what concerns indexes and constraints is a statement of its own"),
      ("drop", "what concerns indexes and constraints is a statement of its own")
    ])
  func wordsOfOtherLanguagesAreAnswered(word: String, advice: String) {
    #expect {
      try QueryParser.parse("MATCH (n) RETURN n.x \(word) 1")
    } throws: { error in
      (error as? Diagnostics)?.all.map(\.advice) == [advice]
    }
  }

  @Test(
    arguments: [
      ("‘", "'"), ("„", "\""), ("–", "-"), ("−", "-"), ("→", "->"), ("←", "<-"), ("≤", "<="),
      ("≥", ">="), ("≠", "<>"), ("×", "*"), ("÷", "/"), ("（", "("), ("）", ")"), ("，", ","),
      ("：", ":"), ("…", "..")
    ])
  func charactersThatLookAlikeAreAnswered(character: String, meant: String) {
    #expect {
      try QueryParser.parse("RETURN 1 \(character) 1")
    } throws: { error in
      (error as? Diagnostics)?.all.map(\.suggestion) == [meant]
    }
  }
}
