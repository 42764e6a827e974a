// What does the source only suggest or leave open, and why?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/what-is-uncertain.cypher

// Links.
MATCH (subject)-[link]->(object)
WHERE link.certainty <> 'certain'
RETURN link.certainty AS certainty,
       link.paragraph AS paragraph,
       subject.name AS subject,
       type(link) AS link,
       object.name AS object,
       link.note AS note
ORDER BY certainty DESC, paragraph, subject, link, object;

// Things.
MATCH (thing)
WHERE thing.certainty <> 'certain'
RETURN thing.certainty AS certainty, thing.paragraph AS paragraph, thing.name AS thing, thing.note AS note
ORDER BY certainty DESC, paragraph, thing;
