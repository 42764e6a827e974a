/// What the binder knows of a scalar function: its name, how many arguments it takes, what it gives, and how to explain it.
package struct FunctionSignature: Sendable {
  /// As documentation writes it: `toUpper`.
  package var name: String
  package var arity: ClosedRange<Int>
  /// The type of the result.
  package var type: StaticType
  /// `toUpper(text)`.
  package var usage: String
  /// One sentence.
  package var summary: String
  /// An expression that shows it: `toUpper('Amt')`.
  package var example: String
  /// Whether the same arguments always give the same result (`rand()` does not).
  package var isDeterministic: Bool

  package init(
    _ name: String, _ arity: ClosedRange<Int>, _ type: StaticType, _ usage: String,
    _ summary: String, example: String, isDeterministic: Bool = true
  ) {
    self.name = name
    self.arity = arity
    self.type = type
    self.usage = usage
    self.summary = summary
    self.example = example
    self.isDeterministic = isDeterministic
  }
}
