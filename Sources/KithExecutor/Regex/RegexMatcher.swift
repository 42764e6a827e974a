import KithCore

/// Runs a regular expression over texts.
///
/// Every step of the text is taken for all ways to match at once, so that the time is at most the text's length times
/// the pattern's, whatever the pattern: there is no going back. Each look ahead or behind adds a run of its own.
final class RegexMatcher {
  /// How many steps one text may take: only looks within looks over long texts come near.
  static let stepLimit = 1_000_000_000
  /// So many steps are taken between two looks at whether the statement was cancelled.
  private static let stepsBetweenChecks = 1 << 16

  private let program: RegexProgram
  private var steps = 0

  init(_ pattern: String) throws(RegexProblem) {
    program = try RegexProgram(try RegexParser.parse(pattern))
  }

  /// Whether the whole text matches. Throws where the statement is cancelled, and beyond the limit of steps.
  func matches(_ text: String, _ context: ExecutionContext) throws(Diagnostic) -> Bool {
    steps = 0
    let scalars = Array(text.unicodeScalars)
    return try run(program, scalars, from: 0, to: scalars.count, .whole, context)
  }

  /// What counts as a match.
  private enum Extent {
    /// From the first place to the last one.
    case whole
    /// From the first place to anywhere.
    case beginning
    /// From anywhere to the last place.
    case end
  }

  private func run(
    _ program: RegexProgram, _ text: [Unicode.Scalar], from start: Int, to end: Int,
    _ extent: Extent, _ context: ExecutionContext
  ) throws(Diagnostic) -> Bool {
    var now = StateSet(count: program.instructions.count)
    var next = now
    var place = start
    while true {
      if place == start || extent == .end {
        try follow(0, program, text, at: place, into: &now, context)
      }
      if now.hasMatch, extent == .beginning || place == end { return true }
      guard place < end, !now.waiting.isEmpty || extent == .end else { return false }
      next.removeAll()
      let scalar = text[place]
      place += 1
      for state in now.waiting {
        guard case .characters(let table) = program.instructions[state], table.contains(scalar)
        else { continue }
        try follow(state + 1, program, text, at: place, into: &next, context)
      }
      swap(&now, &next)
      try count(now.waiting.count + 1, context)
    }
  }

  /// Adds an instruction, and all to which it leads without a character.
  private func follow(
    _ first: Int, _ program: RegexProgram, _ text: [Unicode.Scalar], at place: Int,
    into set: inout StateSet, _ context: ExecutionContext
  ) throws(Diagnostic) {
    var open = [first]
    while let state = open.popLast() {
      guard set.insert(state) else { continue }
      switch program.instructions[state] {
      case .characters: set.waiting.append(state)
      case .match: set.hasMatch = true
      case .jump(let target): open.append(target)
      case .split(let one, let other):
        open.append(one)
        open.append(other)
      case .assert(let assertion):
        if assertion.holds(in: text, at: place) { open.append(state + 1) }
      case .look(let index, let isAhead, let isNegated):
        let inner = program.looks[index]
        let found =
          try isAhead
          ? run(inner, text, from: place, to: text.count, .beginning, context)
          : run(inner, text, from: 0, to: place, .end, context)
        if found != isNegated { open.append(state + 1) }
      }
    }
  }

  private func count(_ more: Int, _ context: ExecutionContext) throws(Diagnostic) {
    let before = steps / Self.stepsBetweenChecks
    steps += more
    guard steps / Self.stepsBetweenChecks > before else { return }
    try context.checkCancelled()
    if steps > Self.stepLimit { throw .regexTooSlow(limit: Self.stepLimit) }
  }
}

/// The instructions at which a run stands, each once.
private struct StateSet {
  /// Those that wait for a character.
  var waiting: [Int] = []
  var hasMatch = false
  /// The number of the last round in which an instruction was added.
  private var rounds: [UInt32]
  private var round: UInt32 = 1

  init(count: Int) { rounds = Array(repeating: 0, count: count) }

  /// False where it was there.
  mutating func insert(_ state: Int) -> Bool {
    guard rounds[state] != round else { return false }
    rounds[state] = round
    return true
  }

  mutating func removeAll() {
    waiting.removeAll(keepingCapacity: true)
    hasMatch = false
    round &+= 1
    // After four thousand million characters the numbers begin anew.
    if round == 0 {
      for state in rounds.indices { rounds[state] = 0 }
      round = 1
    }
  }
}
