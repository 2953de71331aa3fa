CREATE TABLE closed_reports (
    period VARCHAR NOT NULL,
    town_name VARCHAR NOT NULL,
    closed_on DATE NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    reason VARCHAR DEFAULT '' NOT NULL,
    lists JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_closed_reports PRIMARY KEY (id),
    CONSTRAINT fk_closed_reports_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_closed_reports_period ON closed_reports (period);

CREATE TRIGGER closed_reports_no_update BEFORE UPDATE ON closed_reports
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'figures: a closed report never changes');
END;

CREATE TRIGGER closed_reports_no_delete BEFORE DELETE ON closed_reports
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'figures: a closed report never changes');
END;

CREATE TABLE former_villages (
    household_id VARCHAR(32) NOT NULL,
    village_id VARCHAR NOT NULL,
    village_name VARCHAR NOT NULL,
    until_on DATE NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_former_villages PRIMARY KEY (id),
    CONSTRAINT fk_former_villages_household_id FOREIGN KEY(household_id) REFERENCES households (id)
);

CREATE INDEX ix_former_villages_household_id ON former_villages (household_id);
