import Glibc
import KithCore
import Synchronization

/// One writer at a time: within the process by a thread's number, among processes by a lock on one byte of the file.
///
/// LMDB's own lock would make a second writer wait without a word; this one tells who holds it.
extension GraphEnvironment {
  /// Becomes the writer; waits for another one, in this process or elsewhere.
  func lockForWriting(onWait: (String) -> Void, isCancelled: () -> Bool) throws(Diagnostic) {
    let thread = UInt(pthread_self())
    var isFirstHere = false
    var pauseMicroseconds: UInt32 = 200
    var hasSaid = false
    while true {
      if !isFirstHere { isFirstHere = try becomeWriterHere(thread) }
      if isFirstHere, setLock(F_WRLCK) { return }
      if !hasSaid {
        onWait(isFirstHere ? describeHolder() : StorageMessages.waitingForThread(name))
        hasSaid = true
      }
      if isCancelled() {
        if isFirstHere { state.withLock { $0.writer = nil } }
        throw StorageMessages.cancelledWaiting(name)
      }
      usleep(pauseMicroseconds)
      pauseMicroseconds = min(pauseMicroseconds * 2, 20_000)
    }
  }

  /// Takes the writer's place within this process; false where another thread has it.
  private func becomeWriterHere(_ thread: UInt) throws(Diagnostic) -> Bool {
    let holder = state.withLock { state in
      let holder = state.writer
      if holder == nil { state.writer = thread }
      return holder
    }
    if holder == thread { throw StorageMessages.alreadyWriting(name) }
    return holder == nil
  }

  /// Lets the next writer in.
  func unlockForWriting() {
    setLock(F_UNLCK)
    state.withLock { $0.writer = nil }
  }

  /// Where in the file the writer's lock lies: far beyond any page. A process that dies drops its lock.
  private static let lockOffset = Int64(1) << 61

  private static func lock(_ kind: Int32) -> flock {
    var lock = flock()
    lock.l_type = Int16(kind)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(lockOffset)
    lock.l_len = 1
    return lock
  }

  /// Takes or drops the writer's lock; false where another process holds it. A file system without locks has none.
  @discardableResult
  func setLock(_ kind: Int32) -> Bool {
    var lock = Self.lock(kind)
    while true {
      // Safe because `lock` is read only during the call.
      if unsafe fcntl(descriptor, F_SETLK, &lock) == 0 { return true }
      if errno == EINTR { continue }
      return errno != EAGAIN && errno != EACCES
    }
  }

  func lockWhileReading() {
    while !setLock(F_RDLCK) { usleep(1_000) }
  }

  private func describeHolder() -> String {
    var lock = Self.lock(F_WRLCK)
    // Safe because `lock` is written only during the call.
    guard unsafe fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK),
      lock.l_pid > 0
    else { return StorageMessages.waitingForProcessUnknown(name) }
    let process = lock.l_pid
    return StorageMessages.waiting(
      name, process: process, command: ProcessName.command(of: process))
  }
}
