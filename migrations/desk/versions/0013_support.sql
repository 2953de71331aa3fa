CREATE TABLE supports (
    case_id VARCHAR NOT NULL,
    placement VARCHAR NOT NULL,
    nobody BOOLEAN NOT NULL,
    orphan BOOLEAN NOT NULL,
    at_school BOOLEAN NOT NULL,
    ground VARCHAR NOT NULL,
    facts VARCHAR NOT NULL,
    since DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_supports PRIMARY KEY (id),
    CONSTRAINT uq_supports_case_id UNIQUE (case_id)
);

CREATE TABLE self_care_assessments (
    case_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    assessed_on DATE NOT NULL,
    eats BOOLEAN NOT NULL,
    dresses BOOLEAN NOT NULL,
    gets_up BOOLEAN NOT NULL,
    toilets BOOLEAN NOT NULL,
    walks BOOLEAN NOT NULL,
    bathes BOOLEAN NOT NULL,
    level VARCHAR NOT NULL,
    assessors JSON NOT NULL,
    agency VARCHAR DEFAULT '' NOT NULL,
    findings VARCHAR DEFAULT '' NOT NULL,
    signed_by VARCHAR DEFAULT '' NOT NULL,
    signed_relation VARCHAR DEFAULT '' NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_self_care_assessments PRIMARY KEY (id),
    CONSTRAINT fk_self_care_assessments_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_self_care_assessments_person_id FOREIGN KEY(person_id) REFERENCES persons (id)
);

CREATE INDEX ix_self_care_assessments_case_id ON self_care_assessments (case_id);

CREATE INDEX ix_self_care_assessments_person_id ON self_care_assessments (person_id);

CREATE TABLE care_arrangements (
    case_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    placement VARCHAR NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE,
    institution VARCHAR DEFAULT '' NOT NULL,
    caretaker VARCHAR DEFAULT '' NOT NULL,
    caretaker_id_number VARCHAR DEFAULT '' NOT NULL,
    caretaker_phone VARCHAR DEFAULT '' NOT NULL,
    caretaker_relation VARCHAR DEFAULT '' NOT NULL,
    duties VARCHAR DEFAULT '' NOT NULL,
    signed_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_care_arrangements PRIMARY KEY (id),
    CONSTRAINT fk_care_arrangements_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_care_arrangements_person_id FOREIGN KEY(person_id) REFERENCES persons (id)
);

CREATE INDEX ix_care_arrangements_case_id ON care_arrangements (case_id);

CREATE INDEX ix_care_arrangements_person_id ON care_arrangements (person_id);

CREATE TABLE district_samples (
    case_id VARCHAR(32) NOT NULL,
    sampled_on DATE NOT NULL,
    by_names VARCHAR NOT NULL,
    fits BOOLEAN NOT NULL,
    findings VARCHAR DEFAULT '' NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_district_samples PRIMARY KEY (id),
    CONSTRAINT fk_district_samples_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_district_samples_case_id ON district_samples (case_id);

DROP INDEX ix_roll_entries_current;

CREATE INDEX ix_roll_entries_current ON roll_entries (programme, to_month, review_by, from_month, person_count);
