import KithCore

/// Every error of this room in words: which file, what is wrong, what to do.
enum StorageMessages {
  static var notBuiltYet: Diagnostic {
    Diagnostic(.storageError, phase: .runtime, "the store is not built yet")
  }
}
