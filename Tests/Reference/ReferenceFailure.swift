/// Why the reference evaluator gives no rows.
package enum ReferenceFailure: Error {
  /// The statement fails, as the language wants it; the words are for people.
  case failed(String)
  /// The language leaves open which rows come: a limit cuts rows that tie, or rows set one property to two values.
  case ambiguous(String)
  /// The reference evaluator does not know this part of the language.
  case unsupported(String)
}
