// Which working groups does each network have, who speaks for them, and what do they work on?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/working-groups.cypher

MATCH (wg:WorkingGroup)-[:PART_OF]->(network:Organisation)
OPTIONAL MATCH (wg)-[:WORKS_ON]->(topic:Topic)
WITH network, wg, topic.name AS topic
ORDER BY topic
WITH network, wg, collect(topic) AS topics
OPTIONAL MATCH (speaker)-[role:SPEAKS_FOR]->(wg)
RETURN network.name AS network,
       wg.name AS working_group,
       topics,
       speaker.name AS speaker,
       coalesce(role.certainty, '') AS certainty,
       wg.note AS note
ORDER BY network, working_group, speaker;

// Working groups without a speaker that we know of.
MATCH (wg:WorkingGroup)
WHERE NOT (wg)<-[:SPEAKS_FOR]-()
RETURN wg.name AS without_known_speaker
ORDER BY without_known_speaker;
