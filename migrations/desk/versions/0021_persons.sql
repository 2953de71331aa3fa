CREATE TABLE relief_persons (
    case_id VARCHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    id_number VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    no_number VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_relief_persons PRIMARY KEY (id),
    CONSTRAINT fk_relief_persons_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_relief_persons_case_id ON relief_persons (case_id);

CREATE INDEX ix_relief_persons_id_number ON relief_persons (id_number);

CREATE TRIGGER disbursements_witnessed BEFORE INSERT ON disbursements
WHEN NOT EXISTS (SELECT 1 FROM applying) AND NEW.way IN ('cash', 'goods')
BEGIN
    SELECT RAISE(ABORT, 'reserve: cash and goods are handed over before a second person, who signs it')
    WHERE NEW.witness_id IS NULL OR trim(NEW.second_payer) = ''
    OR NEW.witness_id = (SELECT by_id FROM reserve_entries WHERE id = NEW.entry_id);
    SELECT RAISE(ABORT, 'reserve: cash and goods are handed over before a second person, who signs it')
    WHERE (SELECT COUNT(*) FROM reserve_words WHERE matter = 'witness' AND by_id = NEW.witness_id)
       <= (SELECT COUNT(*) FROM disbursements WHERE witness_id = NEW.witness_id);
END;
