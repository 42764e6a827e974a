// Who leads what, and who speaks for whom?
//
// Former heads are listed too: `until` tells. Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/who-leads-what.cypher

MATCH (who)-[role:HEADS|SPEAKS_FOR]->(what)
RETURN what.name AS what,
       role.role AS role,
       who.name AS who,
       role.from AS from_written,
       role.until AS until_written,
       coalesce(role.certainty, 'certain') AS certainty
ORDER BY what, role, who, from_written, until_written;
