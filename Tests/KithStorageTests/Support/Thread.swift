import Glibc

/// A thread of the system's: tasks may share one, and the store knows writers by their threads.
final class Thread: @unchecked Sendable {
  private var handle = pthread_t()
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
    let context = unsafe Unmanaged.passRetained(self).toOpaque()
    unsafe pthread_create(
      &handle, nil,
      { context in
        guard let context = unsafe context else { return nil }
        let thread = unsafe Unmanaged<Thread>.fromOpaque(context).takeRetainedValue()
        thread.body()
        return nil
      }, context)
  }

  func join() { pthread_join(handle, nil) }
}
