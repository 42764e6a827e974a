import Testing

@testable import KithCore

@Suite("Folded names")
struct NameFoldingTests {
  @Test(
    "a name has one key however it is written",
    arguments: [
      ("Nörenberg", "norenberg"),
      ("Noerenberg", "norenberg"),
      ("Norenberg", "norenberg"),
      ("NÖRENBERG", "norenberg"),
      ("No\u{308}renberg", "norenberg"),
      ("Dr. Noerenberg", "norenberg"),
      ("Prof. Dr.-Ing. habil. Anna Groß", "anna gross"),
      ("Dipl.-Kfm. Anna Gross", "anna gross"),
      ("Dr. rer. nat. Anna Groß", "anna gross"),
      ("Dr. h. c. Anna Groß", "anna gross"),
      ("Dr. H. Groß", "h gross"),
      ("Anna Groß, MdL", "anna gross"),
      ("Dr.", "dr"),
      ("Dr. med.", "dr med"),
      ("STRASSE", "strasse"),
      ("Straße", "strasse"),
      ("STRAẞE", "strasse"),
      ("Łukasz Dvořák", "lukasz dvorak"),
      ("Ayşe Yılmaz", "ayse yilmaz"),
      ("İpek Öztürk", "ipek ozturk"),
      ("Nguyễn Văn", "nguyen van"),
      ("Désirée Lefèvre", "desiree lefevre"),
      ("Søren Æbelø", "soren abelo"),
      ("Krzysztof Blau", "krzysztof blau"),
      ("Goethe", "gothe"),
      ("Göthe", "gothe"),
      ("Ärzte für Aerzte", "arzte fur arzte"),
      ("O'Brien", "obrien"),
      ("O’Brien", "obrien"),
      ("Müller-Lüdenscheidt", "muller ludenscheidt"),
      ("AG Interkultur & Soziales", "ag interkultur und soziales"),
      ("Migrant*innenorganisationen", "migrantinnenorganisationen"),
      ("Migrant:innen", "migrantinnen"),
      ("Migrant* innen", "migrant innen"),
      ("*innen a**b", "innen a b"),
      ("R&D + X", "r und d und x"),
      ("Projekt: Neue Räume", "projekt neu raume"),
      ("  Büro  für\tIntegration ", "buro fur integration"),
      ("4. Förderperiode", "4 forderperiode"),
      ("李明", "李明"),
      ("…", ""),
      ("", "")
    ])
  func keys(name: String, key: String) {
    #expect(NameFolding.key(name) == key)
  }

  @Test("every letter of Latin-1 and Latin Extended-A with a diacritic has a plain base")
  func latinLetters() {
    for value: UInt32 in 0xC0...0x17F {
      guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else { continue }
      let key = NameFolding.key(String(Character(scalar)))
      #expect(key.utf8.allSatisfy { (0x61...0x7A).contains($0) }, "U+\(String(value, radix: 16))")
      #expect(!key.isEmpty, "U+\(String(value, radix: 16))")
    }
  }
}

@Suite("Finding by name")
struct NameQueryTests {
  @Test(
    "a name answers as well as it fits",
    arguments: [
      ("Liane Nörenberg", "liane nörenberg", .identical),
      ("Liane Nörenberg", "Liane Noerenberg", .exact),
      ("Dr. Liane Nörenberg", "liane norenberg", .exact),
      ("Liane Nörenberg", "Dr. Liane Nörenberg", .exact),
      ("Liane Nörenberg", "noerenberg", .wholeWords),
      ("Liane Nörenberg", "Norenberg", .wholeWords),
      ("Liane Nörenberg", "nörenberg liane", .wholeWords),
      ("Antje Schirmer", "Frau Schirmer", .wholeWords),
      ("Katja Michalak", "Frau Dr. Katja Michalak", .exact),
      ("Ingo Gottschalk", "Herr Dr. Gottschalk", .wholeWords),
      ("Frau und Beruf", "Frau und Beruf", .identical),
      ("Frau und Beruf e. V.", "frau und beruf", .wholeWords),
      ("Magdeburg", "magde", .prefix),
      ("Landeshauptstadt Magdeburg", "magde", .wordPrefixes),
      ("Landeshauptstadt Magdeburg", "haupt", .substring),
      ("Liane Nörenberg", "nörenbreg", .typingErrors(1)),
      ("Liane Nörenberg", "nörnbreg", .typingErrors(2)),
      ("Liane Nörenberg", "Lianne Nörenberg", .typingErrors(1)),
      ("Liane Nörenberg", "Nürnberg", .typingErrors(2)),
      ("Liane Nörenberg", "Nirgendwo", nil),
      ("Liane Nörenberg", "", nil),
      ("Liane Nörenberg", "?", nil),
      ("Ulm", "Olm", nil),
      ("", "x", nil)
    ] as [(String, String, NameMatch?)])
  func matches(name: String, typed: String, expected: NameMatch?) {
    #expect(NameQuery(typed).match(name) == expected)
  }

  @Test("candidates come best first, equal ones in German order")
  func ranks() {
    let names = ["Zoo Magdeburg", "Magdeburger Zoo", "Ärzte Magdeburg", "Magdeburg", "Stendal"]
    let found = NameQuery("magdeburg").ranked(names.map { ($0, ()) })
    #expect(
      found.map(\.name) == ["Magdeburg", "Ärzte Magdeburg", "Zoo Magdeburg", "Magdeburger Zoo"])
  }

  @Test("slips of typing count only where nothing else answers")
  func typingErrorsLast() {
    let names = ["Meier", "Meyer", "Weber"]
    #expect(NameQuery("meyer").ranked(names.map { ($0, ()) }).map(\.name) == ["Meyer"])
    #expect(NameQuery("meuer").ranked(names.map { ($0, ()) }).map(\.name) == ["Meier", "Meyer"])
  }
}

@Suite("Slips of typing")
struct TypingDistanceTests {
  /// The distance by its definition, without a limit.
  private func plainDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var table = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
    for i in 0...left.count { table[i][0] = i }
    for j in 0...right.count { table[0][j] = j }
    for i in 0..<left.count {
      for j in 0..<right.count {
        var least = min(table[i][j + 1], table[i + 1][j]) + 1
        least = min(least, table[i][j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          least = min(least, table[i - 1][j - 1] + 1)
        }
        table[i + 1][j + 1] = least
      }
    }
    return table[left.count][right.count]
  }

  @Test("are counted as by the definition, up to the limit")
  func naive() {
    var state: UInt64 = 20_231_011
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<3000 {
      let left = (0..<next(9)).map { _ in UInt8(0x61 + next(3)) }
      let right = (0..<next(9)).map { _ in UInt8(0x61 + next(3)) }
      let (limit, expected) = (next(8), plainDistance(left, right))
      let found = typingDistance(left, right, limit: limit)
      #expect(found == (expected <= limit ? expected : nil), "\(left) \(right) \(limit)")
    }
  }
}

@Suite("German order")
struct CollationKeyTests {
  @Test("names stand as in a dictionary, by DIN 5007-1")
  func orders() {
    let ordered = [
      "3. Stock", "arm", "Arm", "Ärmel", "Armin", "Goethe", "Göthe", "Götz", "Gross", "Groß",
      "Großmann", "Muller", "Müller", "Müller, Anna", "Müller-Lüdenscheidt", "Mullerin", "Ober",
      "Öl", "Zebra"
    ]
    #expect(ordered.reversed().sorted { CollationKey($0) < CollationKey($1) } == ordered)
    #expect(ordered.shuffled().sorted { CollationKey($0) < CollationKey($1) } == ordered)
  }
}
