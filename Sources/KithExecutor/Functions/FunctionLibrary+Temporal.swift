import KithColumns
import KithCore

extension FunctionLibrary {
  /// Days, times and amounts of time.
  static let temporal: [ScalarFunction] = []
}
