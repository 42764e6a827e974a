package import KithCore
package import KithInterchange

/// When output is coloured.
package enum ColorChoice: String, Sendable, CaseIterable {
  case auto, always, never
}

/// How a shell shows what it has to say.
package struct ShellSettings: Sendable {
  package var format: ResultFormat
  package var showsTiming: Bool
  /// Errors do not end the run.
  package var keepsGoing: Bool
  /// Whether a person sits at a prompt.
  package var isInteractive: Bool
  /// Where rows are shown.
  package var screen: ScreenTraits
  /// Where messages are shown.
  package var messageScreen: ScreenTraits
  /// What stands for null; nil for what each format has.
  package var nullText: String?
  /// How many rows of a result a terminal shows.
  package var pageRows = PageRows.auto
  /// The width of tables on a terminal, where it is not the window's.
  package var fixedWidth: Int?
  /// `auto`, `off`, or a command.
  package var pager = "auto"
  /// Whether long work shows how far it has come, where messages go to a terminal.
  package var showsProgress = true
  /// When colours are used.
  package var color = ColorChoice.auto { didSet { applyColor() } }
  /// No frames, no colours, no repainting.
  package var isPlain = false { didSet { applyColor() } }
  /// How pictures get into the terminal.
  package var picture = PictureProtocol.auto
  /// How many earlier entries are recalled.
  package var historySize = 5_000
  /// What one statement may take for sorting and grouping.
  package var memoryMebibytes = 2_048
  /// How many threads work at once; nil for as many as there are processors.
  package var threads: Int?
  /// What the process found around it.
  package var environment: ShellEnvironment?
  /// The day from which facts are seen.
  package var today: @Sendable () -> DateValue

  package init(
    format: ResultFormat = .table, showsTiming: Bool = false, keepsGoing: Bool = false,
    isInteractive: Bool = false, screen: ScreenTraits = ScreenTraits(),
    messageScreen: ScreenTraits = ScreenTraits(),
    today: @escaping @Sendable () -> DateValue = Today.date
  ) {
    self.format = format
    self.showsTiming = showsTiming
    self.keepsGoing = keepsGoing
    self.isInteractive = isInteractive
    self.screen = screen
    self.messageScreen = messageScreen
    self.today = today
  }

  /// What holds at the start in a process's surroundings.
  package init(_ environment: ShellEnvironment, isInteractive: Bool = false) {
    self.init(
      isInteractive: isInteractive, screen: environment.screen(color: .auto),
      messageScreen: environment.messageScreen(color: .auto))
    self.environment = environment
  }

  private mutating func applyColor() {
    if isPlain {
      (screen.usesColor, messageScreen.usesColor) = (false, false)
    } else if let environment {
      screen.usesColor = environment.screen(color: color).usesColor
      messageScreen.usesColor = environment.messageScreen(color: color).usesColor
    } else if color != .auto {
      (screen.usesColor, messageScreen.usesColor) = (color == .always, color == .always)
    }
  }

  /// Where rows are shown, with what the user has set.
  package var rowScreen: ScreenTraits {
    var shown = screen
    if let fixedWidth, shown.width != nil { shown.width = fixedWidth }
    if isPlain { shown.drawsBoxes = false }
    shown.nullText = nullText
    return shown
  }
}

extension ShellSettings {
  /// Whether errors and warnings are JSON objects, one a line: wherever a program reads.
  var reportsObjects: Bool {
    if keepsGoing, !isInteractive { return true }
    switch format {
    case .json, .jsonl: return !isInteractive
    case .table, .box, .line, .raw, .csv, .tsv, .markdown, .html: return false
    }
  }
}

/// kith's own version.
package enum KithVersion {
  package static let text = EngineVersion.text
}
