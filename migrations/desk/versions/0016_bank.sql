CREATE TABLE bank_statements (
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    opening_fen BIGINT NOT NULL,
    closing_fen BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    file_name VARCHAR NOT NULL,
    file_hash VARCHAR NOT NULL,
    entered_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    withdrawn_at VARCHAR(24),
    withdrawn_by_id VARCHAR(32),
    withdrawn_by_name VARCHAR NOT NULL,
    withdrawn_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_statements PRIMARY KEY (id),
    CONSTRAINT fk_bank_statements_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_bank_statements_withdrawn_by_id FOREIGN KEY(withdrawn_by_id) REFERENCES accounts (id)
);

CREATE TABLE bank_lines (
    statement_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    booked_on DATE NOT NULL,
    amount_fen BIGINT NOT NULL,
    balance_fen BIGINT,
    text VARCHAR NOT NULL,
    party VARCHAR NOT NULL,
    slip VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_lines PRIMARY KEY (id),
    CONSTRAINT uq_bank_lines_statement_id_position UNIQUE (statement_id, position),
    CONSTRAINT ck_bank_lines_amount CHECK (amount_fen <> 0)
);

CREATE INDEX ix_bank_lines_booked_on ON bank_lines (booked_on);

CREATE TABLE bank_matches (
    matched_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    undone_at VARCHAR(24),
    undone_by_id VARCHAR(32),
    undone_by_name VARCHAR NOT NULL,
    undone_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_matches PRIMARY KEY (id),
    CONSTRAINT fk_bank_matches_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_bank_matches_undone_by_id FOREIGN KEY(undone_by_id) REFERENCES accounts (id)
);

CREATE TABLE bank_match_items (
    match_id VARCHAR NOT NULL,
    line_id VARCHAR(32),
    entry_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_match_items PRIMARY KEY (id),
    CONSTRAINT ck_bank_match_items_side CHECK ((line_id IS NULL) <> (entry_id IS NULL)),
    CONSTRAINT fk_bank_match_items_line_id FOREIGN KEY(line_id) REFERENCES bank_lines (id),
    CONSTRAINT fk_bank_match_items_entry_id FOREIGN KEY(entry_id) REFERENCES reserve_entries (id)
);

CREATE INDEX ix_bank_match_items_match_id ON bank_match_items (match_id);

CREATE INDEX ix_bank_match_items_line_id ON bank_match_items (line_id);

CREATE INDEX ix_bank_match_items_entry_id ON bank_match_items (entry_id);

CREATE TABLE bank_reconciliations (
    month VARCHAR NOT NULL,
    made_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    statement_fen BIGINT NOT NULL,
    book_fen BIGINT NOT NULL,
    adjusted_fen BIGINT NOT NULL,
    items JSON NOT NULL,
    note VARCHAR NOT NULL,
    signed_at VARCHAR(24),
    signed_by_id VARCHAR(32),
    signed_by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_reconciliations PRIMARY KEY (id),
    CONSTRAINT fk_bank_reconciliations_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_bank_reconciliations_signed_by_id FOREIGN KEY(signed_by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_bank_reconciliations_month ON bank_reconciliations (month);

ALTER TABLE reserve_entries ADD COLUMN word_id VARCHAR(32)
    CONSTRAINT fk_reserve_entries_word_id REFERENCES reserve_words (id);

CREATE INDEX ix_reserve_entries_word_id ON reserve_entries (word_id) WHERE word_id IS NOT NULL;

ALTER TABLE reserve_closings ADD COLUMN word_id VARCHAR(32)
    CONSTRAINT fk_reserve_closings_word_id REFERENCES reserve_words (id);

ALTER TABLE cash_counts ADD COLUMN surprise BOOLEAN NOT NULL DEFAULT 0;

DROP VIEW reserve_standing_closings;

CREATE VIEW reserve_standing_closings AS
SELECT * FROM reserve_closings WHERE id NOT IN (SELECT subject_id FROM reserve_set_asides);

CREATE VIEW bank_standing_lines AS
SELECT l.id, l.statement_id, l.position, l.booked_on, l.amount_fen
FROM bank_lines AS l JOIN bank_statements AS s ON s.id = l.statement_id WHERE s.withdrawn_at IS NULL;

CREATE VIEW bank_entries AS
SELECT e.id, e.booked_on, CASE WHEN e.debit = 'bank' THEN e.amount_fen ELSE -e.amount_fen END AS amount_fen
FROM reserve_entries AS e
WHERE (e.debit = 'bank' OR e.credit = 'bank')
AND e.id NOT IN (SELECT subject_id FROM reserve_set_asides)
AND e.id NOT IN (SELECT reversal_id FROM reserve_set_asides WHERE reversal_id IS NOT NULL);

CREATE VIEW bank_standing_items AS
SELECT i.match_id, i.line_id, i.entry_id
FROM bank_match_items AS i JOIN bank_matches AS m ON m.id = i.match_id WHERE m.undone_at IS NULL;

CREATE TRIGGER bank_lines_first BEFORE INSERT ON bank_lines
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: what a statement says is only ever added')
    WHERE EXISTS (SELECT 1 FROM bank_lines WHERE id = NEW.id
                  OR (statement_id = NEW.statement_id AND position = NEW.position))
    OR EXISTS (SELECT 1 FROM bank_statements WHERE id = NEW.statement_id);
END;

CREATE TRIGGER bank_lines_no_update BEFORE UPDATE ON bank_lines
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: what a statement says is only ever added');
END;

CREATE TRIGGER bank_lines_no_delete BEFORE DELETE ON bank_lines
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: what a statement says is only ever added');
END;

CREATE TRIGGER bank_statements_chain BEFORE INSERT ON bank_statements
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: what a statement says is only ever added')
    WHERE EXISTS (SELECT 1 FROM bank_statements WHERE id = NEW.id) OR NEW.withdrawn_at IS NOT NULL;
    SELECT RAISE(ABORT, 'bank: a statement has days, and its lines lie within them')
    WHERE NEW.first_on > NEW.last_on
    OR EXISTS (SELECT 1 FROM bank_lines WHERE statement_id = NEW.id
               AND booked_on NOT BETWEEN NEW.first_on AND NEW.last_on);
    SELECT RAISE(ABORT, 'bank: a statement adds up: opening, in, out, closing')
    WHERE NEW.opening_fen < 0 OR NEW.closing_fen < 0
    OR NEW.opening_fen + (SELECT COALESCE(SUM(amount_fen), 0) FROM bank_lines
                          WHERE statement_id = NEW.id AND position > 0) <> NEW.closing_fen
    OR NEW.line_count <> (SELECT COUNT(*) FROM bank_lines WHERE statement_id = NEW.id AND position > 0)
    OR EXISTS (SELECT 1 FROM bank_lines AS l
               WHERE l.statement_id = NEW.id AND l.position > 0 AND l.balance_fen <> NEW.opening_fen + (
                   SELECT SUM(amount_fen) FROM bank_lines
                   WHERE statement_id = NEW.id AND position BETWEEN 1 AND l.position));
    SELECT RAISE(ABORT, 'bank: a statement follows the one before without a gap')
    FROM (SELECT last_on, closing_fen FROM bank_statements WHERE withdrawn_at IS NULL
          ORDER BY last_on DESC LIMIT 1) AS prior
    WHERE NEW.first_on <> date(prior.last_on, '+1 day') OR NEW.opening_fen <> prior.closing_fen
    OR EXISTS (SELECT 1 FROM bank_lines WHERE statement_id = NEW.id AND position < 1);
    SELECT RAISE(ABORT, 'bank: the first statement begins with what was there')
    WHERE NOT EXISTS (SELECT 1 FROM bank_statements WHERE withdrawn_at IS NULL)
    AND (SELECT COALESCE(SUM(amount_fen), 0) FROM bank_lines
         WHERE statement_id = NEW.id AND position < 1) <> NEW.opening_fen;
END;

CREATE TRIGGER bank_statements_withdrawn BEFORE UPDATE ON bank_statements
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: what a statement says is only ever added')
    WHERE OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS NULL
    OR trim(NEW.withdrawn_reason) = '' OR NEW.id <> OLD.id
    OR NEW.first_on <> OLD.first_on OR NEW.last_on <> OLD.last_on OR NEW.opening_fen <> OLD.opening_fen
    OR NEW.closing_fen <> OLD.closing_fen OR NEW.line_count <> OLD.line_count
    OR NEW.file_name <> OLD.file_name OR NEW.file_hash <> OLD.file_hash
    OR NEW.entered_at <> OLD.entered_at OR NEW.by_id <> OLD.by_id OR NEW.by_name <> OLD.by_name;
    SELECT RAISE(ABORT, 'bank: a statement is withdrawn while nothing rests on it')
    WHERE EXISTS (SELECT 1 FROM bank_statements WHERE withdrawn_at IS NULL AND last_on > OLD.last_on)
    OR EXISTS (SELECT 1 FROM bank_standing_items AS i JOIN bank_lines AS l ON l.id = i.line_id
               WHERE l.statement_id = OLD.id)
    OR EXISTS (SELECT 1 FROM reserve_standing_closings
               WHERE length(period) = 7 AND period >= substr(OLD.first_on, 1, 7));
END;

CREATE TRIGGER bank_statements_no_delete BEFORE DELETE ON bank_statements
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: what a statement says is only ever added');
END;

CREATE TRIGGER bank_match_items_first BEFORE INSERT ON bank_match_items
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: a match is only ever added, and taken back as a whole')
    WHERE EXISTS (SELECT 1 FROM bank_match_items WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM bank_matches WHERE id = NEW.match_id);
END;

CREATE TRIGGER bank_match_items_no_update BEFORE UPDATE ON bank_match_items
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: a match is only ever added, and taken back as a whole');
END;

CREATE TRIGGER bank_match_items_no_delete BEFORE DELETE ON bank_match_items
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: a match is only ever added, and taken back as a whole');
END;

CREATE TRIGGER bank_matches_agree BEFORE INSERT ON bank_matches
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: a match is only ever added, and taken back as a whole')
    WHERE EXISTS (SELECT 1 FROM bank_matches WHERE id = NEW.id) OR NEW.undone_at IS NOT NULL;
    SELECT RAISE(ABORT, 'bank: one is matched with one or with several')
    WHERE (SELECT COUNT(*) < 2 OR MIN(COUNT(line_id), COUNT(entry_id)) > 1
           OR COUNT(*) <> COUNT(DISTINCT COALESCE(line_id, entry_id))
           FROM bank_match_items WHERE match_id = NEW.id);
    SELECT RAISE(ABORT, 'bank: what is matched is there, and not matched yet')
    FROM bank_match_items AS i
    WHERE i.match_id = NEW.id AND (
        (i.line_id IS NOT NULL AND (
            i.line_id NOT IN (SELECT id FROM bank_standing_lines)
            OR i.line_id IN (SELECT line_id FROM bank_standing_items WHERE line_id IS NOT NULL)))
        OR (i.entry_id IS NOT NULL AND (
            i.entry_id NOT IN (SELECT id FROM bank_entries)
            OR i.entry_id IN (SELECT entry_id FROM bank_standing_items WHERE entry_id IS NOT NULL))));
    SELECT RAISE(ABORT, 'bank: both sides of a match come to the same')
    WHERE (SELECT COALESCE(SUM(l.amount_fen), 0) FROM bank_match_items AS i JOIN bank_lines AS l ON l.id = i.line_id
           WHERE i.match_id = NEW.id)
    <> (SELECT COALESCE(SUM(e.amount_fen), 0) FROM bank_match_items AS i JOIN bank_entries AS e ON e.id = i.entry_id
        WHERE i.match_id = NEW.id);
END;

CREATE TRIGGER bank_matches_undone BEFORE UPDATE ON bank_matches
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR NEW.undone_by_id IS NULL
    OR trim(NEW.undone_reason) = '' OR NEW.id <> OLD.id OR NEW.matched_at <> OLD.matched_at
    OR NEW.by_id <> OLD.by_id OR NEW.by_name <> OLD.by_name)
BEGIN
    SELECT RAISE(ABORT, 'bank: a match is only ever added, and taken back as a whole');
END;

CREATE TRIGGER bank_matches_no_delete BEFORE DELETE ON bank_matches
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: a match is only ever added, and taken back as a whole');
END;

CREATE TRIGGER bank_reconciliations_made BEFORE INSERT ON bank_reconciliations
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: a reconciliation is made, then signed by another')
    WHERE EXISTS (SELECT 1 FROM bank_reconciliations WHERE id = NEW.id)
    OR NEW.signed_at IS NOT NULL OR NEW.signed_by_id IS NOT NULL;
    SELECT RAISE(ABORT, 'bank: a month is reconciled over all of its statement')
    WHERE NOT EXISTS (SELECT 1 FROM bank_statements WHERE withdrawn_at IS NULL
                      AND last_on >= date(NEW.month || '-01', '+1 month', '-1 day'));
    SELECT RAISE(ABORT, 'bank: a reconciliation begins with what bank and books say')
    WHERE NEW.statement_fen <> (
        SELECT COALESCE(SUM(amount_fen), 0) FROM bank_standing_lines WHERE substr(booked_on, 1, 7) <= NEW.month)
    OR NEW.book_fen <> (
        SELECT COALESCE(SUM(amount_fen), 0) FROM bank_entries WHERE substr(booked_on, 1, 7) <= NEW.month);
    SELECT RAISE(ABORT, 'bank: bank and books agree once what only one of them has is added')
    WHERE NEW.adjusted_fen <> NEW.book_fen + (
        SELECT COALESCE(SUM(json_extract(value, '$.fen')), 0) FROM json_each(NEW.items)
        WHERE json_extract(value, '$.of') = 'line')
    OR NEW.adjusted_fen <> NEW.statement_fen + (
        SELECT COALESCE(SUM(json_extract(value, '$.fen')), 0) FROM json_each(NEW.items)
        WHERE json_extract(value, '$.of') = 'entry');
END;

CREATE TRIGGER bank_reconciliations_signed BEFORE UPDATE ON bank_reconciliations
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: a reconciliation is made, then signed by another')
    WHERE OLD.signed_at IS NOT NULL OR NEW.signed_at IS NULL OR NEW.signed_by_id IS NULL
    OR NEW.signed_by_id = OLD.by_id OR NEW.id <> OLD.id OR NEW.month <> OLD.month
    OR NEW.made_at <> OLD.made_at OR NEW.by_id <> OLD.by_id OR NEW.by_name <> OLD.by_name
    OR NEW.statement_fen <> OLD.statement_fen OR NEW.book_fen <> OLD.book_fen
    OR NEW.adjusted_fen <> OLD.adjusted_fen OR NEW.items <> OLD.items OR NEW.note <> OLD.note;
    SELECT RAISE(ABORT, 'bank: who keeps cash does not sign a reconciliation')
    WHERE EXISTS (SELECT 1 FROM tills WHERE closed_on IS NULL AND holder_id = NEW.signed_by_id);
END;

CREATE TRIGGER bank_reconciliations_no_delete BEFORE DELETE ON bank_reconciliations
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'bank: a reconciliation is made, then signed by another');
END;

CREATE TRIGGER reserve_closings_reconciled BEFORE INSERT ON reserve_closings
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (length(NEW.period) = 7 AND NOT EXISTS (
    SELECT 1 FROM (SELECT * FROM bank_reconciliations WHERE month = NEW.period AND signed_at IS NOT NULL
                   ORDER BY rowid DESC LIMIT 1) AS r
    WHERE r.statement_fen = (
        SELECT COALESCE(SUM(amount_fen), 0) FROM bank_standing_lines WHERE substr(booked_on, 1, 7) <= NEW.period)
    AND r.book_fen = (
        SELECT COALESCE(SUM(amount_fen), 0) FROM bank_entries WHERE substr(booked_on, 1, 7) <= NEW.period)))
BEGIN
    SELECT RAISE(ABORT, 'reserve: a month is closed once its bank account is reconciled and signed');
END;

CREATE VIEW reserve_second_wanted AS
SELECT p."key", p.valid_from, p.published_on, p.value, length(p.scope) AS depth
FROM parameters AS p JOIN halls AS h ON substr(h.town_id, 1, length(p.scope)) = p.scope
WHERE p."key" IN ('reserve.second_move', 'reserve.second_close');

CREATE TRIGGER reserve_closings_word BEFORE INSERT ON reserve_closings
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (length(NEW.period) = 7)
BEGIN
    SELECT RAISE(ABORT, 'reserve: a month is closed by two people')
    WHERE EXISTS (SELECT 1 FROM reserve_closings WHERE word_id = NEW.word_id)
    OR (SELECT value FROM reserve_second_wanted
           WHERE "key" = 'reserve.second_close' AND valid_from <= NEW.closed_on AND published_on <= NEW.closed_on
           ORDER BY depth DESC, valid_from DESC, published_on DESC LIMIT 1) = 'true'
    AND NEW.word_id IS NULL
    OR NEW.word_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reserve_words WHERE id = NEW.word_id AND matter = 'close' AND by_id <> NEW.by_id
        AND substr(subject, 1, 8) = NEW.period || ':');
END;

CREATE TRIGGER reserve_entries_word BEFORE INSERT ON reserve_entries
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (NEW.reverses_id IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'reserve: money of the bank is moved by two people')
    WHERE EXISTS (SELECT 1 FROM reserve_entries WHERE word_id = NEW.word_id)
    OR NEW.kind IN ('withdrawal', 'deposit', 'return') AND NEW.word_id IS NULL
    AND (SELECT value FROM reserve_second_wanted
         WHERE "key" = 'reserve.second_move' AND valid_from <= NEW.booked_on AND published_on <= NEW.booked_on
         ORDER BY depth DESC, valid_from DESC, published_on DESC LIMIT 1) = 'true'
    OR NEW.word_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reserve_words AS w JOIN reserve_documents AS d ON d.entry_id = NEW.id
        WHERE w.id = NEW.word_id AND w.matter = 'move' AND w.by_id <> NEW.by_id
        AND substr(w.subject, 1, length(NEW.kind || NEW.amount_fen || d."key") + 3)
            = NEW.kind || ':' || NEW.amount_fen || ':' || d."key" || ':');
END;

CREATE TRIGGER reserve_entries_slip BEFORE INSERT ON reserve_entries
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (NEW.reverses_id IS NULL AND (
    (NEW.kind = 'disbursement' AND NEW.credit = 'bank'
     AND NOT EXISTS (SELECT 1 FROM reserve_documents WHERE entry_id = NEW.id AND kind = 'transfer'))
    OR (NEW.kind = 'refund' AND NEW.debit = 'bank'
        AND NOT EXISTS (SELECT 1 FROM reserve_documents WHERE entry_id = NEW.id AND kind = 'arrival'))))
BEGIN
    SELECT RAISE(ABORT, 'reserve: what a bank paid or took in rests on its slip');
END;

CREATE TRIGGER cash_counts_surprise BEFORE INSERT ON cash_counts
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (NEW.surprise AND EXISTS (SELECT 1 FROM tills WHERE closed_on IS NULL AND holder_id = NEW.by_id))
BEGIN
    SELECT RAISE(ABORT, 'reserve: who keeps cash makes no surprise count');
END;

CREATE TRIGGER cash_counts_surprise_stays BEFORE UPDATE ON cash_counts
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (NEW.surprise <> OLD.surprise)
BEGIN
    SELECT RAISE(ABORT, 'reserve: a count is signed by a second person as it was counted');
END;
