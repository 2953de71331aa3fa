-- The first schema of the desk. Never edited once released; later changes are revisions of their own.

CREATE TABLE accounts (
    login VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    roles JSON NOT NULL,
    active BOOLEAN NOT NULL,
    phone VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (id),
    CONSTRAINT uq_accounts_login UNIQUE (login)
);

CREATE TABLE calendar_years (
    year BIGINT NOT NULL,
    days JSON NOT NULL,
    source VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_calendar_years PRIMARY KEY (id),
    CONSTRAINT uq_calendar_years_year UNIQUE (year)
);

CREATE TABLE change_subjects (
    subject_id VARCHAR(32) NOT NULL,
    seq INTEGER NOT NULL,
    CONSTRAINT pk_change_subjects PRIMARY KEY (subject_id, seq)
)
 WITHOUT ROWID;

CREATE TABLE changes (
    seq INTEGER NOT NULL,
    id VARCHAR(32) NOT NULL,
    act TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    at VARCHAR(24) NOT NULL,
    reason TEXT NOT NULL,
    fields TEXT NOT NULL,
    previous_hash VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    CONSTRAINT pk_changes PRIMARY KEY (seq),
    CONSTRAINT uq_changes_id UNIQUE (id)
);

CREATE TABLE desks (
    name VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_desks PRIMARY KEY (id)
);

CREATE TABLE divisions (
    name VARCHAR NOT NULL,
    parent_id VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    successor_id VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_divisions PRIMARY KEY (id)
);

CREATE INDEX ix_divisions_parent_id ON divisions (parent_id);

CREATE TABLE drafts (
    account_id VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    content JSON NOT NULL,
    saved_at VARCHAR(24) NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (id),
    CONSTRAINT uq_drafts_account_id_form_subject_id UNIQUE (account_id, form, subject_id)
);

CREATE TABLE halls (
    town_id VARCHAR NOT NULL,
    town_name VARCHAR NOT NULL,
    district_name VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    document_word VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_halls PRIMARY KEY (id)
);

CREATE TABLE import_batches (
    file_name VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    household_count BIGINT NOT NULL,
    person_count BIGINT NOT NULL,
    imported_on DATE NOT NULL,
    reverted_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_import_batches PRIMARY KEY (id)
);

CREATE TABLE number_series (
    series VARCHAR NOT NULL,
    last BIGINT NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_number_series PRIMARY KEY (id),
    CONSTRAINT uq_number_series_series UNIQUE (series)
);

CREATE TABLE parameters (
    "key" VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    published_on DATE NOT NULL,
    value JSON NOT NULL,
    title VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_parameters PRIMARY KEY (id),
    CONSTRAINT uq_parameters_key_scope_valid_from_published_on UNIQUE ("key", scope, valid_from, published_on)
);

CREATE TABLE persons (
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
    CONSTRAINT pk_persons PRIMARY KEY (id),
    CONSTRAINT fk_persons_batch_id FOREIGN KEY(batch_id) REFERENCES import_batches (id)
);

CREATE INDEX ix_persons_batch_id ON persons (batch_id);

CREATE INDEX ix_persons_died_on ON persons (died_on) WHERE died_on IS NOT NULL;

CREATE INDEX ix_persons_name ON persons (name);

CREATE UNIQUE INDEX uq_persons_id_number ON persons (id_number) WHERE id_number <> '';

CREATE TABLE households (
    head_id VARCHAR(32) NOT NULL,
    village_id VARCHAR NOT NULL,
    village_name VARCHAR NOT NULL,
    standard_kind VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    hukou_address VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    bank_name VARCHAR NOT NULL,
    account_name VARCHAR NOT NULL,
    account_number VARCHAR NOT NULL,
    registered_poor BOOLEAN NOT NULL,
    batch_id VARCHAR(32),
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_households PRIMARY KEY (id),
    CONSTRAINT fk_households_head_id FOREIGN KEY(head_id) REFERENCES persons (id),
    CONSTRAINT fk_households_batch_id FOREIGN KEY(batch_id) REFERENCES import_batches (id)
);

CREATE INDEX ix_households_batch_id ON households (batch_id);

CREATE INDEX ix_households_head_id ON households (head_id);

CREATE INDEX ix_households_village_id ON households (village_id);

CREATE TABLE cases (
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
    CONSTRAINT pk_cases PRIMARY KEY (id),
    CONSTRAINT fk_cases_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT fk_cases_applicant_id FOREIGN KEY(applicant_id) REFERENCES persons (id),
    CONSTRAINT fk_cases_previous_id FOREIGN KEY(previous_id) REFERENCES cases (id),
    CONSTRAINT fk_cases_clerk_id FOREIGN KEY(clerk_id) REFERENCES accounts (id),
    CONSTRAINT fk_cases_single_person_id FOREIGN KEY(single_person_id) REFERENCES persons (id)
);

CREATE INDEX ix_cases_accepted_on ON cases (accepted_on);

CREATE INDEX ix_cases_applicant_id ON cases (applicant_id);

CREATE INDEX ix_cases_clerk_id ON cases (clerk_id);

CREATE INDEX ix_cases_household_id ON cases (household_id);

CREATE INDEX ix_cases_previous_id ON cases (previous_id);

CREATE INDEX ix_cases_single_person_id ON cases (single_person_id);

CREATE INDEX ix_cases_state ON cases (state);

CREATE UNIQUE INDEX uq_cases_number ON cases (number) WHERE number <> '';

CREATE TABLE memberships (
    household_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    relation VARCHAR NOT NULL,
    joined_on DATE,
    left_on DATE,
    left_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_memberships PRIMARY KEY (id),
    CONSTRAINT fk_memberships_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT fk_memberships_person_id FOREIGN KEY(person_id) REFERENCES persons (id)
);

CREATE INDEX ix_memberships_household_id ON memberships (household_id, left_on);

CREATE INDEX ix_memberships_person_id ON memberships (person_id);

CREATE TABLE case_assets (
    case_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    quantity BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    exempt_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_assets PRIMARY KEY (id),
    CONSTRAINT fk_case_assets_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_case_assets_case_id ON case_assets (case_id);

CREATE TABLE case_members (
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
    medical_insurance VARCHAR NOT NULL,
    pension_insurance VARCHAR NOT NULL,
    left_on DATE,
    left_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_members PRIMARY KEY (id),
    CONSTRAINT fk_case_members_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_case_members_person_id FOREIGN KEY(person_id) REFERENCES persons (id)
);

CREATE INDEX ix_case_members_case_id ON case_members (case_id, counted, left_on);

CREATE INDEX ix_case_members_person_id ON case_members (person_id);

CREATE TABLE case_supporters (
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
    CONSTRAINT pk_case_supporters PRIMARY KEY (id),
    CONSTRAINT fk_case_supporters_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_case_supporters_case_id ON case_supporters (case_id);

CREATE TABLE cross_checks (
    case_id VARCHAR(32) NOT NULL,
    requested_on DATE NOT NULL,
    request_number VARCHAR NOT NULL,
    returned_on DATE,
    result VARCHAR NOT NULL,
    findings VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_cross_checks PRIMARY KEY (id),
    CONSTRAINT fk_cross_checks_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_cross_checks_case_id ON cross_checks (case_id);

CREATE TABLE decisions (
    case_id VARCHAR(32) NOT NULL,
    result VARCHAR NOT NULL,
    authority VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    approver_id VARCHAR(32),
    approver_name VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    facts VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    person_count BIGINT NOT NULL,
    allowance_fen BIGINT NOT NULL,
    uplift_fen BIGINT NOT NULL,
    from_month VARCHAR NOT NULL,
    certificate_number VARCHAR NOT NULL,
    stop_reason VARCHAR NOT NULL,
    phase_out BOOLEAN NOT NULL,
    trace JSON NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_decisions PRIMARY KEY (id),
    CONSTRAINT fk_decisions_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_decisions_approver_id FOREIGN KEY(approver_id) REFERENCES accounts (id)
);

CREATE INDEX ix_decisions_case_id ON decisions (case_id);

CREATE TABLE opinions (
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
    CONSTRAINT pk_opinions PRIMARY KEY (id),
    CONSTRAINT fk_opinions_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_opinions_by_id FOREIGN KEY(by_id) REFERENCES accounts (id)
);

CREATE INDEX ix_opinions_case_id ON opinions (case_id);

CREATE TABLE papers (
    case_id VARCHAR(32) NOT NULL,
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

CREATE INDEX ix_papers_case_id ON papers (case_id);

CREATE TABLE roll_entries (
    programme VARCHAR NOT NULL,
    household_id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32),
    batch_id VARCHAR(32),
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
    CONSTRAINT pk_roll_entries PRIMARY KEY (id),
    CONSTRAINT fk_roll_entries_household_id FOREIGN KEY(household_id) REFERENCES households (id),
    CONSTRAINT fk_roll_entries_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_roll_entries_batch_id FOREIGN KEY(batch_id) REFERENCES import_batches (id)
);

CREATE INDEX ix_roll_entries_batch_id ON roll_entries (batch_id);

CREATE INDEX ix_roll_entries_case_id ON roll_entries (case_id);

CREATE INDEX ix_roll_entries_current ON roll_entries (to_month, review_by, from_month, person_count);

CREATE INDEX ix_roll_entries_household_id ON roll_entries (household_id, to_month);

CREATE TABLE submissions (
    case_id VARCHAR(32) NOT NULL,
    sent_on DATE NOT NULL,
    answered_on DATE,
    answer VARCHAR NOT NULL,
    document_number VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_submissions PRIMARY KEY (id),
    CONSTRAINT fk_submissions_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_submissions_case_id ON submissions (case_id);

CREATE TABLE supplement_notices (
    case_id VARCHAR(32) NOT NULL,
    told_on DATE NOT NULL,
    items JSON NOT NULL,
    receiver VARCHAR NOT NULL,
    completed_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_supplement_notices PRIMARY KEY (id),
    CONSTRAINT fk_supplement_notices_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_supplement_notices_case_id ON supplement_notices (case_id);

CREATE TABLE case_expenses (
    case_id VARCHAR(32) NOT NULL,
    member_id VARCHAR(32),
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    months BIGINT NOT NULL,
    deducted BOOLEAN NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_expenses PRIMARY KEY (id),
    CONSTRAINT fk_case_expenses_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_case_expenses_member_id FOREIGN KEY(member_id) REFERENCES case_members (id)
);

CREATE INDEX ix_case_expenses_case_id ON case_expenses (case_id);

CREATE INDEX ix_case_expenses_member_id ON case_expenses (member_id);

CREATE TABLE case_incomes (
    case_id VARCHAR(32) NOT NULL,
    member_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    months BIGINT NOT NULL,
    counted_fen BIGINT,
    exempt_reason VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_case_incomes PRIMARY KEY (id),
    CONSTRAINT fk_case_incomes_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_case_incomes_member_id FOREIGN KEY(member_id) REFERENCES case_members (id)
);

CREATE INDEX ix_case_incomes_case_id ON case_incomes (case_id);

CREATE INDEX ix_case_incomes_member_id ON case_incomes (member_id);

CREATE TABLE deliveries (
    case_id VARCHAR(32) NOT NULL,
    decision_id VARCHAR(32) NOT NULL,
    delivered_on DATE NOT NULL,
    way VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    receiver_relation VARCHAR NOT NULL,
    witness VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_deliveries_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_deliveries_decision_id FOREIGN KEY(decision_id) REFERENCES decisions (id)
);

CREATE INDEX ix_deliveries_case_id ON deliveries (case_id);

CREATE INDEX ix_deliveries_decision_id ON deliveries (decision_id);

CREATE TABLE materials (
    case_id VARCHAR(32) NOT NULL,
    member_id VARCHAR(32),
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_materials PRIMARY KEY (id),
    CONSTRAINT fk_materials_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_materials_member_id FOREIGN KEY(member_id) REFERENCES case_members (id)
);

CREATE INDEX ix_materials_case_id ON materials (case_id);

CREATE INDEX ix_materials_member_id ON materials (member_id);

CREATE TABLE public_notices (
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
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_public_notices PRIMARY KEY (id),
    CONSTRAINT fk_public_notices_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_public_notices_opinion_id FOREIGN KEY(opinion_id) REFERENCES opinions (id)
);

CREATE INDEX ix_public_notices_case_id ON public_notices (case_id);

CREATE TABLE attachments (
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
    CONSTRAINT pk_attachments PRIMARY KEY (id),
    CONSTRAINT fk_attachments_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_attachments_material_id FOREIGN KEY(material_id) REFERENCES materials (id)
);

CREATE INDEX ix_attachments_case_id ON attachments (case_id);

CREATE INDEX ix_attachments_digest ON attachments (digest);

CREATE INDEX ix_attachments_material_id ON attachments (material_id);

CREATE TABLE objections (
    case_id VARCHAR(32) NOT NULL,
    notice_id VARCHAR(32) NOT NULL,
    raised_on DATE NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    answered_on DATE,
    id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_objections PRIMARY KEY (id),
    CONSTRAINT fk_objections_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_objections_notice_id FOREIGN KEY(notice_id) REFERENCES public_notices (id)
);

CREATE INDEX ix_objections_case_id ON objections (case_id);

CREATE INDEX ix_objections_notice_id ON objections (notice_id);

CREATE TABLE appraisals (
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
    CONSTRAINT pk_appraisals PRIMARY KEY (id),
    CONSTRAINT fk_appraisals_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_appraisals_objection_id FOREIGN KEY(objection_id) REFERENCES objections (id)
);

CREATE INDEX ix_appraisals_case_id ON appraisals (case_id);

CREATE TABLE home_visits (
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
    CONSTRAINT pk_home_visits PRIMARY KEY (id),
    CONSTRAINT fk_home_visits_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_home_visits_objection_id FOREIGN KEY(objection_id) REFERENCES objections (id)
);

CREATE INDEX ix_home_visits_case_id ON home_visits (case_id);

CREATE TABLE search_entries (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL, detail TEXT NOT NULL, household_id TEXT NOT NULL);

CREATE VIRTUAL TABLE search_index USING fts5(
        words, content='', contentless_delete=1, detail=none, tokenize=ascii);

CREATE TABLE search_numbers (
        entry_id INTEGER NOT NULL, number TEXT NOT NULL, PRIMARY KEY (entry_id, number)) WITHOUT ROWID;

CREATE INDEX ix_search_numbers_number ON search_numbers (number, entry_id);

CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
