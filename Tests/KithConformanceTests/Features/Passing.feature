# Scenarios that hold: the tests change what they expect, bit by bit, and each change has to be seen.
Feature: Passing - what a runner has to compare

  Background:
    Given an empty graph

  @rows
  Scenario: [1] Rows of every kind of value
    And having executed:
      """
      CREATE (:City {name: 'Halle'}), (:City {name: 'Halle'}), (:Town:Port {name: 'Barby', pop: 4300})
      """
    When executing query:
      """
      MATCH (n)
      RETURN n.name AS name, labels(n) AS labels, n.pop AS pop, 1.5 AS float, true AS flag, {k: [1]} AS map
      """
    Then the result should be, in any order:
      | name    | labels           | pop  | float | flag | map      |
      | 'Halle' | ['City']         | null | 1.5   | true | {k: [1]} |
      | 'Barby' | ['Town', 'Port'] | 4300 | 1.5   | true | {k: [1]} |
      | 'Halle' | ['City']         | null | 1.5   | true | {k: [1]} |
    And no side effects

  Scenario: [2] Rows in order
    When executing query:
      """
      UNWIND [3, 1, 2] AS n
      RETURN n, -n AS minus ORDER BY n
      """
    Then the result should be, in order:
      | n | minus |
      | 1 | -1    |
      | 2 | -2    |
      | 3 | -3    |
    And no side effects

  Scenario: [3] Lists whose order does not count
    When executing query:
      """
      UNWIND [1, 2] AS n
      RETURN [[n, 2], 3] AS list
      """
    Then the result should be (ignoring element order for lists):
      | list        |
      | [3, [2, 2]] |
      | [[2, 1], 3] |
    And no side effects

  Scenario: [4] Ordered rows of lists whose order does not count
    When executing query:
      """
      UNWIND [1, 2] AS n
      RETURN [n, 5] AS list ORDER BY n
      """
    Then the result should be, in order (ignoring element order for lists):
      | list   |
      | [5, 1] |
      | [5, 2] |
    And no side effects

  Scenario: [5] Nodes, relationships and paths
    And having executed:
      """
      CREATE (:A {n: 1})-[:T {w: 2}]->(:B)<-[:U]-(:A:C {n: 2})
      """
    When executing query:
      """
      MATCH p = (a:A)-[r:T]->(b:B)<-[u]-()
      RETURN a, r, p, [a, u] AS list, {a: b} AS map
      """
    Then the result should be, in any order:
      | a           | r           | p                                                  | list                | map       |
      | (:A {n: 1}) | [:T {w: 2}] | <(:A {n: 1})-[:T {w: 2}]->(:B)<-[:U]-(:A:C {n: 2})> | [(:A {n: 1}), [:U]] | {a: (:B)} |
    And no side effects

  Scenario: [6] Side effects of every kind
    And having executed:
      """
      CREATE (:Old {a: 1, b: 2})-[:R {c: 3}]->(:Old)
      """
    When executing query:
      """
      MATCH (n:Old)-[r:R]->(m)
      DELETE r
      REMOVE n:Old, n.a
      SET n.b = 5, n:New
      DELETE m
      CREATE (n)-[:S]->(:Newer), (:Newer)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | -nodes         | 1 |
      | +relationships | 1 |
      | -relationships | 1 |
      | +properties    | 1 |
      | -properties    | 3 |
      | +labels        | 2 |
      | -labels        | 1 |

  Scenario: [7] What is made and removed again is no side effect
    When executing query:
      """
      CREATE (n:Gone {a: 1})
      DELETE n
      """
    Then the result should be empty
    And no side effects

  Scenario: [8] An error of compile time
    When executing query:
      """
      RETURN unknown
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [9] An error at runtime leaves the graph as it was
    And having executed:
      """
      CREATE (:A {list: [1]})
      """
    And parameters are:
      | index | 'x' |
    When executing query:
      """
      CREATE (:B)
      WITH *
      MATCH (a:A)
      RETURN a.list[$index] AS item
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [10] A control query sees what the query did
    And parameters are:
      | name | 'Ada' |
    When executing query:
      """
      CREATE ({name: $name})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |
    When executing control query:
      """
      MATCH (n) RETURN n.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ada' |

  Scenario: [11] No rows, but columns
    When executing query:
      """
      UNWIND [] AS n
      RETURN n, 1 AS one
      """
    Then the result should be, in any order:
      | n | one |
    And no side effects

  Scenario Outline: [12] Examples fill in <value>
    Given the small graph
    And parameters are:
      | value | <value> |
    When executing query: RETURN $value AS <name>
    Then the result should be, in any order:
      | <name>  |
      | <value> |
    And no side effects

    Examples: numbers
      | name    | value |
      | whole   | 1     |
      | broken  | 1.0   |
      | nothing | NaN   |

    @texts
    Examples:
      | name  | value        |
      | text  | 'a \| b'     |
      | quote | 'it\'s \\\\' |
