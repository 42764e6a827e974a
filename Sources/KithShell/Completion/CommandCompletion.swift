import KithCore
import KithDatabase
import KithInterchange

/// Completes a line that begins with `:` or `.`.
struct CommandCompletion {
  private let shell: Shell
  /// The line up to the cursor.
  private let bytes: [UInt8]
  /// Where the `:` stands.
  private let start: Int

  init(shell: Shell, bytes: [UInt8], start: Int) {
    self.shell = shell
    self.bytes = bytes
    self.start = start
  }

  var completion: Completion {
    guard let nameEnd = bytes[start...].firstIndex(where: { $0 <= 0x20 }) else { return names }
    let name = String(decoding: bytes[(start + 1)..<nameEnd], as: UTF8.self)
    guard let command = CommandTable.command(named: name) else { return nothing }
    let argumentStart = bytes[nameEnd...].firstIndex { $0 > 0x20 } ?? bytes.count
    let wordStart = bytes.lastIndex { $0 <= 0x20 }.map { $0 + 1 } ?? argumentStart
    let word = text(wordStart)
    if word.hasPrefix("--") { return matches(command.options, from: wordStart, word) }
    switch command.argument {
    case .nothing: return nothing
    case .formats: return matches(ResultFormat.allCases.map(\.rawValue), from: wordStart, word)
    case .switches: return matches(["on", "off"], from: wordStart, word)
    case .topics:
      let topics = CommandTable.all.map(\.name) + HelpTopic.all.map(\.name)
      return matches(topics, from: wordStart, word)
    case .files: return files(from: wordStart, word)
    case .settings:
      if wordStart == argumentStart {
        return matches(SettingTable.all.map(\.name), from: wordStart, word)
      }
      let name = String(decoding: bytes[argumentStart...].prefix { $0 > 0x20 }, as: UTF8.self)
      return matches(
        SettingTable.setting(named: name)?.values.words ?? [], from: wordStart, word)
    case .names: return graphNames(from: argumentStart)
    case .path:
      let arrow = Array("-> ".utf8)
      let last = bytes.indices.last { bytes[$0...].starts(with: arrow) && $0 >= argumentStart }
      return graphNames(from: last.map { $0 + arrow.count } ?? argumentStart)
    }
  }

  private var nothing: Completion {
    Completion(replaced: bytes.count..<bytes.count, candidates: [])
  }

  private var names: Completion {
    let sign = String(decoding: bytes[start...start], as: UTF8.self)
    return matches(CommandTable.all.map { sign + $0.name }.sorted(), from: start, text(start))
  }

  private func text(_ start: Int) -> String { String(decoding: bytes[start...], as: UTF8.self) }

  private func matches(_ words: [String], from start: Int, _ typed: String) -> Completion {
    let found = words.filter { $0.lowercased().hasPrefix(typed.lowercased()) }
    return Completion(
      replaced: start..<bytes.count, candidates: found.map { Completion.Candidate($0) })
  }

  /// Files and folders that begin as typed; hidden ones only behind a dot.
  private func files(from start: Int, _ typed: String) -> Completion {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let beginning = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    let found = FolderListing.entries(of: folder.isEmpty ? "." : folder).filter { entry in
      entry.name.hasPrefix(beginning) && (!entry.name.hasPrefix(".") || beginning.hasPrefix("."))
    }
    return Completion(
      replaced: start..<bytes.count,
      candidates: found.map { entry in
        let end = entry.isFolder ? "/" : ""
        return Completion.Candidate(
          folder + entry.name + end, display: entry.name + end, suffix: entry.isFolder ? "" : " ")
      })
  }

  /// Names of things, by what has been typed of them, folded.
  private func graphNames(from start: Int) -> Completion {
    let typed = text(start)
    let all = (try? shell.session.read { try GraphNames($0).candidates().map(\.name) }) ?? []
    let found =
      typed.isEmpty
      ? all
      : NameQuery(typed).ranked(all.map { ($0, ()) }).filter { $0.match < .substring }.map(\.name)
    var seen: Set<String> = []
    let distinct = found.filter { seen.insert($0).inserted }
    return Completion(
      replaced: start..<bytes.count,
      candidates: distinct.prefix(200).map { Completion.Candidate($0) })
  }
}
