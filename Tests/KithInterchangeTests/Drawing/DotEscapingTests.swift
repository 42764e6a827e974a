import KithCore
import Testing

@testable import KithInterchange

struct DotEscapingTests {
  private func quoted(_ text: String) -> String {
    var writer = DotWriter()
    writer.quote(text)
    return String(decoding: writer.drain(), as: UTF8.self)
  }

  private func shown(_ text: String) -> String {
    var writer = DotWriter()
    writer.shown(text)
    return String(decoding: writer.drain(), as: UTF8.self)
  }

  @Test(arguments: [
    ("ikö:1", #""ikö:1""#),
    ("node", #""node""#),
    ("graph", #""graph""#),
    ("", #""""#),
    (#"C:\new\Group"#, #""C:\\new\\Group""#),
    (#"a "quoted" name"#, #""a \"quoted\" name""#),
    (#"ends in \"#, #""ends in \\""#),
    ("R&D &auml;", #""R&D &auml;""#),
    ("one\ntwo\tthree", #""one two three""#),
    ("bell\u{7} and \u{85} and \u{9F} and \u{FFFE}", #""bell and  and  and ""#),
    ("Ä € – 😀", #""Ä € – 😀""#)
  ])
  func `every id is quoted`(text: String, dot: String) {
    #expect(quoted(text) == dot)
  }

  @Test(arguments: [
    ("R&D", "R&D"),
    ("a & b; c", "a & b; c"),
    ("&auml;", "&amp;auml;"),
    ("&#228;", "&amp;#228;"),
    ("&;", "&;"),
    (#"C:\new\Group"#, #"C:\\new\\Group"#),
    ("one\ntwo", #"one\ntwo"#),
    ("one\r\ntwo", #"one\ntwo"#),
    ("\u{1B}[31mred\u{0}", "[31mred")
  ])
  func `shown text shows what was written`(text: String, dot: String) {
    #expect(shown(text) == dot)
  }

  @Test func `html text closes nothing that it did not open`() {
    var writer = DotWriter()
    writer.html("<b> & \"R&D\" \u{1}")
    #expect(
      String(decoding: writer.drain(), as: UTF8.self) == "&lt;b&gt; &amp; &quot;R&amp;D&quot; ")
  }
}
