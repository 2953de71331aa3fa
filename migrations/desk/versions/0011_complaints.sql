CREATE TABLE complaints (
    case_id VARCHAR(32) NOT NULL,
    received_on DATE NOT NULL,
    way VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    answered_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_complaints PRIMARY KEY (id),
    CONSTRAINT fk_complaints_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_complaints_case_id ON complaints (case_id);

ALTER TABLE cross_checks ADD COLUMN begun_on DATE;

ALTER TABLE cross_checks ADD COLUMN told_on DATE;

ALTER TABLE cross_checks ADD COLUMN reply VARCHAR DEFAULT '' NOT NULL;
