// What does one paragraph of a source say?
//
// Parameters: source, the id of the source; paragraph, its number.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/paragraph.cypher --param paragraph=11

:param --default {"source": "bericht", "paragraph": 11}

// The things that it names first.
MATCH (thing)
WHERE thing.source = $source AND thing.paragraph = $paragraph
RETURN labels(thing) AS labels, thing.name AS thing, thing.quote AS quote
ORDER BY labels, thing;

// What it says about them.
MATCH (subject)-[link]->(object)
WHERE link.source = $source AND link.paragraph = $paragraph
RETURN subject.name AS subject,
       type(link) AS link,
       link.role AS role,
       object.name AS object,
       coalesce(link.certainty, 'certain') AS certainty,
       link.quote AS quote
ORDER BY subject, link, role, object;
