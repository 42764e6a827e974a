import KithCore
import KithInterchange

/// All settings: one table gives ':set', the config file, '--set', completion and help.
package enum SettingTable {
  package static let all: [ShellSetting] = [
    ShellSetting(
      name: "format", summary: "how rows are written", values: .words(FormatNames.all),
      read: { $0.format.rawValue },
      write: { $0.format = ResultFormat(rawValue: $1) ?? $0.format }),
    ShellSetting(
      name: "nulltext", summary: "what stands for null, in all formats but json and jsonl",
      values: .text("a text", or: ["default"]),
      read: { $0.nullText ?? "default" },
      write: { $0.nullText = $1 == "default" ? nil : $1 }),
    ShellSetting(
      name: "rows", summary: "how many rows of a result a terminal shows; a pipe gets all",
      values: .number(1...1_000_000_000, or: ["auto", "all"]),
      read: { $0.pageRows.text },
      write: { $0.pageRows = PageRows($1) }),
    ShellSetting(
      name: "width", summary: "how many columns a terminal's tables may take",
      values: .number(20...10_000, or: ["auto"]),
      read: { $0.fixedWidth.map(String.init) ?? "auto" },
      write: { $0.fixedWidth = Int($1) }),
    ShellSetting(
      name: "pager", summary: "the program that shows what is longer than the terminal",
      values: .text("a command", or: ["auto", "off"]),
      read: { $0.pager },
      write: { $0.pager = $1 }),
    ShellSetting(
      name: "timing", summary: "tell how long each statement took", values: .onOff,
      read: { onOff($0.showsTiming) },
      write: { $0.showsTiming = $1 == "on" }),
    ShellSetting(
      name: "progress", summary: "show on a terminal how far long work has come", values: .onOff,
      read: { onOff($0.showsProgress) },
      write: { $0.showsProgress = $1 == "on" }),
    ShellSetting(
      name: "color", summary: "when to use colours; 'auto' honours NO_COLOR",
      values: .words(ColorChoice.allCases.map(\.rawValue)),
      read: { $0.color.rawValue },
      write: { $0.color = ColorChoice(rawValue: $1) ?? $0.color }),
    ShellSetting(
      name: "plain", summary: "no frames, no colours, no repainting: for screen readers",
      values: .onOff,
      read: { onOff($0.isPlain) },
      write: { $0.isPlain = $1 == "on" }),
    ShellSetting(
      name: "picture", summary: "how a PNG that ':draw' makes is shown in the terminal too",
      values: .words(PictureProtocol.allCases.map(\.rawValue)),
      read: { $0.picture.rawValue },
      write: { $0.picture = PictureProtocol(rawValue: $1) ?? $0.picture }),
    ShellSetting(
      name: "history", summary: "how many earlier entries the prompt recalls",
      values: .number(0...1_000_000),
      read: { String($0.historySize) },
      write: { $0.historySize = Int($1) ?? $0.historySize }),
    ShellSetting(
      name: "memory", summary: "how many MiB one statement may take for sorting and grouping",
      values: .number(16...1_000_000),
      read: { String($0.memoryMebibytes) },
      write: { $0.memoryMebibytes = Int($1) ?? $0.memoryMebibytes }),
    ShellSetting(
      name: "threads", summary: "how many threads load and read at once at most",
      values: .number(1...1_000, or: ["auto"]),
      read: { $0.threads.map(String.init) ?? "auto" },
      write: { $0.threads = Int($1) }),
    ShellSetting(
      name: "keep-going", summary: "go on after an error in a script", values: .onOff,
      read: { onOff($0.keepsGoing) },
      write: { $0.keepsGoing = $1 == "on" })
  ]

  private static func onOff(_ isOn: Bool) -> String { isOn ? "on" : "off" }

  /// The setting of a name; `-` and `_` are the same.
  package static func setting(named name: String) -> ShellSetting? {
    let wanted = name.lowercased().replacing("_", with: "-")
    return all.first { $0.name == wanted }
  }

  /// Sets a value by the setting's name. Throws where there is no such setting, or it has no such value.
  package static func set(
    _ name: String, to value: String, in settings: inout ShellSettings
  ) throws(ShellProblem) {
    guard let setting = setting(named: name) else {
      throw .unknownSetting(name, nearest: nearestName(to: name, among: all.map(\.name)))
    }
    try setting.set(value, in: &settings)
  }
}

/// How many rows of a result a terminal shows.
package enum PageRows: Sendable, Hashable {
  /// As many as the window has, or `PageRows.pagedRows` where a pager shows them.
  case auto
  case all
  case count(Int)

  /// So many rows go to a pager: enough to scroll through, few enough to be there at once.
  package static let pagedRows = 1_000

  init(_ text: String) {
    self = text == "all" ? .all : Int(text).map(PageRows.count) ?? .auto
  }

  var text: String {
    switch self {
    case .auto: "auto"
    case .all: "all"
    case .count(let count): String(count)
    }
  }
}

/// How a picture gets into the terminal.
package enum PictureProtocol: String, Sendable, CaseIterable {
  /// What the terminal is known to understand, else the file's path.
  case auto
  case kitty, iterm
  /// Only the path is told.
  case off
}
