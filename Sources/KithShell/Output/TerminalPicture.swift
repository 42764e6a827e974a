/// A PNG file inside of a terminal that can show it.
///
/// kitty's graphics protocol gets the file's path, iTerm2's inline images (WezTerm's and others' too) get its bytes:
///
///     ESC _G a=T,f=100,t=f ; base64(path) ESC \
///     ESC ] 1337 ; File=inline=1;size=BYTES : base64(bytes) BEL
enum TerminalPicture {
  /// What the terminal understands: what is set, else what its variables tell; nil where it shows no pictures.
  static func chosen(_ settings: ShellSettings) -> PictureProtocol? {
    guard settings.isInteractive, !settings.isPlain else { return nil }
    let variables = settings.environment?.variables ?? [:]
    switch settings.picture {
    case .off: return nil
    case .kitty, .iterm: return settings.picture
    case .auto:
      if variables["KITTY_WINDOW_ID"] != nil || variables["TERM"] == "xterm-kitty" { return .kitty }
      let program = variables["TERM_PROGRAM"] ?? ""
      return ["iTerm.app", "WezTerm"].contains(program) ? .iterm : nil
    }
  }

  /// The bytes that show a file by kitty's protocol; `path` is absolute.
  static func kitty(path: String) -> [UInt8] {
    Array("\u{1B}_Ga=T,f=100,t=f;".utf8) + base64(Array(path.utf8)) + Array("\u{1B}\\\n".utf8)
  }

  /// The bytes that show a picture by iTerm2's.
  static func iterm(_ picture: [UInt8]) -> [UInt8] {
    Array("\u{1B}]1337;File=inline=1;size=\(picture.count):".utf8) + base64(picture)
      + Array("\u{7}\n".utf8)
  }

  /// RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits =
        group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let letter = letters[Int(bits >> UInt32(18 - 6 * place)) & 63]
        text.append(place <= group.count ? letter : UInt8(ascii: "="))
      }
    }
    return text
  }
}
