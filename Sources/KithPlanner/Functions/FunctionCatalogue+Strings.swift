extension FunctionCatalogue {
  /// Texts.
  static let strings: [FunctionSignature] = [
    FunctionSignature(
      "toLower", 1...1, .string, "toLower(text)",
      "A text in lower case.",
      example: "toLower('Amt')"),
    FunctionSignature(
      "lower", 1...1, .string, "lower(text)",
      "A text in lower case; the same as toLower.",
      example: "lower('Amt')"),
    FunctionSignature(
      "toUpper", 1...1, .string, "toUpper(text)",
      "A text in upper case.",
      example: "toUpper('Amt')"),
    FunctionSignature(
      "upper", 1...1, .string, "upper(text)",
      "A text in upper case; the same as toUpper.",
      example: "upper('Amt')"),
    FunctionSignature(
      "trim", 1...1, .string, "trim(text)",
      "A text without white space at both ends.",
      example: "trim(' Amt ')"),
    FunctionSignature(
      "btrim", 1...2, .string, "btrim(text, characters)",
      "A text without white space, or the given characters, at both ends.",
      example: "btrim('xxAmtx', 'x')"),
    FunctionSignature(
      "ltrim", 1...2, .string, "ltrim(text, characters)",
      "A text without white space, or the given characters, at its start.",
      example: "ltrim(' Amt')"),
    FunctionSignature(
      "rtrim", 1...2, .string, "rtrim(text, characters)",
      "A text without white space, or the given characters, at its end.",
      example: "rtrim('Amt ')"),
    FunctionSignature(
      "replace", 3...3, .string, "replace(text, search, replacement)",
      "A text in which every occurrence of another is replaced.",
      example: "replace('Dr. Michalak', 'Dr. ', '')"),
    FunctionSignature(
      "split", 2...2, .list, "split(text, delimiter)",
      "The parts of a text between delimiters; several delimiters may stand in a list.",
      example: "split('a;b;c', ';')"),
    FunctionSignature(
      "substring", 2...3, .string, "substring(text, start, length)",
      "The part of a text from a place (the first is 0), to its end or of a length.",
      example: "substring('Landesamt', 6, 3)"),
    FunctionSignature(
      "left", 2...2, .string, "left(text, length)",
      "The first characters of a text.",
      example: "left('Landesamt', 4)"),
    FunctionSignature(
      "right", 2...2, .string, "right(text, length)",
      "The last characters of a text.",
      example: "right('Landesamt', 3)"),
    FunctionSignature(
      "char_length", 1...1, .integer, "char_length(text)",
      "How many characters a text has.",
      example: "char_length('Büro')"),
    FunctionSignature(
      "character_length", 1...1, .integer, "character_length(text)",
      "How many characters a text has; the same as char_length.",
      example: "character_length('Büro')")
  ]
}
