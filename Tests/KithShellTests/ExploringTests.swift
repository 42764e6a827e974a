import KithCore
import KithInterchange
import KithShell
import Testing

@Suite struct ExploringTests {
  private func run(_ script: String, format: ResultFormat = .raw) throws -> String {
    let harness = ShellHarness(networkSession(), settings: ShellSettings(format: format))
    let (rows, messages) = try harness.run(script)
    return rows + messages
  }

  @Test func `find lists things by folded names, short names and ids`() throws {
    let both = "Katja Müller\tPerson\tkatja\nKatja Mueller\tPerson\tkatja2\n"
    #expect(
      try run(":find müller") == "Katja Mueller\tPerson\tkatja2\nKatja Müller\tPerson\tkatja\n")
    #expect(
      try Set(run(":find Dr. muller").split(separator: "\n")) == Set(both.split(separator: "\n")))
    #expect(try run(":find bfi") == "Büro für Integration\tOrganisation, Place\toffice\n")
    #expect(try run(":find 17") == "Öffnung\tProject\t17\n")
  }

  @Test func `find says when nothing answers`() throws {
    #expect(
      try run(":find xyz") == """
        error: no name in the graph answers to 'xyz'
         --> 1:7
          |
        1 | :find xyz
          |       ^^^
          = ':find' looks at names, short names, aliases and ids

        """)
  }

  @Test func `an ambiguous name lists the candidates`() throws {
    #expect(
      try run(":show muller") == """
        error: 'muller' can mean several things
         --> 1:7
          |
        1 | :show muller
          |       ^^^^^^
          = write the id instead of the name
          katja2  Katja Mueller  Person
          katja   Katja Müller   Person

        """)
  }

  @Test func `show tells all that is known, by time, with sources`() throws {
    #expect(
      try run(":show katja") == """
        Dr. Katja Müller
          Person, id katja [1]
          email: k@example.org

        Present
          HEADS → Büro für Integration: Leiterin, since about 2015, still going [2]

        Past
          WORKS_FOR → Öffnung: 2020 to December 2022, likely [2]
            note: not named

        Sources
          [1] Report, paragraph 2
          [2] Report, paragraph 6: “leitet das Büro”

        """)
    #expect(
      try run(":show BfI") == """
        Büro für Integration
          Organisation, Place, id office
          short: BfI

        Present
          ← HEADS Katja Müller: Leiterin, since about 2015, still going [1]

        Open: the sources do not say whether it holds today
          ← SPEAKS_FOR Katja Mueller: Sprecherin

        Other relationships
          RUNS → Öffnung: status running

        Sources
          [1] Report, paragraph 6: “leitet das Büro”

        """)
  }

  @Test func `show wraps long lines on a screen`() throws {
    let harness = ShellHarness(
      networkSession(), settings: ShellSettings(screen: ScreenTraits(width: 40)))
    let rows = try harness.run(":show katja").rows
    #expect(
      rows.contains(
        "  HEADS → Büro für Integration: Leiterin,\n    since about 2015, still going [2]\n")
        || rows.contains(
          "  HEADS → Büro für Integration:\n    Leiterin, since about 2015, still\n    going [2]\n")
    )
    #expect(rows.split(separator: "\n").allSatisfy { $0.displayWidth <= 40 })
  }

  @Test func `near lists what is connected, step by step`() throws {
    #expect(
      try run(":near Öffnung") == """
        1\tÖffnung\t← WORKS_FOR\tKatja Müller\t2020 to December 2022, likely
        1\tÖffnung\t← RUNS\tBüro für Integration\tstatus running

        """)
    #expect(try run(":near Öffnung 2").split(separator: "\n").count == 4)
    #expect(try run(":near Öffnung 11").hasPrefix("error: 11 is outside 1 to 10\n"))
  }

  @Test func `path shows a shortest connection`() throws {
    #expect(
      try run(":path katja2 -> 'Öffnung'") == """
        Katja Mueller\tSPEAKS_FOR →\tBüro für Integration\tSprecherin
        Büro für Integration\tRUNS →\tÖffnung\tstatus running

        """)
    #expect(
      try run(":path katja -> Report").hasPrefix(
        "error: 'Katja Müller' and 'Report' are not connected\n"))
    #expect(
      try run(":path katja Report").hasPrefix(
        "error: two names with '->' between them were expected\n"))
  }

  @Test func `schema lists labels, types and properties`() throws {
    #expect(
      try run(":schema") == """
        Person\t2\tid, name, title, email, source, paragraph
        Organisation\t1\tid, name, short
        Place\t1\tid, name, short
        Project\t1\tid, name
        Source\t1\tid, name
        HEADS\t1\tPerson → Organisation, Person → Place\trole, from, until, source, paragraph, quote
        RUNS\t1\tOrganisation → Project, Place → Project\tstatus
        SPEAKS_FOR\t1\tPerson → Organisation, Person → Place\trole
        WORKS_FOR\t1\tPerson → Project\tfrom, until, source, paragraph, quote, certainty, note

        """)
  }
}
