import KithInterchange

/// How much of a result a terminal is shown, and by what.
struct PagePlan {
  /// The pager's command; nil where rows go to the screen as they are.
  private(set) var pager: String?
  /// So many rows are shown, and the others counted; nil: all.
  private(set) var rowLimit: Int?

  /// For what is no terminal, all of it.
  init(_ settings: ShellSettings, isRedirected: Bool) {
    guard let height = settings.screen.height, !isRedirected else { return }
    pager = Self.command(settings)
    guard settings.format.isForPeople else {
      // A program's format on a screen is looked at, and then it is shown whole.
      return
    }
    switch settings.pageRows {
    case .all: rowLimit = nil
    case .count(let count): rowLimit = count
    case .auto:
      // The frame, the head, the line of figures and the prompt have lines too.
      rowLimit = pager == nil ? max(10, height - 7) : PageRows.pagedRows
    }
  }

  /// `auto` is $PAGER, else less; neither where the screen cannot be painted.
  private static func command(_ settings: ShellSettings) -> String? {
    let variables = settings.environment?.variables ?? [:]
    guard settings.pager != "off", !settings.isPlain, variables["TERM"] != "dumb" else {
      return nil
    }
    guard settings.pager == "auto" else { return settings.pager }
    if let pager = variables["PAGER"], pager.contains(where: { !$0.isWhitespace }) { return pager }
    // Without less, as in many containers, the first page has to do.
    guard FilePath.hasProgram("less", in: variables["PATH"]) else { return nil }
    // -F leaves at once where all fits, -R keeps colours, -X keeps the rows on the screen.
    return "less -FRX"
  }
}
