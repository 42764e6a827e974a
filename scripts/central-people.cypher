// Who and what stands in the middle of the network, and which circles are there?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/central-people.cypher

// Through whom the shortest connections between others lead.
CALL algo.betweenness({
  label: ['Person', 'Group', 'Organisation', 'WorkingGroup', 'Project'], direction: 'both'
}) YIELD node, score
WHERE score > 0
RETURN node.name AS name, labels(node) AS labels, round(score, 1) AS paths_through
ORDER BY paths_through DESC, name
LIMIT 10;

// People by how much is said of them and how well it is connected.
CALL algo.pageRank({direction: 'both'}) YIELD node, score
WHERE node:Person
RETURN node.name AS name, round(1000 * score, 2) AS score
ORDER BY score DESC, name
LIMIT 10;

// The circles in which people, bodies and projects know each other best.
CALL algo.louvain({
  label: ['Person', 'Group', 'Organisation', 'WorkingGroup', 'Project']
}) YIELD node, community
WITH community, node ORDER BY node.name
WITH community, collect(node.name) AS names
WHERE size(names) > 2
RETURN size(names) AS size, names[..5] AS some
ORDER BY size DESC, some;
