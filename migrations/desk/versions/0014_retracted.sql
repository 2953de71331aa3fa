ALTER TABLE objections ADD COLUMN retracted_on DATE;
