// Whom do I write to, about what?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/contacts.cypher

MATCH (person:Person)-[contact:CONTACT_FOR]->(what)
OPTIONAL MATCH (person)-[role:HEADS|HOLDS_ROLE|WORKS_FOR|SPEAKS_FOR]->(body)
RETURN what.name AS what,
       person.name AS person,
       role.role AS role,
       body.name AS body,
       coalesce(contact.email, person.email) AS email
ORDER BY what, person, role, body, email;
