CREATE TABLE staff_identities (
    id_number VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_staff_identities PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_staff_identities_id_number ON staff_identities (id_number) WHERE id_number <> '';

ALTER TABLE accounts ADD COLUMN identity_id VARCHAR(32)
    CONSTRAINT fk_accounts_identity_id REFERENCES staff_identities (id);

CREATE INDEX ix_accounts_identity_id ON accounts (identity_id);
