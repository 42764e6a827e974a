import KithDatabase

/// Something besides the commands that help explains.
package struct HelpTopic {
  package var name: String
  var summary: String
  package var text: String

  package static let all: [HelpTopic] = [statements, clauses, patterns, functions, keys, names]

  private static let functions = HelpTopic(
    name: "functions", summary: "the functions and procedures of the language",
    text: FunctionHelp.groups + "\n\n':help NAME' explains one function or procedure."
      + "\n\nProcedures, called by CALL:\n"
      + StatementVocabulary.procedures.map { "\($0.usage)\n    \($0.summary)" }
      .joined(separator: "\n"))

  private static let statements = HelpTopic(
    name: "statements", summary: "what is asked in openCypher, and how it ends",
    text: """
      Everything that does not begin with ':' is openCypher. A statement may take several lines
      and ends with ';'.

        MATCH (who:Person)-[role:HEADS]->(what)
        RETURN who.name, role.role, what.name
        ORDER BY who.name;

      Parameters are set by ':param' and written $name. EXPLAIN before a statement shows its plan;
      PROFILE runs it and shows how many rows each operation gave, and how long it took.
      A comment begins with '//' and ends with its line, or stands in '/* */'.
      """)

  private static let clauses = HelpTopic(
    name: "clauses", summary: "the clauses, with an example of each",
    text: """
      Reading
        MATCH (p:Person)-[r:HEADS]->(o) WHERE p.name STARTS WITH 'A' RETURN p.name, o.name;
        MATCH (o:Organisation) OPTIONAL MATCH (o)-[:RUNS]->(x) RETURN o.name, count(x);
        MATCH (p:Person) WITH p, COUNT { (p)--() } AS degree WHERE degree > 3 RETURN p.name, degree;
        MATCH (p:Person) CALL (p) { MATCH (p)-->(x) RETURN x LIMIT 2 } RETURN p.name, x.name;
        UNWIND [1, 2, 3] AS i RETURN i * i AS square ORDER BY square DESC SKIP 1 LIMIT 1;
        RETURN 1 AS x UNION ALL RETURN 2 AS x;
        CALL db.labels() YIELD label RETURN label;

      As GQL writes it
        FOR i IN [1, 2, 3] LET square = i * i FILTER square > 1 RETURN i, square;
        MATCH (p:Person) RETURN p ORDER BY p.name OFFSET 2 LIMIT 3 NEXT RETURN collect(p.name) AS names;

      Changing
        CREATE (p:Person {name: 'A'})-[:HEADS {from: '2024'}]->(:Organisation {name: 'B'});
        MERGE (p:Person {name: 'A'}) ON CREATE SET p.new = true ON MATCH SET p.seen = true;
        MATCH (p:Person {name: 'A'}) SET p:Chair, p.title = 'Dr.' REMOVE p.seen;
        MATCH (p:Person {name: 'A'}) DETACH DELETE p;
        MATCH (p:Person) FOREACH (tag IN ['x', 'y'] | CREATE (p)-[:TAGGED]->(:Tag {name: tag}));

      Tables, and much at once: linenumber() and file() tell where a row stands
        LOAD CSV WITH HEADERS FROM 'people.csv' AS row
        CALL (row) { CREATE (:Person {name: row.name, line: linenumber()}) } IN TRANSACTIONS OF 500 ROWS;

      Indexes and constraints
        CREATE INDEX born FOR (p:Person) ON (p.born);
        CREATE CONSTRAINT key FOR (p:Person) REQUIRE p.email IS UNIQUE;
        SHOW INDEXES;
        DROP CONSTRAINT key;
      """)

  private static let patterns = HelpTopic(
    name: "patterns", summary: "paths of any length, shortest paths, labels that are combined",
    text: """
      Steps that repeat
        MATCH (a)-[:PART_OF*1..3]->(b) RETURN a.name, b.name;
        MATCH (a)-[:PART_OF]->{1,3}(b) RETURN a.name, b.name;
        MATCH (a) ((x)-[r:HEADS]->(y) WHERE r.from < '2020')+ (b) RETURN a.name, size(r) AS steps;

      Shortest paths
        MATCH p = shortestPath((a:Person)-[*..10]-(b:Group)) RETURN length(p);
        MATCH p = ANY SHORTEST (a:Person)-[:HEADS|PART_OF]-+(b:Group) RETURN nodes(p);
        MATCH p = SHORTEST 2 GROUPS (a:Person)--+(b:Group) RETURN length(p);
        MATCH p = ALL SHORTEST (a:Person)--+(b:Group) RETURN p;

      What may come twice: WALK anything, TRAIL no relationship, ACYCLIC no node, SIMPLE only the ends
        MATCH p = ACYCLIC (a:Person)-->{1,4}(b) RETURN p;

      Labels and types, combined by & | ! and % for any
        MATCH (n:(Person|Group)&!Source)-[r:!PART_OF]->(m:%) RETURN labels(n), type(r);

      Conditions within
        MATCH (p:Person WHERE p.name STARTS WITH 'A')-[r WHERE r.from IS NOT NULL]->(x) RETURN x.name;
      """)

  private static let keys = HelpTopic(
    name: "keys", summary: "what the keys do at the prompt",
    text: """
      Enter    runs the statement if it ends with ';', else goes on in the next line
      Tab      completes keywords, labels, types, properties, names, commands and files
      Up, Down go through earlier statements, each recalled as a whole
      Ctrl-R   searches earlier statements
      Ctrl-C   clears what is typed, or stops the query that runs; it never leaves
      Ctrl-D   leaves, at an empty prompt
      Ctrl-L   clears the screen

      Keys are GNU readline's: settings for kith stand in ~/.inputrc between '$if kith' and '$endif'.
      The function of that name is explained by ':help keys()'.
      """)

  private static let names = HelpTopic(
    name: "names", summary: "how commands find what you name",
    text: """
      ':show', ':near' and ':path' take a name or an id. Case, titles and accents do not matter, and
      ue stands for ü: noerenberg, Norenberg and Frau Nörenberg all find Liane Nörenberg. A part of a
      name is enough where only one thing has it; else the candidates are listed with their ids.
      """)
}
