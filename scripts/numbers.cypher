// Which numbers are there, what do they count, from when are they, and who gave them?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/numbers.cypher

MATCH (measure:Measure)-[:COUNTS]->(what)
OPTIONAL MATCH (who)-[:SAID]->(:Statement)-[:ABOUT]->(measure)
RETURN measure.value AS value,
       measure.unit AS unit,
       measure.comparison AS comparison,
       measure.comparedWith AS compared_with,
       measure.date AS date_written,
       what.name AS what,
       who.name AS given_by,
       measure.paragraph AS paragraph
ORDER BY paragraph, value, unit, what, given_by;

// A growth beside a total gives the earlier figure.
MATCH (now:Measure {comparison: 'genau'})-[:COUNTS]->(what),
      (growth:Measure {comparison: 'mehr als früher'})-[:COUNTS]->(what)
RETURN what.name AS what,
       growth.comparedWith AS earlier,
       now.value - growth.value AS value_then,
       now.date AS later,
       now.value AS value_now
ORDER BY what, earlier, later, value_then, value_now;
