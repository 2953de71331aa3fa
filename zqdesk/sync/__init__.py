"""How desks and district agree, without Qt. Doors: `wire` (what is said), `apply` (what an act does to the tables)."""
