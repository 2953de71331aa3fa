CREATE TABLE reserve_documents (
    entry_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    word_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_documents PRIMARY KEY (id),
    CONSTRAINT fk_reserve_documents_word_id FOREIGN KEY(word_id) REFERENCES reserve_words (id)
);

CREATE INDEX ix_reserve_documents_entry_id ON reserve_documents (entry_id);

CREATE INDEX ix_reserve_documents_key ON reserve_documents ("key");

CREATE TRIGGER reserve_documents_first BEFORE INSERT ON reserve_documents
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (SELECT 1 FROM reserve_documents WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM reserve_entries WHERE id = NEW.entry_id);
    SELECT RAISE(ABORT, 'reserve: a paper has a number')
    WHERE NEW."key" = '';
END;

CREATE TRIGGER reserve_documents_no_update BEFORE UPDATE ON reserve_documents
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_documents_no_delete BEFORE DELETE ON reserve_documents
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_entries_documents BEFORE INSERT ON reserve_entries
WHEN NEW.reverses_id IS NULL
BEGIN
    SELECT RAISE(ABORT, 'reserve: an entry of this kind rests on a paper from outside')
    FROM (VALUES ('allocation', 'arrival'), ('replenishment', 'arrival'), ('withdrawal', 'cheque'),
                 ('deposit', 'deposit'), ('return', 'remittance'), ('settlement', 'answer'))
    WHERE column1 = NEW.kind
    AND NOT EXISTS (SELECT 1 FROM reserve_documents WHERE entry_id = NEW.id AND kind = column2);
    SELECT RAISE(ABORT, 'reserve: a paper is booked once, or again on the word of a second person')
    FROM reserve_documents AS d
    WHERE d.entry_id = NEW.id
    AND NOT EXISTS (
        SELECT 1 FROM reserve_words AS w
        WHERE w.id = d.word_id AND w.matter = 'double' AND w.by_id <> NEW.by_id
        AND substr(w.subject, 1, length(d.kind) + length(d."key") + 2) = d.kind || ':' || d."key" || ':'
        AND NOT EXISTS (
            SELECT 1 FROM reserve_documents AS u JOIN reserve_entries AS e ON e.id = u.entry_id
            WHERE u.word_id = w.id AND NOT EXISTS (SELECT 1 FROM reserve_entries WHERE reverses_id = e.id)
            AND NOT (NEW.kind = 'replenishment' AND e.kind = 'replenishment' AND e.booked_at = NEW.booked_at)))
    AND EXISTS (
        SELECT 1 FROM reserve_documents AS o JOIN reserve_entries AS e ON e.id = o.entry_id
        WHERE o.kind = d.kind AND o."key" = d."key" AND o.entry_id <> NEW.id
        AND NOT EXISTS (SELECT 1 FROM reserve_entries WHERE reverses_id = e.id)
        AND NOT (NEW.kind = 'replenishment' AND e.kind = 'replenishment' AND e.booked_at = NEW.booked_at
                 AND e.by_id = NEW.by_id AND e.settlement_id IS NOT NEW.settlement_id));
END;

CREATE TRIGGER reserve_entries_opening AFTER INSERT ON reserve_entries
WHEN NEW.kind = 'opening' AND NEW.reverses_id IS NULL
BEGIN
    SELECT RAISE(ABORT, 'reserve: what the old books leave is brought in before anything else')
    WHERE EXISTS (
        SELECT 1 FROM reserve_entries AS e
        WHERE e.id <> NEW.id AND e.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM reserve_entries WHERE reverses_id = e.id)
        AND NOT (e.kind = 'opening' AND e.booked_at = NEW.booked_at AND e.by_id = NEW.by_id
                 AND e.debit <> NEW.debit));
END;
