import Glibc
package import KithCore

/// Has Graphviz lay out and draw DOT text.
package enum GraphvizRunner {
  /// Writes a picture of the DOT text into a file whose ending names the format; `.dot` needs no Graphviz.
  ///
  /// The layout is the one that the text names (`layout=`). An existing file stays as it is until the
  /// new one is whole. Throws a diagnostic for an unknown ending, a missing Graphviz, a layout that
  /// takes longer than `options.layoutTimeoutSeconds`, Ctrl-C, and a file that cannot be written.
  package static func render(
    _ dot: [UInt8], to path: String, options: DrawingOptions
  ) throws(Diagnostic) {
    let format = try PictureFormat(path: path)
    let picture = try PictureFile(path: path)
    if format == .dot {
      try picture.write(dot)
      return try picture.commit()
    }
    let input = try ScratchFile(for: path)
    guard input.fill(dot) else {
      throw DrawingMessages.cannotWrite(path: path, reason: SystemError.text(errno))
    }
    let errors = try ScratchFile(for: path)
    let outcome = ChildProcess.run(
      options.graphvizProgram, arguments(for: format),
      files: .init(
        input: input.descriptor, output: picture.descriptor, errors: errors.descriptor),
      timeoutSeconds: options.layoutTimeoutSeconds)
    try check(outcome, path: path, errors: errors.text(), options)
    guard picture.size() > 0 else {
      throw DrawingMessages.graphvizFailed(path: path, reason: "the picture is empty")
    }
    try picture.commit()
  }

  private static func arguments(for format: PictureFormat) -> [String] {
    switch format {
    case .dot: ["-Tdot"]
    case .svg: ["-Tsvg"]
    // Half as fine again as a screen, so that a printed page is not blurred.
    case .png: ["-Tpng", "-Gdpi=144"]
    // A page of A3 with its margins; smaller pictures keep their size.
    case .pdf: ["-Tpdf", "-Gsize=15.5,10.7"]
    }
  }

  private static func check(
    _ outcome: ChildProcess.Outcome, path: String, errors: String, _ options: DrawingOptions
  ) throws(Diagnostic) {
    let program = options.graphvizProgram
    switch outcome {
    case .exited(0): return
    case .exited(let status):
      let line = errors.split(whereSeparator: \.isNewline).first.map(String.init)
      throw DrawingMessages.graphvizFailed(path: path, reason: line ?? "exit status \(status)")
    case .killed(let signal):
      throw DrawingMessages.graphvizFailed(path: path, reason: "it ended by signal \(signal)")
    case .timedOut: throw DrawingMessages.layoutTimedOut(seconds: options.layoutTimeoutSeconds)
    case .interrupted: throw DrawingMessages.layoutCancelled()
    case .notFound: throw DrawingMessages.graphvizIsMissing(program: program, path: path)
    case .notStarted(let number):
      throw DrawingMessages.graphvizDidNotStart(program: program, reason: SystemError.text(number))
    }
  }
}

/// A nameless file that is gone when it is closed: what Graphviz reads, and what it complains of.
///
/// Files instead of pipes: there is nothing to wait for on two sides, and so nothing to lock up.
private struct ScratchFile: ~Copyable {
  let descriptor: Int32

  init(for path: String) throws(Diagnostic) {
    let file = unsafe tmpfile()
    // Safe because the stream is closed right here; the duplicate keeps the file.
    guard let file = unsafe file else {
      throw DrawingMessages.cannotWrite(path: path, reason: SystemError.text(errno))
    }
    descriptor = unsafe dup(fileno(file))
    unsafe fclose(file)
  }

  deinit { _ = close(descriptor) }

  /// Writes the bytes and goes back to the start.
  borrowing func fill(_ bytes: [UInt8]) -> Bool {
    SystemError.write(bytes, to: descriptor) && lseek(descriptor, 0, SEEK_SET) == 0
  }

  /// The first kilobytes of the file.
  borrowing func text() -> String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    // Safe because no more is read than the array holds.
    let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
