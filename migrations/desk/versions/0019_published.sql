ALTER TABLE parameters ADD COLUMN by_district BOOLEAN NOT NULL DEFAULT 0;

ALTER TABLE calendar_years ADD COLUMN by_district BOOLEAN NOT NULL DEFAULT 0;

ALTER TABLE divisions ADD COLUMN by_district BOOLEAN NOT NULL DEFAULT 0;

CREATE TABLE district_allocations (
    amount_fen BIGINT NOT NULL,
    notice_number VARCHAR NOT NULL,
    notice_on DATE NOT NULL,
    batch VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_district_allocations PRIMARY KEY (id),
    CONSTRAINT ck_district_allocations_amount CHECK (amount_fen > 0)
);

CREATE TABLE district_answers (
    settlement_id VARCHAR(32) NOT NULL,
    answered_on DATE NOT NULL,
    document_number VARCHAR NOT NULL,
    returned JSON NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_district_answers PRIMARY KEY (id),
    CONSTRAINT uq_district_answers_settlement_id UNIQUE (settlement_id),
    CONSTRAINT fk_district_answers_settlement_id FOREIGN KEY(settlement_id) REFERENCES settlements (id)
);

CREATE TRIGGER parameters_of_district_insert BEFORE INSERT ON parameters
WHEN NOT EXISTS (SELECT 1 FROM applying) AND NEW.by_district
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER parameters_of_district_update BEFORE UPDATE ON parameters
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (OLD.by_district OR NEW.by_district)
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER parameters_of_district_delete BEFORE DELETE ON parameters
WHEN NOT EXISTS (SELECT 1 FROM applying) AND OLD.by_district
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER calendar_years_of_district_insert BEFORE INSERT ON calendar_years
WHEN NOT EXISTS (SELECT 1 FROM applying) AND NEW.by_district
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER calendar_years_of_district_update BEFORE UPDATE ON calendar_years
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (OLD.by_district OR NEW.by_district)
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER calendar_years_of_district_delete BEFORE DELETE ON calendar_years
WHEN NOT EXISTS (SELECT 1 FROM applying) AND OLD.by_district
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER divisions_of_district_insert BEFORE INSERT ON divisions
WHEN NOT EXISTS (SELECT 1 FROM applying) AND NEW.by_district
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER divisions_of_district_update BEFORE UPDATE ON divisions
WHEN NOT EXISTS (SELECT 1 FROM applying) AND (OLD.by_district OR NEW.by_district)
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER divisions_of_district_delete BEFORE DELETE ON divisions
WHEN NOT EXISTS (SELECT 1 FROM applying) AND OLD.by_district
BEGIN
    SELECT RAISE(ABORT, 'district: what it publishes, only the district writes');
END;

CREATE TRIGGER district_allocations_insert BEFORE INSERT ON district_allocations
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'district: what it sends, only the district writes');
END;

CREATE TRIGGER district_allocations_update BEFORE UPDATE ON district_allocations
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'district: what it sends, only the district writes');
END;

CREATE TRIGGER district_allocations_delete BEFORE DELETE ON district_allocations
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'district: what it sends, only the district writes');
END;

CREATE TRIGGER district_answers_insert BEFORE INSERT ON district_answers
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'district: what it sends, only the district writes');
END;

CREATE TRIGGER district_answers_update BEFORE UPDATE ON district_answers
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'district: what it sends, only the district writes');
END;

CREATE TRIGGER district_answers_delete BEFORE DELETE ON district_answers
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'district: what it sends, only the district writes');
END;

CREATE TABLE received_publications (
    kind VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    digest BLOB NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_received_publications PRIMARY KEY (kind)
);

CREATE TABLE exchange_rounds (
    seq INTEGER NOT NULL,
    at VARCHAR(24) NOT NULL,
    way VARCHAR(16) NOT NULL,
    sent INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    trouble TEXT NOT NULL,
    CONSTRAINT pk_exchange_rounds PRIMARY KEY (seq)
);
