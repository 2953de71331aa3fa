ALTER TABLE households ADD COLUMN standard_reason VARCHAR NOT NULL DEFAULT '';

ALTER TABLE case_members ADD COLUMN work_refusals JSON NOT NULL DEFAULT '[]';
