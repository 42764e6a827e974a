import Glibc
import KithShell

/// A file to write.
final class FileOutput: ByteOutput {
  private let descriptor: Int32

  init?(_ path: String) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws(OutputFailure) {
    try DescriptorOutput(descriptor).write(bytes)
  }
}
