import KithCore

// What '=~' says of patterns.
extension Diagnostic {
  static func invalidRegex(_ pattern: String, _ problem: RegexProblem) -> Diagnostic {
    let shown = pattern.count > 60 ? String(pattern.prefix(60)) + "…" : pattern
    var message = "\(Value.quoted(shown)) is no regular expression: \(problem.kind.words)"
    var advice: String?
    switch problem.kind {
    case .tooLarge: break
    case .unsupported:
      message += " at its character \(problem.place + 1) is not taken"
      advice = "patterns are matched without going back, in time that grows with the text only"
    default: message += " at its character \(problem.place + 1)"
    }
    return Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue", message, advice: advice)
  }

  static func regexTooSlow(limit: Int) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime, "'=~' takes more than \(limit) steps for one text",
      advice: "leave out a look ahead or behind within another one")
  }
}

extension RegexProblem.Kind {
  fileprivate var words: String {
    switch self {
    case .groupNeverClosed: "a group is never closed,"
    case .classNeverClosed: "a class is never closed,"
    case .nothingToClose: "')' closes nothing"
    case .nothingToRepeat: "there is nothing to repeat"
    case .badRepetition: "a repetition is not as '{2}', '{2,}' or '{2,5}',"
    case .emptyRange: "a range or an intersection is empty"
    case .endsInBackslash: "nothing follows the backslash"
    case .unknownEscape(let text): "'\(text)' means nothing"
    case .unknownProperty(let name): "there is no property '\(name)' of characters"
    case .unknownFlag(let name): "there is no flag '\(name)'"
    case .unknownGroup: "there is no such group"
    case .unsupported(let what): what
    case .tooDeep(let limit): "groups stand in each other more than \(limit) times"
    case .tooLarge(let limit): "its repetitions make more than \(limit) parts"
    }
  }
}
