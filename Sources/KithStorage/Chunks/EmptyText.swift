/// A byte that stands for texts without bytes.
enum EmptyText {
  private static let blob = HeapBlob(size: BlobHeader.size)

  // Safe because the blob lives as long as the process.
  static var start: UnsafePointer<UInt8> {
    unsafe UnsafePointer(blob.start.assumingMemoryBound(to: UInt8.self))
  }
}
