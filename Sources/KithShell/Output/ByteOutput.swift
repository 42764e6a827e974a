import Glibc

/// Why output came to an end.
package enum OutputFailure: Error, Sendable, Hashable {
  /// Nobody reads any more, as in `kith … | head`: no error.
  case closed
  case failed(reason: String)
}

/// A place that takes bytes: standard output, a terminal, a test's memory.
package protocol ByteOutput: AnyObject {
  func write(_ bytes: [UInt8]) throws(OutputFailure)
}

/// A file descriptor, written with write(2).
///
/// `SIGPIPE` must be ignored, so that a closed pipe shows as `OutputFailure.closed`.
package final class DescriptorOutput: ByteOutput {
  private let descriptor: Int32

  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  package func write(_ bytes: [UInt8]) throws(OutputFailure) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        // Safe because `written` is less than the buffer's count.
        unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        waitUntilWritable()
      } else if errno == EPIPE {
        throw .closed
      } else if errno != EINTR {
        throw .failed(reason: SystemError.text(errno))
      }
    }
  }

  /// A pipe that its other end made non-blocking may be full for a while.
  private func waitUntilWritable() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&waiting, 1, -1)
  }
}

/// Gathers bytes and hands them on in blocks.
package final class OutputBuffer {
  private static let blockSize = 65_536

  package var bytes: [UInt8] = []
  private let destination: any ByteOutput

  package init(_ destination: any ByteOutput) { self.destination = destination }

  /// Appends a text; nothing is written before `flush()` or a full block.
  package func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Hands everything on.
  package func flush() throws(OutputFailure) {
    if bytes.isEmpty { return }
    // What cannot be written is dropped: trying again would only fail again.
    let block = bytes
    bytes.removeAll(keepingCapacity: true)
    try destination.write(block)
  }

  /// Hands everything on once it is a block.
  package func flushIfFull() throws(OutputFailure) {
    if bytes.count >= Self.blockSize { try flush() }
  }
}
