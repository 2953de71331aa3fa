CREATE TABLE donations (
    donor VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    purpose VARCHAR NOT NULL,
    kept_at VARCHAR NOT NULL,
    received_on DATE NOT NULL,
    voucher VARCHAR DEFAULT '' NOT NULL,
    reverses_id VARCHAR,
    reason VARCHAR DEFAULT '' NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_donations PRIMARY KEY (id),
    CONSTRAINT ck_donations_amount CHECK (amount_fen <> 0 AND (amount_fen < 0) = (reverses_id IS NOT NULL)),
    CONSTRAINT uq_donations_reverses_id UNIQUE (reverses_id),
    CONSTRAINT fk_donations_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE TABLE donation_spendings (
    donation_id VARCHAR(32) NOT NULL,
    household_id VARCHAR(32) NOT NULL,
    persons BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    spent_on DATE NOT NULL,
    matter VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    voucher VARCHAR DEFAULT '' NOT NULL,
    reverses_id VARCHAR,
    reason VARCHAR DEFAULT '' NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_donation_spendings PRIMARY KEY (id),
    CONSTRAINT ck_donation_spendings_amount CHECK (amount_fen <> 0 AND (amount_fen < 0) = (reverses_id IS NOT NULL)),
    CONSTRAINT fk_donation_spendings_donation_id FOREIGN KEY(donation_id) REFERENCES donations (id),
    CONSTRAINT fk_donation_spendings_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT uq_donation_spendings_reverses_id UNIQUE (reverses_id),
    CONSTRAINT fk_donation_spendings_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_donation_spendings_donation_id ON donation_spendings (donation_id, amount_fen);

CREATE INDEX ix_donation_spendings_household_id ON donation_spendings (household_id);

CREATE TRIGGER donations_no_update BEFORE UPDATE ON donations
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'donations: what came in and was spent is only ever added');
END;

CREATE TRIGGER donations_no_delete BEFORE DELETE ON donations
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'donations: what came in and was spent is only ever added');
END;

CREATE TRIGGER donation_spendings_no_update BEFORE UPDATE ON donation_spendings
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'donations: what came in and was spent is only ever added');
END;

CREATE TRIGGER donation_spendings_no_delete BEFORE DELETE ON donation_spendings
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'donations: what came in and was spent is only ever added');
END;

CREATE TRIGGER donation_spendings_within BEFORE INSERT ON donation_spendings
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'donations: more than is left of a donation')
    WHERE NEW.amount_fen > (
        SELECT d.amount_fen FROM donations AS d WHERE d.id = NEW.donation_id
            AND NOT EXISTS (SELECT 1 FROM donations AS r WHERE r.reverses_id = d.id)
    ) - COALESCE((SELECT SUM(amount_fen) FROM donation_spendings WHERE donation_id = NEW.donation_id), 0);
END;

CREATE TRIGGER donations_reversed_whole BEFORE INSERT ON donations
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'donations: what was spent cannot be taken back from the donation')
    WHERE COALESCE((SELECT SUM(amount_fen) FROM donation_spendings WHERE donation_id = NEW.reverses_id), 0) <> 0;
END;
