import ArgumentParser
import KithShell

/// kith(1), from the option parser's own help and the shell's table of commands.
enum ManPage {
  /// The page in roff, for man(1).
  static var text: String {
    let sections = [
      title, name, synopsis, description, options, commands, settings, files, environment,
      exitStatus,
      examples, seeAlso
    ]
    return sections.joined(separator: "\n") + "\n"
  }

  private static let title = ".TH KITH 1 \"\" \"kith \(KithVersion.text)\" \"User commands\""

  private static let name = """
    .SH NAME
    kith \\- a knowledge graph in one file and a terminal
    """

  private static let synopsis = """
    .SH SYNOPSIS
    .B kith
    .RI [ database ]
    .RB [ \\-c
    .IR statement "]... [" \\fB\\-f\\fP " " script ]...
    .RB [ \\-\\-param
    .IR name = json ]...
    .RB [ \\-\\-arg
    .IR name = text ]...
    .RI [ argument... ]
    .br
    .RB "     [" \\-\\-format
    .IR format ]
    .RB [ \\-\\-read\\-only ]
    .RB [ \\-\\-keep\\-going ]
    .RB [ \\-\\-timing ]
    .RB [ \\-\\-color
    .BR auto | always | never ]
    .RB [ \\-\\-plain ]
    .RB [ \\-\\-set
    .IR name = value ]...
    .RB [ \\-\\-no\\-config ]
    .br
    .B kith load
    .I database file...
    .RB [ \\-\\-plan ]
    .RB [ \\-\\-strict ]
    .RB [ \\-\\-id\\-type
    .BR auto | integer | string ]
    .br
    .B kith draw
    .I database
    .RB [ \\-c
    .I query
    |
    .B \\-\\-around
    .I name
    .RB [ \\-\\-depth
    .IR n ]
    |
    .BR \\-\\-all " | " \\-\\-schema ]
    .RB [ \\-\\-to
    .IR file ]
    """

  private static let description = """
    .SH DESCRIPTION
    kith keeps who holds which role in which organisation, who runs and funds which project, since when,
    until when, and who says so. The graph is one file. Facts are loaded from text files, asked for in
    openCypher, explored by short commands, and drawn with Graphviz.
    .PP
    Without \\fB\\-c\\fP and \\fB\\-f\\fP, statements come from standard input; on a terminal a prompt opens.
    Statements end with ';'. Lines that begin with ':' are commands. Without a database the graph is in
    memory.
    .PP
    Rows go to standard output, everything else to standard error.
    """

  /// The options as the help prints them.
  private static var options: String {
    let helps = [
      ("OPTIONS", Kith.helpMessage(columns: 10_000)),
      ("OPTIONS OF KITH LOAD", Load.helpMessage(columns: 10_000)),
      ("OPTIONS OF KITH DRAW", Draw.helpMessage(columns: 10_000))
    ]
    return helps.map { heading, help in ".SH \(heading)\n" + entries(of: help) }
      .joined(separator: "\n")
  }

  /// Each line `  -c <statement>  Run …` of a help's `OPTIONS`, as a tagged paragraph.
  private static func entries(of help: String) -> String {
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("OPTIONS:") }) else { return "" }
    var entries: [String] = []
    for line in lines[(start + 1)...] {
      guard line.hasPrefix("  ") else { break }
      let text = line.drop { $0 == " " }
      // Two spaces part the option from what it does; a long option has its words on the next line.
      if let gap = text.firstRange(ofTwoSpaces: ()) {
        let words = text[gap...].drop { $0 == " " }
        entries.append(".TP\n\\fB\(roff(text[..<gap]))\\fP\n\(roff(words))")
      } else {
        entries.append(text.hasPrefix("-") ? ".TP\n\\fB\(roff(text))\\fP" : roff(text))
      }
    }
    return entries.joined(separator: "\n")
  }

  private static var commands: String {
    var lines = [".SH COMMANDS"]
    for group in ShellCommand.Group.allCases {
      lines.append(".SS \(roff(group.rawValue))")
      for command in CommandTable.all where command.group == group {
        lines += [".TP", "\\fB\(roff(command.usage))\\fP", roff(command.summary) + "."]
        lines.append(roff(command.details.replacing("\n\n", with: "\n").replacing("\n", with: " ")))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static var settings: String {
    [".SH SETTINGS"].joined() + "\n"
      + SettingTable.all.map { setting in
        [
          ".TP", "\\fB\(roff(setting.name))\\fP",
          roff("\(setting.summary): \(setting.values.text). Default: \(setting.defaultValue).")
        ].joined(separator: "\n")
      }.joined(separator: "\n")
  }

  private static let files = """
    .SH FILES
    .TP
    .I name.kith
    A graph; a lock file stands beside it.
    .TP
    .I $XDG_STATE_HOME/kith/history
    Earlier entries of the prompt, one JSON line each; without the variable in
    .IR ~/.local/state .
    .TP
    .I $XDG_CONFIG_HOME/kith/config
    Settings, a line 'NAME = VALUE' each; without the variable in
    .IR ~/.config .
    Lines that begin with '#' are comments.
    .TP
    .I ~/.inputrc
    Keys, as of readline(3); settings for kith alone stand between '$if kith' and '$endif'.
    """

  private static let environment = """
    .SH ENVIRONMENT
    .TP
    .B NO_COLOR
    Set and not empty: no colours unless \\fB\\-\\-color always\\fP is given.
    .TP
    .BR LC_ALL ", " LC_CTYPE ", " LANG
    Where the first that is set names no UTF-8, tables are drawn with ASCII.
    .TP
    .B TERM
    With the value dumb there are no colours.
    """

  private static let exitStatus = """
    .SH EXIT STATUS
    .TP
    0
    All went well, or the reader of the output has gone away.
    .TP
    1
    A statement, a command or the graph failed.
    .TP
    2
    The command line was wrong.
    """

  private static let examples = """
    .SH EXAMPLES
    .nf
    kith graph.kith
    kith graph.kith -c "MATCH (p:Person) RETURN p.name" --format jsonl
    kith load graph.kith facts.gram
    kith draw graph.kith --around "Katja Michalak" --to katja.svg
    .fi
    """

  private static let seeAlso = """
    .SH SEE ALSO
    .BR dot (1),
    .BR readline (3)
    """

  /// Text in which nothing is a request or an escape.
  private static func roff(_ text: some StringProtocol) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'" where result.isEmpty, "." where result.isEmpty: result += "\\&\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Substring {
  /// Where two spaces begin.
  fileprivate func firstRange(ofTwoSpaces: Void) -> Index? {
    var index = startIndex
    while index < endIndex {
      let next = self.index(after: index)
      if self[index] == " ", next < endIndex, self[next] == " " { return index }
      index = next
    }
    return nil
  }
}
