// Which fields are there, who works on them, and what is said about them?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/topics.cypher

MATCH (topic:Topic)
OPTIONAL MATCH (who)-[:WORKS_ON]->(topic)
WITH topic, who.name AS who
ORDER BY who
WITH topic, collect(who) AS worked_on_by
OPTIONAL MATCH (what)-[:ABOUT|AFFECTS|BASIS_OF]->(topic)
WITH topic, worked_on_by, what.name AS what
ORDER BY what
RETURN topic.name AS topic, worked_on_by, collect(what) AS touched_by
ORDER BY topic;
