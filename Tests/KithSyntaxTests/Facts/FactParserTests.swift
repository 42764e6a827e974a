import KithCore
import Testing

@testable import KithSyntax

/// The example of the notation's description.
let factFileExample = """
  { kith: 1, lang: "de", source: bericht }        // default source of every fact in this file

  (bericht:Source {title: "Sachbericht Integrationsnetz", date: "2024-03", file: "bericht.pdf"})
  (presse:Source  {title: "Lokalzeitung, S. 3", date: "2024-02-17"})

  (katja:Person {name: "Katja Michalak", title: "Dr."})
  (buero:Organisation:Office {name: "Büro für Integration"})
  (ikoe:Project {name: "Interkulturelle Öffnung"})
  (bund:Organisation {name: "Bundesamt X"})
  (land:Organisation {name: "Landesministerium Y"})

  @page(2) (katja)-[:HEADS {role: "Leiterin", from: "2015~"}]->(buero)
  @page(5) (bund)-[:FUNDS {from: "2021", until: "2023-12"}]->(ikoe)
  @page(5) (land)-[:FUNDS {from: "2024-01"}]->(ikoe)
  @source(presse) @rank(deprecated) (bund)-[:FUNDS {until: "2023-10?"}]->(ikoe)
  """

/// A value as a query would write it.
private func text(_ value: Value) -> String {
  switch value {
  case .boolean(let it): "\(it)"
  case .integer(let it): "\(it)"
  case .float(let it): "\(it)"
  case .string(let it): "'\(it)'"
  case .list(let items): "[\(items.map(text).joined(separator: ", "))]"
  default: "?"
  }
}

private func text(_ entries: [FactEntry]) -> String {
  entries.isEmpty
    ? "" : " {\(entries.map { "\($0.key.text): \(text($0.value.value))" }.joined(separator: ", "))}"
}

/// A statement in one canonical form, arrows as written.
private func text(_ statement: FactStatement) -> String {
  var result = statement.annotations.map { "@\($0.kind.rawValue)(\(text($0.value.value))) " }
    .joined()
  for (index, node) in statement.nodes.enumerated() {
    if index > 0 {
      let link = statement.relationships[index - 1]
      let inside = "[\(link.id?.text ?? ""):\(link.type.text)\(text(link.properties))]"
      result += link.isReversed ? "<-\(inside)-" : "-\(inside)->"
    }
    let labels = node.labels.map { ":\($0.text)" }.joined()
    result += "(\(node.id.text)\(labels)\(text(node.properties)))"
  }
  return result
}

/// Every statement on a line of its own; fails the test where there is an error.
private func parsed(_ source: String) -> String {
  let document = FactParser.parse(source)
  #expect(document.diagnostics.map(\.message) == [])
  return document.statements.map(text).joined(separator: "\n")
}

/// The errors as `line:column-end message`, then what they suggest and advise.
private func errors(_ source: String) -> [String] {
  FactParser.parse(source).diagnostics.map { diagnostic in
    let span = diagnostic.span ?? SourceSpan(start: 0, end: 0)
    let before = Array(source.utf8)[..<span.start]
    let line = before.count { $0 == 0x0A } + 1
    let column = span.start - (before.lastIndex(of: 0x0A) ?? -1)
    let suggestion = diagnostic.suggestion.map { " (\($0)?)" } ?? ""
    let advice = diagnostic.advice.map { " | \($0)" } ?? ""
    return
      "\(line):\(column)-\(column + span.end - span.start) \(diagnostic.message)\(suggestion)\(advice)"
  }
}

@Suite("Fact files are read")
struct FactParserTests {
  @Test("the example of the notation is read without error")
  func example() {
    let document = FactParser.parse(factFileExample)
    #expect(document.diagnostics.isEmpty)
    #expect(document.header?.language == "de")
    #expect(document.header?.source?.text == "bericht")
    #expect(document.statements.count == 11)
    #expect(
      document.statements.last.map(text)
        == "@source('presse') @rank('deprecated') (bund)-[:FUNDS {until: '2023-10?'}]->(ikoe)")
    #expect(
      document.statements[3].nodes.first?.labels.map(\.text) == ["Organisation", "Office"])
  }

  @Test("every part has its place")
  func places() throws {
    let source = "@page(2) (katja)-[:HEADS {role: \"Leiterin\"}]->(buero)"
    let statement = try #require(FactParser.parse(source).statements.first)
    func slice(_ span: SourceSpan) -> String {
      String(decoding: Array(source.utf8)[span.start..<span.end], as: UTF8.self)
    }
    #expect(slice(statement.span) == source)
    #expect(slice(statement.annotations[0].span) == "@page(2)")
    #expect(slice(statement.annotations[0].value.span) == "2")
    #expect(slice(statement.nodes[1].span) == "(buero)")
    #expect(slice(statement.nodes[1].id.span) == "buero")
    #expect(slice(statement.relationships[0].span) == "-[:HEADS {role: \"Leiterin\"}]->")
    #expect(slice(statement.relationships[0].type.span) == "HEADS")
    #expect(slice(statement.relationships[0].properties[0].key.span) == "role")
    #expect(slice(statement.relationships[0].properties[0].value.span) == "\"Leiterin\"")
  }

  @Test("values are texts, numbers, booleans and lists of these")
  func values() {
    #expect(
      parsed(#"(a {s: "x", t: 'y', u: `z`, i: 2015, n: -3, f: 1.5, b: true, c: false, z: 0})"#)
        == "(a {s: 'x', t: 'y', u: 'z', i: 2015, n: -3, f: 1.5, b: true, c: false, z: 0})")
    #expect(parsed(#"(a {l: ["x", 2, true], e: []})"#) == "(a {l: ['x', 2, true], e: []})")
    #expect(parsed(#"(a {})"#) == "(a)")
  }

  @Test("texts have escapes")
  func escapes() {
    #expect(
      parsed(#"(a {t: "a\"b\\c\/d\ne\tf\u00E4 // no comment"})"#)
        == "(a {t: 'a\"b\\c/d\ne\tfä // no comment'})")
    #expect(parsed(#"(a {t: 'it\'s'})"#) == "(a {t: 'it's'})")
  }

  @Test("words may have letters of any script, and hyphens and full stops inside")
  func words() {
    #expect(parsed("(büro:Straße {größe: 1})") == "(büro:Straße {größe: 1})")
    #expect(
      parsed("(ag-arbeit.1:`Unter AG` {`a b`: 1, \"c d\": 2})")
        == "(ag-arbeit.1:Unter AG {a b: 1, c d: 2})")
    #expect(parsed("(17:Law) \n('x y':Law)") == "(17:Law)\n(x y:Law)")
  }

  @Test("arrows lead both ways, and a path is several facts")
  func arrows() {
    #expect(parsed("(a)<-[f1:LEADS {from: 2015}]-(b)") == "(a)<-[f1:LEADS {from: 2015}]-(b)")
    #expect(
      parsed("(a:Person {name: \"A\"})-[:X]->(b)<-[:Y]-(c:Place)")
        == "(a:Person {name: 'A'})-[:X]->(b)<-[:Y]-(c:Place)")
  }

  @Test("a reference says nothing of the thing, labels and maps do")
  func descriptions() {
    let nodes = FactParser.parse("(a)\n(b:B)\n(c {})").statements.flatMap(\.nodes)
    #expect(nodes.map(\.isDescription) == [false, true, true])
  }

  @Test("annotations hold words, texts and numbers")
  func annotations() {
    #expect(
      parsed(
        #"@source(presse) @page(2) @page("3–5") @paragraph(0) @quote("so") @url("x:y") "#
          + #"@rank(preferred) @certainty(likely) @certainty(0.5) @note('n') (a)-[:X]->(b)"#)
        == "@source('presse') @page(2) @page('3–5') @paragraph(0) @quote('so') @url('x:y') "
        + "@rank('preferred') @certainty('likely') @certainty(0.5) @note('n') (a)-[:X]->(b)")
    #expect(parsed("@page(2)\n  (a)-[:X]->(b)") == "@page(2) (a)-[:X]->(b)")
  }

  @Test("a fact may go on over lines inside its brackets and around an arrow")
  func severalLines() {
    let source = """
      (a:Person {
        name: "A", // the name
        born: 1970
      })
        -[:X
          {from: 2015}]->
        (b)
      """
    #expect(parsed(source) == "(a:Person {name: 'A', born: 1970})-[:X {from: 2015}]->(b)")
  }

  @Test(
    "comments, empty lines, commas between facts, carriage returns and a byte order mark say nothing"
  )
  func blanks() {
    #expect(parsed("\u{FEFF}// x\r\n\r\n(a),\r\n(b) // y\r\n") == "(a)\n(b)")
    #expect(parsed("") == "")
  }

  @Test("the header may be missing or on several lines")
  func headers() {
    #expect(FactParser.parse("(a)").header == nil)
    let header = FactParser.parse("{\n  kith: 1,\n  source: \"der bericht\"\n}\n(a)").header
    #expect(header?.source?.text == "der bericht")
    #expect(header?.language == nil)
  }
}

@Suite("Errors in fact files")
struct FactParserErrorTests {
  @Test(
    "an unquoted date says what to write",
    arguments: [
      ("(a {from: 2023-12})", "1:11-18 write from: \"2023-12\" (dates need quotes)"),
      ("(a {from: 2015~})", "1:11-16 write from: \"2015~\" (dates need quotes)"),
      ("(a {from: ../2023, x: 1})", "1:11-18 write from: \"../2023\" (dates need quotes)"),
      ("(a {from: 01.12.2023})", "1:11-21 write from: \"2023-12-01\" (dates need quotes)"),
      ("(a {from: Dezember 2023})", "1:11-24 write from: \"2023-12\" (dates need quotes)"),
      ("(a {from: 2023-02-30})", "1:11-21 write from: \"2023-02-30\" (dates need quotes)"),
      (
        "(a {until: bis Oktober 2023})",
        "1:12-28 write until: \"bis Oktober 2023\" (dates need quotes)"
      ),
      ("{ kith: 1, source: 2023-12 }", "1:20-27 write source: \"2023-12\" (dates need quotes)")
    ])
  func unquotedDates(source: String, expected: String) {
    #expect(errors(source) == [expected])
  }

  @Test("a point stands as the query language writes it")
  func points() throws {
    let source =
      "(a {at: point({x: 1, y: -2.5}), near: [point({latitude: 52, longitude: 11})], b: 1})"
    let document = FactParser.parse(source)
    #expect(document.diagnostics.isEmpty)
    #expect(
      errors("(a {at: point({x: 1})})")
        == [
          "1:9-22 'point({x: 1})' is no point: write point({longitude: 11.63, latitude: 52.13}) or"
            + " point({x: 1, y: 2})"
        ])
  }

  @Test("an unquoted date is found in its line")
  func unquotedDateInFile() {
    let source = factFileExample.replacing("from: \"2024-01\"", with: "from: 2024-01")
    #expect(errors(source) == ["14:32-39 write from: \"2024-01\" (dates need quotes)"])
  }

  @Test(
    "an unquoted text says what to write",
    arguments: [
      ("(a {role: Leiterin})", "1:11-19 write role: \"Leiterin\" (texts need quotes)"),
      (
        "(a {role: Leiterin der ABH, x: 1})",
        "1:11-27 write role: \"Leiterin der ABH\" (texts need quotes)"
      ),
      ("(a {time: 12:30})", "1:11-16 write time: \"12:30\" (texts need quotes)"),
      ("(a {zip: 039104})", "1:10-16 write zip: \"039104\" (texts need quotes)"),
      ("(a {no: NO})", "1:9-11 write no: \"NO\" (texts need quotes)"),
      ("(a {l: [\"x\", y]})", "1:14-15 write l: \"y\" (texts need quotes)"),
      ("@page(3-5) (a)", "1:7-10 write @page(\"3-5\") (texts need quotes)"),
      ("@note(so it is) (a)", "1:7-15 write @note(\"so it is\") (texts need quotes)")
    ])
  func unquotedTexts(source: String, expected: String) {
    #expect(errors(source) == [expected])
  }

  @Test(
    "a broken fact says what is wrong and where",
    arguments: [
      (
        "x",
        "1:1-2 expected a fact, not 'x' | a fact is (id:Label {key: \"value\"}) or "
          + "(id)-[:TYPE]->(id); a comment starts with //"
      ),
      ("(a) (b)", "1:5-6 one fact a line | begin a new line here"),
      ("(a)-[:X]->(b) @page(2)", "1:15-16 one fact a line | begin a new line here"),
      ("(a) x", "1:5-6 expected the end of the line, not 'x'"),
      ("(:Person)", "1:2-3 a thing needs an id | write it before the colon: (katja:Person {…})"),
      ("()", "1:1-3 a thing needs an id | write it before the colon: (katja:Person {…})"),
      ("(a:)", "1:4-5 expected a label, not ')'"),
      ("(a:B", "1:1-2 '(' is never closed"),
      ("(a b)", "1:4-5 expected ')', not 'b'"),
      ("(a {x 1})", "1:7-8 expected ':', not '1'"),
      ("(a {x: })", "1:8-9 expected a value, not '}'"),
      ("(a {1: 2})", "1:5-6 expected a key, not '1'"),
      ("(a {x: 1 y: 2})", "1:10-11 expected ',' or '}', not 'y'"),
      ("(a {x: \"1\" y: 2})", "1:12-13 expected ',' or '}', not 'y'"),
      ("(a {x: 1)", "1:9-10 expected ',' or '}', not ')'"),
      ("(a {x: 1, x: 2})", "1:11-12 the key 'x' stands twice"),
      ("(a {x: 1", "1:4-5 '{' is never closed"),
      ("(a {x: [1, 2)", "1:13-14 expected ',' or ']', not ')'"),
      ("(a {x: null})", "1:8-12 a fact holds no null | leave the key out"),
      (
        "(a {x: {y: 1}})",
        "1:8-9 a property holds no map | a property is a text, a number, true, false or a list of these"
      ),
      (
        "(a {x: [[1]]})",
        "1:9-10 a property holds no list of lists | a property is a text, a number, true, false or a list of these"
      ),
      (
        "(a {x: 99999999999999999999})",
        "1:8-28 the number 99999999999999999999 is too large | write it as a text in quotes"
      ),
      (
        "(a {x: \"never)",
        "1:8-15 this text never ends | close it with the quote that it began with; "
          + "write a line break as \\n and a quote as \\\""
      ),
      (
        "(a {x: \"a\\qb\"})",
        "1:10-12 '\\q' is not an escape | there are \\\" \\' \\` \\\\ \\/ \\b \\f \\n \\r \\t and \\u00E4"
      ),
      ("(a {x: „so“})", "1:8-11 '„' does not begin a text | write straight quotes: \"…\""),
      ("(a)-[:X]-(b)", "1:4-10 a fact has a direction | write -[:TYPE]-> or <-[:TYPE]-"),
      ("(a)<-[:X]->(b)", "1:4-12 a fact has a direction | write -[:TYPE]-> or <-[:TYPE]-"),
      ("(a)-->(b)", "1:4-7 a fact needs a type | write it behind a colon: -[:HEADS]->"),
      ("(a)-[]->(b)", "1:6-7 a fact needs a type | write it behind a colon: -[:HEADS]->"),
      ("(a)-[x]->(b)", "1:7-8 a fact needs a type | write it behind a colon: -[:HEADS]->"),
      ("(a)-[:X|Y]->(b)", "1:8-9 a fact has one type | write one line for each type"),
      ("(a)-[:X:Y]->(b)", "1:8-9 a fact has one type | write one line for each type"),
      ("(a)=[:X]=>(b)", "1:4-5 '=' is not an arrow | write -[:TYPE]-> or <-[:TYPE]-"),
      ("(a)-[:X->(b)", "1:9-10 expected ']', not '>'"),
      ("(a)-[:X]->b", "1:11-12 expected a thing in parentheses, not 'b'"),
      ("(a)-[:X]->", "1:11-11 expected a thing in parentheses, not the end of the file"),
      (
        "@pgae(2) (a)",
        "1:2-6 there is no annotation '@pgae' (@page?) | there are @source @page "
          + "@paragraph @quote @url @rank @certainty @note"
      ),
      ("@page 2 (a)", "1:7-8 expected '(', not '2'"),
      ("@page() (a)", "1:7-8 expected a value, not ')'"),
      ("@page(1.5) (a)", "1:7-10 @page wants a number or a text"),
      ("@note(2) (a)", "1:7-8 @note wants a text"),
      ("@rank(best) (a)", "1:7-11 @rank wants preferred, normal or deprecated"),
      ("@rank(deprecatd) (a)", "1:7-16 @rank wants preferred, normal or deprecated (deprecated?)"),
      (
        "@certainty(2) (a)",
        "1:12-13 @certainty wants a word, such as likely, or a number from 0 to 1"
      ),
      (
        "@page(2)\n\n(a)",
        "1:1-9 an annotation without a fact | it stands before its fact, "
          + "on the same line: @page(2) (a)-[:TYPE]->(b)"
      ),
      (
        "@page(2)",
        "1:1-9 an annotation without a fact | it stands before its fact, "
          + "on the same line: @page(2) (a)-[:TYPE]->(b)"
      ),
      ("(a)\n{ kith: 1 }", "2:1-12 the header stands before the first fact, once"),
      (
        "{ kith: 2 }",
        "1:9-10 this is a fact file of version 2; this kith reads version 1 | "
          + "write kith: 1, or load it with a newer kith"
      ),
      ("{ kith: 1, lang: 3 }", "1:18-19 'lang' wants a word or a text"),
      (
        "{ kith: 1, sourc: x }",
        "1:12-17 the header has no key 'sourc' (source?) | "
          + "it has kith, lang and source: { kith: 1, lang: \"de\", source: bericht }"
      )
    ])
  func broken(source: String, expected: String) {
    #expect(errors(source) == [expected])
  }

  @Test("an error ends its line only")
  func recovers() {
    let source = """
      (a:Person {name: "A")
      (b:Person {name: "B"})
      (c:Person {name: "C",
      (d:Person {name: "D"})
      (e:Person {name: E})
      (f)
      """
    #expect(
      errors(source) == [
        "1:21-22 expected ',' or '}', not ')'",
        "3:11-12 '{' is never closed",
        "5:18-19 write name: \"E\" (texts need quotes)"
      ])
    #expect(FactParser.parse(source).statements.map { $0.nodes[0].id.text } == ["b", "d", "f"])
  }

  @Test("twenty errors are enough")
  func limit() {
    let source = String(repeating: "x\n", count: 50)
    #expect(errors(source).count == 20)
  }

  @Test("broken bytes end in messages, whatever they are")
  func fuzz() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("(){}[]<>-:@,\"'`\\/~= \nab1.éж„\u{0}")
    for _ in 0..<2000 {
      let source = String((0..<40).map { _ in alphabet.randomElement(using: &generator) ?? "x" })
      let document = FactParser.parse(source)
      for diagnostic in document.diagnostics {
        let span = diagnostic.span ?? SourceSpan(start: -1, end: -1)
        #expect(
          0 <= span.start && span.start <= span.end && span.end <= source.utf8.count,
          "\(source.debugDescription)")
      }
    }
  }
}
