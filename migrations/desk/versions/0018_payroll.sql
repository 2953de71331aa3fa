CREATE TABLE payroll_ends (
    row_id VARCHAR NOT NULL,
    fen BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    ended_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_ends PRIMARY KEY (id),
    CONSTRAINT uq_payroll_ends_row_id UNIQUE (row_id),
    CONSTRAINT fk_payroll_ends_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE TABLE payroll_lists (
    kind VARCHAR NOT NULL,
    programme VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    village_id VARCHAR NOT NULL,
    village_name VARCHAR NOT NULL,
    from_month VARCHAR NOT NULL,
    to_month VARCHAR NOT NULL,
    matter VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    facts JSON NOT NULL,
    pay_on DATE NOT NULL,
    row_count BIGINT NOT NULL,
    person_count BIGINT NOT NULL,
    base_fen BIGINT NOT NULL,
    uplift_fen BIGINT NOT NULL,
    total_fen BIGINT NOT NULL,
    held_count BIGINT NOT NULL,
    held_fen BIGINT NOT NULL,
    made_at VARCHAR(24) NOT NULL,
    made_by_id VARCHAR(32) NOT NULL,
    made_by_name VARCHAR NOT NULL,
    prepared_at VARCHAR(24),
    prepared_by_id VARCHAR(32),
    prepared_by_name VARCHAR NOT NULL,
    reviewed_at VARCHAR(24),
    reviewed_by_id VARCHAR(32),
    reviewed_by_name VARCHAR NOT NULL,
    released_at VARCHAR(24),
    released_by_id VARCHAR(32),
    released_by_name VARCHAR NOT NULL,
    ended_at VARCHAR(24),
    ended_by_id VARCHAR(32),
    ended_by_name VARCHAR NOT NULL,
    ended_reason VARCHAR NOT NULL,
    previous_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_lists PRIMARY KEY (id),
    CONSTRAINT ck_payroll_lists_total CHECK (total_fen = base_fen + uplift_fen),
    CONSTRAINT fk_payroll_lists_made_by_id FOREIGN KEY(made_by_id) REFERENCES accounts (id),
    CONSTRAINT fk_payroll_lists_prepared_by_id FOREIGN KEY(prepared_by_id) REFERENCES accounts (id),
    CONSTRAINT fk_payroll_lists_reviewed_by_id FOREIGN KEY(reviewed_by_id) REFERENCES accounts (id),
    CONSTRAINT fk_payroll_lists_released_by_id FOREIGN KEY(released_by_id) REFERENCES accounts (id),
    CONSTRAINT fk_payroll_lists_ended_by_id FOREIGN KEY(ended_by_id) REFERENCES accounts (id),
    CONSTRAINT fk_payroll_lists_previous_id FOREIGN KEY(previous_id) REFERENCES payroll_lists (id)
);

CREATE INDEX ix_payroll_lists_from_month ON payroll_lists (from_month, kind);

CREATE UNIQUE INDEX uq_payroll_lists_matter ON payroll_lists (matter) WHERE matter <> '' AND state NOT IN ('returned', 'dropped');

CREATE TABLE payroll_stops (
    row_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    stopped_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_stops PRIMARY KEY (id),
    CONSTRAINT uq_payroll_stops_row_id UNIQUE (row_id),
    CONSTRAINT fk_payroll_stops_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE TABLE payroll_accounts (
    household_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32),
    account_number VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    holder_name VARCHAR NOT NULL,
    holder_id_number VARCHAR NOT NULL,
    holder_relation VARCHAR NOT NULL,
    agreement_on DATE,
    filed_on DATE,
    note VARCHAR NOT NULL,
    noted_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_accounts PRIMARY KEY (id),
    CONSTRAINT fk_payroll_accounts_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT fk_payroll_accounts_person_id FOREIGN KEY(person_id) REFERENCES persons (id),
    CONSTRAINT fk_payroll_accounts_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_payroll_accounts_household_id ON payroll_accounts (household_id);

CREATE TABLE payroll_files (
    list_id VARCHAR(32) NOT NULL,
    bank VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    encoding VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    row_count BIGINT NOT NULL,
    total_fen BIGINT NOT NULL,
    given_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    recalled_at VARCHAR(24),
    recalled_by_id VARCHAR(32),
    recalled_by_name VARCHAR NOT NULL,
    recalled_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_files PRIMARY KEY (id),
    CONSTRAINT fk_payroll_files_list_id FOREIGN KEY(list_id) REFERENCES payroll_lists (id),
    CONSTRAINT fk_payroll_files_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_payroll_files_recalled_by_id FOREIGN KEY(recalled_by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_payroll_files_list_id ON payroll_files (list_id);

CREATE TABLE payroll_holds (
    list_id VARCHAR(32) NOT NULL,
    household_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32),
    reason VARCHAR NOT NULL,
    held_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    lifted_at VARCHAR(24),
    lifted_by_id VARCHAR(32),
    lifted_by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_holds PRIMARY KEY (id),
    CONSTRAINT fk_payroll_holds_list_id FOREIGN KEY(list_id) REFERENCES payroll_lists (id),
    CONSTRAINT fk_payroll_holds_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT fk_payroll_holds_person_id FOREIGN KEY(person_id) REFERENCES persons (id),
    CONSTRAINT fk_payroll_holds_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_payroll_holds_lifted_by_id FOREIGN KEY(lifted_by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_payroll_holds_list_id ON payroll_holds (list_id);

CREATE TABLE payroll_recoveries (
    household_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32),
    programme VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    from_name VARCHAR NOT NULL,
    from_phone VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    due_on DATE,
    booked_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    ended_at VARCHAR(24),
    ended_by_id VARCHAR(32),
    ended_by_name VARCHAR NOT NULL,
    ended_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_recoveries PRIMARY KEY (id),
    CONSTRAINT ck_payroll_recoveries_amount CHECK (amount_fen > 0),
    CONSTRAINT fk_payroll_recoveries_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT fk_payroll_recoveries_person_id FOREIGN KEY(person_id) REFERENCES persons (id),
    CONSTRAINT fk_payroll_recoveries_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_payroll_recoveries_ended_by_id FOREIGN KEY(ended_by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_payroll_recoveries_household_id ON payroll_recoveries (household_id);

CREATE TABLE payroll_answers (
    list_id VARCHAR(32) NOT NULL,
    file_id VARCHAR(32) NOT NULL,
    serial BIGINT NOT NULL,
    file_name VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    line_count BIGINT NOT NULL,
    read_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_answers PRIMARY KEY (id),
    CONSTRAINT fk_payroll_answers_list_id FOREIGN KEY(list_id) REFERENCES payroll_lists (id),
    CONSTRAINT fk_payroll_answers_file_id FOREIGN KEY(file_id) REFERENCES payroll_files (id),
    CONSTRAINT fk_payroll_answers_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_payroll_answers_list_id ON payroll_answers (list_id, serial);

CREATE TABLE payroll_receipts (
    recovery_id VARCHAR(32) NOT NULL,
    received_on DATE NOT NULL,
    amount_fen BIGINT NOT NULL,
    way VARCHAR NOT NULL,
    slip VARCHAR NOT NULL,
    payer VARCHAR NOT NULL,
    booked_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_receipts PRIMARY KEY (id),
    CONSTRAINT ck_payroll_receipts_amount CHECK (amount_fen <> 0),
    CONSTRAINT fk_payroll_receipts_recovery_id FOREIGN KEY(recovery_id) REFERENCES payroll_recoveries (id),
    CONSTRAINT fk_payroll_receipts_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_payroll_receipts_recovery_id ON payroll_receipts (recovery_id);

CREATE TABLE payroll_rows (
    list_id VARCHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    programme VARCHAR NOT NULL,
    home_id VARCHAR(32) NOT NULL,
    alone_id VARCHAR(32),
    entry_id VARCHAR(32),
    village_id VARCHAR NOT NULL,
    village_name VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    id_number VARCHAR NOT NULL,
    certificate_number VARCHAR NOT NULL,
    person_count BIGINT NOT NULL,
    base_fen BIGINT NOT NULL,
    uplift_fen BIGINT NOT NULL,
    total_fen BIGINT NOT NULL,
    months JSON NOT NULL,
    was_fen BIGINT,
    change VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    bank_name VARCHAR NOT NULL,
    account_name VARCHAR NOT NULL,
    account_number VARCHAR NOT NULL,
    notes JSON NOT NULL,
    held VARCHAR NOT NULL,
    earlier_id VARCHAR(32),
    origin_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_rows PRIMARY KEY (id),
    CONSTRAINT uq_payroll_rows_list_id_position UNIQUE (list_id, position),
    CONSTRAINT ck_payroll_rows_total CHECK (total_fen = base_fen + uplift_fen AND total_fen > 0),
    CONSTRAINT ck_payroll_rows_chain CHECK ((earlier_id IS NULL) = (origin_id IS NULL)),
    CONSTRAINT fk_payroll_rows_list_id FOREIGN KEY(list_id) REFERENCES payroll_lists (id),
    CONSTRAINT fk_payroll_rows_home_id FOREIGN KEY(home_id) REFERENCES households (id),
    CONSTRAINT fk_payroll_rows_alone_id FOREIGN KEY(alone_id) REFERENCES persons (id),
    CONSTRAINT fk_payroll_rows_entry_id FOREIGN KEY(entry_id) REFERENCES roll_entries (id),
    CONSTRAINT fk_payroll_rows_earlier_id FOREIGN KEY(earlier_id) REFERENCES payroll_rows (id),
    CONSTRAINT fk_payroll_rows_origin_id FOREIGN KEY(origin_id) REFERENCES payroll_rows (id)
);

CREATE INDEX ix_payroll_rows_earlier_id ON payroll_rows (earlier_id) WHERE earlier_id IS NOT NULL;

CREATE INDEX ix_payroll_rows_home_id ON payroll_rows (home_id, list_id);

CREATE INDEX ix_payroll_rows_origin_id ON payroll_rows (origin_id) WHERE origin_id IS NOT NULL;

CREATE TABLE payroll_decisions (
    result_id VARCHAR NOT NULL,
    row_id VARCHAR(32),
    paid_fen BIGINT NOT NULL,
    paid_on DATE,
    reason VARCHAR NOT NULL,
    decided_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_decisions PRIMARY KEY (id),
    CONSTRAINT uq_payroll_decisions_result_id UNIQUE (result_id),
    CONSTRAINT fk_payroll_decisions_row_id FOREIGN KEY(row_id) REFERENCES payroll_rows (id),
    CONSTRAINT fk_payroll_decisions_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_payroll_decisions_row_id ON payroll_decisions (row_id);

CREATE TABLE payroll_recovery_lines (
    recovery_id VARCHAR NOT NULL,
    row_id VARCHAR(32) NOT NULL,
    month VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_recovery_lines PRIMARY KEY (id),
    CONSTRAINT uq_payroll_recovery_lines_recovery_id_row_id_month UNIQUE (recovery_id, row_id, month),
    CONSTRAINT ck_payroll_recovery_lines_amount CHECK (amount_fen > 0),
    CONSTRAINT fk_payroll_recovery_lines_row_id FOREIGN KEY(row_id) REFERENCES payroll_rows (id)
);

CREATE INDEX ix_payroll_recovery_lines_row_id ON payroll_recovery_lines (row_id);

CREATE TABLE payroll_results (
    answer_id VARCHAR NOT NULL,
    serial BIGINT NOT NULL,
    position BIGINT NOT NULL,
    row_id VARCHAR(32),
    "key" VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    paid_fen BIGINT,
    paid_on DATE,
    words VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_payroll_results PRIMARY KEY (id),
    CONSTRAINT uq_payroll_results_answer_id_position UNIQUE (answer_id, position),
    CONSTRAINT fk_payroll_results_row_id FOREIGN KEY(row_id) REFERENCES payroll_rows (id)
);

CREATE INDEX ix_payroll_results_row_id ON payroll_results (row_id, serial, outcome);

CREATE VIEW payroll_living_lists AS
SELECT * FROM payroll_lists WHERE state NOT IN ('returned', 'dropped');

CREATE VIEW payroll_said AS
SELECT r.row_id, r.serial, r.id AS result_id,
    CASE WHEN r.outcome = 'failed' THEN 0 ELSE r.paid_fen END AS fen, r.paid_on
FROM payroll_results AS r
WHERE r.row_id IS NOT NULL AND r.outcome IN ('paid', 'part', 'failed')
AND NOT EXISTS (SELECT 1 FROM payroll_decisions AS d WHERE d.result_id = r.id)
UNION ALL
SELECT d.row_id, r.serial, r.id AS result_id, d.paid_fen AS fen, d.paid_on
FROM payroll_decisions AS d JOIN payroll_results AS r ON r.id = d.result_id
WHERE d.row_id IS NOT NULL;

CREATE VIEW payroll_paid AS
SELECT s.row_id, SUM(s.fen) AS fen, MAX(s.paid_on) AS paid_on
FROM payroll_said AS s
WHERE s.serial = (SELECT MAX(x.serial) FROM payroll_said AS x WHERE x.row_id = s.row_id)
GROUP BY s.row_id;

CREATE TRIGGER payroll_rows_insert BEFORE INSERT ON payroll_rows
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a signed list never changes')
    WHERE (SELECT state FROM payroll_lists WHERE id = NEW.list_id) IS NOT 'draft';
END;

CREATE TRIGGER payroll_rows_update BEFORE UPDATE ON payroll_rows
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a signed list never changes')
    WHERE (SELECT state FROM payroll_lists WHERE id = OLD.list_id) IS NOT 'draft' OR NEW.list_id <> OLD.list_id;
END;

CREATE TRIGGER payroll_rows_delete BEFORE DELETE ON payroll_rows
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a signed list never changes')
    WHERE (SELECT state FROM payroll_lists WHERE id = OLD.list_id) IS NOT 'draft';
END;

CREATE TRIGGER payroll_lists_made BEFORE INSERT ON payroll_lists
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a list begins as a draft that nobody has signed')
    WHERE NEW.state <> 'draft' OR NEW.prepared_by_id IS NOT NULL OR NEW.reviewed_by_id IS NOT NULL
    OR NEW.released_by_id IS NOT NULL OR NEW.ended_at IS NOT NULL OR NEW.number <> ''
    OR EXISTS (SELECT 1 FROM payroll_lists WHERE id = NEW.id);
END;

CREATE TRIGGER payroll_lists_signed BEFORE UPDATE ON payroll_lists
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a list goes its way: made, prepared, reviewed, released, or given back')
    WHERE (OLD.state || '>' || NEW.state) NOT IN ('draft>draft', 'draft>prepared', 'draft>dropped',
        'prepared>reviewed', 'prepared>returned', 'reviewed>released', 'reviewed>returned');
    SELECT RAISE(ABORT, 'payroll: a signed list never changes')
    WHERE OLD.state <> 'draft' AND (NEW.id IS NOT OLD.id
    OR NEW.kind IS NOT OLD.kind
    OR NEW.programme IS NOT OLD.programme
    OR NEW.title IS NOT OLD.title
    OR NEW.village_id IS NOT OLD.village_id
    OR NEW.village_name IS NOT OLD.village_name
    OR NEW.from_month IS NOT OLD.from_month
    OR NEW.to_month IS NOT OLD.to_month
    OR NEW.matter IS NOT OLD.matter
    OR NEW.source IS NOT OLD.source
    OR NEW.facts IS NOT OLD.facts
    OR NEW.pay_on IS NOT OLD.pay_on
    OR NEW.made_at IS NOT OLD.made_at
    OR NEW.made_by_id IS NOT OLD.made_by_id
    OR NEW.made_by_name IS NOT OLD.made_by_name
    OR NEW.previous_id IS NOT OLD.previous_id
    OR NEW.number IS NOT OLD.number
    OR NEW.row_count IS NOT OLD.row_count
    OR NEW.person_count IS NOT OLD.person_count
    OR NEW.base_fen IS NOT OLD.base_fen
    OR NEW.uplift_fen IS NOT OLD.uplift_fen
    OR NEW.total_fen IS NOT OLD.total_fen
    OR NEW.held_count IS NOT OLD.held_count
    OR NEW.held_fen IS NOT OLD.held_fen
    OR NEW.prepared_at IS NOT OLD.prepared_at
    OR NEW.prepared_by_id IS NOT OLD.prepared_by_id
    OR NEW.prepared_by_name IS NOT OLD.prepared_by_name);
    SELECT RAISE(ABORT, 'payroll: a signed list never changes')
    WHERE OLD.state NOT IN ('draft', 'prepared') AND (NEW.reviewed_at IS NOT OLD.reviewed_at
    OR NEW.reviewed_by_id IS NOT OLD.reviewed_by_id
    OR NEW.reviewed_by_name IS NOT OLD.reviewed_by_name);
    SELECT RAISE(ABORT, 'payroll: what is given back or dropped says who did it and why')
    WHERE NEW.state IN ('returned', 'dropped') AND (NEW.ended_at IS NULL OR NEW.ended_by_id IS NULL OR trim(NEW.ended_reason) = '');
    SELECT RAISE(ABORT, 'payroll: three different people sign a list')
    WHERE (NEW.state = 'prepared' AND NEW.prepared_by_id IS NULL)
    OR (NEW.state = 'reviewed' AND (NEW.reviewed_by_id IS NULL
        OR (SELECT COALESCE(identity_id, id) FROM accounts WHERE id = NEW.reviewed_by_id) = (SELECT COALESCE(identity_id, id) FROM accounts WHERE id = NEW.prepared_by_id)))
    OR (NEW.state = 'released' AND (NEW.released_by_id IS NULL
        OR (SELECT COALESCE(identity_id, id) FROM accounts WHERE id = NEW.released_by_id) = (SELECT COALESCE(identity_id, id) FROM accounts WHERE id = NEW.prepared_by_id)
        OR (SELECT COALESCE(identity_id, id) FROM accounts WHERE id = NEW.released_by_id) = (SELECT COALESCE(identity_id, id) FROM accounts WHERE id = NEW.reviewed_by_id)));
END;

CREATE TRIGGER payroll_lists_prepared BEFORE UPDATE ON payroll_lists
WHEN NOT EXISTS (SELECT 1 FROM applying) AND OLD.state = 'draft' AND NEW.state = 'prepared'
BEGIN
    SELECT RAISE(ABORT, 'payroll: the sums of a list are those of its rows')
    WHERE (NEW.row_count, NEW.person_count, NEW.base_fen, NEW.uplift_fen, NEW.total_fen, NEW.held_count, NEW.held_fen) <> (
        SELECT COUNT(*), COALESCE(SUM(person_count), 0), COALESCE(SUM(base_fen), 0), COALESCE(SUM(uplift_fen), 0),
            COALESCE(SUM(total_fen), 0), COALESCE(SUM(held <> ''), 0),
            COALESCE(SUM(CASE WHEN held <> '' THEN total_fen END), 0)
        FROM payroll_rows WHERE list_id = NEW.id)
    OR NEW.row_count = 0 OR NEW.number = '';
    SELECT RAISE(ABORT, 'payroll: nobody is on two lists of one month')
    WHERE NEW.kind = 'month' AND EXISTS (
        SELECT 1 FROM payroll_rows AS r
        JOIN payroll_rows AS o ON o.home_id = r.home_id AND o.alone_id IS r.alone_id AND o.programme = r.programme
            AND o.id <> r.id
        JOIN payroll_lists AS l ON l.id = o.list_id
        WHERE r.list_id = NEW.id AND l.kind = 'month' AND l.from_month = NEW.from_month
        AND (l.state IN ('prepared', 'reviewed', 'released') OR l.id = NEW.id));
    SELECT RAISE(ABORT, 'payroll: the months of a row come to what it pays')
    WHERE NEW.kind = 'back_pay' AND EXISTS (
        SELECT 1 FROM payroll_rows AS r WHERE r.list_id = NEW.id
        AND (
            r.total_fen <> (SELECT COALESCE(SUM(json_extract(value, '$[4]')), 0) FROM json_each(r.months))
            OR EXISTS (SELECT 1 FROM json_each(r.months) WHERE json_extract(value, '$[4]') <> MAX(
                json_extract(value, '$[1]') + json_extract(value, '$[2]') - json_extract(value, '$[3]'), 0))));
    SELECT RAISE(ABORT, 'payroll: what did not arrive is paid again in one place, and no more of it than is missing')
    WHERE (NEW.kind <> 'reissue' AND EXISTS (SELECT 1 FROM payroll_rows WHERE list_id = NEW.id AND earlier_id IS NOT NULL))
    OR NEW.kind = 'reissue' AND EXISTS (
        SELECT 1 FROM payroll_rows AS r LEFT JOIN payroll_rows AS e ON e.id = r.earlier_id
        LEFT JOIN payroll_lists AS l ON l.id = e.list_id
        WHERE r.list_id = NEW.id AND (
            l.state IS NOT 'released' OR r.origin_id <> COALESCE(e.origin_id, e.id)
            OR r.home_id <> e.home_id OR r.alone_id IS NOT e.alone_id OR r.programme <> e.programme
            OR r.total_fen > e.total_fen - COALESCE((SELECT fen FROM payroll_paid WHERE row_id = e.id), 0)
            OR EXISTS (SELECT 1 FROM payroll_ends WHERE row_id = e.id)
            OR (e.held = '' AND NOT EXISTS (SELECT 1 FROM payroll_stops WHERE row_id = e.id)
                AND NOT EXISTS (SELECT 1 FROM payroll_said WHERE row_id = e.id))
            OR EXISTS (SELECT 1 FROM payroll_rows AS o JOIN payroll_living_lists AS p ON p.id = o.list_id
                       WHERE o.earlier_id = e.id AND o.id <> r.id AND (p.state <> 'draft' OR p.id = NEW.id))));
END;

CREATE TRIGGER payroll_lists_no_delete BEFORE DELETE ON payroll_lists
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a signed list never changes');
END;

CREATE TRIGGER payroll_holds_made BEFORE INSERT ON payroll_holds
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a draft is held back row by row until it is signed')
    WHERE (SELECT state FROM payroll_lists WHERE id = NEW.list_id) IS NOT 'draft' OR NEW.lifted_at IS NOT NULL OR trim(NEW.reason) = '';
END;

CREATE TRIGGER payroll_holds_lifted BEFORE UPDATE ON payroll_holds
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a draft is held back row by row until it is signed')
    WHERE (SELECT state FROM payroll_lists WHERE id = OLD.list_id) IS NOT 'draft' OR OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL OR NEW.lifted_by_id IS NULL
    OR NEW.id IS NOT OLD.id
    OR NEW.list_id IS NOT OLD.list_id
    OR NEW.household_id IS NOT OLD.household_id
    OR NEW.person_id IS NOT OLD.person_id
    OR NEW.reason IS NOT OLD.reason
    OR NEW.held_at IS NOT OLD.held_at
    OR NEW.by_id IS NOT OLD.by_id
    OR NEW.by_name IS NOT OLD.by_name;
END;

CREATE TRIGGER payroll_holds_no_delete BEFORE DELETE ON payroll_holds
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_stops_no_delete BEFORE DELETE ON payroll_stops
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_files_no_delete BEFORE DELETE ON payroll_files
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_answers_no_delete BEFORE DELETE ON payroll_answers
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_results_no_delete BEFORE DELETE ON payroll_results
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_decisions_no_delete BEFORE DELETE ON payroll_decisions
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_ends_no_delete BEFORE DELETE ON payroll_ends
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_recoveries_no_delete BEFORE DELETE ON payroll_recoveries
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_recovery_lines_no_delete BEFORE DELETE ON payroll_recovery_lines
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_receipts_no_delete BEFORE DELETE ON payroll_receipts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_accounts_no_delete BEFORE DELETE ON payroll_accounts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_stops_no_update BEFORE UPDATE ON payroll_stops
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_answers_no_update BEFORE UPDATE ON payroll_answers
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_results_no_update BEFORE UPDATE ON payroll_results
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_decisions_no_update BEFORE UPDATE ON payroll_decisions
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_ends_no_update BEFORE UPDATE ON payroll_ends
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_recovery_lines_no_update BEFORE UPDATE ON payroll_recovery_lines
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_receipts_no_update BEFORE UPDATE ON payroll_receipts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_accounts_no_update BEFORE UPDATE ON payroll_accounts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added');
END;

CREATE TRIGGER payroll_stops_made BEFORE INSERT ON payroll_stops
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a row is stopped between the release and the file of the bank')
    WHERE (SELECT l.state FROM payroll_rows AS r JOIN payroll_lists AS l ON l.id = r.list_id WHERE r.id = NEW.row_id) IS NOT 'released'
    OR EXISTS (SELECT 1 FROM payroll_rows AS r JOIN payroll_files AS f ON f.list_id = r.list_id
               WHERE r.id = NEW.row_id AND f.recalled_at IS NULL)
    OR (SELECT held FROM payroll_rows WHERE id = NEW.row_id) <> '' OR trim(NEW.reason) = '';
END;

CREATE TRIGGER payroll_files_given BEFORE INSERT ON payroll_files
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: the bank gets one file of a released list, and all of it')
    WHERE (SELECT state FROM payroll_lists WHERE id = NEW.list_id) IS NOT 'released' OR NEW.recalled_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM payroll_files WHERE list_id = NEW.list_id AND recalled_at IS NULL)
    OR NEW.row_count = 0 OR (NEW.row_count, NEW.total_fen) <> (
        SELECT COUNT(*), COALESCE(SUM(r.total_fen), 0) FROM payroll_rows AS r
        WHERE r.list_id = NEW.list_id AND r.held = ''
        AND NOT EXISTS (SELECT 1 FROM payroll_stops WHERE row_id = r.id));
END;

CREATE TRIGGER payroll_files_recalled BEFORE UPDATE ON payroll_files
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a file is recalled once, before the bank has answered it')
    WHERE OLD.recalled_at IS NOT NULL OR NEW.recalled_at IS NULL OR NEW.recalled_by_id IS NULL OR trim(NEW.recalled_reason) = ''
    OR EXISTS (SELECT 1 FROM payroll_answers WHERE file_id = OLD.id)
    OR NEW.id IS NOT OLD.id
    OR NEW.list_id IS NOT OLD.list_id
    OR NEW.bank IS NOT OLD.bank
    OR NEW.file_name IS NOT OLD.file_name
    OR NEW.encoding IS NOT OLD.encoding
    OR NEW.digest IS NOT OLD.digest
    OR NEW.row_count IS NOT OLD.row_count
    OR NEW.total_fen IS NOT OLD.total_fen
    OR NEW.given_at IS NOT OLD.given_at
    OR NEW.by_id IS NOT OLD.by_id
    OR NEW.by_name IS NOT OLD.by_name;
END;

CREATE TRIGGER payroll_results_first BEFORE INSERT ON payroll_results
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added')
    WHERE EXISTS (SELECT 1 FROM payroll_answers WHERE id = NEW.answer_id);
END;

CREATE TRIGGER payroll_answers_read BEFORE INSERT ON payroll_answers
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: an answer is to the file that stands, with all of its lines')
    WHERE NOT EXISTS (SELECT 1 FROM payroll_files WHERE id = NEW.file_id AND list_id = NEW.list_id AND recalled_at IS NULL)
    OR NEW.serial <> (SELECT COUNT(*) + 1 FROM payroll_answers WHERE list_id = NEW.list_id)
    OR NEW.line_count <> (SELECT COUNT(*) FROM payroll_results WHERE answer_id = NEW.id AND outcome <> 'missing')
    OR EXISTS (SELECT 1 FROM payroll_results AS s LEFT JOIN payroll_rows AS r ON r.id = s.row_id
               WHERE s.answer_id = NEW.id AND (s.serial <> NEW.serial
                   OR (s.row_id IS NOT NULL AND (r.list_id IS NOT NEW.list_id OR r.held <> ''
                       OR EXISTS (SELECT 1 FROM payroll_stops WHERE row_id = r.id)))));
END;

CREATE TRIGGER payroll_decisions_made BEFORE INSERT ON payroll_decisions
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a decision is on a line of an answer, and of its list')
    WHERE trim(NEW.reason) = '' OR NEW.paid_fen < 0 OR (NEW.row_id IS NULL AND NEW.paid_fen <> 0)
    OR NOT EXISTS (SELECT 1 FROM payroll_results AS s JOIN payroll_answers AS a ON a.id = s.answer_id
                   WHERE s.id = NEW.result_id AND (NEW.row_id IS NULL OR EXISTS (
                       SELECT 1 FROM payroll_rows WHERE id = NEW.row_id AND list_id = a.list_id)));
END;

CREATE TRIGGER payroll_ends_made BEFORE INSERT ON payroll_ends
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what is ended is missing, and paid again nowhere')
    WHERE (SELECT l.state FROM payroll_rows AS r JOIN payroll_lists AS l ON l.id = r.list_id WHERE r.id = NEW.row_id) IS NOT 'released'
    OR trim(NEW.reason) = '' OR NEW.fen <= 0
    OR NEW.fen <> (SELECT total_fen FROM payroll_rows WHERE id = NEW.row_id)
        - COALESCE((SELECT fen FROM payroll_paid WHERE row_id = NEW.row_id), 0)
    OR EXISTS (SELECT 1 FROM payroll_rows AS o JOIN payroll_living_lists AS p ON p.id = o.list_id
               WHERE o.earlier_id = NEW.row_id AND p.state <> 'draft');
END;

CREATE TRIGGER payroll_recovery_lines_first BEFORE INSERT ON payroll_recovery_lines
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what was said, decided or paid is only ever added')
    WHERE EXISTS (SELECT 1 FROM payroll_recoveries WHERE id = NEW.recovery_id);
END;

CREATE TRIGGER payroll_recoveries_booked BEFORE INSERT ON payroll_recoveries
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a recovery is booked once, then followed to its end')
    WHERE EXISTS (SELECT 1 FROM payroll_recoveries WHERE id = NEW.id) OR NEW.ended_at IS NOT NULL;
    SELECT RAISE(ABORT, 'payroll: what is to come back is the sum of its months')
    WHERE NEW.amount_fen <> (SELECT COALESCE(SUM(amount_fen), 0) FROM payroll_recovery_lines WHERE recovery_id = NEW.id);
    SELECT RAISE(ABORT, 'payroll: no more is to come back than was paid')
    WHERE EXISTS (
        SELECT 1 FROM payroll_recovery_lines AS n WHERE n.recovery_id = NEW.id AND
        (SELECT SUM(amount_fen) FROM payroll_recovery_lines WHERE row_id = n.row_id)
        > COALESCE((SELECT fen FROM payroll_paid WHERE row_id = n.row_id), 0))
    OR EXISTS (SELECT 1 FROM payroll_recovery_lines AS n JOIN payroll_rows AS r ON r.id = n.row_id
               WHERE n.recovery_id = NEW.id AND r.home_id <> NEW.household_id);
END;

CREATE TRIGGER payroll_recoveries_ended BEFORE UPDATE ON payroll_recoveries
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: a recovery is booked once, then followed to its end')
    WHERE OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.ended_by_id IS NULL OR trim(NEW.ended_reason) = ''
    OR NEW.id IS NOT OLD.id
    OR NEW.household_id IS NOT OLD.household_id
    OR NEW.person_id IS NOT OLD.person_id
    OR NEW.programme IS NOT OLD.programme
    OR NEW.kind IS NOT OLD.kind
    OR NEW.from_name IS NOT OLD.from_name
    OR NEW.from_phone IS NOT OLD.from_phone
    OR NEW.reason IS NOT OLD.reason
    OR NEW.amount_fen IS NOT OLD.amount_fen
    OR NEW.due_on IS NOT OLD.due_on
    OR NEW.booked_at IS NOT OLD.booked_at
    OR NEW.by_id IS NOT OLD.by_id
    OR NEW.by_name IS NOT OLD.by_name;
END;

CREATE TRIGGER payroll_receipts_booked BEFORE INSERT ON payroll_receipts
WHEN NOT EXISTS (SELECT 1 FROM applying)
BEGIN
    SELECT RAISE(ABORT, 'payroll: what came back lies between nothing and what was to come back')
    WHERE NOT EXISTS (SELECT 1 FROM payroll_recoveries WHERE id = NEW.recovery_id AND ended_at IS NULL)
    OR NEW.amount_fen + (SELECT COALESCE(SUM(amount_fen), 0) FROM payroll_receipts WHERE recovery_id = NEW.recovery_id)
        NOT BETWEEN 0 AND (SELECT amount_fen FROM payroll_recoveries WHERE id = NEW.recovery_id);
END;
