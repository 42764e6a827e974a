/// How a name answers to what somebody typed, the best first.
package enum NameMatch: Hashable, Comparable, Sendable {
  /// The name itself, case aside.
  case identical
  /// The same folded key: `noerenberg` and `Nörenberg`.
  case exact
  /// Every word typed is a word of the name: `schirmer antje` and `Antje Schirmer`.
  case wholeWords
  /// The name begins so.
  case prefix
  /// Every word typed begins a word of the name: `ant schir`.
  case wordPrefixes
  /// It stands somewhere in the name.
  case substring
  /// So many slips of typing away: `Nörenbreg`. The last resort.
  case typingErrors(Int)
}

/// What somebody typed to find a thing by its name; folds the text once and compares many names.
package struct NameQuery: Sendable {
  private let text: String
  /// The folded words, with and without `Frau` or `Herr` before them.
  private let readings: [[String]]
  /// The words with every `e` kept.
  private let spelledWords: [String]

  package init(_ text: String) {
    self.text = text.lowercased()
    let words = NameFolding.words(text)
    let isAddressed = words.count > 1 && ["frau", "herr", "herrn"].contains(words.first)
    let unaddressed = NameFolding.words(words.dropFirst().joined(separator: " "))
    readings = isAddressed ? [words, unaddressed] : [words]
    spelledWords = NameFolding.spelledWords(text)
  }

  /// How well the name answers, or nil where it does not. An empty query matches nothing.
  ///
  /// Cost: folds the name; linear in it, and with the square of its length for slips of typing.
  package func match(_ name: String) -> NameMatch? {
    let words = NameFolding.words(name)
    if !text.isEmpty, name.lowercased() == text { return .identical }
    if let best = readings.compactMap({ Self.match($0, words) }).min() { return best }
    let spelled = Self.slips(spelledWords, NameFolding.spelledWords(name))
    let folded = readings.map { Self.slips($0, words) }
    return ([spelled] + folded).compactMap { $0 }.min().map(NameMatch.typingErrors)
  }

  /// The candidates that answer, the best first, equal ones in the order of their names.
  ///
  /// Slips of typing count only where nothing else answers.
  package func ranked<Subject>(
    _ candidates: some Sequence<(name: String, subject: Subject)>
  ) -> [(name: String, subject: Subject, match: NameMatch)] {
    let all = candidates.compactMap { candidate in
      match(candidate.name).map { (candidate.name, candidate.subject, $0) }
    }
    let exactOnes = all.filter { if case .typingErrors = $0.2 { false } else { true } }
    let kept = (exactOnes.isEmpty ? all : exactOnes).map { ($0, CollationKey($0.0)) }
    return kept.sorted { ($0.0.2, $0.1) < ($1.0.2, $1.1) }
      .map { (name: $0.0.0, subject: $0.0.1, match: $0.0.2) }
  }

  private static func match(_ wanted: [String], _ words: [String]) -> NameMatch? {
    guard !wanted.isEmpty, !words.isEmpty else { return nil }
    if wanted == words { return .exact }
    if eachTakes(wanted, of: words, where: ==) { return .wholeWords }
    let (typed, name) = (wanted.joined(separator: " "), words.joined(separator: " "))
    if name.hasPrefix(typed) { return .prefix }
    if eachTakes(wanted, of: words, where: { $1.hasPrefix($0) }) { return .wordPrefixes }
    return name.contains(typed) ? .substring : nil
  }

  /// Whether each word typed finds a word of the name that no other one took.
  private static func eachTakes(
    _ wanted: [String], of words: [String], where fits: (String, String) -> Bool
  ) -> Bool {
    var left = words
    for word in wanted {
      guard let index = left.firstIndex(where: { fits(word, $0) }) else { return false }
      left.remove(at: index)
    }
    return true
  }

  /// The fewest slips against any run of as many words; nil where there are too many to be slips.
  private static func slips(_ wanted: [String], _ words: [String]) -> Int? {
    let typed = Array(wanted.joined(separator: " ").utf8)
    let limit = typed.count < 4 ? 0 : typed.count < 8 ? 1 : 2
    guard limit > 0, words.count >= wanted.count else { return nil }
    return (0...(words.count - wanted.count)).compactMap { first in
      let run = words[first..<(first + wanted.count)].joined(separator: " ")
      return typingDistance(typed, Array(run.utf8), limit: limit)
    }.min()
  }
}

/// The slips of typing between two texts, as bytes: a letter too many, missing, wrong, or two swapped.
///
/// Nil where there are more than `limit`. Cost: the product of the lengths at most.
package func typingDistance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
  guard abs(left.count - right.count) <= limit else { return nil }
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var next = [row + 1]
    for (column, other) in right.enumerated() {
      var fewest = min(last[column + 1], next[column]) + 1
      fewest = min(fewest, last[column] + (letter == other ? 0 : 1))
      if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
        fewest = min(fewest, beforeLast[column - 1] + 1)
      }
      next.append(fewest)
    }
    if next.allSatisfy({ $0 > limit }) { return nil }
    (beforeLast, last) = (last, next)
  }
  return last[right.count] <= limit ? last[right.count] : nil
}
