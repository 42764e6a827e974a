import Glibc
package import KithCore

/// Reads whole files without Foundation.
package enum FileText {
  /// The bytes of a file. `-` is standard input.
  package static func bytes(atPath path: String) throws(Diagnostic) -> [UInt8] {
    // Safe because the path is copied by the call.
    let descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(path) }
    defer { if descriptor != 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    while true {
      guard let block = readBlock(descriptor) else { throw problem(path) }
      if block.isEmpty { return bytes }
      bytes.append(contentsOf: block)
    }
  }

  /// The text of a UTF-8 file; a byte order mark at its beginning is skipped.
  package static func text(atPath path: String) throws(Diagnostic) -> String {
    let bytes = try bytes(atPath: path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ShellProblem.notUTF8(path: path, byte: firstInvalidByte(bytes)).diagnostic()
    }
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// Up to 64 KB, as soon as some are there; empty at the end, nil on an error.
  static func readBlock(_ descriptor: Int32) -> [UInt8]? {
    while true {
      var count = 0
      let block = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialized in
        // Safe because read(2) writes at most as many bytes as the buffer has.
        count = unsafe read(descriptor, buffer.baseAddress, buffer.count)
        initialized = max(0, count)
      }
      if count >= 0 { return block }
      if errno != EINTR { return nil }
    }
  }

  private static func problem(_ path: String) -> Diagnostic {
    ShellProblem.cannotRead(path: path, reason: SystemError.text(errno)).diagnostic()
  }

  /// The number of the first byte that is no UTF-8, from 1.
  static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var valid = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { valid += scalar.count }
    return valid + 1
  }
}

/// What the operating system says went wrong, in words.
package enum SystemError {
  /// What went wrong last on this thread.
  static var lastText: String { text(errno) }

  package static func text(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "permission denied"
    case EISDIR: "it is a directory"
    case ENOTDIR: "a part of the path is no directory"
    case ENOSPC: "no space left on the disk"
    case EROFS: "the file system is read-only"
    case EIO: "the disk reports an error"
    default:
      // Safe because strerror returns a text that lives until the next call on this thread.
      unsafe String(cString: strerror(code))
    }
  }
}
