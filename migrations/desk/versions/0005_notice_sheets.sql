CREATE TABLE notice_sheets (
    programme VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    village_id VARCHAR NOT NULL,
    village_name VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    opinions JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_notice_sheets PRIMARY KEY (id)
);

CREATE INDEX ix_notice_sheets_village_id ON notice_sheets (village_id);

ALTER TABLE public_notices ADD COLUMN sheet_id VARCHAR(32)
    CONSTRAINT fk_public_notices_sheet_id REFERENCES notice_sheets (id);

CREATE INDEX ix_public_notices_sheet_id ON public_notices (sheet_id);
