CREATE TABLE reserve_reported (
    closing_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    facts JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_reported PRIMARY KEY (id)
);

CREATE INDEX ix_reserve_reported_closing_id ON reserve_reported (closing_id);

CREATE INDEX ix_reserve_reported_entry_id ON reserve_reported (entry_id);

ALTER TABLE reserve_closings ADD COLUMN office VARCHAR NOT NULL DEFAULT '';

INSERT INTO reserve_reported (id, closing_id, entry_id, facts)
SELECT lower(hex(randomblob(16))), closing.id, e.id, json_object(
    'case_number', c.number, 'kind', c.kind, 'cause', r.cause, 'applicant_class', r.applicant_class,
    'person_count', r.person_count, 'village', h.village_name, 'address', h.address,
    'clerk', a.name, 'approver', g.agreed_by_name, 'batch', COALESCE((
        SELECT s.number FROM settlement_items AS i JOIN settlements AS s ON s.id = i.settlement_id
        WHERE (i.accepted IS NULL OR i.accepted = 1) AND i.disbursement_id IN (
            SELECT id FROM disbursements WHERE entry_id IN (e.id, e.reverses_id)
            UNION SELECT disbursement_id FROM refunds WHERE entry_id IN (e.id, e.reverses_id))), ''))
FROM reserve_entries AS e
JOIN reserve_standing_closings AS closing ON closing.period = substr(e.booked_on, 1, 7)
JOIN cases AS c ON c.id = e.case_id
JOIN reliefs AS r ON r.case_id = c.id
JOIN households AS h ON h.id = c.household_id
JOIN grants AS g ON g.id = e.grant_id
JOIN accounts AS a ON a.id = c.clerk_id;

CREATE TRIGGER reserve_reported_first BEFORE INSERT ON reserve_reported
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (SELECT 1 FROM reserve_reported WHERE id = NEW.id);
    SELECT RAISE(ABORT, 'reserve: what a month reports is kept when it is closed, and never after')
    WHERE EXISTS (SELECT 1 FROM reserve_closings WHERE id = NEW.closing_id);
END;

CREATE TRIGGER reserve_reported_no_update BEFORE UPDATE ON reserve_reported
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_reported_no_delete BEFORE DELETE ON reserve_reported
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_closings_reported BEFORE INSERT ON reserve_closings
WHEN length(NEW.period) = 7 AND EXISTS (
    SELECT 1 FROM reserve_entries AS e
    WHERE e.case_id IS NOT NULL AND substr(e.booked_on, 1, 7) = NEW.period
    AND e.id NOT IN (SELECT subject_id FROM reserve_set_asides)
    AND e.id NOT IN (SELECT reversal_id FROM reserve_set_asides WHERE reversal_id IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM reserve_reported WHERE closing_id = NEW.id AND entry_id = e.id))
BEGIN
    SELECT RAISE(ABORT, 'reserve: a month is closed with what its books say of every payment');
END;
