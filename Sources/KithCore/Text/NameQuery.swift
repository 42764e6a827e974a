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
  private let readings: [FoldedName]
  /// The words with every `e` kept: what slips of typing are counted on, beside the key.
  private let spelled: FoldedName

  package init(_ text: String) {
    self.text = text.lowercased()
    let folded = FoldedName(text)
    let isAddressed =
      folded.words.count > 1
      && ["frau", "herr", "herrn"].contains(String(decoding: folded.word(0), as: UTF8.self))
    // Titles may follow: `Frau Dr. Michalak`.
    let addressed = text.drop { $0.isWhitespace }.drop { !$0.isWhitespace }
    readings = isAddressed ? [folded, FoldedName(String(addressed))] : [folded]
    spelled = FoldedName(text, collapsing: false)
  }

  /// How well the name answers, or nil where it does not. An empty query matches nothing.
  ///
  /// Cost: folds the name; linear in it.
  package func match(_ name: String) -> NameMatch? {
    let folded = FoldedName(name)
    return matchWithoutSlips(name, folded) ?? matchWithSlips(name, folded)
  }

  /// The candidates that answer, the best first, equal ones in the order of their names.
  ///
  /// Slips of typing count only where nothing else answers. 100,000 names take about a fifth of a second.
  package func ranked<Subject>(
    _ candidates: some Sequence<(name: String, subject: Subject)>
  ) -> [(name: String, subject: Subject, match: NameMatch)] {
    let all = Array(candidates)
    func matches(_ match: (String) -> NameMatch?) -> [(String, Subject, NameMatch)] {
      all.compactMap { candidate in
        match(candidate.name).map { (candidate.name, candidate.subject, $0) }
      }
    }
    var found = matches { matchWithoutSlips($0, FoldedName($0)) }
    if found.isEmpty { found = matches { matchWithSlips($0, FoldedName($0)) } }
    return found.map { ($0, CollationKey($0.0)) }.sorted { ($0.0.2, $0.1) < ($1.0.2, $1.1) }
      .map { (name: $0.0.0, subject: $0.0.1, match: $0.0.2) }
  }

  private func matchWithoutSlips(_ name: String, _ folded: FoldedName) -> NameMatch? {
    var best: NameMatch?
    for reading in readings {
      guard let match = Self.match(reading, folded) else { continue }
      best = min(best ?? match, match)
    }
    // A name is only then the text itself where all its words are there.
    let mayBeIdentical = best == .exact || readings[0].bytes.isEmpty && !text.isEmpty
    return mayBeIdentical && name.lowercased() == text ? .identical : best
  }

  private func matchWithSlips(_ name: String, _ folded: FoldedName) -> NameMatch? {
    var fewest = Self.slips(spelled, FoldedName(name, collapsing: false))
    for reading in readings {
      guard let slips = Self.slips(reading, folded) else { continue }
      fewest = min(fewest ?? slips, slips)
    }
    return fewest.map(NameMatch.typingErrors)
  }

  private static func match(_ typed: FoldedName, _ name: FoldedName) -> NameMatch? {
    guard !typed.bytes.isEmpty, typed.bytes.count <= name.bytes.count else { return nil }
    if typed.bytes == name.bytes { return .exact }
    if eachWordTakes(typed, name, where: { $0 == $1 }) { return .wholeWords }
    if name.bytes.starts(with: typed.bytes) { return .prefix }
    if eachWordTakes(typed, name, where: { $1.starts(with: $0) }) { return .wordPrefixes }
    return name.bytes.containsRun(typed.bytes) ? .substring : nil
  }

  /// Whether each word typed finds a word of the name that no other one took.
  private static func eachWordTakes(
    _ typed: FoldedName, _ name: FoldedName,
    where fits: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool
  ) -> Bool {
    var taken: [Int] = []
    for wanted in typed.words.indices {
      let word = typed.word(wanted)
      let found = name.words.indices.first { number in
        fits(word, name.word(number)) && !taken.contains(number)
      }
      guard let found else { return false }
      taken.append(found)
    }
    return true
  }

  /// The fewest slips against any run of as many words; nil where there are too many to be slips.
  private static func slips(_ typed: FoldedName, _ name: FoldedName) -> Int? {
    let limit = typed.bytes.count < 4 ? 0 : typed.bytes.count < 8 ? 1 : 2
    let count = typed.words.count
    guard limit > 0, name.words.count >= count else { return nil }
    var fewest: Int?
    for first in 0...(name.words.count - count) {
      let run = name.words[first].lowerBound..<name.words[first + count - 1].upperBound
      guard abs(run.count - typed.bytes.count) <= limit,
        let slips = typingDistance(typed.bytes, Array(name.bytes[run]), limit: limit)
      else { continue }
      fewest = min(fewest ?? slips, slips)
    }
    return fewest
  }
}

extension [UInt8] {
  /// Whether the other bytes stand somewhere in these, one behind the other. The product of the lengths at worst.
  fileprivate func containsRun(_ other: [UInt8]) -> Bool {
    guard let first = other.first, other.count <= count else { return false }
    for start in 0...(count - other.count) where self[start] == first {
      var length = 1
      while length < other.count, self[start + length] == other[length] { length += 1 }
      if length == other.count { return true }
    }
    return false
  }
}

/// The slips of typing between two texts, as bytes: a letter too many, missing, wrong, or two swapped.
///
/// Nil where there are more than `limit`. Cost: the length times the limit.
package func typingDistance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
  guard abs(left.count - right.count) <= limit else { return nil }
  // Only the cells near the diagonal can stay within the limit; all others count as too far.
  let far = limit + 1
  var beforeLast = [Int](repeating: far, count: right.count + 1)
  var last = (0...right.count).map { min($0, far) }
  var next = beforeLast
  for row in 0..<left.count {
    let columns = max(0, row - limit)..<min(right.count, row + limit + 1)
    next[columns.lowerBound] = columns.lowerBound == 0 ? min(row + 1, far) : far
    var best = next[columns.lowerBound]
    for column in columns {
      var fewest = min(last[column] + (left[row] == right[column] ? 0 : 1), next[column] + 1)
      // The cell above the last one of the band was never filled.
      if column < row + limit { fewest = min(fewest, last[column + 1] + 1) }
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        fewest = min(fewest, beforeLast[column - 1] + 1)
      }
      next[column + 1] = min(fewest, far)
      best = min(best, fewest)
    }
    if best > limit { return nil }
    (beforeLast, last, next) = (last, next, beforeLast)
  }
  return last[right.count] <= limit ? last[right.count] : nil
}
