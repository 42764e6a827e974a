// Which facts have no source, or none that can be looked up?
//
// No rows is good news. Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/without-source.cypher

// Things that name no source, or one that the graph does not describe.
MATCH (thing)
WHERE thing.source IS NULL OR NOT EXISTS { MATCH (known:Source) WHERE known.id = thing.source }
RETURN thing.id AS id, thing.name AS thing, thing.source AS source
ORDER BY id, thing;

// Links that name no source, or one that the graph does not describe.
MATCH (subject)-[link]->(object)
WHERE link.source IS NULL OR NOT EXISTS { MATCH (known:Source) WHERE known.id = link.source }
RETURN subject.name AS subject, type(link) AS link, object.name AS object, link.source AS source
ORDER BY subject, link, object;

// Facts whose source does not say where in it they stand.
MATCH (subject)-[link]->(object)
WHERE link['page'] IS NULL AND link['paragraph'] IS NULL AND link['url'] IS NULL
RETURN subject.name AS subject, type(link) AS without_place, object.name AS object
ORDER BY subject, without_place, object;
