import Glibc
import KithCore

/// A file that takes its name only when it is whole: until then, and for ever where drawing fails, a file
/// that had the name stays as it is.
///
///     create `.NAME.PROCESS.part` beside it ──▶ write ──▶ commit: rename
///                                                 └────▶ else: remove
struct PictureFile: ~Copyable {
  private let path: String
  private let temporaryPath: String
  /// Where to write.
  let descriptor: Int32

  /// Creates the file beside the one that it will be. Throws where the folder does not take it.
  init(path: String) throws(Diagnostic) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().map { $0 + "/" }.joined()
    let temporaryPath = "\(folder).\(parts.last ?? "").\(getpid()).part"
    // Safe because the path outlives the call.
    let descriptor = unsafe open(temporaryPath, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw DrawingMessages.cannotWrite(path: path, reason: SystemError.text(errno))
    }
    self.path = path
    self.temporaryPath = temporaryPath
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
    // Safe because the path outlives the call.
    _ = unsafe unlink(temporaryPath)
  }

  /// Appends all of the bytes.
  borrowing func write(_ bytes: [UInt8]) throws(Diagnostic) {
    guard SystemError.write(bytes, to: descriptor) else {
      throw DrawingMessages.cannotWrite(path: path, reason: SystemError.text(errno))
    }
  }

  /// How many bytes the file has.
  borrowing func size() -> Int { Int(lseek(descriptor, 0, SEEK_END)) }

  /// Gives the file its name.
  consuming func commit() throws(Diagnostic) {
    // Safe because both paths outlive the call. After it nothing has the temporary name: the
    // removal at the end does nothing.
    guard unsafe rename(temporaryPath, path) == 0 else {
      throw DrawingMessages.cannotWrite(path: path, reason: SystemError.text(errno))
    }
  }
}

/// The calls of the operating system that drawing needs in more than one place.
enum SystemError {
  /// The system's words for an error number.
  static func text(_ number: Int32) -> String {
    // Safe because the text is copied before the next call that could change it.
    unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
  }

  /// Writes all bytes, going on after signals; false where that fails, with the reason in `errno`.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    // Safe because the buffer is used within the closure only.
    unsafe bytes.withUnsafeBytes { unsafe write($0, to: descriptor) }
  }

  /// The same for bytes that somebody else owns.
  static func write(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < buffer.count {
      // Safe because no more is written than the buffer has behind the offset.
      guard let base = buffer.baseAddress else { break }
      let count = unsafe Glibc.write(descriptor, base + offset, buffer.count - offset)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      offset += count
    }
    return true
  }
}
