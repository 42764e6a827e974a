import KithCore
import KithSyntax
import Testing

/// Path patterns: parts, quantifiers and prefixes.
@Suite struct PathTests {
  @Test(
    arguments: [
      ("MATCH (a)-[r:R]->{1,3}(b) RETURN a", "MATCH (a)-[r:R]->{1,3}(b) RETURN a"),
      (
        "MATCH (a)-->+(b)<--*(c)--{2}(d) RETURN a",
        "MATCH (a)-->{1,}(b)<--{0,}(c)--{2,2}(d) RETURN a"
      ),
      (
        "MATCH (a)-[:R]-{,3}(b)-[:S]->{4,}(c) RETURN a",
        "MATCH (a)-[:R]-{0,3}(b)-[:S]->{4,}(c) RETURN a"
      ),
      ("MATCH (a)-->{,}(b) RETURN a", "MATCH (a)-->{0,}(b) RETURN a"),
      (
        "MATCH ((a)-[r]->(b) WHERE a.x < b.x){2} RETURN a",
        "MATCH ((a)-[r]->(b) WHERE (a.x < b.x)){2,2} RETURN a"
      ),
      (
        "MATCH p = (s) ((a)-->(b))+ (t) RETURN p",
        "MATCH p = (s)((a)-->(b)){1,}(t) RETURN p"
      ),
      (
        "MATCH ((a)-->(b))+ ((c)-->(d))* RETURN a",
        "MATCH ((a)-->(b)){1,}((c)-->(d)){0,} RETURN a"
      ),
      ("MATCH ((a)-->(b)) RETURN a", "MATCH (a)-->(b) RETURN a"),
      ("MATCH (((a)-->(b))){2} RETURN a", "MATCH ((a)-->(b)){2,2} RETURN a"),
      (
        "MATCH (q = (a)-->(b) WHERE length(q) > 1) RETURN a",
        "MATCH (q = (a)-->(b) WHERE (length(q) > 1)) RETURN a"
      ),
      ("MATCH p = ANY SHORTEST (a)-->+(b) RETURN p", "MATCH p = SHORTEST 1 (a)-->{1,}(b) RETURN p"),
      (
        "MATCH p = ALL SHORTEST PATHS (a)--(b) RETURN p",
        "MATCH p = SHORTEST 1 GROUPS (a)--(b) RETURN p"
      ),
      (
        "MATCH SHORTEST 2 PATH GROUPS (a)--(b) RETURN a",
        "MATCH SHORTEST 2 GROUPS (a)--(b) RETURN a"
      ),
      ("MATCH SHORTEST GROUP (a)--(b) RETURN a", "MATCH SHORTEST 1 GROUPS (a)--(b) RETURN a"),
      ("MATCH SHORTEST $k PATHS (a)--(b) RETURN a", "MATCH SHORTEST $k (a)--(b) RETURN a"),
      ("MATCH ANY (a)--(b) RETURN a", "MATCH ANY (a)--(b) RETURN a"),
      ("MATCH ANY 3 TRAIL PATHS (a)--(b) RETURN a", "MATCH ANY 3 TRAIL (a)--(b) RETURN a"),
      ("MATCH ALL (a)--(b), WALK (c) RETURN a", "MATCH ALL (a)--(b), WALK (c) RETURN a"),
      ("MATCH ACYCLIC PATH (a)--(b) RETURN a", "MATCH ACYCLIC (a)--(b) RETURN a"),
      ("MATCH any = (a) RETURN any", "MATCH any = (a) RETURN any"),
      (
        "MATCH REPEATABLE ELEMENTS (a)--{2}(b) RETURN a",
        "MATCH REPEATABLE ELEMENTS (a)--{2,2}(b) RETURN a"
      ),
      (
        "MATCH DIFFERENT RELATIONSHIPS (a)--(b) RETURN a",
        "MATCH DIFFERENT RELATIONSHIPS (a)--(b) RETURN a"
      ),
      (
        "RETURN EXISTS { ANY SHORTEST (a)-->+(b) } AS x",
        "RETURN EXISTS { SHORTEST 1 (a)-->{1,}(b) } AS x"
      ),
      ("RETURN [(a)-->+(b) | b] AS x", "RETURN [(a)-->{1,}(b) | b] AS x"),
      ("MATCH (a) WHERE (a)-[:R]->+(:B) RETURN a", "MATCH (a) WHERE <(a)-[:R]->{1,}(:B)> RETURN a"),
      ("MATCH (n IS A&!B|C)-[r IS R|S]->() RETURN n", "MATCH (n:((A&!B)|C))-[r:(R|S)]->() RETURN n")
    ])
  func pathsAreRead(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  private func firstMessage(_ text: String) -> String {
    do throws(Diagnostics) {
      _ = try QueryParser.parse(text)
      return ""
    } catch {
      guard let first = error.all.first, let span = first.span else { return "" }
      let marked = String(decoding: Array(text.utf8)[span.start..<span.end], as: UTF8.self)
      return "\(first.message) «\(marked)»" + (first.suggestion.map { " ? \($0)" } ?? "")
        + (first.advice.map { " = \($0)" } ?? "")
    }
  }

  @Test(
    arguments: [
      (
        "MATCH (a)-->{1..3}(b) RETURN a",
        "'..' does not fit into a quantifier «..» = quantifiers are written {2}, {1,3}, {2,}, {,3}, + or *"
      ),
      (
        "MATCH (a)-->{-1,3}(b) RETURN a",
        "'-' does not fit into a quantifier «-» = quantifiers are written {2}, {1,3}, {2,}, {,3}, + or *"
      ),
      ("MATCH (a)-->{3,1}(b) RETURN a", "the quantifier goes from 3 down to 1 «{3,1}» ? {1,3}"),
      (
        "MATCH (a)-->{0}(b) RETURN a",
        "a quantifier that allows no repetition says nothing «{0}» = its upper bound is at least 1; leave the pattern away otherwise"
      ),
      (
        "MATCH (a)-[*2]->+(b) RETURN a",
        "the relationship has a length already «+» = write either -[:TYPE*1..3]-> or -[:TYPE]->{1,3}"
      ),
      (
        "MATCH ((a)-->+(b)){2} RETURN a",
        "what is repeated cannot hold something that is repeated itself «+» = match the inner one in a WHERE: (… WHERE EXISTS { (a)-->+(b) }){1,3}"
      ),
      (
        "MATCH (((a)-->(b))+){2} RETURN a",
        "what is repeated cannot hold something that is repeated itself «((a)-->(b))+» = match the inner one in a WHERE: (… WHERE EXISTS { (a)-->+(b) }){1,3}"
      ),
      (
        "MATCH (((a)-->(b) WHERE true) (b)-->(c)){2} RETURN a",
        "what is repeated holds nodes and relationships only «((a)-->(b) WHERE true)» = take the inner parentheses away, and join their conditions by AND"
      ),
      (
        "MATCH ((a)){2} RETURN a",
        "a node by itself cannot be repeated «((a)){2}» = what is repeated has at least one relationship: ((a)-->(b)){1,3}"
      ),
      (
        "MATCH (p = (a)-->(b)){2} RETURN a",
        "a part that is repeated cannot be named 'p' «p» = name the whole path, or the nodes and relationships in the part"
      ),
      (
        "MATCH ((a)-->(b)){0,3} RETURN a",
        "this path may have no node at all «((a)-->(b)){0,3}» = put a node beside it: () ((a)-->(b)){0,3}"
      ),
      (
        "MATCH (a) (b) RETURN a",
        "a node follows a node «(» = put a relationship between them, as in (a)-->(b), or a comma between two paths"
      ),
      (
        "MATCH ((a)-->(b))+-->(c) RETURN a",
        "a relationship stands between two nodes, not beside a part in parentheses «-» = put a node between: (a)-->() ((b)-->(c))+ ()-->(d)"
      ),
      (
        "MATCH (a)-->((b)-->(c))+ RETURN a",
        "a relationship stands between two nodes, not beside a part in parentheses «>» = put a node between: (a)-->() ((b)-->(c))+ ()-->(d)"
      ),
      (
        "MATCH (ANY SHORTEST (a)-->+(b)) RETURN a",
        "'ANY' stands before the whole path «ANY» = write 'p = ANY SHORTEST (a)-->+(b)'"
      ),
      (
        "MATCH ANY SHORTEST p = (a)-->+(b) RETURN p",
        "the path's name 'p' comes first «p» = write 'p = ANY SHORTEST (a)-->+(b)'"
      ),
      (
        "MATCH SHORTEST (a)-->+(b) RETURN a",
        "expected the number of paths after 'SHORTEST', found '(' «(» = write SHORTEST 1, ANY SHORTEST or ALL SHORTEST"
      ),
      ("MATCH SHORTEST 0 (a)-->+(b) RETURN a", "the number of paths is at least 1 «0»")
    ])
  func mistakesAreExplained(text: String, expected: String) {
    #expect(firstMessage(text) == expected)
  }

  @Test func completionKnowsTheWordsBeforeAPath() {
    let words = QueryCompletion.context("MATCH ", at: 6).keywords
    for word in ["ANY", "SHORTEST", "ACYCLIC", "REPEATABLE ELEMENTS", "DIFFERENT RELATIONSHIPS"] {
      #expect(words.contains(word), "\(word)")
    }
    #expect(QueryCompletion.context("MATCH p = ANY ", at: 14).keywords.contains("SHORTEST"))
    #expect(
      QueryCompletion.context("MATCH ((a:A)-[:R]->(b))+ (c) WHERE a.", at: 37).variables
        .contains { $0.name == "a" && $0.labels == ["A"] })
  }
}
