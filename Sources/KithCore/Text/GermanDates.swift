/// The words of dates, German and English, in small letters and without full stops.
enum DateVocabulary {
  /// The number of a month by its name or an abbreviation of at least three letters.
  static func month(_ word: String) -> Int64? {
    if word == "mrz" { return 3 }
    guard word.utf8.count >= 3 else { return nil }
    for month: Int64 in 1...12 {
      let names = WordLanguage.allCases.map { $0.month(month).lowercased() } + others(month)
      if names.contains(where: { $0.hasPrefix(word) && isAbbreviation(word, of: $0) }) {
        return month
      }
    }
    return nil
  }

  /// The whole name, its first three letters, or `sept`.
  private static func isAbbreviation(_ word: String, of name: String) -> Bool {
    word == name || word.count == 3 || word == "sept"
  }

  private static func others(_ month: Int64) -> [String] {
    switch month {
    case 1: ["jänner"]
    case 2: ["feber"]
    case 3: ["maerz"]
    default: []
    }
  }

  static func season(_ word: String) -> Int64? {
    switch word {
    case "frühling", "frühjahr", "fruehling", "fruehjahr", "spring": 21
    case "sommer", "summer": 22
    case "herbst", "autumn", "fall": 23
    case "winter": 24
    default: nil
    }
  }

  /// Which third of a year or month: 0, 1 or 2.
  static func third(_ word: String) -> Int64? {
    switch word {
    case "anfang", "beginn", "early", "beginning", "start": 0
    case "mitte", "mid", "middle": 1
    case "ende", "late", "end": 2
    default: nil
    }
  }

  static let approximate: Set = [
    "um", "ca", "circa", "zirka", "etwa", "gegen", "ungefähr", "ungefaehr", "rund", "about",
    "around",
    "approximately", "roughly", "c"
  ]
  static let uncertain: Set = [
    "vielleicht", "vermutlich", "wohl", "möglicherweise", "wahrscheinlich", "perhaps", "maybe",
    "probably", "possibly"
  ]
  static let starting: Set = ["seit", "ab", "von", "since", "from", "starting"]
  static let ending: Set = ["bis", "until", "till", "through", "to", "–", "—", "-"]
  static let ongoing: Set = [
    "heute", "jetzt", "today", "now", "present", "laufend", "andauernd", "ongoing", "dauert an",
    "still going", "weiterhin"
  ]
  /// Words that say nothing of the date itself.
  static let filler: Set = [
    "im", "in", "am", "on", "den", "dem", "der", "des", "the", "of", "zum", "zur", "jahr", "jahre",
    "jahres", "jahren", "year", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
    "samstag",
    "sonnabend", "sonntag", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday"
  ]
}

/// Splits what people type into words.
enum SpokenWords {
  /// Small letters; commas dropped, the full stop behind a letter too (`Dez.`); a dash between two years is a word.
  static func split(_ typed: String) -> [String] {
    let words = typed.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
    return words.flatMap(parts(of:)).filter { !$0.isEmpty }
  }

  private static func parts(of word: String) -> [String] {
    for dash in ["–", "—"] where word != dash && word.contains(dash) {
      let sides = word.split(separator: dash, maxSplits: 1).map(String.init)
      return sides.count == 2 ? [sides[0], dash, sides[1]] : [word]
    }
    let sides = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    if sides.count == 2 {
      if SpokenDateReader.year(sides[0]) != nil, SpokenDateReader.year(sides[1]) != nil {
        return [sides[0], "-", sides[1]]
      }
      if DateVocabulary.third(sides[0]) != nil { return sides }
    }
    let isLetterThenStop = word.hasSuffix(".") && (word.dropLast().last?.isLetter ?? false)
    return [isLetterThenStop ? String(word.dropLast()) : word]
  }
}

/// Understands the words of a date, from the outside (since, until, about) to the inside (day, month, year).
enum SpokenDateReader {
  static func read(_ words: [String]) -> SpokenDate? {
    if let middle = words.indices.dropFirst().first(where: {
      DateVocabulary.ending.contains(words[$0]) && $0 + 1 < words.count
    }) {
      return span(Array(words[..<middle]), Array(words[(middle + 1)...]))
    }
    guard let first = words.first else { return nil }
    if DateVocabulary.ongoing.contains(words.joined(separator: " ")) {
      return SpokenDate(text: "..", bound: .end)
    }
    if words.count > 1, DateVocabulary.starting.contains(first) {
      return qualified(words.dropFirst()).map { SpokenDate(text: $0, bound: .start) }
    }
    if words.count > 1, DateVocabulary.ending.contains(first) {
      return end(words.dropFirst()).map { SpokenDate(text: $0, bound: .end) }
    }
    return qualified(words[...]).map { SpokenDate(text: $0, bound: .unsaid) }
  }

  private static func span(_ before: [String], _ after: [String]) -> SpokenDate? {
    let isOpened = before.first.map(DateVocabulary.starting.contains) ?? false
    guard let start = qualified(before.dropFirst(isOpened ? 1 : 0)), let end = end(after[...])
    else { return nil }
    return SpokenDate(text: "\(start)/\(end)", bound: .both(start: start, end: end))
  }

  private static func end(_ words: ArraySlice<String>) -> String? {
    if DateVocabulary.ongoing.contains(words.joined(separator: " ")) { return ".." }
    return qualified(words)
  }

  /// `um`, `vielleicht` and fillers before the date.
  private static func qualified(_ words: ArraySlice<String>) -> String? {
    var (rest, isApproximate, isUncertain) = (words, false, false)
    while let word = rest.first {
      if DateVocabulary.approximate.contains(word) {
        isApproximate = true
      } else if DateVocabulary.uncertain.contains(word) {
        isUncertain = true
      } else if !DateVocabulary.filler.contains(word) {
        break
      }
      rest.removeFirst()
    }
    let core = rest.filter { !DateVocabulary.filler.contains($0) }
    guard let (first, last) = date(core[...]) else { return nil }
    let mark = isApproximate && isUncertain ? "%" : isApproximate ? "~" : isUncertain ? "?" : ""
    return last.map { "\(first)\(mark)/\($0)\(mark)" } ?? first + mark
  }

  /// The date itself, or the first and last of an interval.
  private static func date(_ words: ArraySlice<String>) -> (String, String?)? {
    let all = Array(words)
    switch all.count {
    case 1: return oneWord(all[0]).map { ($0, nil) }
    case 2...3:
      if let third = DateVocabulary.third(all[0]) { return thirds(third, all.dropFirst()) }
      if let part = partOfYear(all) { return part }
      return several(all).map { ($0, nil) }
    default: return nil
    }
  }

  private static func oneWord(_ word: String) -> String? {
    if year(word) != nil { return word }
    if let decade = decade(word) { return decade }
    let parts = word.split(whereSeparator: { $0 == "." || $0 == "/" }).map(String.init)
    let separators = word.filter { $0 == "." || $0 == "/" }
    switch (parts.count, separators) {
    case (3, ".."):
      guard year(parts[2]) != nil, let day = number(parts[0]), let month = number(parts[1])
      else { return nil }
      return "\(parts[2])-\(two(month))-\(two(day))"
    case (2, "."), (2, "/"):
      guard year(parts[1]) != nil, let month = number(parts[0]) else { return nil }
      return "\(parts[1])-\(two(month))"
    default: return (try? EDTF(word.uppercased())).map(\.text)
    }
  }

  /// Month or season and year, with a day before or after the month.
  private static func several(_ words: [String]) -> String? {
    guard let last = words.last, year(last) != nil else { return nil }
    if words.count == 2 {
      if let month = DateVocabulary.month(words[0]) { return "\(last)-\(two(month))" }
      return DateVocabulary.season(words[0]).map { "\(last)-\($0)" }
    }
    if let day = day(words[0]), let month = DateVocabulary.month(words[1]) {
      return "\(last)-\(two(month))-\(two(day))"
    }
    guard let month = DateVocabulary.month(words[0]), let day = day(words[1]) else { return nil }
    return "\(last)-\(two(month))-\(two(day))"
  }

  private static func thirds(_ third: Int64, _ words: ArraySlice<String>) -> (String, String?)? {
    guard let last = words.last, let year = year(last) else { return nil }
    if words.count == 1 {
      return ("\(last)-\(two(third * 4 + 1))", "\(last)-\(two(third * 4 + 4))")
    }
    guard words.count == 2, let month = words.first.flatMap(DateVocabulary.month) else {
      return nil
    }
    let end = third == 2 ? Calendar.daysInMonth(year: year, month: month) : third * 10 + 10
    let start = "\(last)-\(two(month))"
    return ("\(start)-\(two(third * 10 + 1))", "\(start)-\(two(end))")
  }

  private static func partOfYear(_ words: [String]) -> (String, String?)? {
    guard let last = words.last, year(last) != nil else { return nil }
    let (count, months): (Int64, Int64)
    switch (words.count, words[0], words.count == 3 ? words[1] : "") {
    case (2, "q1", _), (2, "q2", _), (2, "q3", _), (2, "q4", _), (3, _, "quartal"),
      (3, _, "quarter"):
      (count, months) = (4, 3)
    case (3, _, "halbjahr"), (3, _, "half"): (count, months) = (2, 6)
    default: return nil
    }
    guard let digit = words[0].first(where: \.isNumber), let part = Int64(String(digit)),
      (1...count).contains(part)
    else { return nil }
    return ("\(last)-\(two((part - 1) * months + 1))", "\(last)-\(two(part * months))")
  }

  /// `2010er` and `2010s`.
  private static func decade(_ word: String) -> String? {
    for ending in ["er", "s"] where word.hasSuffix(ending) {
      let digits = String(word.dropLast(ending.count))
      if year(digits) != nil, digits.hasSuffix("0") { return digits.dropLast() + "X" }
    }
    return nil
  }

  /// `1`, `1.`, `1st`.
  private static func day(_ word: String) -> Int64? {
    for ending in [".", "st", "nd", "rd", "th"] where word.hasSuffix(ending) {
      return number(String(word.dropLast(ending.count)))
    }
    return number(word)
  }

  static func year(_ word: String) -> Int64? {
    word.utf8.count == 4 && isDigits(word) ? Int64(word) : nil
  }

  private static func number(_ word: String) -> Int64? {
    (1...2).contains(word.utf8.count) && isDigits(word) ? Int64(word) : nil
  }

  private static func isDigits(_ word: String) -> Bool {
    word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func two(_ number: Int64) -> String { DateValue.twoDigits(number) }
}
