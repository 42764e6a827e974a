/// A place in a text as people count: lines and characters from 1.
package struct TextPosition: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of a byte; a byte past the end is the end.
  ///
  /// Cost: linear in `offset`.
  package init(ofByte offset: Int, in text: [UInt8]) {
    let end = min(max(0, offset), text.count)
    var line = 1
    var lineStart = 0
    for index in 0..<end where text[index] == 0x0A {
      line += 1
      lineStart = index + 1
    }
    self.line = line
    column = String(decoding: text[lineStart..<end], as: UTF8.self).count + 1
  }
}
