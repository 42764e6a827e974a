package import KithCore
package import KithStorage

/// Ends the transaction of a statement and begins another: for `CALL { … } IN TRANSACTIONS`.
package protocol TransactionRenewal: AnyObject {
  /// A new writing transaction after `transaction`, which is kept or undone. Throws where it cannot be kept; it is
  /// undone then.
  func renewed(_ transaction: GraphTransaction, isKept: Bool) throws(Diagnostic) -> GraphTransaction
}
