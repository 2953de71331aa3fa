CREATE TABLE relief_judged (
    case_id VARCHAR(32) NOT NULL,
    other_id VARCHAR(32) NOT NULL,
    grounds JSON NOT NULL,
    verdict VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    judged_on DATE NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_relief_judged PRIMARY KEY (id),
    CONSTRAINT fk_relief_judged_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_relief_judged_other_id FOREIGN KEY(other_id) REFERENCES cases (id),
    CONSTRAINT fk_relief_judged_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_relief_judged_case_id ON relief_judged (case_id);

CREATE INDEX ix_relief_judged_other_id ON relief_judged (other_id);

ALTER TABLE disbursements ADD COLUMN witness_id VARCHAR(32)
    CONSTRAINT fk_disbursements_witness_id REFERENCES accounts (id);
