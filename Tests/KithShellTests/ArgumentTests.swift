import KithShell
import Testing

/// The words of a command line.
@Suite struct ArgumentTests {
  @Test func `text in any script is let through`() {
    let arguments = ["-c", "RETURN 'Łódź 関係 👩‍👧'", ""].map { Array($0.utf8) }
    #expect(ProgramArguments.complaint(about: arguments) == nil)
  }

  @Test func `bytes that are no text are told by argument and place`() {
    let complaint = ProgramArguments.complaint(
      about: [Array("-c".utf8), Array("RETURN '".utf8) + [0xFF, 0x27]])
    #expect(
      complaint == """
        error: argument 2 is not UTF-8 text (byte 9)
        = set the terminal to UTF-8, or put the text into a file

        """)
  }
}
