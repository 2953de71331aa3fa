ALTER TABLE roll_entries ADD COLUMN standard_kind VARCHAR NOT NULL DEFAULT '';

ALTER TABLE roll_entries ADD COLUMN village_id VARCHAR NOT NULL DEFAULT '';

-- The trace of a decision names the standard it rests on; what came with a roster has the household's own.
UPDATE roll_entries SET
    village_id = COALESCE((SELECT village_id FROM households WHERE households.id = household_id), ''),
    standard_kind = COALESCE(
        (
            SELECT CASE
                WHEN json_extract(line.value, '$.formula') LIKE '%城市%' THEN 'urban'
                WHEN json_extract(line.value, '$.formula') LIKE '%农村%' THEN 'rural'
            END
            FROM decisions, json_each(decisions.trace) AS line
            WHERE decisions.case_id = roll_entries.case_id AND json_extract(line.value, '$.key') = 'standard'
            ORDER BY decisions.id DESC LIMIT 1
        ),
        (SELECT standard_kind FROM households WHERE households.id = household_id),
        ''
    );
