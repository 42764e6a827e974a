import KithCore
import Testing

@Suite struct UnicodeNormalFormTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test(arguments: [
    ("\u{E9}", UnicodeNormalForm.nfd, "e\u{301}"), ("e\u{301}", .nfc, "\u{E9}"),
    ("\u{FB01}t", .nfc, "\u{FB01}t"), ("\u{FB01}t", .nfkc, "fit"), ("\u{FB01}t", .nfkd, "fit"),
    ("x\u{B2}", .nfkc, "x2"), ("\u{212B}", .nfc, "\u{C5}"), ("\u{212B}", .nfd, "A\u{30A}"),
    ("\u{AC01}", .nfd, "\u{1100}\u{1161}\u{11A8}"),
    ("\u{1100}\u{1161}\u{11A8}", .nfc, "\u{AC01}"),
    // Accents are put in order, the one below first.
    ("a\u{301}\u{323}", .nfd, "a\u{323}\u{301}"), ("a\u{301}\u{323}", .nfc, "\u{1EA1}\u{301}"),
    ("\u{1E9B}\u{323}", .nfkc, "\u{1E69}"), ("\u{1E9B}\u{323}", .nfkd, "s\u{323}\u{307}"),
    ("\u{FF21}\u{FF3A}", .nfkc, "AZ"), ("\u{2460}", .nfkd, "1"), ("\u{FDFA}", .nfc, "\u{FDFA}"),
    ("Straße 🙂", .nfkc, "Straße 🙂"), ("", .nfd, ""), ("plain", .nfkd, "plain")
  ])
  func `texts are put in a form`(text: String, form: UnicodeNormalForm, expected: String) {
    #expect(Self.scalars(form.normalized(text)) == Self.scalars(expected))
    #expect(form.isNormalized(expected))
    #expect(form.isNormalized(text) == (Self.scalars(text) == Self.scalars(expected)))
  }

  @Test func `forms are found by name in any case`() {
    #expect(UnicodeNormalForm(named: "nfkC") == .nfkc)
    #expect(UnicodeNormalForm(named: "NFX") == nil)
  }

  @Test func `a form of a form is the same`() {
    for value in stride(from: UInt32(0x80), to: 0x3_0000, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for form in UnicodeNormalForm.allCases {
        let once = form.normalized(String(Character(scalar)))
        #expect(form.isNormalized(once), "\(form) of \(String(value, radix: 16))")
      }
    }
  }
}
