import Glibc
import KithShell

/// The file of remembered entries: `$XDG_STATE_HOME/kith/history`, one JSON line an entry, for its owner only.
///
/// Sessions that run side by side append to it, each whole lines. What cannot be read or written is no error:
/// history is a convenience.
final class HistoryFile {
  /// Nil where there is no home to keep it in.
  private let path: String?
  private(set) var entries: [HistoryEntry]
  /// The last entry's text.
  private(set) var last: String?

  /// `size` entries are recalled; a file that has grown to twice as many is cut to these. With none nothing is read
  /// and nothing kept.
  init(environment: ShellEnvironment, size: Int) {
    path = size > 0 ? Self.path(environment.variables) : nil
    let all =
      path.flatMap { try? FileText.text(atPath: $0) }?
      .split(separator: "\n").compactMap { HistoryEntry(line: String($0)) } ?? []
    entries = Array(all.suffix(size))
    last = entries.last?.text
    if all.count > 2 * size { rewrite() }
  }

  /// Keeps an entry.
  func append(_ text: String) {
    last = text
    guard let path else { return }
    Self.makeFolder(of: path)
    let entry = HistoryEntry(time: Int64(time(nil)), text: text)
    Self.write(entry.line, to: path, flags: O_WRONLY | O_CREAT | O_APPEND)
  }

  private func rewrite() {
    guard let path else { return }
    let temporary = "\(path).new"
    Self.write(
      entries.map(\.line).joined(), to: temporary, flags: O_WRONLY | O_CREAT | O_TRUNC)
    // Safe because both paths are copied by the call.
    _ = unsafe rename(temporary, path)
  }

  private static func write(_ text: String, to path: String, flags: Int32) {
    // Safe because the path is copied by the call.
    let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    try? DescriptorOutput(descriptor).write(Array(text.utf8))
    close(descriptor)
  }

  private static func makeFolder(of path: String) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      // Safe because the path is copied by the call. That the folder is there already is no matter.
      _ = unsafe mkdir(folder, 0o700)
    }
  }

  /// XDG base directories: state that is worth keeping but not configuration.
  private static func path(_ variables: [String: String]) -> String? {
    if let state = variables["XDG_STATE_HOME"], state.hasPrefix("/") {
      return "\(state)/kith/history"
    }
    guard let home = variables["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/.local/state/kith/history"
  }
}
