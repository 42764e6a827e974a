import KithCore
import KithDatabase
import KithInterchange

extension ShellCommand {
  static let show = ShellCommand(
    name: "show", aliases: ["s"], group: .exploring, arity: .required, usage: ":show NAME",
    summary: "tell all that is known of a thing, dates and sources too",
    details: """
      First what it is, then its relationships: present ones, those that the sources leave open, those to
      come, past ones, and those without dates. The numbers in brackets are the places in the sources,
      listed at the end. '→' points from the thing, '←' to it.
      """,
    example: ":show Katja Michalak", argument: .names,
    isReading: true
  ) { shell, argument in
    let word = try argument.name()
    let today = shell.settings.today()
    let sheet = try shell.session.read { reader in
      try FactSheet(of: GraphNames(reader).resolve(word), on: today, in: reader)
    }
    FactSheetText(sheet, screen: shell.settings.screen).lines.forEach(shell.show)
  }
}
