// The operators of the query language, which the parser reads, the planner reasons about and the executor computes.

/// An operator with one operand; the raw value is how it is written.
package enum UnaryOperator: String, Sendable {
  case not = "NOT"
  case negate = "-"
  case plus = "+"
}

/// An operator with two operands that is no comparison; the raw value is how it is written.
package enum BinaryOperator: String, Sendable {
  case or = "OR"
  case xor = "XOR"
  case and = "AND"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
  case power = "^"
  case concatenate = "||"
  case `in` = "IN"
  case startsWith = "STARTS WITH"
  case endsWith = "ENDS WITH"
  case contains = "CONTAINS"
  case matchesRegex = "=~"
}

/// A comparison; comparisons chain: `1 <= n < 10`. The raw value is how it is written.
package enum ComparisonOperator: String, Sendable {
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// What an error in one of several transactions does: `ON ERROR FAIL`, `CONTINUE`, `BREAK`.
package enum TransactionErrorRule: Sendable {
  case fail
  /// The transaction is undone, and the next one begins.
  case goOn
  /// The transaction is undone, and no other begins.
  case stop
}

/// How many elements of a list a predicate has to hold for: `all(x IN list WHERE predicate)`.
package enum QuantifierKind: String, Sendable { case all, any, none, single }
