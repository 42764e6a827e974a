# Each of these scenarios has to fail, for the reason that its title gives.
Feature: Failing - what a runner must not let pass

  Scenario: [1] a step that nobody knows
    Given an empty graph
    When executing query: RETURN 1 AS one
    Then the result is fine

  Scenario: [2] rows where an error is expected
    When executing query: RETURN 1 AS one
    Then a TypeError should be raised at runtime: *

  Scenario: [3] an error where rows are expected
    When executing query: RETURN one
    Then the result should be, in any order:
      | one |

  Scenario: [4] an error where no rows are expected
    When executing query: RETURN one
    Then the result should be empty

  Scenario: [5] rows where none are expected
    When executing query: RETURN 1 AS one
    Then the result should be empty

  Scenario: [6] an answer that no step looks at
    When executing query: RETURN 1 AS one

  Scenario: [7] an error that only its side effects are looked at
    When executing query: RETURN one
    Then no side effects

  Scenario: [8] a control query's error that no step looks at
    When executing query: RETURN 1 AS one
    Then the result should be, in any order:
      | one |
      | 1   |
    When executing control query: RETURN two

  Scenario: [9] a graph that cannot be built
    Given having executed: CREATE (:A {n: missing})
    When executing query: RETURN 1 AS one
    Then the result should be, in any order:
      | one |
      | 1   |

  Scenario: [10] a graph that is not there
    Given the nowhere graph
    When executing query: RETURN 1 AS one
    Then the result should be, in any order:
      | one |
      | 1   |

  Scenario: [11] a scenario without a query
    Given an empty graph

  Scenario: [12] a cell that is no value
    When executing query: RETURN 1 AS one
    Then the result should be, in any order:
      | one |
      | 1 2 |

  Scenario: [13] a side effect that is not one
    When executing query: RETURN 1 AS one
    Then the result should be, in any order:
      | one |
      | 1   |
    And the side effects should be:
      | +indexes | 0 |

  Scenario: [14] a phase that is not one
    When executing query: RETURN one
    Then a SyntaxError should be raised at noon: UndefinedVariable

  Scenario: [15] a query without a text
    When executing query:
    Then the result should be empty

  Scenario: [16] a side effect that is not named
    When executing query: CREATE (:A {a: 1})
    Then the result should be empty
    And the side effects should be:
      | +nodes | 1 |
