/// A regular expression as a machine without memory: instructions that run for all ways to match at once
/// (Thompson 1968).
struct RegexProgram {
  enum Instruction {
    /// Goes on behind a character of a set.
    case characters(RegexCharacterTable)
    /// Goes on here and there.
    case split(Int, Int)
    case jump(Int)
    case assert(RegexAssertion)
    /// Goes on where another machine matches from here on, or up to here.
    case look(Int, isAhead: Bool, isNegated: Bool)
    case match
  }

  /// How many instructions a pattern may become: `(a{1000}){1000}` is too many.
  static let sizeLimit = 20_000

  private(set) var instructions: [Instruction] = []
  /// The machines of looks ahead and behind.
  private(set) var looks: [RegexProgram] = []

  init(_ node: RegexNode) throws(RegexProblem) {
    try add(node)
    instructions.append(.match)
  }

  private mutating func append(_ instruction: Instruction) throws(RegexProblem) {
    guard instructions.count < Self.sizeLimit else {
      throw RegexProblem(kind: .tooLarge(limit: Self.sizeLimit), place: 0)
    }
    instructions.append(instruction)
  }

  private mutating func add(_ node: RegexNode) throws(RegexProblem) {
    switch node {
    case .empty: return
    case .characters(let set): try append(.characters(RegexCharacterTable(set)))
    case .assertion(let assertion): try append(.assert(assertion))
    case .sequence(let parts): for part in parts { try add(part) }
    case .choice(let choices): try add(choices: choices)
    case .repeated(let inner, let least, let most):
      try add(repeated: inner, least: least, most: most)
    case .look(let inner, let isAhead, let isNegated):
      looks.append(try RegexProgram(inner))
      try append(.look(looks.count - 1, isAhead: isAhead, isNegated: isNegated))
    }
  }

  private mutating func add(choices: [RegexNode]) throws(RegexProblem) {
    var exits: [Int] = []
    for choice in choices.dropLast() {
      let fork = instructions.count
      try append(.match)
      try add(choice)
      exits.append(instructions.count)
      try append(.match)
      instructions[fork] = .split(fork + 1, instructions.count)
    }
    if let last = choices.last { try add(last) }
    for exit in exits { instructions[exit] = .jump(instructions.count) }
  }

  private mutating func add(
    repeated inner: RegexNode, least: Int, most: Int?
  ) throws(RegexProblem) {
    for _ in 0..<least {
      let before = instructions.count
      try add(inner)
      // What takes no room takes none however often it stands there.
      if instructions.count == before { return }
    }
    guard let most else {
      let fork = instructions.count
      try append(.match)
      try add(inner)
      try append(.jump(fork))
      instructions[fork] = .split(fork + 1, instructions.count)
      return
    }
    var forks: [Int] = []
    for _ in least..<max(least, most) {
      forks.append(instructions.count)
      try append(.match)
      try add(inner)
    }
    for fork in forks { instructions[fork] = .split(fork + 1, instructions.count) }
  }
}
