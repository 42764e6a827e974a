import KithCore
import KithExecutor
import KithPlanner

/// A procedure that a scenario declares: a call gives the columns of those rows whose inputs equal its arguments.
struct TableProcedure: Procedure {
  let signature: ProcedureSignature
  /// Cells of the parameters, then of the columns.
  private let rows: [[Value]]

  init(_ declaration: ProcedureDeclaration) throws {
    signature = try ProcedureSignature(parsing: declaration.signatureText)
    rows = try declaration.rows.map { row in try row.map { try $0.value() } }
  }

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let found = rows.filter { row in
      zip(row, arguments).allSatisfy { $0.isEquivalent(to: $1) }
    }
    return ValueRows(found.map { Array($0.dropFirst(arguments.count)) })
  }
}

extension ProcedureDeclaration {
  /// `test.my.proc(name :: STRING?) :: (out :: FLOAT?)`.
  fileprivate var signatureText: String {
    let results = outputs.isEmpty ? "VOID" : "(\(Self.text(outputs)))"
    return "\(name)(\(Self.text(inputs))) :: \(results)"
  }

  private static func text(_ fields: [Field]) -> String {
    fields.map { "\($0.name) :: \($0.type)\($0.isNullable ? "?" : "")" }.joined(separator: ", ")
  }
}
