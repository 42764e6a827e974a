CREATE (:Small {name: 'a;b'}); CREATE (:Small)
