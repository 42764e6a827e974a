// How are two people (or any two things) connected?
//
// First the shortest connection of any kind. Then the shortest one through roles and organisations alone: no
// shared meeting, no remark about each other. Then every connection of up to three steps.
//
// Parameters: from and to, two names.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/how-connected.cypher \
//            --param from='"Antje Schirmer"' --param to='"Katja Michalak"'

:param --default {"from": "Antje Schirmer", "to": "Katja Michalak"}

MATCH (a {name: $from}), (b {name: $to})
MATCH path = shortestPath((a)-[*..8]-(b))
RETURN length(path) AS steps,
       [node IN nodes(path) | node.name] AS things,
       [link IN relationships(path) | type(link)] AS links
ORDER BY steps, things, links;

MATCH (a {name: $from}), (b {name: $to})
MATCH path = shortestPath(
  (a)-[:HEADS|HOLDS_ROLE|WORKS_FOR|SPEAKS_FOR|CONTACT_FOR|PART_OF|RUNS|FUNDS|LOCATED_IN*..12]-(b)
)
RETURN length(path) AS steps,
       [node IN nodes(path) | node.name] AS things,
       [link IN relationships(path) | type(link)] AS links
ORDER BY steps, things, links;

MATCH path = (a {name: $from})-[*1..3]-(b {name: $to})
RETURN length(path) AS steps,
       [node IN nodes(path) | node.name] AS things,
       [link IN relationships(path) | type(link)] AS links
ORDER BY steps, things, links;
