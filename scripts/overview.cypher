// What is in the graph: which sources, how many things of each label, how many links of each type?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/overview.cypher

MATCH (source:Source)
RETURN source.id AS source, source.title AS title, source.publisher AS publisher, source.date AS date_written
ORDER BY source;

MATCH (thing)
UNWIND labels(thing) AS label
RETURN label, count(*) AS things
ORDER BY things DESC, label;

MATCH ()-[link]->()
RETURN type(link) AS type, count(*) AS links
ORDER BY links DESC, type;

// The best connected things.
MATCH (thing)-[link]-()
RETURN thing.name AS thing, count(link) AS links
ORDER BY links DESC, thing
LIMIT 10;
