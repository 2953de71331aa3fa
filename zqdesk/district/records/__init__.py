"""What the district keeps: its tables, the roles that may read them, the schema, and a PostgreSQL of one's own for trials."""
