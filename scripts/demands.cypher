// Who wants what from whom: demands, appeals, recommendations, intentions, invitations?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/demands.cypher

UNWIND ['Appell', 'Aufruf', 'Forderung', 'Empfehlung', 'Einladung', 'Absicht', 'Zustimmung'] AS kind
MATCH (who)-[:SAID]->(statement:Statement {kind: kind})
OPTIONAL MATCH (statement)-[:ADDRESSED_TO|AGREES_WITH]->(whom)
RETURN kind, who.name AS who, whom.name AS whom, statement.name AS what, statement.quote AS quote
ORDER BY kind, who, what, whom;
