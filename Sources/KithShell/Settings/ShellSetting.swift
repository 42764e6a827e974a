import KithCore

/// One thing that a user may set: what ':set', the config file, the command line, completion and help need to know of it.
package struct ShellSetting: Sendable {
  /// What a setting can be.
  package enum Values: Sendable, Hashable {
    /// One of some words.
    case words([String])
    /// A number in a range, or one of some words.
    case number(ClosedRange<Int>, or: [String] = [])
    /// Any text, or one of some words that mean something.
    case text(String, or: [String] = [])

    static let onOff = Values.words(["on", "off"])

    /// The words among the values, for completion.
    package var words: [String] {
      switch self {
      case .words(let words), .number(_, or: let words), .text(_, or: let words): words
      }
    }

    /// The values in a line: `on, off`; `auto, 1 to 500`; `auto, or a command`.
    package var text: String {
      switch self {
      case .words(let words): words.joined(separator: ", ")
      case .number(let range, or: let words):
        (words + ["\(range.lowerBound) to \(range.upperBound)"]).joined(separator: ", ")
      case .text(let what, or: let words): (words + ["or \(what)"]).joined(separator: ", ")
      }
    }
  }

  package var name: String
  /// What it is for: one line, lower case, no full stop.
  package var summary: String
  package var values: Values
  /// The value in force.
  let read: @Sendable (ShellSettings) -> String
  /// Takes a value that is among `values`.
  let write: @Sendable (inout ShellSettings, String) -> Void

  /// The value in force, as ':set' takes it.
  package func value(in settings: ShellSettings) -> String { read(settings) }

  /// The value that holds where nobody sets another.
  package var defaultValue: String { read(ShellSettings()) }

  /// Sets a value. Throws where it is none that this setting can have.
  package func set(_ text: String, in settings: inout ShellSettings) throws(ShellProblem) {
    write(&settings, try checked(text))
  }

  private func checked(_ text: String) throws(ShellProblem) -> String {
    let word = values.words.first { $0 == text.lowercased() } ?? Self.synonyms[text.lowercased()]
    if let word, values.words.contains(word) { return word }
    switch values {
    case .text: return text
    case .words(let words):
      throw .badSettingValue(
        text, setting: name, expected: values.text,
        nearest: nearestName(to: text.lowercased(), among: words))
    case .number(let range, or: let words):
      if let number = Int(text), range.contains(number) { return String(number) }
      throw .badSettingValue(
        text, setting: name, expected: values.text,
        nearest: Int(text) == nil ? nearestName(to: text.lowercased(), among: words) : nil)
    }
  }

  /// How other programs say the same.
  private static let synonyms = [
    "true": "on", "yes": "on", "1": "on", "false": "off", "no": "off", "0": "off"
  ]
}
