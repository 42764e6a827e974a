import KithInterchange
import KithShell
import Testing

/// Command lines that are read without the argument parser.
@Suite struct PlainArgumentTests {
  @Test func `the usual options are read in any order`() throws {
    let options = try #require(
      PlainArguments.options(of: [
        "-c", "RETURN 1", "a.kith", "--format", "jsonl", "-f", "-", "--param", "-x=1",
        "--read-only", "-c", "--odd", "--timing", "--keep-going", "--color", "never"
      ]))
    #expect(options.database == "a.kith")
    #expect(options.actions == [.statement("RETURN 1"), .script("-"), .statement("--odd")])
    #expect(options.parameters == ["-x=1"])
    #expect(options.formatName == "jsonl")
    #expect(options.isReadOnly && options.showsTiming && options.keepsGoing)
    #expect(options.color == .never)
  }

  @Test func `nothing is asked for by no words`() throws {
    let options = try #require(PlainArguments.options(of: []))
    #expect(options.database == nil && options.actions.isEmpty && options.formatName == nil)
    #expect(!options.isReadOnly && !options.showsTiming && !options.keepsGoing)
    #expect(options.color == nil)
  }

  @Test(
    arguments: [
      ["--help"], ["--version"], ["-h"], ["--format=jsonl"], ["--formt", "json"], ["a", "b"],
      ["-c"], ["-f"], ["--param"], ["--format"], ["--format", "--timing"], ["--color", "blue"],
      ["--format", "csv", "--format", "json"], ["-"], [""], ["--"], ["-cRETURN 1"]
    ])
  func `what is rare or wrong is left to the parser`(arguments: [String]) {
    #expect(PlainArguments.options(of: arguments) == nil)
  }
}
