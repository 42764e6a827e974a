// Who said what: asked, thanked, invited, agreed, criticised? To whom, about what, on which occasion?
//
// Parameters: person, a name, or '' for everybody.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/statements.cypher --param person='"Antje Schirmer"'

:param --default {"person": ""}

MATCH (who)-[said:SAID]->(statement:Statement)
WHERE $person = '' OR who.name = $person
OPTIONAL MATCH (statement)-[:ABOUT]->(thing)
WITH who, said, statement, thing.name AS thing
ORDER BY thing
WITH who, said, statement, collect(thing) AS about
OPTIONAL MATCH (statement)-[:ADDRESSED_TO|AGREES_WITH]->(whom)
OPTIONAL MATCH (statement)-[:PART_OF]->(occasion)
RETURN statement.paragraph AS paragraph,
       who.name AS who,
       statement.kind AS kind,
       statement.name AS statement,
       whom.name AS whom,
       about,
       occasion.name AS occasion,
       coalesce(said.certainty, 'certain') AS certainty
ORDER BY paragraph, who, kind, statement, whom, occasion;
