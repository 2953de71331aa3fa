CREATE TABLE goods_items (
    name VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_goods_items PRIMARY KEY (id),
    CONSTRAINT uq_goods_items_name UNIQUE (name)
);

CREATE TABLE goods_receipts (
    item_id VARCHAR(32) NOT NULL,
    quantity BIGINT NOT NULL,
    way VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    worth_fen BIGINT NOT NULL,
    received_on DATE NOT NULL,
    voucher VARCHAR DEFAULT '' NOT NULL,
    reverses_id VARCHAR,
    reason VARCHAR DEFAULT '' NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_goods_receipts PRIMARY KEY (id),
    CONSTRAINT ck_goods_receipts_quantity CHECK (quantity <> 0 AND (quantity < 0) = (reverses_id IS NOT NULL)),
    CONSTRAINT fk_goods_receipts_item_id FOREIGN KEY(item_id) REFERENCES goods_items (id),
    CONSTRAINT uq_goods_receipts_reverses_id UNIQUE (reverses_id),
    CONSTRAINT fk_goods_receipts_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_goods_receipts_item_id ON goods_receipts (item_id);

CREATE TABLE goods_lists (
    title VARCHAR NOT NULL,
    recipients VARCHAR NOT NULL,
    recipients_title VARCHAR NOT NULL,
    per VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    norms JSON NOT NULL,
    made_on DATE NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_goods_lists PRIMARY KEY (id),
    CONSTRAINT fk_goods_lists_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE TABLE goods_lines (
    list_id VARCHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    home_id VARCHAR(32) NOT NULL,
    name VARCHAR NOT NULL,
    id_number VARCHAR DEFAULT '' NOT NULL,
    village_name VARCHAR DEFAULT '' NOT NULL,
    persons BIGINT NOT NULL,
    due JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_goods_lines PRIMARY KEY (id),
    CONSTRAINT uq_goods_lines_list_id_position UNIQUE (list_id, position),
    CONSTRAINT fk_goods_lines_list_id FOREIGN KEY(list_id) REFERENCES goods_lists (id),
    CONSTRAINT fk_goods_lines_home_id FOREIGN KEY(home_id) REFERENCES households (id)
);

CREATE INDEX ix_goods_lines_home_id ON goods_lines (home_id);

CREATE TABLE goods_handouts (
    line_id VARCHAR(32) NOT NULL,
    item_id VARCHAR(32) NOT NULL,
    quantity BIGINT NOT NULL,
    handed_on DATE NOT NULL,
    receiver VARCHAR NOT NULL,
    relation VARCHAR DEFAULT '' NOT NULL,
    reverses_id VARCHAR,
    reason VARCHAR DEFAULT '' NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_goods_handouts PRIMARY KEY (id),
    CONSTRAINT ck_goods_handouts_quantity CHECK (quantity <> 0 AND (quantity < 0) = (reverses_id IS NOT NULL)),
    CONSTRAINT fk_goods_handouts_line_id FOREIGN KEY(line_id) REFERENCES goods_lines (id),
    CONSTRAINT fk_goods_handouts_item_id FOREIGN KEY(item_id) REFERENCES goods_items (id),
    CONSTRAINT uq_goods_handouts_reverses_id UNIQUE (reverses_id),
    CONSTRAINT fk_goods_handouts_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_goods_handouts_item_id ON goods_handouts (item_id, quantity);

CREATE INDEX ix_goods_handouts_line_id ON goods_handouts (line_id, item_id, quantity);

CREATE TABLE charity_helps (
    household_id VARCHAR(32) NOT NULL,
    charity VARCHAR NOT NULL,
    matter VARCHAR NOT NULL,
    persons BIGINT NOT NULL,
    asked_on DATE NOT NULL,
    asked_fen BIGINT NOT NULL,
    outcome VARCHAR DEFAULT '' NOT NULL,
    granted_fen BIGINT DEFAULT 0 NOT NULL,
    answered_on DATE,
    answer VARCHAR DEFAULT '' NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_charity_helps PRIMARY KEY (id),
    CONSTRAINT fk_charity_helps_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT fk_charity_helps_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_charity_helps_household_id ON charity_helps (household_id);

CREATE TRIGGER goods_receipts_no_update BEFORE UPDATE ON goods_receipts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: what came in and went out is only ever added');
END;

CREATE TRIGGER goods_receipts_no_delete BEFORE DELETE ON goods_receipts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: what came in and went out is only ever added');
END;

CREATE TRIGGER goods_lists_no_update BEFORE UPDATE ON goods_lists
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: what came in and went out is only ever added');
END;

CREATE TRIGGER goods_lists_no_delete BEFORE DELETE ON goods_lists
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: what came in and went out is only ever added');
END;

CREATE TRIGGER goods_lines_no_update BEFORE UPDATE ON goods_lines
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: what came in and went out is only ever added');
END;

CREATE TRIGGER goods_lines_no_delete BEFORE DELETE ON goods_lines
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: what came in and went out is only ever added');
END;

CREATE TRIGGER goods_handouts_no_update BEFORE UPDATE ON goods_handouts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: what came in and went out is only ever added');
END;

CREATE TRIGGER goods_handouts_no_delete BEFORE DELETE ON goods_handouts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: what came in and went out is only ever added');
END;

CREATE TRIGGER goods_receipts_stock AFTER INSERT ON goods_receipts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: no stock falls below zero')
    WHERE (SELECT COALESCE(SUM(quantity), 0) FROM goods_receipts WHERE item_id = NEW.item_id)
        < (SELECT COALESCE(SUM(quantity), 0) FROM goods_handouts WHERE item_id = NEW.item_id);
END;

CREATE TRIGGER goods_handouts_stock AFTER INSERT ON goods_handouts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'goods: no stock falls below zero')
    WHERE (SELECT COALESCE(SUM(quantity), 0) FROM goods_receipts WHERE item_id = NEW.item_id)
        < (SELECT COALESCE(SUM(quantity), 0) FROM goods_handouts WHERE item_id = NEW.item_id);
    SELECT RAISE(ABORT, 'goods: nobody gets more than is due, and nothing is taken back that was not given')
    WHERE (SELECT SUM(quantity) FROM goods_handouts WHERE line_id = NEW.line_id AND item_id = NEW.item_id)
        NOT BETWEEN 0 AND COALESCE((SELECT json_extract(due, '$."' || NEW.item_id || '"')
                                    FROM goods_lines WHERE id = NEW.line_id), 0);
END;
