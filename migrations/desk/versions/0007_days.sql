CREATE TABLE reserve_words (
    matter VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    given_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_words PRIMARY KEY (id),
    CONSTRAINT fk_reserve_words_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_reserve_words_subject ON reserve_words (subject);

CREATE TABLE reserve_set_asides (
    matter VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    reversal_id VARCHAR,
    reason VARCHAR NOT NULL,
    set_on DATE NOT NULL,
    set_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    second_id VARCHAR(32) NOT NULL,
    second_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_set_asides PRIMARY KEY (id),
    CONSTRAINT uq_reserve_set_asides_subject_id UNIQUE (subject_id),
    CONSTRAINT uq_reserve_set_asides_reversal_id UNIQUE (reversal_id),
    CONSTRAINT fk_reserve_set_asides_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_reserve_set_asides_second_id FOREIGN KEY(second_id) REFERENCES accounts (id)
);

DROP TRIGGER reserve_entries_serial;

CREATE TABLE reserve_closings_new (
    period VARCHAR NOT NULL,
    closed_on DATE NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    last_serial BIGINT NOT NULL,
    entry_count BIGINT NOT NULL,
    balances JSON NOT NULL,
    turnover JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_closings PRIMARY KEY (id),
    CONSTRAINT fk_reserve_closings_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

INSERT INTO reserve_closings_new (period, closed_on, by_id, by_name, last_serial, entry_count, balances, turnover, id) SELECT period, closed_on, by_id, by_name, last_serial, entry_count, balances, turnover, id FROM reserve_closings ORDER BY rowid;

DROP TABLE reserve_closings;

ALTER TABLE reserve_closings_new RENAME TO reserve_closings;

CREATE INDEX ix_reserve_closings_period ON reserve_closings (period);

CREATE VIEW reserve_standing_closings AS
SELECT * FROM reserve_closings WHERE id NOT IN (SELECT subject_id FROM reserve_set_asides);

CREATE VIEW reserve_last_day AS
SELECT MAX(day) AS day FROM (
    SELECT (SELECT booked_on FROM reserve_entries
            WHERE id NOT IN (SELECT subject_id FROM reserve_set_asides)
            AND id NOT IN (SELECT reversal_id FROM reserve_set_asides WHERE reversal_id IS NOT NULL)
            ORDER BY booked_on DESC LIMIT 1) AS day
    UNION ALL
    SELECT MAX(counted_on) FROM cash_counts WHERE id NOT IN (SELECT subject_id FROM reserve_set_asides)
    UNION ALL
    SELECT MAX(closed_on) FROM reserve_standing_closings);

CREATE TRIGGER reserve_entries_serial BEFORE INSERT ON reserve_entries
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (SELECT 1 FROM reserve_entries WHERE id = NEW.id OR reverses_id = NEW.reverses_id);
    SELECT RAISE(ABORT, 'reserve: the numbers of a year run without a gap')
    WHERE NEW.serial <> 1 + MAX(
        (SELECT COALESCE(MAX(serial), 0) FROM reserve_entries WHERE year = NEW.year),
        COALESCE((SELECT last FROM number_series WHERE series = 'journal-' || NEW.year), 0));
    SELECT RAISE(ABORT, 'reserve: an entry is booked in the year of its day')
    WHERE NEW.year <> CAST(substr(NEW.booked_on, 1, 4) AS INTEGER);
    SELECT RAISE(ABORT, 'reserve: this month is closed')
    WHERE EXISTS (SELECT 1 FROM reserve_standing_closings
                  WHERE length(period) = 7 AND period >= substr(NEW.booked_on, 1, 7));
    SELECT RAISE(ABORT, 'reserve: an entry is never dated before the one before it')
    WHERE NEW.booked_on < (SELECT day FROM reserve_last_day);
    SELECT RAISE(ABORT, 'reserve: a day so far from the last needs the word of a second person')
    WHERE julianday(NEW.booked_on) - (SELECT julianday(day) FROM reserve_last_day) > 186
    AND NOT EXISTS (SELECT 1 FROM reserve_words
                    WHERE matter = 'date' AND subject = NEW.booked_on AND by_id <> NEW.by_id);
END;

CREATE TRIGGER cash_counts_dated BEFORE INSERT ON cash_counts
BEGIN
    SELECT RAISE(ABORT, 'reserve: a count is never dated before the last act in the books')
    WHERE NEW.counted_on < (SELECT day FROM reserve_last_day);
    SELECT RAISE(ABORT, 'reserve: a day so far from the last needs the word of a second person')
    WHERE julianday(NEW.counted_on) - (SELECT julianday(day) FROM reserve_last_day) > 186
    AND NOT EXISTS (SELECT 1 FROM reserve_words
                    WHERE matter = 'date' AND subject = NEW.counted_on AND by_id <> NEW.by_id);
END;

CREATE TRIGGER cash_counts_appended AFTER INSERT ON cash_counts
WHEN NEW.rowid < (SELECT MAX(rowid) FROM cash_counts)
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_entries_appended AFTER INSERT ON reserve_entries
WHEN NEW.rowid < (SELECT MAX(rowid) FROM reserve_entries)
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_closings_order BEFORE INSERT ON reserve_closings
BEGIN
    SELECT RAISE(ABORT, 'reserve: months are closed in order, years after their December')
    WHERE EXISTS (SELECT 1 FROM reserve_closings WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM reserve_standing_closings WHERE period = NEW.period)
    OR NOT CASE length(NEW.period)
        WHEN 7 THEN NEW.period = (
            SELECT COALESCE(
                (SELECT strftime('%Y-%m', MAX(period) || '-01', '+1 month') FROM reserve_standing_closings
                 WHERE length(period) = 7),
                (SELECT substr(MIN(booked_on), 1, 7) FROM reserve_entries
                 WHERE id NOT IN (SELECT subject_id FROM reserve_set_asides)
                 AND id NOT IN (SELECT reversal_id FROM reserve_set_asides WHERE reversal_id IS NOT NULL)), ''))
        WHEN 4 THEN EXISTS (SELECT 1 FROM reserve_standing_closings WHERE period = NEW.period || '-12')
        ELSE 0 END;
    SELECT RAISE(ABORT, 'reserve: a month is closed from its last day on, with every entry in it')
    WHERE length(NEW.period) = 7 AND NEW.closed_on < date(NEW.period || '-01', '+1 month', '-1 day');
    SELECT RAISE(ABORT, 'reserve: a closing is never dated before the last act in the books')
    WHERE NEW.closed_on < (SELECT day FROM reserve_last_day);
    SELECT RAISE(ABORT, 'reserve: a day so far from the last needs the word of a second person')
    WHERE julianday(NEW.closed_on) - (SELECT julianday(day) FROM reserve_last_day) > 186
    AND NOT EXISTS (SELECT 1 FROM reserve_words
                    WHERE matter = 'date' AND subject = NEW.closed_on AND by_id <> NEW.by_id);
END;

CREATE TRIGGER reserve_closings_no_update BEFORE UPDATE ON reserve_closings
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_closings_no_delete BEFORE DELETE ON reserve_closings
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_set_asides_two BEFORE INSERT ON reserve_set_asides
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (SELECT 1 FROM reserve_set_asides WHERE id = NEW.id OR subject_id = NEW.subject_id);
    SELECT RAISE(ABORT, 'reserve: two people set an act aside, and say why')
    WHERE NEW.by_id = NEW.second_id OR trim(NEW.reason) = '';
    SELECT RAISE(ABORT, 'reserve: an entry or a count is set aside while its day is still to come')
    WHERE NEW.matter <> 'closing' AND NOT CASE NEW.matter
        WHEN 'count' THEN EXISTS (
            SELECT 1 FROM cash_counts WHERE id = NEW.subject_id AND counted_on > NEW.set_on)
            AND NEW.reversal_id IS NULL
        WHEN 'entry' THEN EXISTS (
            SELECT 1 FROM reserve_entries AS first JOIN reserve_entries AS back ON back.reverses_id = first.id
            WHERE first.id = NEW.subject_id AND back.id = NEW.reversal_id
            AND first.booked_on > NEW.set_on AND back.booked_on = first.booked_on)
        ELSE 0 END;
    SELECT RAISE(ABORT, 'reserve: the last closing is opened again first')
    WHERE NEW.matter = 'closing' AND (NEW.reversal_id IS NOT NULL OR NEW.subject_id IS NOT (
        SELECT id FROM reserve_closings WHERE id NOT IN (SELECT subject_id FROM reserve_set_asides)
        ORDER BY rowid DESC LIMIT 1));
END;

CREATE TRIGGER reserve_set_asides_no_update BEFORE UPDATE ON reserve_set_asides
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_set_asides_no_delete BEFORE DELETE ON reserve_set_asides
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_words_given BEFORE INSERT ON reserve_words
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (SELECT 1 FROM reserve_words WHERE id = NEW.id);
    SELECT RAISE(ABORT, 'reserve: a second person says why')
    WHERE trim(NEW.reason) = '';
END;

CREATE TRIGGER reserve_words_no_update BEFORE UPDATE ON reserve_words
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_words_no_delete BEFORE DELETE ON reserve_words
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;
