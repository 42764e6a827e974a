import KithCore

extension ShellCommand {
  static let set = ShellCommand(
    name: "set", group: .output, arity: .optional, usage: ":set [NAME [VALUE]]",
    summary: "list all settings with their meaning, or change one",
    details: """
      The settings are

      \(settingList)

      They can also stand in the config file, a line 'NAME = VALUE' each, and on the command line, as
      '--set NAME=VALUE'. The file is $XDG_CONFIG_HOME/kith/config, else ~/.config/kith/config.
      """,
    example: ":set nulltext -", argument: .settings,
    isReading: true
  ) { shell, argument in
    let words = try argument.words()
    guard let name = words.first else { return try list(SettingTable.all, in: shell) }
    guard let setting = SettingTable.setting(named: name.text) else {
      let nearest = nearestName(to: name.text, among: SettingTable.all.map(\.name))
      throw ShellProblem.unknownSetting(name.text, nearest: nearest).diagnostic(at: name.span)
    }
    var values = words.dropFirst()
    // ':set rows = 20' is written by habit.
    if values.count > 1, values.first?.text == "=" { values = values.dropFirst() }
    guard let first = values.first, let last = values.last else {
      return try list([setting], in: shell)
    }
    let span = SourceSpan(start: first.span.start, end: last.span.end)
    do throws(ShellProblem) {
      try setting.set(values.map(\.text).joined(separator: " "), in: &shell.settings)
    } catch {
      throw error.diagnostic(at: span)
    }
    shell.applySettings()
  }

  private static func list(_ settings: [ShellSetting], in shell: Shell) throws {
    try shell.show(
      columns: ["setting", "value", "meaning", "values"],
      settings.map { setting in
        [
          .string(setting.name), .string(setting.value(in: shell.settings)),
          .string(setting.summary), .string(setting.values.text)
        ]
      })
  }

  /// Each setting with its meaning, its values and the one that holds by default.
  private static var settingList: String {
    SettingTable.all.map { setting in
      let name = setting.name + String(repeating: " ", count: 12 - setting.name.count)
      let values =
        setting.name == "format" ? "':help format' lists them" : setting.values.text
      return "  \(name)\(setting.summary)\n              \(values) (\(setting.defaultValue))"
    }.joined(separator: "\n")
  }
}
