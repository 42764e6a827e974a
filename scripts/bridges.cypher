// Who bridges organisations: which people, and which organisations, have links to several others?
//
// Parameters: least, the least number of others that makes a bridge.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/bridges.cypher --param least=2

:param --default {"least": 2}

// People with a role in, or as contact for, several bodies.
MATCH (person:Person)-[:HEADS|HOLDS_ROLE|WORKS_FOR|SPEAKS_FOR|CONTACT_FOR]->(body)
WITH DISTINCT person.name AS person, body.name AS body
ORDER BY person, body
WITH person, collect(body) AS bodies
WHERE size(bodies) >= $least
RETURN person, size(bodies) AS number, bodies
ORDER BY number DESC, person;

// Bodies in which several people meet, each with a role in it or in one of its parts.
MATCH (person:Person)-[:HEADS|HOLDS_ROLE|WORKS_FOR|SPEAKS_FOR|CONTACT_FOR]->(body),
      (body)-[:PART_OF*0..3]->(whole:Organisation)
WITH DISTINCT whole.name AS whole, person.name AS person
ORDER BY whole, person
WITH whole, collect(person) AS people
WHERE size(people) >= $least
RETURN whole, size(people) AS number, people
ORDER BY number DESC, whole;

// Organisations tied to several other bodies: directly, or through a project or service that both have to do with.
MATCH path = (organisation:Organisation)-[:PART_OF|REPRESENTS|ADVISES|FUNDS|RUNS|SERVES*1..2]-(other)
WHERE other <> organisation
  AND (other:Organisation OR other:WorkingGroup OR other:Group)
  AND all(between IN nodes(path)[1..length(path)] WHERE between:Project OR between:Service)
WITH DISTINCT organisation.name AS organisation, other.name AS other
ORDER BY organisation, other
WITH organisation, collect(other) AS others
WHERE size(others) >= $least
RETURN organisation, size(others) AS number, others
ORDER BY number DESC, organisation;
