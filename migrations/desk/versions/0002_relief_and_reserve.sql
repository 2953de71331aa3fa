CREATE TABLE reliefs (
    case_id VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    degree VARCHAR NOT NULL,
    happened_on DATE NOT NULL,
    registered_at VARCHAR(24) NOT NULL,
    place VARCHAR NOT NULL,
    situation VARCHAR NOT NULL,
    person_count BIGINT NOT NULL,
    applicant_class VARCHAR NOT NULL,
    spending_fen BIGINT NOT NULL,
    reimbursed_fen BIGINT NOT NULL,
    requested_fen BIGINT NOT NULL,
    amount_reason VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    goods VARCHAR NOT NULL,
    repeat_reason VARCHAR NOT NULL,
    papers_ready_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reliefs PRIMARY KEY (id),
    CONSTRAINT uq_reliefs_case_id UNIQUE (case_id)
);

CREATE TABLE grants (
    case_id VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    help_first BOOLEAN NOT NULL,
    agreed_by_id VARCHAR(32),
    agreed_by_name VARCHAR NOT NULL,
    agreed_at VARCHAR(24) NOT NULL,
    confirmed_on DATE,
    fund VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_grants PRIMARY KEY (id),
    CONSTRAINT ck_grants_amount CHECK (amount_fen > 0),
    CONSTRAINT uq_grants_case_id UNIQUE (case_id),
    CONSTRAINT fk_grants_agreed_by_id FOREIGN KEY(agreed_by_id) REFERENCES accounts (id)
);

CREATE TABLE grant_stages (
    grant_id VARCHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    due_on DATE NOT NULL,
    note VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_grant_stages PRIMARY KEY (id),
    CONSTRAINT ck_grant_stages_amount CHECK (amount_fen > 0),
    CONSTRAINT fk_grant_stages_grant_id FOREIGN KEY(grant_id) REFERENCES grants (id)
);

CREATE INDEX ix_grant_stages_grant_id ON grant_stages (grant_id);

CREATE TABLE referrals (
    case_id VARCHAR(32) NOT NULL,
    household_id VARCHAR(32) NOT NULL,
    target VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    by_name VARCHAR NOT NULL,
    taken_on DATE,
    taken_case_id VARCHAR(32),
    answer VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_referrals PRIMARY KEY (id),
    CONSTRAINT fk_referrals_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_referrals_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT fk_referrals_taken_case_id FOREIGN KEY(taken_case_id) REFERENCES cases (id)
);

CREATE INDEX ix_referrals_case_id ON referrals (case_id);

CREATE INDEX ix_referrals_household_id ON referrals (household_id);

CREATE INDEX ix_referrals_taken_case_id ON referrals (taken_case_id);

CREATE TABLE tills (
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    desk_id VARCHAR(32) NOT NULL,
    holder_id VARCHAR(32) NOT NULL,
    holder_name VARCHAR NOT NULL,
    closed_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_tills PRIMARY KEY (id),
    CONSTRAINT fk_tills_desk_id FOREIGN KEY(desk_id) REFERENCES desks (id),
    CONSTRAINT fk_tills_holder_id FOREIGN KEY(holder_id) REFERENCES accounts (id)
);

CREATE INDEX ix_tills_desk_id ON tills (desk_id);

CREATE TABLE settlements (
    number VARCHAR NOT NULL,
    submitted_on DATE NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    note VARCHAR NOT NULL,
    answered_on DATE,
    answer VARCHAR NOT NULL,
    document_number VARCHAR NOT NULL,
    accepted_fen BIGINT NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_settlements PRIMARY KEY (id),
    CONSTRAINT uq_settlements_number UNIQUE (number),
    CONSTRAINT fk_settlements_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE TABLE replenishment_requests (
    number VARCHAR NOT NULL,
    requested_on DATE NOT NULL,
    amount_fen BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    balances JSON NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    withdrawn_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_replenishment_requests PRIMARY KEY (id),
    CONSTRAINT ck_replenishment_requests_amount CHECK (amount_fen > 0),
    CONSTRAINT uq_replenishment_requests_number UNIQUE (number),
    CONSTRAINT fk_replenishment_requests_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE TABLE reserve_entries (
    year BIGINT NOT NULL,
    serial BIGINT NOT NULL,
    booked_on DATE NOT NULL,
    booked_at VARCHAR(24) NOT NULL,
    kind VARCHAR NOT NULL,
    debit VARCHAR NOT NULL,
    credit VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    voucher VARCHAR NOT NULL,
    voucher_on DATE,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    desk_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    grant_id VARCHAR(32),
    case_id VARCHAR(32),
    reverses_id VARCHAR,
    settlement_id VARCHAR(32),
    request_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_entries PRIMARY KEY (id),
    CONSTRAINT uq_reserve_entries_year_serial UNIQUE (year, serial),
    CONSTRAINT ck_reserve_entries_accounts CHECK (debit <> credit),
    CONSTRAINT ck_reserve_entries_amount CHECK (amount_fen <> 0 AND (amount_fen < 0) = (reverses_id IS NOT NULL)),
    CONSTRAINT fk_reserve_entries_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_reserve_entries_grant_id FOREIGN KEY(grant_id) REFERENCES grants (id),
    CONSTRAINT fk_reserve_entries_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT uq_reserve_entries_reverses_id UNIQUE (reverses_id),
    CONSTRAINT fk_reserve_entries_settlement_id FOREIGN KEY(settlement_id) REFERENCES settlements (id),
    CONSTRAINT fk_reserve_entries_request_id FOREIGN KEY(request_id) REFERENCES replenishment_requests (id)
);

CREATE INDEX ix_reserve_entries_booked_on ON reserve_entries (booked_on);

CREATE INDEX ix_reserve_entries_case_id ON reserve_entries (case_id);

CREATE INDEX ix_reserve_entries_credit ON reserve_entries (credit, amount_fen);

CREATE INDEX ix_reserve_entries_debit ON reserve_entries (debit, amount_fen);

CREATE INDEX ix_reserve_entries_grant_id ON reserve_entries (grant_id, amount_fen) WHERE grant_id IS NOT NULL;

CREATE TABLE disbursements (
    entry_id VARCHAR NOT NULL,
    grant_id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    stage_id VARCHAR(32),
    amount_fen BIGINT NOT NULL,
    way VARCHAR NOT NULL,
    receipt_number VARCHAR NOT NULL,
    payee_name VARCHAR NOT NULL,
    payee_id_number VARCHAR NOT NULL,
    payee_phone VARCHAR NOT NULL,
    proxy_name VARCHAR NOT NULL,
    proxy_id_number VARCHAR NOT NULL,
    proxy_phone VARCHAR NOT NULL,
    proxy_relation VARCHAR NOT NULL,
    sign_kind VARCHAR NOT NULL,
    second_payer VARCHAR NOT NULL,
    bank_name VARCHAR NOT NULL,
    account_name VARCHAR NOT NULL,
    account_number VARCHAR NOT NULL,
    goods VARCHAR NOT NULL,
    supplier VARCHAR NOT NULL,
    invoice VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_disbursements PRIMARY KEY (id),
    CONSTRAINT ck_disbursements_amount CHECK (amount_fen > 0),
    CONSTRAINT uq_disbursements_entry_id UNIQUE (entry_id),
    CONSTRAINT fk_disbursements_grant_id FOREIGN KEY(grant_id) REFERENCES grants (id),
    CONSTRAINT fk_disbursements_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_disbursements_stage_id FOREIGN KEY(stage_id) REFERENCES grant_stages (id),
    CONSTRAINT uq_disbursements_receipt_number UNIQUE (receipt_number)
);

CREATE INDEX ix_disbursements_case_id ON disbursements (case_id);

CREATE INDEX ix_disbursements_grant_id ON disbursements (grant_id);

CREATE TABLE refunds (
    entry_id VARCHAR NOT NULL,
    disbursement_id VARCHAR(32) NOT NULL,
    amount_fen BIGINT NOT NULL,
    returned_by VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_refunds PRIMARY KEY (id),
    CONSTRAINT ck_refunds_amount CHECK (amount_fen > 0),
    CONSTRAINT uq_refunds_entry_id UNIQUE (entry_id),
    CONSTRAINT fk_refunds_disbursement_id FOREIGN KEY(disbursement_id) REFERENCES disbursements (id)
);

CREATE INDEX ix_refunds_disbursement_id ON refunds (disbursement_id);

CREATE TABLE settlement_items (
    settlement_id VARCHAR(32) NOT NULL,
    disbursement_id VARCHAR(32) NOT NULL,
    amount_fen BIGINT NOT NULL,
    accepted BOOLEAN,
    reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_settlement_items PRIMARY KEY (id),
    CONSTRAINT ck_settlement_items_amount CHECK (amount_fen > 0),
    CONSTRAINT fk_settlement_items_settlement_id FOREIGN KEY(settlement_id) REFERENCES settlements (id),
    CONSTRAINT fk_settlement_items_disbursement_id FOREIGN KEY(disbursement_id) REFERENCES disbursements (id)
);

CREATE INDEX ix_settlement_items_settlement_id ON settlement_items (settlement_id);

CREATE UNIQUE INDEX uq_settlement_items_disbursement_id ON settlement_items (disbursement_id) WHERE accepted IS NULL OR accepted = 1;

CREATE TABLE cash_counts (
    till_id VARCHAR(32) NOT NULL,
    counted_on DATE NOT NULL,
    counted_at VARCHAR(24) NOT NULL,
    pieces JSON NOT NULL,
    counted_fen BIGINT NOT NULL,
    book_fen BIGINT NOT NULL,
    after_year BIGINT NOT NULL,
    after_serial BIGINT NOT NULL,
    explanation VARCHAR NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    signed_by_id VARCHAR(32),
    signed_by_name VARCHAR NOT NULL,
    signed_at VARCHAR(24),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_cash_counts PRIMARY KEY (id),
    CONSTRAINT fk_cash_counts_till_id FOREIGN KEY(till_id) REFERENCES tills (id),
    CONSTRAINT fk_cash_counts_by_id FOREIGN KEY(by_id) REFERENCES accounts (id),
    CONSTRAINT fk_cash_counts_signed_by_id FOREIGN KEY(signed_by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_cash_counts_till_id ON cash_counts (till_id);

CREATE TABLE handovers (
    kind VARCHAR NOT NULL,
    till_id VARCHAR(32) NOT NULL,
    to_till_id VARCHAR(32),
    amount_fen BIGINT NOT NULL,
    pieces JSON NOT NULL,
    explanation VARCHAR NOT NULL,
    from_id VARCHAR(32) NOT NULL,
    from_name VARCHAR NOT NULL,
    to_id VARCHAR(32) NOT NULL,
    to_name VARCHAR NOT NULL,
    offered_at VARCHAR(24) NOT NULL,
    ended_at VARCHAR(24),
    taken BOOLEAN NOT NULL,
    entry_id VARCHAR(32),
    count_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_handovers PRIMARY KEY (id),
    CONSTRAINT fk_handovers_till_id FOREIGN KEY(till_id) REFERENCES tills (id),
    CONSTRAINT fk_handovers_to_till_id FOREIGN KEY(to_till_id) REFERENCES tills (id),
    CONSTRAINT fk_handovers_from_id FOREIGN KEY(from_id) REFERENCES accounts (id),
    CONSTRAINT fk_handovers_to_id FOREIGN KEY(to_id) REFERENCES accounts (id),
    CONSTRAINT fk_handovers_entry_id FOREIGN KEY(entry_id) REFERENCES reserve_entries (id),
    CONSTRAINT fk_handovers_count_id FOREIGN KEY(count_id) REFERENCES cash_counts (id)
);

CREATE INDEX ix_handovers_till_id ON handovers (till_id);

CREATE TABLE reserve_closings (
    period VARCHAR NOT NULL,
    closed_on DATE NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    last_serial BIGINT NOT NULL,
    entry_count BIGINT NOT NULL,
    balances JSON NOT NULL,
    turnover JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_closings PRIMARY KEY (id),
    CONSTRAINT uq_reserve_closings_period UNIQUE (period),
    CONSTRAINT fk_reserve_closings_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE TABLE papers_new (
    case_id VARCHAR(32),
    subject_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    sheet_code VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    page_count BIGINT NOT NULL,
    copy_count BIGINT NOT NULL,
    issued_on DATE NOT NULL,
    by_name VARCHAR NOT NULL,
    content JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_papers PRIMARY KEY (id),
    CONSTRAINT fk_papers_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT uq_papers_sheet_code UNIQUE (sheet_code)
);

INSERT INTO papers_new (case_id, kind, number, sheet_code, digest, page_count, copy_count, issued_on, by_name, content, id, subject_id) SELECT case_id, kind, number, sheet_code, digest, page_count, copy_count, issued_on, by_name, content, id, '' FROM papers;

DROP TABLE papers;

ALTER TABLE papers_new RENAME TO papers;

CREATE INDEX ix_papers_case_id ON papers (case_id);

CREATE INDEX ix_papers_subject_id ON papers (subject_id);

CREATE TRIGGER reserve_entries_serial BEFORE INSERT ON reserve_entries
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (SELECT 1 FROM reserve_entries WHERE id = NEW.id OR reverses_id = NEW.reverses_id);
    SELECT RAISE(ABORT, 'reserve: the numbers of a year run without a gap')
    WHERE NEW.serial <> 1 + (SELECT COALESCE(MAX(serial), 0) FROM reserve_entries WHERE year = NEW.year);
    SELECT RAISE(ABORT, 'reserve: an entry is booked in the year of its day')
    WHERE NEW.year <> CAST(substr(NEW.booked_on, 1, 4) AS INTEGER);
    SELECT RAISE(ABORT, 'reserve: an entry is never dated before the one before it')
    WHERE NEW.booked_on < (SELECT MAX(booked_on) FROM reserve_entries);
    SELECT RAISE(ABORT, 'reserve: this month is closed')
    WHERE EXISTS (SELECT 1 FROM reserve_closings
                  WHERE length(period) = 7 AND period >= substr(NEW.booked_on, 1, 7));
END;

CREATE TRIGGER reserve_entries_balance AFTER INSERT ON reserve_entries
BEGIN
    SELECT RAISE(ABORT, 'reserve: no account falls below zero')
    FROM (SELECT NEW.debit AS account UNION ALL SELECT NEW.credit)
    WHERE (CASE account WHEN 'district' THEN -1 ELSE 1 END) * (
        (SELECT COALESCE(SUM(amount_fen), 0) FROM reserve_entries WHERE debit = account)
        - (SELECT COALESCE(SUM(amount_fen), 0) FROM reserve_entries WHERE credit = account)) < 0;
END;

CREATE TRIGGER reserve_entries_kind BEFORE INSERT ON reserve_entries
WHEN NOT EXISTS (
    SELECT 1 FROM (VALUES
        ('opening', ' bank till:box unsettled settled ', ' district '),
        ('allocation', ' bank ', ' district '),
        ('return', ' district ', ' bank '),
        ('withdrawal', ' till:box ', ' bank '),
        ('deposit', ' bank ', ' till:box '),
        ('float_out', ' till:float ', ' till:box '),
        ('float_back', ' till:box ', ' till:float '),
        ('disbursement', ' unsettled ', ' till:float bank '),
        ('refund', ' bank till:box till:float ', ' unsettled settled district '),
        ('settlement', ' settled ', ' unsettled '),
        ('replenishment', ' bank ', ' settled '))
    WHERE column1 = NEW.kind
    AND instr(column2, ' ' || COALESCE(
        (SELECT 'till:' || kind FROM tills WHERE 'till:' || id = NEW.debit), NEW.debit) || ' ') > 0
    AND instr(column3, ' ' || COALESCE(
        (SELECT 'till:' || kind FROM tills WHERE 'till:' || id = NEW.credit), NEW.credit) || ' ') > 0)
BEGIN
    SELECT RAISE(ABORT, 'reserve: money does not move between these accounts in this way');
END;

CREATE TRIGGER reserve_entries_till BEFORE INSERT ON reserve_entries
WHEN NEW.debit LIKE 'till:%' OR NEW.credit LIKE 'till:%'
BEGIN
    SELECT RAISE(ABORT, 'reserve: there is no such till, or it is closed')
    FROM (SELECT NEW.debit AS account UNION ALL SELECT NEW.credit)
    WHERE account LIKE 'till:%' AND NOT EXISTS (
        SELECT 1 FROM tills WHERE 'till:' || id = account AND closed_on IS NULL);
    SELECT RAISE(ABORT, 'reserve: cash is paid out of the payer''s own float, at its own desk')
    WHERE NEW.kind = 'disbursement' AND NEW.reverses_id IS NULL AND NEW.credit LIKE 'till:%' AND NOT EXISTS (
        SELECT 1 FROM tills WHERE 'till:' || id = NEW.credit AND kind = 'float'
        AND holder_id = NEW.by_id AND desk_id = NEW.desk_id AND closed_on IS NULL);
END;

CREATE TRIGGER reserve_entries_grant_wanted BEFORE INSERT ON reserve_entries
WHEN (NEW.kind IN ('disbursement', 'refund')) <> (NEW.grant_id IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'reserve: a payment rests on one approval');
END;

CREATE TRIGGER reserve_entries_settlement BEFORE INSERT ON reserve_entries
WHEN NEW.kind = 'settlement'
BEGIN
    SELECT RAISE(ABORT, 'reserve: a batch is settled once, for what the district accepted')
    WHERE NOT EXISTS (
        SELECT 1 FROM settlements WHERE id = NEW.settlement_id
        AND answer = 'accepted' AND accepted_fen = abs(NEW.amount_fen) AND accepted_fen <= amount_fen)
    OR (NEW.reverses_id IS NULL AND EXISTS (
        SELECT 1 FROM reserve_entries AS old
        WHERE old.settlement_id = NEW.settlement_id AND old.kind = 'settlement' AND old.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM reserve_entries WHERE reverses_id = old.id)));
END;

CREATE TRIGGER reserve_entries_grant AFTER INSERT ON reserve_entries
WHEN NEW.grant_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'reserve: the approver of a payment never pays it')
    WHERE NEW.kind = 'disbursement' AND NEW.reverses_id IS NULL AND (
        EXISTS (SELECT 1 FROM grants WHERE id = NEW.grant_id AND agreed_by_id = NEW.by_id)
        OR EXISTS (SELECT 1 FROM decisions WHERE case_id = NEW.case_id AND approver_id = NEW.by_id));
    SELECT RAISE(ABORT, 'reserve: an approval is paid in its own case, once it was given')
    WHERE NOT EXISTS (
        SELECT 1 FROM grants WHERE id = NEW.grant_id AND case_id = NEW.case_id
        AND (help_first OR confirmed_on IS NOT NULL));
    SELECT RAISE(ABORT, 'reserve: this approval is not paid out of the reserve')
    WHERE NEW.kind = 'disbursement' AND NOT EXISTS (
        SELECT 1 FROM grants WHERE id = NEW.grant_id AND fund = 'reserve');
    SELECT RAISE(ABORT, 'reserve: never more is paid than was approved, nor more taken back than was paid')
    WHERE (SELECT SUM(CASE WHEN debit = 'unsettled' THEN amount_fen ELSE -amount_fen END)
           FROM reserve_entries WHERE grant_id = NEW.grant_id)
        NOT BETWEEN 0 AND (SELECT amount_fen FROM grants WHERE id = NEW.grant_id);
END;

CREATE TRIGGER reserve_entries_reversal BEFORE INSERT ON reserve_entries
WHEN NEW.reverses_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'reserve: a reversal repeats its entry with the opposite amount, by another person')
    WHERE NOT EXISTS (
        SELECT 1 FROM reserve_entries AS old
        WHERE old.id = NEW.reverses_id AND old.reverses_id IS NULL AND old.kind = NEW.kind
        AND old.debit = NEW.debit AND old.credit = NEW.credit AND old.amount_fen = -NEW.amount_fen
        AND old.grant_id IS NEW.grant_id AND old.case_id IS NEW.case_id
        AND old.settlement_id IS NEW.settlement_id AND old.request_id IS NEW.request_id
        AND old.by_id <> NEW.by_id);
    SELECT RAISE(ABORT, 'reserve: a payment that is settled, or came back in part, is not reversed')
    WHERE EXISTS (
        SELECT 1 FROM disbursements AS d WHERE d.entry_id = NEW.reverses_id AND (
            EXISTS (SELECT 1 FROM settlement_items WHERE disbursement_id = d.id AND (accepted IS NULL OR accepted = 1))
            OR EXISTS (SELECT 1 FROM refunds AS r WHERE r.disbursement_id = d.id
                       AND NOT EXISTS (SELECT 1 FROM reserve_entries WHERE reverses_id = r.entry_id))));
    SELECT RAISE(ABORT, 'reserve: a batch counts on what came back before it')
    WHERE NEW.credit = 'unsettled' AND EXISTS (
        SELECT 1 FROM refunds AS r JOIN settlement_items AS i ON i.disbursement_id = r.disbursement_id
        WHERE r.entry_id = NEW.reverses_id AND (i.accepted IS NULL OR i.accepted = 1));
END;

CREATE TRIGGER disbursements_entry BEFORE INSERT ON disbursements
BEGIN
    SELECT RAISE(ABORT, 'reserve: a disbursement is its entry')
    WHERE NOT EXISTS (
        SELECT 1 FROM reserve_entries WHERE id = NEW.entry_id AND kind = 'disbursement'
        AND amount_fen = NEW.amount_fen AND grant_id = NEW.grant_id AND case_id = NEW.case_id
        AND (NEW.way = 'goods' OR (NEW.way = 'cash') = (credit <> 'bank')))
    OR NEW.way NOT IN ('cash', 'transfer', 'goods');
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (
        SELECT 1 FROM disbursements
        WHERE id = NEW.id OR entry_id = NEW.entry_id OR receipt_number = NEW.receipt_number);
    SELECT RAISE(ABORT, 'reserve: who approves or pays is never the proxy of who is paid')
    WHERE NEW.proxy_name <> '' AND (
        EXISTS (SELECT 1 FROM reserve_entries WHERE id = NEW.entry_id AND by_name = NEW.proxy_name)
        OR EXISTS (SELECT 1 FROM grants WHERE id = NEW.grant_id AND agreed_by_name = NEW.proxy_name));
END;

CREATE TRIGGER refunds_entry BEFORE INSERT ON refunds
BEGIN
    SELECT RAISE(ABORT, 'reserve: a refund is its entry, and never more than was paid')
    WHERE NOT EXISTS (
        SELECT 1 FROM reserve_entries AS e JOIN disbursements AS d ON d.id = NEW.disbursement_id
        WHERE e.id = NEW.entry_id AND e.kind = 'refund' AND e.amount_fen = NEW.amount_fen
        AND e.grant_id = d.grant_id
        AND NOT EXISTS (SELECT 1 FROM reserve_entries WHERE reverses_id = d.entry_id))
    OR NEW.amount_fen + (
        SELECT COALESCE(SUM(r.amount_fen), 0) FROM refunds AS r WHERE r.disbursement_id = NEW.disbursement_id
        AND NOT EXISTS (SELECT 1 FROM reserve_entries WHERE reverses_id = r.entry_id))
        > (SELECT amount_fen FROM disbursements WHERE id = NEW.disbursement_id);
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to')
    WHERE EXISTS (SELECT 1 FROM refunds WHERE id = NEW.id OR entry_id = NEW.entry_id);
END;

CREATE TRIGGER grants_no_less BEFORE UPDATE ON grants
BEGIN
    SELECT RAISE(ABORT, 'reserve: an approval never falls below what was paid on it')
    WHERE NEW.amount_fen < (
        SELECT COALESCE(SUM(CASE WHEN debit = 'unsettled' THEN amount_fen ELSE -amount_fen END), 0)
        FROM reserve_entries WHERE grant_id = OLD.id);
    SELECT RAISE(ABORT, 'reserve: whose approval it is, and of which case, never changes')
    WHERE NEW.case_id <> OLD.case_id OR NEW.id <> OLD.id
        OR NEW.agreed_by_id IS NOT OLD.agreed_by_id OR NEW.help_first <> OLD.help_first;
END;

CREATE TRIGGER tills_opened BEFORE INSERT ON tills
BEGIN
    SELECT RAISE(ABORT, 'reserve: one box in the hall, one float at a desk')
    WHERE NEW.kind NOT IN ('box', 'float') OR EXISTS (
        SELECT 1 FROM tills WHERE id = NEW.id OR (
            closed_on IS NULL AND kind = NEW.kind AND (kind = 'box' OR desk_id = NEW.desk_id)));
END;

CREATE TRIGGER tills_kept BEFORE UPDATE ON tills
BEGIN
    SELECT RAISE(ABORT, 'reserve: a till stays what and where it is, and closed for good')
    WHERE NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.desk_id <> OLD.desk_id OR OLD.closed_on IS NOT NULL;
    SELECT RAISE(ABORT, 'reserve: only an empty till is closed')
    WHERE NEW.closed_on IS NOT NULL AND 0 <>
        (SELECT COALESCE(SUM(amount_fen), 0) FROM reserve_entries WHERE debit = 'till:' || OLD.id)
        - (SELECT COALESCE(SUM(amount_fen), 0) FROM reserve_entries WHERE credit = 'till:' || OLD.id);
END;

CREATE TRIGGER cash_counts_made BEFORE INSERT ON cash_counts
WHEN NEW.signed_by_id = NEW.by_id OR EXISTS (SELECT 1 FROM cash_counts WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'reserve: a count is signed by a second person as it was counted');
END;

CREATE TRIGGER cash_counts_signed BEFORE UPDATE ON cash_counts
WHEN OLD.signed_by_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'reserve: a signed count stays as it was signed');
END;

CREATE TRIGGER cash_counts_two BEFORE UPDATE ON cash_counts
WHEN NEW.signed_by_id = OLD.by_id OR NEW.by_id <> OLD.by_id OR NEW.till_id <> OLD.till_id
    OR NEW.counted_fen <> OLD.counted_fen OR NEW.book_fen <> OLD.book_fen OR NEW.pieces <> OLD.pieces
    OR NEW.counted_at <> OLD.counted_at OR NEW.after_year <> OLD.after_year OR NEW.after_serial <> OLD.after_serial
BEGIN
    SELECT RAISE(ABORT, 'reserve: a count is signed by a second person as it was counted');
END;

CREATE TRIGGER handovers_ended BEFORE UPDATE ON handovers
WHEN OLD.ended_at IS NOT NULL OR NEW.kind <> OLD.kind OR NEW.till_id <> OLD.till_id
    OR NEW.to_till_id IS NOT OLD.to_till_id OR NEW.amount_fen <> OLD.amount_fen
    OR NEW.from_id <> OLD.from_id OR NEW.to_id <> OLD.to_id
BEGIN
    SELECT RAISE(ABORT, 'reserve: a hand-over is taken or called off, once, as it was offered');
END;

CREATE TRIGGER handovers_two BEFORE INSERT ON handovers
WHEN NEW.kind = 'till' AND NEW.from_id = NEW.to_id
BEGIN
    SELECT RAISE(ABORT, 'reserve: a till is handed over by one person to another');
END;

CREATE TRIGGER settlements_answered BEFORE UPDATE ON settlements
WHEN NEW.number <> OLD.number OR NEW.amount_fen <> OLD.amount_fen OR (OLD.answer <> '' AND NOT (
    OLD.answer = 'accepted' AND NEW.answer = '' AND COALESCE(0 = (
        SELECT SUM(amount_fen) FROM reserve_entries WHERE kind = 'settlement' AND settlement_id = OLD.id), 0)))
BEGIN
    SELECT RAISE(ABORT, 'reserve: a batch is answered once, as it was handed in');
END;

CREATE TRIGGER replenishment_requests_kept BEFORE UPDATE ON replenishment_requests
WHEN OLD.withdrawn_on IS NOT NULL OR NEW.number <> OLD.number OR NEW.amount_fen <> OLD.amount_fen
BEGIN
    SELECT RAISE(ABORT, 'reserve: a request stays as it was made');
END;

CREATE TRIGGER reserve_closings_order BEFORE INSERT ON reserve_closings
BEGIN
    SELECT RAISE(ABORT, 'reserve: months are closed in order, years after their December')
    WHERE EXISTS (SELECT 1 FROM reserve_closings WHERE id = NEW.id OR period = NEW.period)
    OR NOT CASE length(NEW.period)
        WHEN 7 THEN NEW.period = (
            SELECT COALESCE(
                (SELECT strftime('%Y-%m', MAX(period) || '-01', '+1 month') FROM reserve_closings
                 WHERE length(period) = 7),
                (SELECT substr(MIN(booked_on), 1, 7) FROM reserve_entries), ''))
        WHEN 4 THEN EXISTS (SELECT 1 FROM reserve_closings WHERE period = NEW.period || '-12')
        ELSE 0 END;
    SELECT RAISE(ABORT, 'reserve: a month is closed from its last day on, with every entry in it')
    WHERE length(NEW.period) = 7 AND NEW.closed_on < date(NEW.period || '-01', '+1 month', '-1 day');
END;

CREATE TRIGGER settlement_items_fixed BEFORE UPDATE ON settlement_items
WHEN NEW.amount_fen <> OLD.amount_fen
    OR NEW.disbursement_id <> OLD.disbursement_id OR NEW.settlement_id <> OLD.settlement_id
    OR (OLD.accepted IS NOT NULL AND NOT (NEW.accepted IS NULL AND COALESCE(0 = (
        SELECT SUM(amount_fen) FROM reserve_entries
        WHERE kind = 'settlement' AND settlement_id = OLD.settlement_id), 0)))
BEGIN
    SELECT RAISE(ABORT, 'reserve: an answered item of a settlement stays as it is');
END;

CREATE TRIGGER reserve_entries_no_update BEFORE UPDATE ON reserve_entries
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_entries_no_delete BEFORE DELETE ON reserve_entries
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER disbursements_no_update BEFORE UPDATE ON disbursements
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER disbursements_no_delete BEFORE DELETE ON disbursements
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER refunds_no_update BEFORE UPDATE ON refunds
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER refunds_no_delete BEFORE DELETE ON refunds
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_closings_no_update BEFORE UPDATE ON reserve_closings
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER reserve_closings_no_delete BEFORE DELETE ON reserve_closings
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER grants_no_delete BEFORE DELETE ON grants
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER tills_no_delete BEFORE DELETE ON tills
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER cash_counts_no_delete BEFORE DELETE ON cash_counts
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER handovers_no_delete BEFORE DELETE ON handovers
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER settlements_no_delete BEFORE DELETE ON settlements
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER settlement_items_no_delete BEFORE DELETE ON settlement_items
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;

CREATE TRIGGER replenishment_requests_no_delete BEFORE DELETE ON replenishment_requests
BEGIN
    SELECT RAISE(ABORT, 'reserve: the books are only ever added to');
END;
