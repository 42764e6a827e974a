import KithCore
import KithShell
import Testing

@Suite struct ShellMessageTests {
  @Test(
    arguments: [
      (
        ShellProblem.unknownCommand("shwo", nearest: "show"), "there is no command ':shwo'",
        ":show", "':help' lists the commands"
      ),
      (
        .missingArgument(command: "find", usage: ":find TEXT"), "':find' needs an argument", nil,
        "usage: :find TEXT"
      ),
      (
        .tooManyArguments(command: "quit", usage: ":quit"), "this is more than ':quit' takes", nil,
        "usage: :quit"
      ),
      (
        .unknownFormat("jsno", nearest: "json"), "there is no format 'jsno'", "json",
        "':help format' lists the formats"
      ),
      (.switchExpected("maybe"), "'on' or 'off' was expected, not 'maybe'", nil, nil),
      (
        .unknownTopic("kyes", nearest: "keys"), "there is no help on 'kyes'", "keys",
        "':help' lists the topics"
      ),
      (.unclosedQuote, "this quote is never closed", nil, nil),
      (
        .unknownOption("--al", command: "draw", nearest: "--all"), "':draw' knows no option '--al'",
        "--all", nil
      ),
      (.optionNeedsValue("--to"), "'--to' needs something behind it", nil, nil),
      (
        .cannotRead(path: "x", reason: "permission denied"), "cannot read 'x': permission denied",
        nil, nil
      ),
      (
        .notUTF8(path: "x", byte: 7), "'x' is not UTF-8 text (byte 7)", nil,
        "save the file as UTF-8"
      ),
      (
        .argumentNotUTF8(number: 2, byte: 9), "argument 2 is not UTF-8 text (byte 9)", nil,
        "set the terminal to UTF-8, or put the text into a file"
      ),
      (
        .entryNotUTF8, "this is not UTF-8 text", nil,
        "save the script as UTF-8, or set the terminal to UTF-8"
      ),
      (
        .statementTooLong(limitMegabytes: 256), "this statement is longer than 256 MB", nil,
        "statements end with ';': perhaps one is missing"
      ),
      (
        .readsItself(path: "x", depth: 16), "scripts read each other 16 deep, here 'x'", nil,
        "perhaps a script reads itself with ':read'"
      ),
      (
        .noSuchName("Katja", nearest: ["Katia"]), "nothing in the graph is called 'Katja'", "Katia",
        "':find TEXT' searches parts of names"
      ),
      (
        .nothingFound("xyz"), "no name in the graph answers to 'xyz'", nil,
        "':find' looks at names, short names, aliases and ids"
      ),
      (
        .ambiguousName("Katja"), "'Katja' can mean several things", nil,
        "write the id instead of the name"
      ),
      (
        .badParameter("Katja"), "'Katja' is no parameter: NAME=JSON was expected", nil,
        "for example --param name='\"Katja\"' or --param id=17"
      ),
      (
        .badParameterName("a-b"), "'a-b' cannot be the name of a parameter", nil,
        "a name consists of letters, digits and '_'"
      ),
      (
        .parametersNotAnObject, "several parameters are set by an object: {\"name\": value}", nil,
        "for example :param {\"id\": 17}"
      ),
      (
        .parameterNotAValue("n"), "parameter 'n' cannot hold a node, a relationship or a path", nil,
        nil
      ),
      (.alreadyOpen("x.kith"), "'x.kith' is open already", nil, nil),
      (
        .openTransaction, "a transaction is open", nil, "end it with ':commit' or ':rollback' first"
      ),
      (
        .leftInTransaction, "the transaction was still open at the end and has been rolled back",
        nil, "end it with ':commit' to keep what it changed"
      ),
      (.notANumber("two"), "a whole number was expected, not 'two'", nil, nil),
      (.numberOutOfRange("11", 1...10), "11 is outside 1 to 10", nil, nil),
      (
        .arrowExpected, "two names with '->' between them were expected", nil,
        "for example :path Katja Michalak -> Stadtverwaltung"
      ),
      (.unconnected("A", "B"), "'A' and 'B' are not connected", nil, nil),
      (
        .cannotWrite(path: "x", reason: "permission denied"), "cannot write 'x': permission denied",
        nil, nil
      ),
      (
        .cannotRun(command: "sort", reason: "permission denied"),
        "cannot run 'sort': permission denied", nil, nil
      ),
      (.commandNotFound("srot"), "there is no command as in 'srot'", nil, nil),
      (
        .assertionFailed("no row came"), "the assertion does not hold: no row came", nil, nil
      ),
      (
        .nothingToRepeat, "there is no statement yet to run again", nil,
        "for example :watch 2 MATCH (n) RETURN count(n)"
      ),
      (.emptyTable("x.csv"), "'x.csv' has no rows", nil, nil),
      (.stopped, "stopped; nothing was changed", nil, nil),
      (.needsPrompt(command: "edit"), "':edit' works at the prompt only", nil, nil),
      (.commandEnded("vi", status: 3), "'vi' ended with status 3", nil, nil),
      (
        .argumentsWithoutScript("17"), "'17' is one argument too many without a script", nil,
        "arguments belong to a script: kith -f SCRIPT DATABASE ARGUMENT…"
      ),
      (
        .unknownSetting("rwos", nearest: "rows"), "there is no setting 'rwos'", "rows",
        "':set' lists the settings"
      ),
      (
        .badSettingValue("x", setting: "rows", expected: "auto, all", nearest: nil),
        "'rows' cannot be 'x'", nil, "it can be auto, all"
      ),
      (
        .notASetting("rows"), "'rows' is no setting: NAME = VALUE was expected", nil,
        "for example format = box"
      ),
      (.unexpected("x"), "something unexpected went wrong: x", nil, nil)
    ] as [(ShellProblem, String, String?, String?)])
  func `every problem is told in its words`(
    problem: ShellProblem, message: String, suggestion: String?, advice: String?
  ) {
    let diagnostic = problem.diagnostic()
    #expect(diagnostic.message == message)
    #expect(diagnostic.suggestion == suggestion)
    #expect(diagnostic.advice == advice)
  }

  @Test func `a script that reads itself is stopped`() throws {
    let path = "/tmp/kith-reads-itself-\(UInt32.random(in: 0 ... .max)).cypher"
    try ":read \(path)\n".write(toFile: path)
    let harness = ShellHarness()
    _ = try harness.run(":read \(path)")
    #expect(
      harness.messages.text.hasPrefix("error: scripts read each other 16 deep, here '\(path)'\n"))
  }

  @Test func `the operating system's errors are told in words`() {
    #expect(SystemError.text(2) == "there is no such file")
    #expect(SystemError.text(13) == "permission denied")
    #expect(SystemError.text(20) == "a part of the path is no directory")
    #expect(SystemError.text(21) == "it is a directory")
    #expect(SystemError.text(28) == "no space left on the disk")
    #expect(SystemError.text(30) == "the file system is read-only")
    #expect(SystemError.text(5) == "the disk reports an error")
  }

  @Test func `a history entry keeps its lines on one line of the file`() {
    let entry = HistoryEntry(time: 17, text: "RETURN 'ü'\n;")
    #expect(entry.line == "{\"time\":17,\"text\":\"RETURN 'ü'\\n;\"}\n")
    #expect(HistoryEntry(line: String(entry.line.dropLast())) == entry)
    #expect(HistoryEntry(line: "RETURN 1;") == nil)
    #expect(HistoryEntry(line: "{\"time\":1}") == nil)
  }

  @Test(
    arguments: [
      ("RETURN 1;", nil, true), ("RETURN 1;", "RETURN 1;", false), (" secret;", nil, false),
      ("", nil, false),
      ("\n \n", nil, false), (":quit", "RETURN 1;", true)
    ] as [(String, String?, Bool)])
  func `history keeps what is worth it`(text: String, last: String?, isKept: Bool) {
    #expect(HistoryEntry.isWorthKeeping(text, after: last) == isKept)
  }
}

extension String {
  fileprivate func write(toFile path: String) throws {
    let output = try #require(FileOutput(path))
    try output.write(Array(utf8))
  }
}
