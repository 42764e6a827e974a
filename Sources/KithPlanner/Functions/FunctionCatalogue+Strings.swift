extension FunctionCatalogue {
  /// Texts.
  static let strings: [FunctionSignature] = [
    FunctionSignature(
      "toLower", .string, [.text()], .string, "A text in lower case.",
      example: "toLower('Amt')", gives: "'amt'"),
    FunctionSignature(
      "lower", .string, [.text()], .string, "A text in lower case; the same as toLower.",
      example: "lower('Amt')", gives: "'amt'"),
    FunctionSignature(
      "toUpper", .string, [.text()], .string, "A text in upper case.",
      example: "toUpper('Straße')", gives: "'STRASSE'"),
    FunctionSignature(
      "upper", .string, [.text()], .string, "A text in upper case; the same as toUpper.",
      example: "upper('Amt')", gives: "'AMT'"),
    FunctionSignature(
      "trim", .string, [.text(), .text("characters").optional], .string,
      "A text without white space at both ends; trim(BOTH 'x' FROM text), with LEADING or TRAILING too, takes other characters away.",
      example: "trim(' Amt '), trim(LEADING '0' FROM '007')", gives: "'Amt' | '7'"),
    FunctionSignature(
      "btrim", .string, [.text(), .text("characters").optional], .string,
      "A text without white space, or the given characters, at both ends.",
      example: "btrim('xxAmtx', 'x')", gives: "'Amt'"),
    FunctionSignature(
      "ltrim", .string, [.text(), .text("characters").optional], .string,
      "A text without white space, or the given characters, at its start.",
      example: "ltrim(' Amt')", gives: "'Amt'"),
    FunctionSignature(
      "rtrim", .string, [.text(), .text("characters").optional], .string,
      "A text without white space, or the given characters, at its end.",
      example: "rtrim('Amt ')", gives: "'Amt'"),
    FunctionSignature(
      "replace", .string, [.text(), .text("search"), .text("replacement")], .string,
      "A text in which every occurrence of another is replaced.",
      example: "replace('Frau Amt', 'Frau ', '')", gives: "'Amt'"),
    FunctionSignature(
      "split", .string, [.text(), .of(.string, .list, named: "delimiter")], .list,
      "The parts of a text between delimiters; several delimiters may stand in a list.",
      example: "split('a;b,c', [';', ','])", gives: "['a', 'b', 'c']"),
    FunctionSignature(
      "substring", .string, [.text(), .integer("start"), .integer("length").optional], .string,
      "The part of a text from a place (the first is 0), to its end or of a length.",
      example: "substring('Landesamt', 6, 3)", gives: "'amt'"),
    FunctionSignature(
      "left", .string, [.text(), .integer("length")], .string, "The first characters of a text.",
      example: "left('Landesamt', 4)", gives: "'Land'"),
    FunctionSignature(
      "right", .string, [.text(), .integer("length")], .string, "The last characters of a text.",
      example: "right('Landesamt', 3)", gives: "'amt'"),
    FunctionSignature(
      "char_length", .scalar, [.text()], .integer, "How many characters a text has.",
      example: "char_length('Büro')", gives: "4"),
    FunctionSignature(
      "character_length", .scalar, [.text()], .integer,
      "How many characters a text has; the same as char_length.",
      example: "character_length('Büro')", gives: "4"),
    FunctionSignature(
      "normalize", .string, [.text(), .text("form").optional], .string,
      "A text in a normal form of Unicode: NFC (if left out), NFD, NFKC or NFKD.",
      example: "normalize('ﬁt', NFKC)", gives: "'fit'")
  ]
}
