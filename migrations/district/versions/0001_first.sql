CREATE TABLE accounts (
    town VARCHAR(12) NOT NULL,
    login VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    roles JSON NOT NULL,
    active BOOLEAN NOT NULL,
    phone VARCHAR NOT NULL,
    identity_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (town, id)
);

CREATE INDEX ix_accounts_identity_id ON accounts (town, identity_id);

CREATE INDEX ix_uq_accounts_login ON accounts (town, login);

CREATE TABLE appraisals (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    objection_id VARCHAR(32),
    held_on DATE NOT NULL,
    place VARCHAR NOT NULL,
    host VARCHAR NOT NULL,
    recorder VARCHAR NOT NULL,
    due_count BIGINT NOT NULL,
    present_count BIGINT NOT NULL,
    villager_count BIGINT NOT NULL,
    agree_count BIGINT NOT NULL,
    disagree_count BIGINT NOT NULL,
    abstain_count BIGINT NOT NULL,
    summary VARCHAR NOT NULL,
    passed BOOLEAN NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_appraisals PRIMARY KEY (town, id)
);

CREATE INDEX ix_appraisals_case_id ON appraisals (town, case_id);

CREATE INDEX ix_appraisals_objection_id ON appraisals (town, objection_id);

CREATE TABLE attachments (
    town VARCHAR(12) NOT NULL,
    digest VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    material_id VARCHAR(32),
    taken_back_on DATE,
    taken_back_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY (town, id)
);

CREATE INDEX ix_attachments_case_id ON attachments (town, case_id);

CREATE INDEX ix_attachments_material_id ON attachments (town, material_id);

CREATE TABLE bank_lines (
    town VARCHAR(12) NOT NULL,
    statement_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    booked_on DATE NOT NULL,
    amount_fen BIGINT NOT NULL,
    balance_fen BIGINT,
    text VARCHAR NOT NULL,
    party VARCHAR NOT NULL,
    slip VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_lines PRIMARY KEY (town, id)
);

CREATE INDEX ix_uq_bank_lines_statement_id_position ON bank_lines (town, statement_id, position);

CREATE TABLE bank_match_items (
    town VARCHAR(12) NOT NULL,
    match_id VARCHAR NOT NULL,
    line_id VARCHAR(32),
    entry_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_match_items PRIMARY KEY (town, id)
);

CREATE INDEX ix_bank_match_items_entry_id ON bank_match_items (town, entry_id);

CREATE INDEX ix_bank_match_items_line_id ON bank_match_items (town, line_id);

CREATE TABLE bank_matches (
    town VARCHAR(12) NOT NULL,
    matched_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    undone_at VARCHAR(24),
    undone_by_id VARCHAR(32),
    undone_by_name VARCHAR NOT NULL,
    undone_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_matches PRIMARY KEY (town, id)
);

CREATE INDEX ix_bank_matches_by_id ON bank_matches (town, by_id);

CREATE INDEX ix_bank_matches_undone_by_id ON bank_matches (town, undone_by_id);

CREATE TABLE bank_reconciliations (
    town VARCHAR(12) NOT NULL,
    month VARCHAR NOT NULL,
    made_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    statement_fen BIGINT NOT NULL,
    book_fen BIGINT NOT NULL,
    adjusted_fen BIGINT NOT NULL,
    items JSON NOT NULL,
    note VARCHAR NOT NULL,
    signed_at VARCHAR(24),
    signed_by_id VARCHAR(32),
    signed_by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_reconciliations PRIMARY KEY (town, id)
);

CREATE INDEX ix_bank_reconciliations_by_id ON bank_reconciliations (town, by_id);

CREATE INDEX ix_bank_reconciliations_signed_by_id ON bank_reconciliations (town, signed_by_id);

CREATE TABLE bank_statements (
    town VARCHAR(12) NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    opening_fen BIGINT NOT NULL,
    closing_fen BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    file_name VARCHAR NOT NULL,
    file_hash VARCHAR NOT NULL,
    entered_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    withdrawn_at VARCHAR(24),
    withdrawn_by_id VARCHAR(32),
    withdrawn_by_name VARCHAR NOT NULL,
    withdrawn_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_bank_statements PRIMARY KEY (town, id)
);

CREATE INDEX ix_bank_statements_by_id ON bank_statements (town, by_id);

CREATE INDEX ix_bank_statements_withdrawn_by_id ON bank_statements (town, withdrawn_by_id);

CREATE TABLE blob_pieces (
    town VARCHAR(12) NOT NULL,
    name VARCHAR(64) NOT NULL,
    "offset" BIGINT NOT NULL,
    data BYTEA NOT NULL,
    CONSTRAINT pk_blob_pieces PRIMARY KEY (town, name, "offset")
);

CREATE TABLE blobs (
    town VARCHAR(12) NOT NULL,
    name VARCHAR(64) NOT NULL,
    digest BYTEA NOT NULL,
    size BIGINT NOT NULL,
    have BIGINT NOT NULL,
    CONSTRAINT pk_blobs PRIMARY KEY (town, name)
);

CREATE TABLE calendar_years (
    town VARCHAR(12) NOT NULL,
    year BIGINT NOT NULL,
    days JSON NOT NULL,
    source VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_calendar_years PRIMARY KEY (town, id)
);

CREATE INDEX ix_uq_calendar_years_year ON calendar_years (town, year);

CREATE TABLE care_arrangements (
    town VARCHAR(12) NOT NULL,
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
    CONSTRAINT pk_care_arrangements PRIMARY KEY (town, id)
);

CREATE INDEX ix_care_arrangements_case_id ON care_arrangements (town, case_id);

CREATE INDEX ix_care_arrangements_person_id ON care_arrangements (town, person_id);

CREATE TABLE case_assets (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    quantity BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    exempt_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_assets PRIMARY KEY (town, id)
);

CREATE INDEX ix_case_assets_case_id ON case_assets (town, case_id);

CREATE TABLE case_expenses (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    member_id VARCHAR(32),
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    months BIGINT NOT NULL,
    deducted BOOLEAN NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_expenses PRIMARY KEY (town, id)
);

CREATE INDEX ix_case_expenses_case_id ON case_expenses (town, case_id);

CREATE INDEX ix_case_expenses_member_id ON case_expenses (town, member_id);

CREATE TABLE case_incomes (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    member_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    months BIGINT NOT NULL,
    counted_fen BIGINT,
    exempt_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_incomes PRIMARY KEY (town, id)
);

CREATE INDEX ix_case_incomes_case_id ON case_incomes (town, case_id);

CREATE INDEX ix_case_incomes_member_id ON case_incomes (town, member_id);

CREATE TABLE case_members (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    relation VARCHAR NOT NULL,
    counted BOOLEAN NOT NULL,
    not_counted_reason VARCHAR NOT NULL,
    health VARCHAR NOT NULL,
    illness VARCHAR NOT NULL,
    disability_number VARCHAR NOT NULL,
    disability_type VARCHAR NOT NULL,
    disability_grade VARCHAR NOT NULL,
    work_ability VARCHAR NOT NULL,
    self_care VARCHAR NOT NULL,
    employment VARCHAR NOT NULL,
    workplace VARCHAR NOT NULL,
    school VARCHAR NOT NULL,
    student BOOLEAN NOT NULL,
    work_refusals JSON DEFAULT '[]' NOT NULL,
    medical_insurance VARCHAR NOT NULL,
    pension_insurance VARCHAR NOT NULL,
    left_on DATE,
    left_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_members PRIMARY KEY (town, id)
);

CREATE INDEX ix_case_members_case_id ON case_members (town, case_id);

CREATE INDEX ix_case_members_person_id ON case_members (town, person_id);

CREATE TABLE case_supporters (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    name VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    id_number VARCHAR NOT NULL,
    workplace VARCHAR NOT NULL,
    family_count BIGINT NOT NULL,
    per_head_fen BIGINT NOT NULL,
    support_fen BIGINT NOT NULL,
    unable_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_supporters PRIMARY KEY (town, id)
);

CREATE INDEX ix_case_supporters_case_id ON case_supporters (town, case_id);

CREATE TABLE cases (
    town VARCHAR(12) NOT NULL,
    programme VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    household_id VARCHAR(32) NOT NULL,
    applicant_id VARCHAR(32) NOT NULL,
    previous_id VARCHAR(32),
    clerk_id VARCHAR(32) NOT NULL,
    applied_on DATE NOT NULL,
    accepted_on DATE,
    started_on DATE,
    reason VARCHAR NOT NULL,
    poverty_cause VARCHAR NOT NULL,
    single_reason VARCHAR NOT NULL,
    single_person_id VARCHAR(32),
    change_kind VARCHAR NOT NULL,
    proxy_kind VARCHAR NOT NULL,
    proxy_name VARCHAR NOT NULL,
    proxy_id_number VARCHAR NOT NULL,
    proxy_phone VARCHAR NOT NULL,
    proxy_relation VARCHAR NOT NULL,
    relative_name VARCHAR NOT NULL,
    relative_post VARCHAR NOT NULL,
    relative_relation VARCHAR NOT NULL,
    relative_visited_on DATE,
    extended_on DATE,
    extension_kind VARCHAR NOT NULL,
    extension_reason VARCHAR NOT NULL,
    ended_on DATE,
    ended_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_cases PRIMARY KEY (town, id)
);

CREATE INDEX ix_cases_applicant_id ON cases (town, applicant_id);

CREATE INDEX ix_cases_clerk_id ON cases (town, clerk_id);

CREATE INDEX ix_cases_household_id ON cases (town, household_id);

CREATE INDEX ix_cases_previous_id ON cases (town, previous_id);

CREATE INDEX ix_cases_single_person_id ON cases (town, single_person_id);

CREATE INDEX ix_uq_cases_number ON cases (town, number);

CREATE TABLE cash_counts (
    town VARCHAR(12) NOT NULL,
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
    surprise BOOLEAN DEFAULT false NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_cash_counts PRIMARY KEY (town, id)
);

CREATE INDEX ix_cash_counts_by_id ON cash_counts (town, by_id);

CREATE INDEX ix_cash_counts_signed_by_id ON cash_counts (town, signed_by_id);

CREATE INDEX ix_cash_counts_till_id ON cash_counts (town, till_id);

CREATE TABLE complaints (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    received_on DATE NOT NULL,
    way VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    answered_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_complaints PRIMARY KEY (town, id)
);

CREATE INDEX ix_complaints_case_id ON complaints (town, case_id);

CREATE TABLE conflicts (
    town VARCHAR(12) NOT NULL,
    position BIGINT NOT NULL,
    act_id VARCHAR(32) NOT NULL,
    open BOOLEAN NOT NULL,
    CONSTRAINT pk_conflicts PRIMARY KEY (town, position)
);

CREATE INDEX ix_conflicts_open ON conflicts (town, open);

CREATE TABLE cross_checks (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    requested_on DATE NOT NULL,
    request_number VARCHAR NOT NULL,
    returned_on DATE,
    result VARCHAR NOT NULL,
    findings VARCHAR NOT NULL,
    begun_on DATE,
    told_on DATE,
    reply VARCHAR DEFAULT '' NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_cross_checks PRIMARY KEY (town, id)
);

CREATE INDEX ix_cross_checks_case_id ON cross_checks (town, case_id);

CREATE TABLE decisions (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    result VARCHAR NOT NULL,
    authority VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    approver_id VARCHAR(32),
    approver_name VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    facts VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    reason VARCHAR DEFAULT '' NOT NULL,
    person_count BIGINT NOT NULL,
    allowance_fen BIGINT NOT NULL,
    uplift_fen BIGINT NOT NULL,
    from_month VARCHAR NOT NULL,
    certificate_number VARCHAR NOT NULL,
    stop_reason VARCHAR NOT NULL,
    phase_out BOOLEAN NOT NULL,
    trace JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_decisions PRIMARY KEY (town, id)
);

CREATE INDEX ix_decisions_approver_id ON decisions (town, approver_id);

CREATE INDEX ix_decisions_case_id ON decisions (town, case_id);

CREATE TABLE deliveries (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    decision_id VARCHAR(32) NOT NULL,
    delivered_on DATE NOT NULL,
    way VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    receiver_relation VARCHAR NOT NULL,
    witness VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_deliveries PRIMARY KEY (town, id)
);

CREATE INDEX ix_deliveries_case_id ON deliveries (town, case_id);

CREATE INDEX ix_deliveries_decision_id ON deliveries (town, decision_id);

CREATE TABLE desks (
    town VARCHAR(12) NOT NULL,
    name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_desks PRIMARY KEY (town, id)
);

CREATE TABLE disbursements (
    town VARCHAR(12) NOT NULL,
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
    witness_id VARCHAR(32),
    bank_name VARCHAR NOT NULL,
    account_name VARCHAR NOT NULL,
    account_number VARCHAR NOT NULL,
    goods VARCHAR NOT NULL,
    supplier VARCHAR NOT NULL,
    invoice VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_disbursements PRIMARY KEY (town, id)
);

CREATE INDEX ix_disbursements_case_id ON disbursements (town, case_id);

CREATE INDEX ix_disbursements_grant_id ON disbursements (town, grant_id);

CREATE INDEX ix_disbursements_stage_id ON disbursements (town, stage_id);

CREATE INDEX ix_disbursements_witness_id ON disbursements (town, witness_id);

CREATE INDEX ix_uq_disbursements_entry_id ON disbursements (town, entry_id);

CREATE INDEX ix_uq_disbursements_receipt_number ON disbursements (town, receipt_number);

CREATE TABLE district_desks (
    town VARCHAR(12) NOT NULL,
    desk VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    digit INTEGER NOT NULL,
    signing_key BYTEA NOT NULL,
    sealing_key BYTEA NOT NULL,
    standing VARCHAR(16) NOT NULL,
    enrolled_at VARCHAR(24) NOT NULL,
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    turn BIGINT NOT NULL,
    gave_up_after BIGINT NOT NULL,
    gave_up_to BIGINT NOT NULL,
    recovery BYTEA NOT NULL,
    said BIGINT NOT NULL,
    seen_at VARCHAR(24) NOT NULL,
    desk_time VARCHAR(24) NOT NULL,
    program TEXT NOT NULL,
    schema VARCHAR(16) NOT NULL,
    position BIGINT NOT NULL,
    CONSTRAINT pk_district_desks PRIMARY KEY (town, desk),
    CONSTRAINT uq_district_desks_desk UNIQUE (desk),
    CONSTRAINT uq_district_desks_town_digit UNIQUE (town, digit)
);

CREATE TABLE district_samples (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    sampled_on DATE NOT NULL,
    by_names VARCHAR NOT NULL,
    fits BOOLEAN NOT NULL,
    findings VARCHAR DEFAULT '' NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_district_samples PRIMARY KEY (town, id)
);

CREATE INDEX ix_district_samples_case_id ON district_samples (town, case_id);

CREATE TABLE divisions (
    town VARCHAR(12) NOT NULL,
    name VARCHAR NOT NULL,
    parent_id VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    successor_id VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_divisions PRIMARY KEY (town, id)
);

CREATE TABLE generations (
    serial INTEGER NOT NULL,
    id VARCHAR(32) NOT NULL,
    began_at VARCHAR(24) NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_generations PRIMARY KEY (serial),
    CONSTRAINT uq_generations_id UNIQUE (id)
);

CREATE TABLE grant_stages (
    town VARCHAR(12) NOT NULL,
    grant_id VARCHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    due_on DATE NOT NULL,
    note VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_grant_stages PRIMARY KEY (town, id)
);

CREATE INDEX ix_grant_stages_grant_id ON grant_stages (town, grant_id);

CREATE TABLE grants (
    town VARCHAR(12) NOT NULL,
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
    CONSTRAINT pk_grants PRIMARY KEY (town, id)
);

CREATE INDEX ix_grants_agreed_by_id ON grants (town, agreed_by_id);

CREATE INDEX ix_uq_grants_case_id ON grants (town, case_id);

CREATE TABLE halls (
    town VARCHAR(12) NOT NULL,
    town_id VARCHAR NOT NULL,
    town_name VARCHAR NOT NULL,
    district_name VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    document_word VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_halls PRIMARY KEY (town, id)
);

CREATE TABLE handovers (
    town VARCHAR(12) NOT NULL,
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
    CONSTRAINT pk_handovers PRIMARY KEY (town, id)
);

CREATE INDEX ix_handovers_count_id ON handovers (town, count_id);

CREATE INDEX ix_handovers_entry_id ON handovers (town, entry_id);

CREATE INDEX ix_handovers_from_id ON handovers (town, from_id);

CREATE INDEX ix_handovers_till_id ON handovers (town, till_id);

CREATE INDEX ix_handovers_to_id ON handovers (town, to_id);

CREATE INDEX ix_handovers_to_till_id ON handovers (town, to_till_id);

CREATE TABLE held_back (
    town VARCHAR(12) NOT NULL,
    desk VARCHAR(32) NOT NULL,
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    act BYTEA NOT NULL,
    why VARCHAR(32) NOT NULL,
    received_at VARCHAR(24) NOT NULL,
    CONSTRAINT pk_held_back PRIMARY KEY (town, desk, number, hash)
);

CREATE TABLE home_visits (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    objection_id VARCHAR(32),
    visited_on DATE NOT NULL,
    method VARCHAR NOT NULL,
    investigators JSON NOT NULL,
    present_name VARCHAR NOT NULL,
    present_relation VARCHAR NOT NULL,
    village_officer VARCHAR NOT NULL,
    truthful BOOLEAN NOT NULL,
    housing_kind VARCHAR NOT NULL,
    housing_structure VARCHAR NOT NULL,
    housing_area VARCHAR NOT NULL,
    housing_condition VARCHAR NOT NULL,
    belongings VARCHAR NOT NULL,
    livestock VARCHAR NOT NULL,
    vehicles VARCHAR NOT NULL,
    neighbours VARCHAR NOT NULL,
    findings VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_home_visits PRIMARY KEY (town, id)
);

CREATE INDEX ix_home_visits_case_id ON home_visits (town, case_id);

CREATE INDEX ix_home_visits_objection_id ON home_visits (town, objection_id);

CREATE TABLE households (
    town VARCHAR(12) NOT NULL,
    head_id VARCHAR(32) NOT NULL,
    village_id VARCHAR NOT NULL,
    village_name VARCHAR NOT NULL,
    standard_kind VARCHAR NOT NULL,
    standard_reason VARCHAR DEFAULT '' NOT NULL,
    address VARCHAR NOT NULL,
    hukou_address VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    bank_name VARCHAR NOT NULL,
    account_name VARCHAR NOT NULL,
    account_number VARCHAR NOT NULL,
    registered_poor BOOLEAN NOT NULL,
    batch_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_households PRIMARY KEY (town, id)
);

CREATE INDEX ix_households_batch_id ON households (town, batch_id);

CREATE INDEX ix_households_head_id ON households (town, head_id);

CREATE TABLE import_batches (
    town VARCHAR(12) NOT NULL,
    file_name VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    household_count BIGINT NOT NULL,
    person_count BIGINT NOT NULL,
    imported_on DATE NOT NULL,
    reverted_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_import_batches PRIMARY KEY (town, id)
);

CREATE TABLE log (
    town VARCHAR(12) NOT NULL,
    position BIGINT NOT NULL,
    desk VARCHAR(32) NOT NULL,
    number BIGINT NOT NULL,
    id VARCHAR(32) NOT NULL,
    act TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    at VARCHAR(24) NOT NULL,
    reason TEXT NOT NULL,
    fields TEXT NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    schema VARCHAR(16) NOT NULL,
    signature BYTEA NOT NULL,
    kind VARCHAR(16) NOT NULL,
    answer TEXT NOT NULL,
    received_at VARCHAR(24) NOT NULL,
    head BYTEA NOT NULL,
    CONSTRAINT pk_log PRIMARY KEY (town, position),
    CONSTRAINT uq_log_town_desk_number UNIQUE (town, desk, number),
    CONSTRAINT uq_log_town_id UNIQUE (town, id)
);

CREATE TABLE log_subjects (
    town VARCHAR(12) NOT NULL,
    subject VARCHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    CONSTRAINT pk_log_subjects PRIMARY KEY (town, subject, position)
);

CREATE TABLE materials (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    member_id VARCHAR(32),
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_materials PRIMARY KEY (town, id)
);

CREATE INDEX ix_materials_case_id ON materials (town, case_id);

CREATE INDEX ix_materials_member_id ON materials (town, member_id);

CREATE TABLE memberships (
    town VARCHAR(12) NOT NULL,
    household_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    relation VARCHAR NOT NULL,
    joined_on DATE,
    left_on DATE,
    left_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_memberships PRIMARY KEY (town, id)
);

CREATE INDEX ix_memberships_household_id ON memberships (town, household_id);

CREATE INDEX ix_memberships_person_id ON memberships (town, person_id);

CREATE TABLE notice_sheets (
    town VARCHAR(12) NOT NULL,
    programme VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    village_id VARCHAR NOT NULL,
    village_name VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    opinions JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_notice_sheets PRIMARY KEY (town, id)
);

CREATE TABLE number_series (
    town VARCHAR(12) NOT NULL,
    series VARCHAR NOT NULL,
    last BIGINT NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_number_series PRIMARY KEY (town, id)
);

CREATE INDEX ix_uq_number_series_series ON number_series (town, series);

CREATE TABLE objections (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    notice_id VARCHAR(32) NOT NULL,
    raised_on DATE NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    answered_on DATE,
    retracted_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_objections PRIMARY KEY (town, id)
);

CREATE INDEX ix_objections_case_id ON objections (town, case_id);

CREATE INDEX ix_objections_notice_id ON objections (town, notice_id);

CREATE TABLE opinions (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    round BIGINT NOT NULL,
    given_on DATE NOT NULL,
    agreed BOOLEAN NOT NULL,
    text VARCHAR NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    person_count BIGINT NOT NULL,
    allowance_fen BIGINT NOT NULL,
    uplift_fen BIGINT NOT NULL,
    result VARCHAR NOT NULL,
    facts VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    from_month VARCHAR NOT NULL,
    stop_reason VARCHAR NOT NULL,
    phase_out BOOLEAN NOT NULL,
    trace JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_opinions PRIMARY KEY (town, id)
);

CREATE INDEX ix_opinions_by_id ON opinions (town, by_id);

CREATE INDEX ix_opinions_case_id ON opinions (town, case_id);

CREATE TABLE orders (
    serial BIGSERIAL NOT NULL,
    at VARCHAR(24) NOT NULL,
    by TEXT NOT NULL,
    verb TEXT NOT NULL,
    town VARCHAR(12) NOT NULL,
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (serial)
);

CREATE TABLE papers (
    town VARCHAR(12) NOT NULL,
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
    replaced_on DATE,
    replaced_reason VARCHAR DEFAULT '' NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_papers PRIMARY KEY (town, id)
);

CREATE INDEX ix_papers_case_id ON papers (town, case_id);

CREATE INDEX ix_uq_papers_sheet_code ON papers (town, sheet_code);

CREATE TABLE parameters (
    town VARCHAR(12) NOT NULL,
    key VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    published_on DATE NOT NULL,
    value JSON NOT NULL,
    title VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_parameters PRIMARY KEY (town, id)
);

CREATE INDEX ix_uq_parameters_key_scope_valid_from_published_on ON parameters (town, key, scope, valid_from, published_on);

CREATE TABLE persons (
    town VARCHAR(12) NOT NULL,
    name VARCHAR NOT NULL,
    id_number VARCHAR NOT NULL,
    sex VARCHAR NOT NULL,
    born_on DATE,
    ethnicity VARCHAR NOT NULL,
    marital VARCHAR NOT NULL,
    education VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    hukou_kind VARCHAR NOT NULL,
    hukou_address VARCHAR NOT NULL,
    died_on DATE,
    batch_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_persons PRIMARY KEY (town, id)
);

CREATE INDEX ix_persons_batch_id ON persons (town, batch_id);

CREATE INDEX ix_uq_persons_id_number ON persons (town, id_number);

CREATE TABLE public_notices (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    opinion_id VARCHAR(32) NOT NULL,
    round BIGINT NOT NULL,
    number VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    posted_on DATE NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    posted_by VARCHAR NOT NULL,
    closed_on DATE,
    result VARCHAR NOT NULL,
    sheet_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_public_notices PRIMARY KEY (town, id)
);

CREATE INDEX ix_public_notices_case_id ON public_notices (town, case_id);

CREATE INDEX ix_public_notices_opinion_id ON public_notices (town, opinion_id);

CREATE INDEX ix_public_notices_sheet_id ON public_notices (town, sheet_id);

CREATE TABLE publications (
    position BIGINT NOT NULL,
    kind VARCHAR(32) NOT NULL,
    digest BYTEA NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT pk_publications PRIMARY KEY (position)
);

CREATE TABLE referrals (
    town VARCHAR(12) NOT NULL,
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
    CONSTRAINT pk_referrals PRIMARY KEY (town, id)
);

CREATE INDEX ix_referrals_case_id ON referrals (town, case_id);

CREATE INDEX ix_referrals_household_id ON referrals (town, household_id);

CREATE INDEX ix_referrals_taken_case_id ON referrals (town, taken_case_id);

CREATE TABLE refunds (
    town VARCHAR(12) NOT NULL,
    entry_id VARCHAR NOT NULL,
    disbursement_id VARCHAR(32) NOT NULL,
    amount_fen BIGINT NOT NULL,
    returned_by VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_refunds PRIMARY KEY (town, id)
);

CREATE INDEX ix_refunds_disbursement_id ON refunds (town, disbursement_id);

CREATE INDEX ix_uq_refunds_entry_id ON refunds (town, entry_id);

CREATE TABLE relief_judged (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    other_id VARCHAR(32) NOT NULL,
    grounds JSON NOT NULL,
    verdict VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    judged_on DATE NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_relief_judged PRIMARY KEY (town, id)
);

CREATE INDEX ix_relief_judged_by_id ON relief_judged (town, by_id);

CREATE INDEX ix_relief_judged_case_id ON relief_judged (town, case_id);

CREATE INDEX ix_relief_judged_other_id ON relief_judged (town, other_id);

CREATE TABLE reliefs (
    town VARCHAR(12) NOT NULL,
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
    CONSTRAINT pk_reliefs PRIMARY KEY (town, id)
);

CREATE INDEX ix_uq_reliefs_case_id ON reliefs (town, case_id);

CREATE TABLE replenishment_requests (
    town VARCHAR(12) NOT NULL,
    number VARCHAR NOT NULL,
    requested_on DATE NOT NULL,
    amount_fen BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    balances JSON NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    withdrawn_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_replenishment_requests PRIMARY KEY (town, id)
);

CREATE INDEX ix_replenishment_requests_by_id ON replenishment_requests (town, by_id);

CREATE INDEX ix_uq_replenishment_requests_number ON replenishment_requests (town, number);

CREATE TABLE reserve_closings (
    town VARCHAR(12) NOT NULL,
    period VARCHAR NOT NULL,
    closed_on DATE NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    last_serial BIGINT NOT NULL,
    entry_count BIGINT NOT NULL,
    balances JSON NOT NULL,
    turnover JSON NOT NULL,
    office VARCHAR DEFAULT '' NOT NULL,
    word_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_closings PRIMARY KEY (town, id)
);

CREATE INDEX ix_reserve_closings_by_id ON reserve_closings (town, by_id);

CREATE INDEX ix_reserve_closings_word_id ON reserve_closings (town, word_id);

CREATE TABLE reserve_documents (
    town VARCHAR(12) NOT NULL,
    entry_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    word_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_documents PRIMARY KEY (town, id)
);

CREATE INDEX ix_reserve_documents_word_id ON reserve_documents (town, word_id);

CREATE TABLE reserve_entries (
    town VARCHAR(12) NOT NULL,
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
    word_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_entries PRIMARY KEY (town, id)
);

CREATE INDEX ix_reserve_entries_by_id ON reserve_entries (town, by_id);

CREATE INDEX ix_reserve_entries_case_id ON reserve_entries (town, case_id);

CREATE INDEX ix_reserve_entries_grant_id ON reserve_entries (town, grant_id);

CREATE INDEX ix_reserve_entries_request_id ON reserve_entries (town, request_id);

CREATE INDEX ix_reserve_entries_settlement_id ON reserve_entries (town, settlement_id);

CREATE INDEX ix_reserve_entries_word_id ON reserve_entries (town, word_id);

CREATE INDEX ix_uq_reserve_entries_reverses_id ON reserve_entries (town, reverses_id);

CREATE INDEX ix_uq_reserve_entries_year_serial ON reserve_entries (town, year, serial);

CREATE TABLE reserve_reported (
    town VARCHAR(12) NOT NULL,
    closing_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    facts JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_reported PRIMARY KEY (town, id)
);

CREATE TABLE reserve_set_asides (
    town VARCHAR(12) NOT NULL,
    matter VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    reversal_id VARCHAR,
    reason VARCHAR NOT NULL,
    set_on DATE NOT NULL,
    set_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    second_id VARCHAR(32) NOT NULL,
    second_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_set_asides PRIMARY KEY (town, id)
);

CREATE INDEX ix_reserve_set_asides_by_id ON reserve_set_asides (town, by_id);

CREATE INDEX ix_reserve_set_asides_second_id ON reserve_set_asides (town, second_id);

CREATE INDEX ix_uq_reserve_set_asides_reversal_id ON reserve_set_asides (town, reversal_id);

CREATE INDEX ix_uq_reserve_set_asides_subject_id ON reserve_set_asides (town, subject_id);

CREATE TABLE reserve_words (
    town VARCHAR(12) NOT NULL,
    matter VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    given_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_reserve_words PRIMARY KEY (town, id)
);

CREATE INDEX ix_reserve_words_by_id ON reserve_words (town, by_id);

CREATE TABLE roll_entries (
    town VARCHAR(12) NOT NULL,
    programme VARCHAR NOT NULL,
    household_id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32),
    batch_id VARCHAR(32),
    person_id VARCHAR(32),
    from_month VARCHAR NOT NULL,
    to_month VARCHAR NOT NULL,
    allowance_fen BIGINT NOT NULL,
    uplift_fen BIGINT NOT NULL,
    person_count BIGINT NOT NULL,
    certificate_number VARCHAR NOT NULL,
    review_by DATE,
    phase_out BOOLEAN NOT NULL,
    ended_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_roll_entries PRIMARY KEY (town, id)
);

CREATE INDEX ix_roll_entries_batch_id ON roll_entries (town, batch_id);

CREATE INDEX ix_roll_entries_case_id ON roll_entries (town, case_id);

CREATE INDEX ix_roll_entries_household_id ON roll_entries (town, household_id);

CREATE INDEX ix_roll_entries_person_id ON roll_entries (town, person_id);

CREATE TABLE self_care_assessments (
    town VARCHAR(12) NOT NULL,
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
    CONSTRAINT pk_self_care_assessments PRIMARY KEY (town, id)
);

CREATE INDEX ix_self_care_assessments_case_id ON self_care_assessments (town, case_id);

CREATE INDEX ix_self_care_assessments_person_id ON self_care_assessments (town, person_id);

CREATE TABLE settled_conflicts (
    town VARCHAR(12) NOT NULL,
    conflict_id VARCHAR NOT NULL,
    choice VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    settled_at VARCHAR(24) NOT NULL,
    by_id VARCHAR(32) NOT NULL,
    by_name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_settled_conflicts PRIMARY KEY (town, id)
);

CREATE INDEX ix_settled_conflicts_by_id ON settled_conflicts (town, by_id);

CREATE INDEX ix_uq_settled_conflicts_conflict_id ON settled_conflicts (town, conflict_id);

CREATE TABLE settlement_items (
    town VARCHAR(12) NOT NULL,
    settlement_id VARCHAR(32) NOT NULL,
    disbursement_id VARCHAR(32) NOT NULL,
    amount_fen BIGINT NOT NULL,
    accepted BOOLEAN,
    reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_settlement_items PRIMARY KEY (town, id)
);

CREATE INDEX ix_settlement_items_disbursement_id ON settlement_items (town, disbursement_id);

CREATE INDEX ix_settlement_items_settlement_id ON settlement_items (town, settlement_id);

CREATE INDEX ix_uq_settlement_items_disbursement_id ON settlement_items (town, disbursement_id);

CREATE TABLE settlements (
    town VARCHAR(12) NOT NULL,
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
    CONSTRAINT pk_settlements PRIMARY KEY (town, id)
);

CREATE INDEX ix_settlements_by_id ON settlements (town, by_id);

CREATE INDEX ix_uq_settlements_number ON settlements (town, number);

CREATE TABLE staff_identities (
    town VARCHAR(12) NOT NULL,
    id_number VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_staff_identities PRIMARY KEY (town, id)
);

CREATE INDEX ix_uq_staff_identities_id_number ON staff_identities (town, id_number);

CREATE TABLE submissions (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    sent_on DATE NOT NULL,
    answered_on DATE,
    answer VARCHAR NOT NULL,
    document_number VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_submissions PRIMARY KEY (town, id)
);

CREATE INDEX ix_submissions_case_id ON submissions (town, case_id);

CREATE TABLE supplement_notices (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    told_on DATE NOT NULL,
    items JSON NOT NULL,
    receiver VARCHAR NOT NULL,
    completed_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_supplement_notices PRIMARY KEY (town, id)
);

CREATE INDEX ix_supplement_notices_case_id ON supplement_notices (town, case_id);

CREATE TABLE supports (
    town VARCHAR(12) NOT NULL,
    case_id VARCHAR NOT NULL,
    placement VARCHAR NOT NULL,
    nobody BOOLEAN NOT NULL,
    orphan BOOLEAN NOT NULL,
    at_school BOOLEAN NOT NULL,
    ground VARCHAR NOT NULL,
    facts VARCHAR NOT NULL,
    since DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_supports PRIMARY KEY (town, id)
);

CREATE INDEX ix_uq_supports_case_id ON supports (town, case_id);

CREATE TABLE tills (
    town VARCHAR(12) NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    desk_id VARCHAR(32) NOT NULL,
    holder_id VARCHAR(32) NOT NULL,
    holder_name VARCHAR NOT NULL,
    closed_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_tills PRIMARY KEY (town, id)
);

CREATE INDEX ix_tills_desk_id ON tills (town, desk_id);

CREATE INDEX ix_tills_holder_id ON tills (town, holder_id);

CREATE TABLE towns (
    town VARCHAR(12) NOT NULL,
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    head BYTEA NOT NULL,
    district_number BIGINT NOT NULL,
    district_hash BYTEA NOT NULL,
    CONSTRAINT pk_towns PRIMARY KEY (town)
);

CREATE TABLE invitations (
    town VARCHAR(12) NOT NULL,
    serial BIGINT NOT NULL,
    secret_hash BYTEA NOT NULL,
    desk_name TEXT NOT NULL,
    made_at VARCHAR(24) NOT NULL,
    good_until VARCHAR(24) NOT NULL,
    desk VARCHAR(32) NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (town, serial),
    CONSTRAINT fk_invitations_town FOREIGN KEY(town) REFERENCES towns (town),
    CONSTRAINT uq_invitations_secret_hash UNIQUE (secret_hash)
);
