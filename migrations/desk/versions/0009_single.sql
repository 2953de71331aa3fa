ALTER TABLE roll_entries ADD COLUMN person_id VARCHAR(32)
    CONSTRAINT fk_roll_entries_person_id REFERENCES persons (id);

UPDATE roll_entries SET person_id = (
    SELECT single_person_id FROM cases WHERE cases.id = roll_entries.case_id AND cases.single_reason <> ''
) WHERE case_id IS NOT NULL;
