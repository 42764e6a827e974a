import Glibc
import Synchronization

/// The numbers 0, 1, 2, … in memory: number i at `start[i]`, where it was asked for.
///
/// ```
/// block      0                 1                 2
///           +-----------------+-----------------+-----------------+----
///           | 0 1 2 …   1023  |  (no memory)    | 2048 2049 …     |         address space for 2³² numbers
///           +-----------------+-----------------+-----------------+----
/// ```
///
/// Adjacency chunks whose relationship ids run on point here instead of storing them. Address space is reserved once in
/// a process; a block of 4 KiB takes memory when the first chunk that needs it is touched.
enum ConsecutiveNumbers {
  private static let blockShift = 10
  private static let numbers = 1 << 32

  // Safe because the reservation is never given back, and a block is written under the lock before anybody reads it.
  private nonisolated(unsafe) static let reservation: UnsafeMutablePointer<UInt32>? = {
    let memory = unsafe mmap(
      nil, numbers * MemoryLayout<UInt32>.size, PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return nil }
    return unsafe memory.bindMemory(to: UInt32.self, capacity: numbers)
  }()

  private static let filled = Mutex<Set<Int>>([])

  /// Where number 0 would lie. Only numbers that `fill` was asked for may be read.
  nonisolated(unsafe) static let start: UnsafePointer<UInt32> = unsafe UnsafePointer(
    reservation ?? UnsafeMutablePointer.allocate(capacity: 1))

  /// Whether the process could reserve the address space.
  static var isAvailable: Bool { unsafe reservation != nil }

  /// Makes numbers readable; false where the process may not reserve the address space. Linear in those that are new.
  static func fill(from first: UInt32, count: Int) -> Bool {
    guard let reservation = unsafe reservation else { return false }
    guard count > 0 else { return true }
    let blocks = Int(first) >> blockShift...(Int(first) + count - 1) >> blockShift
    filled.withLock { filled in
      for block in blocks where filled.insert(block).inserted {
        for number in block << blockShift..<(block + 1) << blockShift {
          // Safe because the reservation has room for every number of 32 bits.
          unsafe reservation[number] = UInt32(number)
        }
      }
    }
    return true
  }
}
