CREATE TABLE disputes (
    kind VARCHAR NOT NULL,
    case_id VARCHAR(32),
    about_id VARCHAR(32),
    received_on DATE NOT NULL,
    due_on DATE NOT NULL,
    way VARCHAR NOT NULL,
    name VARCHAR DEFAULT '' NOT NULL,
    phone VARCHAR DEFAULT '' NOT NULL,
    content VARCHAR NOT NULL,
    organ VARCHAR DEFAULT '' NOT NULL,
    number VARCHAR DEFAULT '' NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    replied_on DATE,
    reply VARCHAR DEFAULT '' NOT NULL,
    replied_by_name VARCHAR DEFAULT '' NOT NULL,
    outcome VARCHAR DEFAULT '' NOT NULL,
    ended_on DATE,
    end_words VARCHAR DEFAULT '' NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_disputes PRIMARY KEY (id),
    CONSTRAINT fk_disputes_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_disputes_about_id FOREIGN KEY(about_id) REFERENCES accounts (id),
    CONSTRAINT fk_disputes_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_disputes_case_id ON disputes (case_id);

CREATE TRIGGER disputes_no_delete BEFORE DELETE ON disputes
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'disputes: what came in stays in the register');
END;
