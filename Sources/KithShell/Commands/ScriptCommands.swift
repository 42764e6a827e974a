package import KithCore
import KithDatabase
import KithInterchange

extension ShellCommand {
  static let read = ShellCommand(
    name: "read", aliases: ["source"], group: .scripts, arity: .required, usage: ":read FILE",
    summary: "run a script",
    details:
      "A script holds statements and commands, as they are typed. It stops at its first error.",
    example: ":read scripts/who-leads-what.cypher", argument: .files
  ) { shell, argument in
    let word = try argument.name()
    guard shell.readDepth < Shell.readDepthLimit else {
      throw ShellProblem.readsItself(path: word.text, depth: Shell.readDepthLimit)
        .diagnostic(at: word.span)
    }
    let text: String
    do throws(Diagnostic) {
      text = try FileText.text(atPath: word.text)
    } catch {
      throw error.placed(at: word.span)
    }
    shell.readDepth += 1
    defer { shell.readDepth -= 1 }
    guard try shell.run(script: text, from: .file(word.text)) else { throw ReportedFailure() }
  }

  static let parameters = ShellCommand(
    name: "param", aliases: ["params", "parameter"], group: .scripts, arity: .optional,
    usage: ":param [NAME => VALUE | {…}]",
    summary: "show parameters, or set them",
    details: """
      ':param name => value' sets one: the value is JSON or any expression of the query language.
      ':param {"a": 1, "b": [2, 3]}' sets several from a JSON object.
      ':param --default {…}' sets only those that have no value yet: a script's own defaults.
      ':param --clear' forgets all. In statements parameters are written $name.
      """,
    example: ":param name => \"Katja Michalak\"\nMATCH (p {name: $name}) RETURN p;",
    options: ["--default", "--clear"]
  ) { shell, argument in try ParameterSetting(argument, shell).perform() }
}

/// `:param` in its forms.
private struct ParameterSetting {
  private let argument: CommandArgument
  private let shell: Shell

  init(_ argument: CommandArgument, _ shell: Shell) {
    self.argument = argument
    self.shell = shell
  }

  func perform() throws {
    let text = argument.text
    if text.isEmpty { return try list() }
    if text == "--clear" {
      shell.parameters = [:]
      return
    }
    if text.hasPrefix("{") { return try setAll(json: text, from: 0, keepsOld: false) }
    if text.hasPrefix("--default") {
      let rest = text.dropFirst("--default".count)
      let json = rest.drop { $0 == " " || $0 == "\t" }
      return try setAll(json: String(json), from: text.utf8.count - json.utf8.count, keepsOld: true)
    }
    if text.hasPrefix("--") { _ = try argument.wordsAndOptions() }
    try setOne()
  }

  private func list() throws {
    let rows = shell.parameters.sorted { $0.key < $1.key }.map { name, value in
      [Value.string(name), .string(value.plainText)]
    }
    try shell.show(columns: ["parameter", "value"], rows)
  }

  private func setAll(json: String, from offset: Int, keepsOld: Bool) throws {
    let value: Value
    do {
      value = try JSON.value(of: json)
    } catch {
      throw error.moved(by: argument.span.start + offset)
    }
    guard case .map(let map) = value else {
      throw ShellProblem.parametersNotAnObject
        .diagnostic(at: argument.placed(offset, argument.text.utf8.count))
    }
    for (name, value) in map.entries where !keepsOld || shell.parameters[name] == nil {
      shell.parameters[name] = value
    }
  }

  /// `name => value`, also `name = value` and `name value`.
  private func setOne() throws {
    let text = Array(argument.text.utf8)
    let nameEnd =
      text.firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
      ?? text.count
    let dollar = text.first == UInt8(ascii: "$") ? 1 : 0
    let name = String(decoding: text[min(dollar, nameEnd)..<nameEnd], as: UTF8.self)
    guard ParameterAssignment.isName(name) else {
      throw ShellProblem.badParameterName(name).diagnostic(at: argument.placed(0, max(1, nameEnd)))
    }
    var start = nameEnd
    for sign in [" ", "=", ">", ":", " "] {
      while start < text.count, text[start] == sign.utf8.first { start += 1 }
    }
    guard start < text.count else {
      throw ShellProblem.missingArgument(command: "param", usage: ":param NAME => VALUE")
        .diagnostic(at: argument.span)
    }
    shell.parameters[name] = try value(String(decoding: text[start...], as: UTF8.self), at: start)
  }

  /// JSON as it is, else what the expression gives.
  private func value(_ text: String, at offset: Int) throws -> Value {
    if let json = try? JSON.value(of: text) { return json }
    let before = "RETURN "
    let sink = OneValueSink()
    do {
      _ = try shell.session.run(before + text, parameters: shell.parameters, into: sink)
    } catch {
      throw Diagnostics(
        error.all.map { $0.moved(by: argument.span.start + offset - before.utf8.count) })
    }
    guard let value = sink.value, value.isParameter else {
      let name = argument.text.prefix { $0 != " " && $0 != "=" }
      throw ShellProblem.parameterNotAValue(String(name))
        .diagnostic(at: argument.placed(offset, argument.text.utf8.count))
    }
    return value
  }
}

/// `NAME=JSON`, as the option `--param` takes it.
package enum ParameterAssignment {
  /// The name and the value. Throws where there is no `=`, no name, or no JSON.
  package static func parse(_ text: String) throws(Diagnostic) -> (name: String, value: Value) {
    guard let equals = text.firstIndex(of: "=") else {
      throw ShellProblem.badParameter(text).diagnostic()
    }
    let name = String(text[..<equals])
    guard isName(name) else { throw ShellProblem.badParameterName(name).diagnostic() }
    do {
      return (name, try JSON.value(of: String(text[text.index(after: equals)...])))
    } catch {
      var problem = error.moved(by: text[...equals].utf8.count)
      problem.advice =
        "strings stand in double quotes, which the command line's shell eats unless they "
        + "stand in single ones: --param \(name)='\"text\"'"
      throw problem
    }
  }

  /// A script's argument: a number, true, false or null as such, everything else as the text that it is.
  static func value(ofArgument text: String) -> Value {
    guard let value = try? JSON.value(of: text) else { return .string(text) }
    switch value {
    case .integer, .float, .boolean, .null: return value
    case .string, .date, .localTime, .time, .localDateTime, .dateTime, .duration, .point, .list,
      .map, .node, .relationship, .path:
      return .string(text)
    }
  }

  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
  }
}

/// Keeps the one value of `RETURN expression`.
private final class OneValueSink: ResultSink {
  private(set) var value: Value?

  func begin(columns: [String]) {}

  func receive(_ rows: [[Value]], entities: any EntityResolver) {
    if let first = rows.first?.first { value = first }
  }
}

extension Value {
  /// Whether a parameter may hold it: everything but what belongs to one transaction.
  fileprivate var isParameter: Bool {
    switch self {
    case .node, .relationship, .path: false
    case .list(let items): items.allSatisfy(\.isParameter)
    case .map(let map): map.values.allSatisfy(\.isParameter)
    case .null, .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime,
      .dateTime, .duration, .point:
      true
    }
  }
}

extension Diagnostic {
  /// The same, with its place further on in the text.
  func moved(by bytes: Int) -> Diagnostic {
    var copy = self
    copy.span = span.map {
      SourceSpan(start: max(0, $0.start + bytes), end: max(0, $0.end + bytes))
    }
    return copy
  }

  /// The same, at a place.
  func placed(at span: SourceSpan) -> Diagnostic {
    var copy = self
    copy.span = span
    return copy
  }
}
