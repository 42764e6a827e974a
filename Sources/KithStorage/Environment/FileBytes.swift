import Glibc

/// Reads bytes of a file at offsets, without mapping it: what is missing is an answer, not a signal.
enum FileBytes {
  /// `count` bytes from `offset`, or nil where the file has fewer.
  static func read(_ descriptor: Int32, offset: Int, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return read(descriptor, offset: offset, into: &bytes) ? bytes : nil
  }

  /// Fills `bytes` from `offset`; false where the file has fewer.
  static func read(_ descriptor: Int32, offset: Int, into bytes: inout [UInt8]) -> Bool {
    // Safe because the buffer is written only within its bounds.
    unsafe bytes.withUnsafeMutableBytes { buffer in
      var done = 0
      while done < buffer.count {
        guard let start = buffer.baseAddress else { return false }
        // Safe because at most the rest of the buffer is written.
        let got = unsafe pread(descriptor, start + done, buffer.count - done, off_t(offset + done))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return false }
        done += got
      }
      return true
    }
  }

  /// The file's size, or nil where it cannot be told.
  static func size(_ descriptor: Int32) -> Int? {
    var status = stat()
    // Safe because `status` is written only during the call.
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }
}
