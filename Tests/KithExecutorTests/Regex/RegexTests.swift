import KithCore
import Testing

/// `=~` with the patterns of `java.util.regex`.
@Suite struct RegexTests {
  struct Case: Sendable {
    var pattern: String
    var matching: [String]
    var others: [String]

    init(_ pattern: String, _ matching: [String], not others: [String]) {
      self.pattern = pattern
      self.matching = matching
      self.others = others
    }
  }

  static let cases: [Case] = [
    Case("", [""], not: ["a"]),
    Case("abc", ["abc"], not: ["abcd", "ab", "ABC", ""]),
    Case(".*", ["", "abc", "ü🙂"], not: ["a\nb", "a\u{2028}b"]),
    Case("(?s).*", ["", "a\nb"], not: []),
    Case("a.c", ["abc", "a🙂c"], not: ["ac", "abbc", "a\nc"]),
    Case("a|bc|", ["a", "bc", ""], not: ["ab", "abc"]),
    Case("(a|b)*c+?", ["c", "abbac", "ccc"], not: ["", "ab"]),
    Case("a{2}", ["aa"], not: ["a", "aaa"]),
    Case("a{2,}", ["aa", "aaaa"], not: ["a"]),
    Case("(ab){1,2}?", ["ab", "abab"], not: ["", "ababab"]),
    Case("a{0}b", ["b"], not: ["ab"]),
    Case("colou?r", ["color", "colour"], not: ["colouur"]),
    Case("[a-c]x", ["ax", "cx"], not: ["dx", "-x"]),
    Case("[^a-c]", ["d", "ü", "\n"], not: ["a", ""]),
    Case("[]a]", ["]", "a"], not: ["b"]), Case("[a-]", ["a", "-"], not: ["b"]),
    Case("[a-c[x-z]]", ["b", "y"], not: ["d"]),
    Case("[a-z&&[^aeiou]]+", ["xyz"], not: ["xay", ""]),
    Case("[a-z&&d-f]", ["e"], not: ["a"]),
    Case("[\\d.]+", ["1.5"], not: ["1,5"]), Case("[\\]\\\\]+", ["]\\"], not: ["["]),
    Case("\\d{4}-\\d{2}", ["2023-10"], not: ["2023-1", "٢٠٢٣-١٠"]),
    Case("(?U)\\d+", ["٢٠", "12"], not: ["a"]), Case("\\w+", ["ab_1"], not: ["ü", "a b"]),
    Case("(?U)\\w+", ["üß"], not: ["a b"]), Case("\\s\\S", [" a"], not: ["  ", "ab"]),
    Case("\\D\\W\\h\\v", ["a- \n"], not: ["1a \n"]), Case("a\\Rb", ["a\r\nb", "a\nb"], not: ["ab"]),
    Case("\\p{L}+", ["Straße", "привет"], not: ["a1", ""]),
    Case("\\pL\\p{Lu}\\P{Lu}", ["aÄb"], not: ["aäb", "aÄB"]),
    Case("\\p{IsAlphabetic}\\p{Punct}\\p{Nd}", ["ü!9"], not: ["ü!a"]),
    Case("\\p{Alpha}+", ["ab"], not: ["ü"]),
    Case("\\x41\\u0042\\x{1F642}\\t\\0101", ["AB🙂\tA"], not: ["AB"]),
    Case("\\Qa.b*\\E+", ["a.b*"], not: ["aab"]), Case("a\\.b", ["a.b"], not: ["aab"]),
    Case("(?i)straße", ["STRAßE", "Straße"], not: ["strasse"]),
    Case("(?i)MÜLLER", ["Müller", "müller"], not: ["Mueller"]),
    Case("(?i)[a-c]+", ["aBC"], not: ["D"]), Case("(?i)[^a]", ["b"], not: ["A", "a"]),
    Case("a(?i)b(?-i)c", ["aBc", "abc"], not: ["Abc", "abC"]),
    Case("(?i:a)b", ["Ab"], not: ["aB"]), Case("((?i)a)b", ["Ab"], not: ["aB"]),
    Case("(?x) a b # a comment", ["ab"], not: ["a b"]),
    Case("^a$", ["a"], not: ["ba"]), Case("a\\b.*", ["a b", "a"], not: ["ab"]),
    Case("a\\Bb", ["ab"], not: ["a"]), Case("(?m)a$\n^b", ["a\nb"], not: ["ab"]),
    Case("\\Aa\\Z\n", ["a\n"], not: ["a"]), Case("a\\z", ["a"], not: ["a\n"]),
    Case("(?<year>\\d+)-(?:\\d+)", ["12-3"], not: ["12-"]),
    Case("(?=.*\\d)(?=.*[a-z]).{3,}", ["ab1", "1xyz"], not: ["abc", "123", "a1"]),
    Case("(?!foo).*", ["bar", "fo"], not: ["foobar"]),
    Case(".*(?<=bar)", ["foobar", "bar"], not: ["barf"]),
    Case(".*(?<!bar)x", ["foox", "x"], not: ["barx"]),
    Case("(a*)*b", ["b", "aab"], not: ["a"]), Case("(|a)+", ["", "aa"], not: ["b"]),
    Case("(^)*a(x?$)+", ["a", "ax"], not: ["ab"]), Case("a]}", ["a]}"], not: ["a"])
  ]

  @Test(arguments: cases.indices)
  func `a pattern matches whole texts`(_ index: Int) throws {
    let it = Self.cases[index]
    for (texts, expected) in [(it.matching, "true"), (it.others, "false")] {
      for text in texts {
        let query = "RETURN \(Value.quoted(text)) =~ \(Value.quoted(it.pattern)) AS x"
        #expect(try SmallGraph.empty.get().run(query) == [[expected]], "\(query)")
      }
    }
  }

  static let problems: [(String, String, String?)] = [
    ("a(b", "a group is never closed, at its character 2", nil),
    ("a)b", "')' closes nothing at its character 2", nil),
    ("[a", "a class is never closed, at its character 1", nil),
    ("*a", "there is nothing to repeat at its character 1", nil),
    ("a**", "there is nothing to repeat at its character 3", nil),
    (
      "a{2,1}", "a repetition is not as '{2}', '{2,}' or '{2,5}', at its character 2", nil
    ),
    ("[z-a]", "a range or an intersection is empty at its character 2", nil),
    ("a\\", "nothing follows the backslash at its character 2", nil),
    ("\\y", "'\\y' means nothing at its character 1", nil),
    ("\\p{Foo}", "there is no property 'Foo' of characters at its character 3", nil),
    ("(?q)a", "there is no flag 'q' at its character 3", nil),
    ("(?<1", "there is no such group at its character 1", nil),
    (
      "(a)\\1", "a reference back to a group at its character 4 is not taken",
      "patterns are matched without going back, in time that grows with the text only"
    ),
    (
      "a++", "a possessive quantifier at its character 3 is not taken",
      "patterns are matched without going back, in time that grows with the text only"
    ),
    (
      "(?>a)", "an atomic group at its character 1 is not taken",
      "patterns are matched without going back, in time that grows with the text only"
    ),
    ("((a{500}){500}){500}", "its repetitions make more than 20000 parts", nil)
  ]

  @Test(arguments: problems)
  func `a pattern that cannot be read says where`(
    pattern: String, message: String, advice: String?
  ) throws {
    let failure = try SmallGraph.empty.get().failure(
      "RETURN 'a' =~ \(Value.quoted(pattern))")
    #expect(
      failure?.message == "\(Value.quoted(pattern)) is no regular expression: \(message)")
    #expect(failure?.advice == advice)
    #expect(failure?.category == .argumentError)
    #expect(failure?.detail == "InvalidArgumentValue")
  }

  @Test func `groups stand in each other so often and no more`() throws {
    let deep = String(repeating: "(", count: 101) + String(repeating: ")", count: 101)
    let failure = try SmallGraph.empty.get().failure("RETURN 'a' =~ '\(deep)'")
    #expect(
      failure?.message.contains("groups stand in each other more than 100 times") == true)
  }

  /// Backtracking takes 2 to the power of the length for these.
  @Test(arguments: ["(a+)+", "(a|aa)+", "(a*)*b", "(.*a){20}", "(a|a?)+"])
  func `no pattern takes more time than the text times the pattern`(pattern: String) throws {
    let rows = try SmallGraph.empty.get().run(
      "RETURN reduce(s = '', i IN range(1, 1000) | s + 'a') + 'c' =~ '\(pattern)' AS x")
    #expect(rows == [["false"]])
  }
}
