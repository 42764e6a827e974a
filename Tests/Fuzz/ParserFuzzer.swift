/// An input on which a reader of texts breaks its word.
package struct ParserFind: Sendable {
  /// The smallest input that was found, as bytes: it need not be UTF-8.
  package var bytes: [UInt8]
  package var complaint: String

  package var description: String {
    "\(complaint)\n  text  \(String(decoding: bytes, as: UTF8.self).debugDescription)\n  bytes \(bytes)"
  }
}

/// Feeds the parser, the splitter, the tokenizer and completion with texts that are queries nearly, or not at all.
///
/// Whatever comes, nothing traps and nothing hangs; spans lie in the text; what cuts a text leaves nothing out; and each
/// diagnostic can be shown.
package struct ParserFuzzer {
  package private(set) var inputCount = 0
  /// Inputs that parsed: where there are none, the mutations are too wild to reach far.
  package private(set) var validCount = 0

  private let corpus: [[UInt8]]
  private var random: FuzzRandom
  /// Called before each input, so that a crash can be told of.
  private let onTry: ([UInt8]) -> Void

  /// `corpus`: texts of queries, which come on top of the queries that a grammar makes.
  package init(
    corpus: [String], seed: UInt64, onTry: @escaping ([UInt8]) -> Void = { _ in }
  ) {
    self.corpus = (corpus + Self.seeds).map { Array($0.utf8) }
    random = FuzzRandom(seed: seed)
    self.onTry = onTry
  }

  private static let seeds = [
    "MATCH (a:A {x: 1})-[r:R|S*1..3]->(b) WHERE a.x <> 'q\\u00fc' RETURN [x IN a.b | x.y][1..2]",
    "CALL { WITH x RETURN EXISTS { (a)--(b) } AS y } WITH * ORDER BY y SKIP 1 RETURN n {.a, b: 1}"
  ]

  /// Tries one input; nil where all is well.
  package mutating func step() -> ParserFind? {
    let bytes = input()
    inputCount += 1
    onTry(bytes)
    guard let complaint = complaint(about: bytes, isCounted: true) else { return nil }
    return ParserFind(bytes: smallest(bytes), complaint: complaint)
  }

  // MARK: inputs

  private mutating func input() -> [UInt8] {
    var mutation = TextMutation(random: FuzzRandom(seed: random.next()), corpus: corpus)
    var bytes: [UInt8]
    switch random.below(10) {
    case 0..<4:
      var maker = QueryMaker(FuzzRandom(seed: random.next()))
      bytes = Array(maker.statement().utf8)
    case 4..<9: bytes = random.pick(corpus)
    default: bytes = mutation.noise()
    }
    // One in twelve stays as it is.
    guard !random.chance(8) else { return bytes }
    for _ in 0...random.below(6) { mutation.change(&bytes) }
    return bytes
  }

  /// Leaves out what the complaint does not need: long runs first.
  private mutating func smallest(_ start: [UInt8]) -> [UInt8] {
    var best = start
    var length = max(1, start.count / 2)
    var tries = 0
    while length > 0, tries < 4_000 {
      var first = 0
      while first + length <= best.count, tries < 4_000 {
        tries += 1
        var next = best
        next.removeSubrange(first..<first + length)
        if complaint(about: next, isCounted: false) != nil { best = next } else { first += length }
      }
      length /= 2
    }
    return best
  }

  // MARK: checks

  private mutating func complaint(about bytes: [UInt8], isCounted: Bool) -> String? {
    let checks = ParserChecks(bytes)
    if let complaint = checks.parsing { return complaint }
    if isCounted, checks.isValid { validCount += 1 }
    if let complaint = checks.tokens ?? checks.pieces { return complaint }
    var offsets = FuzzRandom(seed: UInt64(bytes.count))
    for offset in [0, bytes.count, offsets.below(bytes.count + 1), offsets.below(bytes.count + 1)] {
      if let complaint = checks.completion(at: offset) { return complaint }
    }
    return nil
  }
}
