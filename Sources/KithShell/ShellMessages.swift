package import KithCore

/// Every way in which the shell itself, not the engine, refuses something.
package enum ShellProblem: Error, Sendable, Hashable {
  case unknownCommand(String, nearest: String?)
  case missingArgument(command: String, usage: String)
  case tooManyArguments(command: String, usage: String)
  case unknownFormat(String, nearest: String?)
  case switchExpected(String)
  case unknownTopic(String, nearest: String?)
  case unclosedQuote
  case unknownOption(String, command: String, nearest: String?)
  case cannotRead(path: String, reason: String)
  case notUTF8(path: String, byte: Int)
  case argumentNotUTF8(number: Int, byte: Int)
  case entryNotUTF8
  case statementTooLong(limitMegabytes: Int)
  case readsItself(path: String, depth: Int)
  case noSuchName(String, nearest: [String])
  case nothingFound(String)
  case ambiguousName(String)
  case badParameter(String)
  case badParameterName(String)
  case parametersNotAnObject
  case parameterNotAValue(String)
  case alreadyOpen(String)
  case openTransaction
  case leftInTransaction
  case optionNeedsValue(String)
  case notANumber(String)
  case numberOutOfRange(String, ClosedRange<Int>)
  case arrowExpected
  case unconnected(String, String)
  case cannotWrite(path: String, reason: String)
  case cannotRun(command: String, reason: String)
  case commandNotFound(String)
  case assertionFailed(String)
  case nothingToRepeat
  case emptyTable(String)
  /// Ctrl-C during work that is no statement.
  case stopped
  case needsPrompt(command: String)
  case commandEnded(String, status: Int)
  case argumentsWithoutScript(String)
  case unknownSetting(String, nearest: String?)
  case badSettingValue(String, setting: String, expected: String, nearest: String?)
  case notASetting(String)
  /// An error that no room has words for.
  case unexpected(String)

  package func diagnostic(at span: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(
      category, phase: .runtime, message, at: span, suggestion: suggestion, advice: advice)
  }

  private var category: DiagnosticCategory {
    switch self {
    case .cannotRead, .cannotWrite, .cannotRun, .commandNotFound, .notUTF8, .argumentNotUTF8,
      .entryNotUTF8:
      .inputError
    case .statementTooLong, .readsItself: .limitError
    case .noSuchName, .nothingFound, .ambiguousName: .entityNotFound
    case .openTransaction, .leftInTransaction, .unknownCommand, .missingArgument,
      .tooManyArguments, .unknownFormat, .switchExpected, .unknownTopic, .unclosedQuote,
      .unknownOption, .badParameter, .badParameterName, .parametersNotAnObject,
      .parameterNotAValue, .alreadyOpen, .optionNeedsValue, .notANumber, .numberOutOfRange,
      .arrowExpected, .unconnected, .unknownSetting, .badSettingValue, .notASetting,
      .assertionFailed, .nothingToRepeat, .emptyTable, .stopped, .needsPrompt, .commandEnded,
      .argumentsWithoutScript,
      .unexpected:
      .argumentError
    }
  }

  private var message: String {
    switch self {
    case .unknownCommand(let name, _): "there is no command ':\(name)'"
    case .missingArgument(let command, _): "':\(command)' needs an argument"
    case .tooManyArguments(let command, _): "this is more than ':\(command)' takes"
    case .unknownFormat(let name, _): "there is no format '\(name)'"
    case .switchExpected(let text): "'on' or 'off' was expected, not '\(text)'"
    case .unknownTopic(let topic, _): "there is no help on '\(topic)'"
    case .unclosedQuote: "this quote is never closed"
    case .unknownOption(let option, let command, _): "':\(command)' knows no option '\(option)'"
    case .cannotRead(let path, let reason): "cannot read '\(path)': \(reason)"
    case .notUTF8(let path, let byte): "'\(path)' is not UTF-8 text (byte \(byte))"
    case .argumentNotUTF8(let number, let byte):
      "argument \(number) is not UTF-8 text (byte \(byte))"
    case .entryNotUTF8: "this is not UTF-8 text"
    case .statementTooLong(let limit): "this statement is longer than \(limit) MB"
    case .readsItself(let path, let depth): "scripts read each other \(depth) deep, here '\(path)'"
    case .noSuchName(let name, _): "nothing in the graph is called '\(name)'"
    case .nothingFound(let text): "no name in the graph answers to '\(text)'"
    case .ambiguousName(let name): "'\(name)' can mean several things"
    case .badParameter(let text): "'\(text)' is no parameter: NAME=JSON was expected"
    case .badParameterName(let name): "'\(name)' cannot be the name of a parameter"
    case .parametersNotAnObject: "several parameters are set by an object: {\"name\": value}"
    case .parameterNotAValue(let name):
      "parameter '\(name)' cannot hold a node, a relationship or a path"
    case .alreadyOpen(let name): "'\(name)' is open already"
    case .openTransaction: "a transaction is open"
    case .leftInTransaction: "the transaction was still open at the end and has been rolled back"
    case .optionNeedsValue(let option): "'\(option)' needs something behind it"
    case .notANumber(let text): "a whole number was expected, not '\(text)'"
    case .numberOutOfRange(let text, let range):
      "\(text) is outside \(range.lowerBound) to \(range.upperBound)"
    case .arrowExpected: "two names with '->' between them were expected"
    case .unconnected(let start, let end): "'\(start)' and '\(end)' are not connected"
    case .cannotWrite(let path, let reason): "cannot write '\(path)': \(reason)"
    case .cannotRun(let command, let reason): "cannot run '\(command)': \(reason)"
    case .commandNotFound(let command): "there is no command as in '\(command)'"
    case .assertionFailed(let reason): "the assertion does not hold: \(reason)"
    case .stopped: "stopped; nothing was changed"
    case .emptyTable(let path): "'\(path)' has no rows"
    case .nothingToRepeat: "there is no statement yet to run again"
    case .needsPrompt(let command): "':\(command)' works at the prompt only"
    case .commandEnded(let command, let status): "'\(command)' ended with status \(status)"
    case .argumentsWithoutScript(let word): "'\(word)' is one argument too many without a script"
    case .unknownSetting(let name, _): "there is no setting '\(name)'"
    case .badSettingValue(let value, let setting, _, _): "'\(setting)' cannot be '\(value)'"
    case .notASetting(let text): "'\(text)' is no setting: NAME = VALUE was expected"
    case .unexpected(let text): "something unexpected went wrong: \(text)"
    }
  }

  private var suggestion: String? {
    switch self {
    case .unknownCommand(_, let nearest): nearest.map { ":\($0)" }
    case .unknownFormat(_, let nearest), .unknownTopic(_, let nearest),
      .unknownOption(_, _, let nearest), .unknownSetting(_, let nearest),
      .badSettingValue(_, _, _, let nearest):
      nearest
    case .noSuchName(_, let nearest): nearest.first
    case .missingArgument, .tooManyArguments, .switchExpected, .unclosedQuote, .cannotRead,
      .notUTF8, .argumentNotUTF8, .entryNotUTF8, .statementTooLong, .readsItself, .nothingFound,
      .ambiguousName,
      .badParameter,
      .badParameterName,
      .parametersNotAnObject, .parameterNotAValue, .alreadyOpen, .openTransaction,
      .leftInTransaction, .optionNeedsValue, .notANumber, .numberOutOfRange, .arrowExpected,
      .unconnected, .notASetting, .cannotWrite, .cannotRun, .commandNotFound,
      .assertionFailed, .nothingToRepeat, .emptyTable, .stopped, .needsPrompt, .commandEnded,
      .argumentsWithoutScript,
      .unexpected:
      nil
    }
  }

  private var advice: String? {
    switch self {
    case .unknownCommand: "':help' lists the commands"
    case .missingArgument(_, let usage), .tooManyArguments(_, let usage): "usage: \(usage)"
    case .unknownFormat: "':help format' lists the formats"
    case .unknownTopic: "':help' lists the topics"
    case .cannotRead, .cannotWrite, .cannotRun, .commandNotFound, .assertionFailed, .needsPrompt,
      .stopped, .emptyTable,
      .commandEnded, .unclosedQuote, .switchExpected,
      .unknownOption, .optionNeedsValue,
      .notANumber,
      .numberOutOfRange, .unconnected, .parameterNotAValue, .alreadyOpen, .unexpected:
      nil
    case .nothingToRepeat: "for example :watch 2 MATCH (n) RETURN count(n)"
    case .argumentsWithoutScript: "arguments belong to a script: kith -f SCRIPT DATABASE ARGUMENT…"
    case .unknownSetting: "':set' lists the settings"
    case .badSettingValue(_, _, let expected, _): "it can be \(expected)"
    case .notASetting: "for example format = box"
    case .notUTF8: "save the file as UTF-8"
    case .argumentNotUTF8: "set the terminal to UTF-8, or put the text into a file"
    case .entryNotUTF8: "save the script as UTF-8, or set the terminal to UTF-8"
    case .statementTooLong: "statements end with ';': perhaps one is missing"
    case .readsItself: "perhaps a script reads itself with ':read'"
    case .noSuchName: "':find TEXT' searches parts of names"
    case .nothingFound: "':find' looks at names, short names, aliases and ids"
    case .ambiguousName: "write the id instead of the name"
    case .badParameter: "for example --param name='\"Katja\"' or --param id=17"
    case .badParameterName: "a name consists of letters, digits and '_'"
    case .parametersNotAnObject: "for example :param {\"id\": 17}"
    case .openTransaction: "end it with ':commit' or ':rollback' first"
    case .leftInTransaction: "end it with ':commit' to keep what it changed"
    case .arrowExpected: "for example :path Katja Michalak -> Stadtverwaltung"
    }
  }
}
