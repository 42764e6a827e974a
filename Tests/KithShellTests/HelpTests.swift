import KithInterchange
import KithShell
import Testing

@Suite struct HelpTests {
  @Test func `help lists the commands by group`() throws {
    #expect(try ShellHarness().run(":help").rows == Self.overview)
  }

  @Test func `help explains one command with an example`() throws {
    #expect(
      try ShellHarness().run(":help :near").rows == """
        :near NAME [N]
          list what is connected with one thing, up to N steps away

        Without N one step. Up to 1,000 relationships are listed.

        Also: :n

        Example:
          :near "AG Sprache" 2

        """)
  }

  @Test func `help explains topics besides commands`() throws {
    #expect(
      try ShellHarness().run(":help keys").rows.hasPrefix(
        "Enter    runs the statement if it ends with ';'"))
    let functions = try ShellHarness().run(":help functions").rows
    #expect(functions.contains("Numbers\n  abs ceil ceiling floor isNaN mod rand round sign\n"))
    #expect(functions.contains("':help NAME' explains one function or procedure.\n"))
    #expect(
      try ShellHarness().run(":help format").rows.contains(
        "  jsonl     one object a row, one row a line\n"))
  }

  @Test func `help explains one function with an example and its result`() throws {
    #expect(
      try ShellHarness().run(":help ROUND").rows == """
        round(number :: INTEGER | FLOAT [, digits :: INTEGER | FLOAT [, mode :: STRING]]) :: FLOAT
          A number rounded to whole ones or to digits after the point; mode 'HALF_UP', 'HALF_DOWN', \
        'HALF_EVEN', 'UP', 'DOWN', 'CEILING' or 'FLOOR'.

        Example:
          RETURN round(3.14159, 2), round(-1.5), round(1.25, 1, 'HALF_EVEN')
          gives 3.14 | -1.0 | 1.2

        """)
    #expect(
      try ShellHarness().run(":help keys()").rows.hasPrefix(
        "keys(entity :: NODE | RELATIONSHIP | MAP) :: LIST<ANY>\n"))
    #expect(
      try ShellHarness().run(":help labels").rows.contains(
        "In the graph that this makes:\n  CREATE (:Team {name: 'AG Sprache'})"))
  }

  @Test func `help explains one procedure with an example`() throws {
    #expect(
      try ShellHarness().run(":help DB.labels()").rows == """
        db.labels() :: (label :: STRING)
          The labels that nodes have, in the order of their first use.

        Example:
          CALL db.labels();

        """)
    #expect(
      try ShellHarness().run(":help algo.kcore").rows == """
        algo.kcore(configuration :: MAP = {}) :: (node :: NODE, core :: INTEGER)
          The greatest k for which a node is in a part where everyone has k neighbours.

          Relationships count whatever their direction, parallel ones once, loops not.
          Rows come by node.

        Keys:
          label  a label or a list of labels: nodes that have any of them (all nodes)
          type   a relationship type or a list of types (all relationships)

        Example:
          CALL algo.kcore({type: 'KNOWS'}) YIELD node, core RETURN core, count(*) AS nodes ORDER BY core DESC;

        """)
    #expect(try ShellHarness().run(":help db.label").messages.contains("did you mean 'db.labels'?"))
  }

  @Test func `a function that does not exist is answered with the nearest`() throws {
    #expect(try ShellHarness().run(":help ruond").messages.contains("did you mean 'round'?"))
  }

  static let overview = """
    The graph
      :open [FILE]        open a graph, or make one; without a file, one in memory
      :load FILE…         load fact files (.gram) or CSV files into the graph
      :import …           look at a CSV file, and load it as nodes
      :schema             list labels, types, properties, indexes and constraints
      :info               tell of the file, its counts, and what is set
      :dump [FILE]        write the whole graph as a script that makes it again

    Exploring
      :find TEXT          list things by a part of their name
      :show NAME          tell all that is known of a thing, dates and sources too
      :near NAME [N]      list what is connected with one thing, up to N steps away
      :path A -> B        show a shortest connection between two things
      :draw               draw the graph, or a part of it

    Scripts and parameters
      :read FILE          run a script
      :param …            show parameters, or set them
      :echo [TEXT]        print a line
      :assert …           stop the script unless a query gives what it should
      :watch [SECONDS]    run a statement again and again, until Ctrl-C
      :edit [FILE]        write statements in your editor, and run them

    Output
      :format [NAME]      show or set how rows are written
      :set …              list all settings with their meaning, or change one
      :timing [on|off]    show how long each statement took
      :output …           send rows to a file or a command, or to the screen again
      :once …             send the next result to a file or a command
      :tee …              copy rows to a file or a command as well

    Transactions
      :begin              begin a transaction of several statements
      :commit             keep what the transaction changed
      :rollback           undo what the transaction changed

    Help
      :help [TOPIC]       list the commands, or explain one
      :quit               leave, as Ctrl-D does
      :help statements    what is asked in openCypher, and how it ends
      :help clauses       the clauses, with an example of each
      :help patterns      paths of any length, shortest paths, labels that are combined
      :help functions     the functions and procedures of the language
      :help keys          what the keys do at the prompt
      :help names         how commands find what you name

    Everything else is openCypher and ends with ';': MATCH (p:Person) RETURN p.name;

    """
}
