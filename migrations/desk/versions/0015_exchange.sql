DROP TRIGGER changes_no_update;

ALTER TABLE changes ADD COLUMN number INTEGER NOT NULL DEFAULT 0;

ALTER TABLE changes ADD COLUMN schema TEXT NOT NULL DEFAULT '';

UPDATE changes SET number = seq;

CREATE INDEX ix_changes_desk_id ON changes (desk_id, number);

CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

CREATE TABLE chains (
    desk_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    hash VARCHAR(64) NOT NULL,
    CONSTRAINT pk_chains PRIMARY KEY (desk_id)
) WITHOUT ROWID;

INSERT INTO chains (desk_id, number, hash)
SELECT (SELECT id FROM desks ORDER BY id LIMIT 1), number, hash FROM changes
WHERE EXISTS (SELECT 1 FROM desks) ORDER BY seq DESC LIMIT 1;

CREATE TABLE exchange_state (
    id INTEGER NOT NULL,
    desk_id VARCHAR(32) NOT NULL,
    town VARCHAR(12) NOT NULL,
    digit INTEGER NOT NULL,
    standing VARCHAR(16) NOT NULL,
    district VARCHAR(32) NOT NULL,
    address TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    district_signing BLOB NOT NULL,
    district_sealing BLOB NOT NULL,
    signing_secret BLOB NOT NULL,
    sealing_secret BLOB NOT NULL,
    generation VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    head BLOB NOT NULL,
    turn INTEGER NOT NULL,
    received INTEGER NOT NULL,
    received_hash BLOB NOT NULL,
    phase VARCHAR(16) NOT NULL,
    request BLOB NOT NULL,
    published INTEGER NOT NULL,
    exchanged_at VARCHAR(24) NOT NULL,
    ahead_seconds INTEGER NOT NULL,
    trouble TEXT NOT NULL,
    CONSTRAINT pk_exchange_state PRIMARY KEY (id)
);

CREATE TABLE log_answers (
    seq INTEGER NOT NULL,
    position INTEGER,
    kind VARCHAR(16) NOT NULL,
    effect VARCHAR(8) NOT NULL,
    done TEXT NOT NULL,
    head BLOB NOT NULL,
    signature BLOB NOT NULL,
    answer TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT pk_log_answers PRIMARY KEY (seq)
);

CREATE UNIQUE INDEX ix_log_answers_position ON log_answers (position) WHERE position IS NOT NULL;

CREATE INDEX ix_log_answers_unanswered ON log_answers (seq) WHERE position IS NULL;

INSERT INTO log_answers (seq, kind, effect, done, head, signature, answer)
SELECT seq, '', 'whole', '', x'', x'', '' FROM changes;

CREATE TRIGGER changes_unanswered AFTER INSERT ON changes
BEGIN
    INSERT INTO log_answers (seq, kind, effect, done, head, signature, answer)
    VALUES (NEW.seq, '', 'whole', '', x'', x'', '');
END;

CREATE TABLE applying (
    id INTEGER NOT NULL,
    CONSTRAINT pk_applying PRIMARY KEY (id)
);

CREATE TABLE settled_conflicts (
    conflict_id VARCHAR NOT NULL,
    choice VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    settled_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_settled_conflicts PRIMARY KEY (id),
    CONSTRAINT uq_settled_conflicts_conflict_id UNIQUE (conflict_id),
    CONSTRAINT fk_settled_conflicts_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);
