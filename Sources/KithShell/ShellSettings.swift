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
}

extension ShellSettings {
  /// Whether errors and warnings are JSON objects, one a line: wherever a program reads.
  var reportsObjects: Bool {
    if keepsGoing { return true }
    switch format {
    case .json, .jsonl: return !isInteractive
    case .table, .line, .raw, .csv, .tsv, .markdown: return false
    }
  }
}

/// kith's own version.
package enum KithVersion {
  package static let text = EngineVersion.text
}
