// What does the graph know about one person: roles, contributions, statements, and what touches that person?
//
// Parameters: name, the person's name without title.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/person.cypher --param name='"Katja Michalak"'

:param --default {"name": "Katja Michalak"}

// Who it is.
MATCH (person:Person {name: $name})
RETURN person.title AS title, person.name AS name, person.email AS email
ORDER BY title, name, email;

// What the person does, holds and says.
MATCH (:Person {name: $name})-[link]->(thing)
RETURN link.paragraph AS paragraph,
       type(link) AS link,
       link.role AS role,
       thing.name AS thing,
       coalesce(link.certainty, 'certain') AS certainty
ORDER BY paragraph, link, role, thing;

// What is said about or to the person, or happens to the person.
MATCH (:Person {name: $name})<-[link]-(thing)
OPTIONAL MATCH (speaker)-[:SAID]->(thing)
RETURN link.paragraph AS paragraph,
       thing.name AS thing,
       type(link) AS link,
       speaker.name AS speaker
ORDER BY paragraph, thing, link, speaker;
