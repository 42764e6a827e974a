import KithCore
import KithInterchange

/// One remembered entry, as a line of the history file: `{"time":1700000000,"text":"MATCH (n)\nRETURN n;"}`.
///
/// The file keeps whole statements, however many lines they have, which readline's own format cannot.
package struct HistoryEntry: Sendable, Hashable {
  /// Seconds since 1970.
  package var time: Int64
  package var text: String

  package init(time: Int64, text: String) {
    self.time = time
    self.text = text
  }

  /// Reads a line of the file; nil where it is none.
  package init?(line: String) {
    guard case .map(let map)? = try? JSON.value(of: line), case .string(let text)? = map["text"]
    else { return nil }
    self.text = text
    if case .integer(let time)? = map["time"] { self.time = time } else { time = 0 }
  }

  /// The line, with its end.
  package var line: String {
    JSONWriter.text(.map(ValueMap([("time", .integer(time)), ("text", .string(text))]))) + "\n"
  }

  /// Whether an entry is worth keeping: not when it is empty, begins with a space, or repeats the last one.
  package static func isWorthKeeping(_ text: String, after last: String?) -> Bool {
    guard let first = text.first, first != " ", text != last else { return false }
    return text.contains { !$0.isWhitespace }
  }
}
