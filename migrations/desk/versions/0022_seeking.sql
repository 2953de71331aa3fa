CREATE TABLE seek_lists (
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    received_on DATE NOT NULL,
    file_name VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    row_count BIGINT NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    withdrawn_on DATE,
    withdrawn_reason VARCHAR DEFAULT '' NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_seek_lists PRIMARY KEY (id),
    CONSTRAINT fk_seek_lists_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE TABLE seek_rows (
    list_id VARCHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    id_number VARCHAR DEFAULT '' NOT NULL,
    born_on DATE,
    village_name VARCHAR DEFAULT '' NOT NULL,
    address VARCHAR DEFAULT '' NOT NULL,
    phone VARCHAR DEFAULT '' NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_seek_rows PRIMARY KEY (id),
    CONSTRAINT uq_seek_rows_list_id_position UNIQUE (list_id, position),
    CONSTRAINT fk_seek_rows_list_id FOREIGN KEY(list_id) REFERENCES seek_lists (id)
);

CREATE TRIGGER seek_rows_no_update BEFORE UPDATE ON seek_rows
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'seeking: what was brought in or found is only ever added');
END;

CREATE TRIGGER seek_rows_no_delete BEFORE DELETE ON seek_rows
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'seeking: what was brought in or found is only ever added');
END;

CREATE TABLE seek_visits (
    row_id VARCHAR(32) NOT NULL,
    visited_on DATE NOT NULL,
    visitors JSON NOT NULL,
    result VARCHAR NOT NULL,
    findings VARCHAR DEFAULT '' NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_seek_visits PRIMARY KEY (id),
    CONSTRAINT fk_seek_visits_row_id FOREIGN KEY(row_id) REFERENCES seek_rows (id),
    CONSTRAINT fk_seek_visits_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_seek_visits_row_id ON seek_visits (row_id);

CREATE TRIGGER seek_visits_no_update BEFORE UPDATE ON seek_visits
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'seeking: what was brought in or found is only ever added');
END;

CREATE TRIGGER seek_visits_no_delete BEFORE DELETE ON seek_visits
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'seeking: what was brought in or found is only ever added');
END;
