import KithCore
import KithInterchange
import KithShell
import Testing

@Suite struct SettingTests {
  private func settings(after text: String) -> (ShellSettings, mistakes: [String]) {
    var settings = ShellSettings()
    let mistakes = ConfigFile.apply(text, named: "config", to: &settings)
    return (settings, mistakes.map { "\($0.problem.message)" })
  }

  @Test func `every setting takes its default and each of its words, and gives them back`() throws {
    for setting in SettingTable.all {
      var settings = ShellSettings()
      for value in [setting.defaultValue] + setting.values.words {
        try setting.set(value, in: &settings)
        #expect(setting.value(in: settings) == value, "\(setting.name)")
      }
    }
  }

  @Test func `set lists each setting with its value and meaning`() throws {
    let harness = ShellHarness(settings: ShellSettings(format: .raw))
    let rows = try harness.run(":set").rows.split(separator: "\n")
    #expect(rows.count == SettingTable.all.count)
    #expect(
      rows.first
        == """
        format\traw\thow rows are written\ttable, box, line, json, jsonl, csv, tsv, markdown, html, raw
        """)
    #expect(
      rows.contains(
        "memory\t2048\thow many MiB one statement may take for sorting and grouping\t16 to 1000000")
    )
  }

  @Test func `set changes a setting and what hangs on it`() throws {
    let harness = ShellHarness(settings: ShellSettings(format: .raw))
    #expect(
      try harness.run(
        ":set memory 64\n:set threads 1\n:set NullText = -\n:set rows 20\n:set rows\n:set pager 'less -R'\n:set pager"
      ).rows == """
        rows\t20\thow many rows of a result a terminal shows; a pipe gets all\tauto, all, 1 to 1000000000
        pager\tless -R\tthe program that shows what is longer than the terminal\tauto, off, or a command

        """)
    #expect(harness.session.memoryLimitBytes == 64 << 20)
    #expect(harness.session.threadLimit == 1)
    #expect(harness.shell.settings.nullText == "-")
  }

  @Test(arguments: [
    (
      ":set colour always",
      """
      error: there is no setting 'colour'
       --> 1:6
        |
      1 | :set colour always
        |      ^^^^^^ did you mean 'color'?
        = ':set' lists the settings

      """
    ),
    (
      ":set color sometimes",
      """
      error: 'color' cannot be 'sometimes'
       --> 1:12
        |
      1 | :set color sometimes
        |            ^^^^^^^^^
        = it can be auto, always, never

      """
    ),
    (
      ":set rows 0",
      """
      error: 'rows' cannot be '0'
       --> 1:11
        |
      1 | :set rows 0
        |           ^
        = it can be auto, all, 1 to 1000000000

      """
    )
  ])
  func `what cannot be set is refused at its place`(line: String, messages: String) throws {
    #expect(try ShellHarness().run(line).messages == messages)
  }

  @Test func `at a prompt errors stay for people, whatever is set`() throws {
    let harness = ShellHarness(settings: ShellSettings(isInteractive: true))
    #expect(try harness.run(":set keep-going on\n:nope\n").messages.hasPrefix("error: there is no"))
  }

  @Test func `the config file has a setting a line`() {
    let (settings, mistakes) = settings(
      after: """
        # How I like it
        format = box
          timing=yes

        nulltext = ""
        pager = less -FRX
        """)
    #expect(mistakes == [])
    #expect(settings.format == .box)
    #expect(settings.showsTiming)
    #expect(settings.nullText == "")
    #expect(settings.pager == "less -FRX")
  }

  @Test func `what is wrong in the config file is left out and told of`() {
    let (settings, mistakes) = settings(after: "format = bax\nfoo = 1\nrows\nplain = on\n")
    #expect(
      mistakes == [
        "'format' cannot be 'bax'", "there is no setting 'foo'",
        "'rows' is no setting: NAME = VALUE was expected"
      ])
    #expect(settings.isPlain)
    #expect(settings.format == .table)
  }

  @Test func `the config folder is the user's`() {
    #expect(ConfigFile.path(["HOME": "/home/x"]) == "/home/x/.config/kith/config")
    #expect(ConfigFile.path(["HOME": "/home/x", "XDG_CONFIG_HOME": "/c"]) == "/c/kith/config")
    #expect(
      ConfigFile.path(["HOME": "/home/x", "XDG_CONFIG_HOME": "c"]) == "/home/x/.config/kith/config")
    #expect(ConfigFile.path([:]) == nil)
  }
}
