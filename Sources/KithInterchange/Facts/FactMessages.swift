import KithCore
import KithSyntax

/// Every message about facts that are well written but do not fit together or with the graph.
enum FactMessages {
  private static func error(
    _ message: String, at span: SourceSpan, suggestion: String? = nil, advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(.inputError, message, at: span, suggestion: suggestion, advice: advice)
  }

  static func unknownID(_ name: ParsedName, nearest: String?) -> Diagnostic {
    error(
      "nothing has the id '\(name.text)'", at: name.span, suggestion: nearest,
      advice:
        "describe it on a line of its own: (\(FactNotation.name(name.text)):Label {name: \"…\"})")
  }

  static func unknownSource(_ name: ParsedName, nearest: String?) -> Diagnostic {
    error(
      "no source has the id '\(name.text)'", at: name.span, suggestion: nearest,
      advice:
        "describe it on a line of its own: (\(FactNotation.name(name.text)):Source {title: \"…\"})")
  }

  static func ambiguousID(_ name: ParsedName) -> Diagnostic {
    error(
      "several nodes of the graph have the id '\(name.text)'", at: name.span,
      advice:
        "ids of a CSV file are unique within their id space only: describe the thing in a fact file"
    )
  }

  static func conflictingDescription(
    _ id: String, key: String, value: Value, place: String, at span: SourceSpan
  ) -> Diagnostic {
    error(
      "'\(id)' has \(key): \(FactNotation.value(value)) \(place)", at: span,
      advice: "an id stands for one thing: give one of them another id, or the same \(key)")
  }

  static func conflictingOwner(
    _ id: String, key: String, value: Value, file: String, at span: SourceSpan
  ) -> Diagnostic {
    error(
      "'\(id)' has \(key): \(FactNotation.value(value)) in '\(file)'", at: span,
      advice: "change it there, or load both files together once it has moved")
  }

  static func relationshipIDTwice(_ id: String, place: String, at span: SourceSpan) -> Diagnostic {
    error(
      "the id '\(id)' stands for another fact \(place)", at: span,
      advice: "ids are unique in the whole graph")
  }

  static func relationshipIDOfNode(_ id: String, place: String, at span: SourceSpan) -> Diagnostic {
    error(
      "the id '\(id)' stands for a thing \(place)", at: span,
      advice: "ids are unique in the whole graph")
  }

  static func relationshipIDInGraph(_ id: String, file: String?, at span: SourceSpan) -> Diagnostic
  {
    let owner = file.map { " of '\($0)'" } ?? ""
    return error(
      "the id '\(id)' stands for another fact\(owner) in the graph", at: span,
      advice: "ids are unique in the whole graph")
  }

  static func sameFactTwice(place: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .inputError, "the same fact stands \(place) already; it is loaded once", at: span,
      severity: .warning)
  }

  static func reservedKey(_ key: ParsedName) -> Diagnostic {
    key.text == FactProperties.id
      ? error("the id stands before the colon", at: key.span, advice: "write (katja:Person {…})")
      : error("kith keeps the key '\(key.text)' for itself", at: key.span)
  }

  static func keyIsAnnotated(_ key: ParsedName) -> Diagnostic {
    error(
      "'\(key.text)' stands in the map and as @\(key.text)", at: key.span,
      advice: "say it once")
  }

  static func nothingAnnotated(_ id: String, at span: SourceSpan) -> Diagnostic {
    error(
      "the line says nothing that an annotation could belong to", at: span,
      advice: "describe the thing, (\(FactNotation.name(id)):Label {…}), or write a relationship")
  }

  static func annotationTwice(_ kind: FactAnnotationKind, at span: SourceSpan) -> Diagnostic {
    error(
      "@\(kind.rawValue) stands twice in one claim", at: span,
      advice: "a second claim begins with its own @source")
  }

  static func claimNotKept(_ id: String, file: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .inputError,
      "'\(id)' keeps the sources that '\(file)' gives; those given here are not stored",
      at: span, severity: .notice)
  }

  static func notADate(
    _ problem: EDTFProblem, key: ParsedName, at span: SourceSpan
  ) -> Diagnostic {
    error("\(key.text): \(problem.message)", at: span, advice: problem.advice)
  }

  static func dateOfOtherType(_ key: ParsedName, at span: SourceSpan) -> Diagnostic {
    error(
      "\(key.text) wants a date", at: span,
      advice: "write a date in quotes, such as \"2023-12\" or \"2015~\", or a year such as 2023")
  }

  static func boundTwice(_ key: String, at span: SourceSpan) -> Diagnostic {
    error("this gives '\(key)' too, which stands in the map already", at: span)
  }

  static func endsBeforeStart(_ problem: EDTFProblem, at span: SourceSpan) -> Diagnostic {
    error(problem.message, at: span)
  }

  static func dateRead(
    _ key: String, _ typed: String, as entries: [(key: String, value: String)], at span: SourceSpan
  ) -> Diagnostic {
    let read = entries.map {
      $0.key == key && entries.count == 1 ? "\"\($0.value)\"" : "\($0.key): \"\($0.value)\""
    }
    let before = entries.count == 1 && entries[0].key == key ? "" : "\(key): "
    return Diagnostic(
      .inputError, "\(before)\"\(typed)\" is read as \(read.joined(separator: ", "))", at: span,
      severity: .notice)
  }

  static func resembles(_ kind: FactNames.Kind, _ name: ParsedName, known: String) -> Diagnostic {
    Diagnostic(
      .inputError, "unknown \(kind.rawValue) '\(name.text)'", at: name.span, suggestion: known,
      severity: .warning)
  }
}
