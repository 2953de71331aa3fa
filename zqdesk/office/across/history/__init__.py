"""The history of a case, household or person in words: what each act, table and field is called. Door: `lines`."""
