import Testing

@testable import KithShell

@Suite struct ProgressTests {
  @Test(arguments: [
    (
      ProgressText(
        what: "reading people.csv", done: 12_345_678, total: 29_100_000, unit: .bytes,
        milliseconds: 2_000),
      "reading people.csv  42%  12.3 of 29.1 MB  6.1 MB/s  0:03 left"
    ),
    (
      ProgressText(
        what: "drawing", done: 1_500_000, total: 3_000_000, unit: .things, milliseconds: 90_000),
      "drawing  50%  1.5M of 3.0M things  16k things/s  1:30 left"
    ),
    (
      ProgressText(
        what: "running", done: 0, total: nil, unit: .rows, milliseconds: 3_723_000),
      "running  1:02:03"
    ),
    (
      ProgressText(what: "running", done: 900, total: nil, unit: .rows, milliseconds: 3_000),
      "running  900 rows  300 rows/s  0:03"
    ),
    (
      ProgressText(what: "x", done: 10, total: 10, unit: .things, milliseconds: 5_000),
      "x  100%  10 of 10 things  2 things/s"
    )
  ])
  func `progress is told with rate and time left`(text: ProgressText, expected: String) {
    #expect(text.text == expected)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")
  ])
  func `base64 is RFC 4648's`(text: String, encoded: String) {
    #expect(String(decoding: TerminalPicture.base64(Array(text.utf8)), as: UTF8.self) == encoded)
  }

  @Test func `a picture is wrapped as each terminal wants it`() {
    #expect(
      TerminalPicture.kitty(path: "/a") == Array("\u{1B}_Ga=T,f=100,t=f;L2E=\u{1B}\\\n".utf8))
    #expect(
      TerminalPicture.iterm([0x66]) == Array("\u{1B}]1337;File=inline=1;size=1:Zg==\u{7}\n".utf8))
  }

  @Test func `a number for people has commas`() {
    #expect(
      [0, 999, 1_000, 1_234_567].map(GroupedNumber.text) == ["0", "999", "1,000", "1,234,567"])
  }

  @Test func `the size of a file has a unit`() {
    #expect(
      [0, 1_023, 1_024, 75_000_000].map(FileSize.text) == [
        "0 bytes", "1023 bytes", "1.0 KiB", "71.5 MiB"
      ])
  }
}
