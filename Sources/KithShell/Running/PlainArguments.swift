/// Reads the usual command lines without the argument parser, which takes some milliseconds to set up: longer than a
/// look-up takes. Whatever is wrong, rare or written otherwise is left to the parser, which has the errors and the help.
package enum PlainArguments {
  /// What a command line asks for, where it consists of a graph and options as the man page writes them; else nil.
  package static func options(of arguments: [String]) -> CommandLineOptions? {
    var options = CommandLineOptions()
    var seen: Set<String> = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "-c":
        guard let statement = rest.popFirst() else { return nil }
        options.actions.append(.statement(statement))
      case "-f":
        guard let path = rest.popFirst() else { return nil }
        options.actions.append(.script(path))
      case "--param":
        guard let parameter = rest.popFirst() else { return nil }
        options.parameters.append(parameter)
      case "--format", "--color":
        guard seen.insert(word).inserted, let value = rest.popFirst(), !value.hasPrefix("-")
        else { return nil }
        guard word == "--color" else {
          options.formatName = value
          continue
        }
        guard let color = ColorChoice(rawValue: value) else { return nil }
        options.color = color
      case "--arg":
        guard let parameter = rest.popFirst() else { return nil }
        options.textParameters.append(parameter)
      case "--set":
        guard let setting = rest.popFirst() else { return nil }
        options.settings.append(setting)
      case "--plain": options.isPlain = true
      case "--no-config": options.ignoresConfig = true
      case "--read-only": options.isReadOnly = true
      case "--keep-going": options.keepsGoing = true
      case "--timing": options.showsTiming = true
      default:
        guard !word.isEmpty, !word.hasPrefix("-") else { return nil }
        if options.database == nil {
          options.database = word
        } else {
          options.arguments.append(word)
        }
      }
    }
    return options.arguments.isEmpty || options.hasScript ? options : nil
  }
}
