"""Whatever is changed past the program is found, at its exact place."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, Integer, LargeBinary

from tests import town
from tests.office.relief import relief_course
from tests.office.reserve.reserve_course import funded
from zqdesk.records import attachments, changes, vault
from zqdesk.records.backups import backup
from zqdesk.records.checks import check, structure
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Attachment, Case
from zqdesk.records.tables.exchange import exchange_state
from zqdesk.records.tables.paper import NumberSeries
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision, RollEntry

SERIES = "370114001-2026-DB"
Sql = Callable[..., None]


@pytest.fixture
def ids(data: town.Vault, register: Register) -> dict[str, str]:
    """A confirmed case with a scan, a decision and an entry on the roll."""
    digest = attachments.store(data.folder, data.key, b"%PDF-1.7 scan")

    def act(work: Work) -> dict[str, str]:
        household = town.add_household(work, "张三丰", "370114190001010014")
        case = Case(
            household_id=household.id,
            applicant_id=household.head_id,
            clerk_id=town.CLERK.id,
            applied_on=work.today,
            number=f"{SERIES}-00001",
        )
        decision = Decision(
            case_id=case.id,
            result="confirm",
            authority="own",
            decided_on=work.today,
            approver_id=town.APPROVER.id,
            approver_name="李大某",
            allowance_fen=80_400,
            trace=[{"label": "标准", "value": "804.00"}],
        )
        entry = RollEntry(
            household_id=household.id, from_month="2026-12", allowance_fen=80_400, person_count=1
        )
        scan = Attachment(digest=digest, title="证", media_type="application/pdf", size=9, case_id=case.id)
        work.session.add_all([case, decision, entry, scan, NumberSeries(series=SERIES, last=1)])
        return {
            "persons": household.head_id,
            "cases": case.id,
            "decisions": decision.id,
            "roll_entries": entry.id,
            "digest": digest,
            "scan": scan.id,
        }

    return register.do(act).result


@pytest.fixture
def sql(engine: Engine) -> Sql:
    """Someone with the key and another program."""

    def execute(*statements: str) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            for statement in ("PRAGMA foreign_keys = OFF", *statements):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("BEGIN")
        engine.dispose()

    return execute


def places(data: town.Vault, engine: Engine) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in check.run(data.folder, data.key, engine)]


def test_a_sound_vault_has_no_findings(
    data: town.Vault, engine: Engine, register: Register, ids: dict[str, str]
) -> None:
    def edit(work: Work) -> None:
        person = work.session.get_one(Person, ids["persons"])
        person.phone = "13000000000"
        work.session.flush()
        person.phone = ""
        work.session.delete(work.session.get_one(RollEntry, ids["roll_entries"]))

    register.do(edit)
    seen: list[str] = []
    assert check.run(data.folder, data.key, engine, seen.append) == []
    assert len(seen) == len(set(seen)) == 13


@pytest.mark.parametrize(
    "edit",
    [
        ("cases state", "'confirmed'"),
        ("decisions allowance_fen", "90000"),
        ("decisions trace", "'[]'"),
        ("roll_entries allowance_fen", "80401"),
        ("roll_entries case_id", "'x'"),
        ("persons died_on", "'2026-01-01'"),
    ],
)
def test_a_field_edited_past_the_log_is_found(
    data: town.Vault, engine: Engine, ids: dict[str, str], sql: Sql, edit: tuple[str, str]
) -> None:
    (table, column), value = edit[0].split(), edit[1]
    sql(f"UPDATE {table} SET {column} = {value} WHERE id = '{ids[table]}'")
    assert ("rows.changed", f"{table} {ids[table]} {column}") in places(data, engine)


def test_a_row_deleted_or_slipped_in_is_found(
    data: town.Vault, engine: Engine, ids: dict[str, str], sql: Sql
) -> None:
    sql(f"UPDATE roll_entries SET id = 'x' WHERE id = '{ids['roll_entries']}'")
    assert places(data, engine) == [
        ("rows.unlogged", "roll_entries x"),
        ("rows.gone", f"roll_entries {ids['roll_entries']}"),
    ]


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET actor_name = '别人' WHERE seq = 2",
        "UPDATE changes SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2",
        "DELETE FROM changes WHERE seq = 2",
        "UPDATE changes SET fields = replace(fields, '80400', '90000') WHERE seq = 2",
    ],
)
def test_a_log_edited_after_dropping_its_guard_is_found(
    data: town.Vault, engine: Engine, register: Register, sql: Sql, statement: str
) -> None:
    register.do(town.add_household, "孙某")
    sql("DROP TRIGGER changes_no_update", "DROP TRIGGER changes_no_delete", statement)
    assert ("changes.broken", "变更记录第 2 条") in places(data, engine)


def _named(engine: Engine, kind: str) -> list[str]:
    with engine.connect() as connection:
        statement = "SELECT name FROM sqlite_master WHERE type = ? AND sql IS NOT NULL"
        return list(connection.exec_driver_sql(statement, (kind,)).scalars())


@pytest.mark.parametrize("kind", ["trigger", "index"])
def test_every_guard_that_is_dropped_is_named(data: town.Vault, engine: Engine, sql: Sql, kind: str) -> None:
    dropped = _named(engine, kind)
    assert len(dropped) > 30
    sql(*[f"DROP {kind} {name}" for name in dropped])
    missing = {place for code, place in places(data, engine) if code == "structure.missing"}
    assert missing == {f"{structure.KINDS[kind]} {name}" for name in dropped}


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("CREATE VIEW extra AS SELECT 1", ("structure.added", "视图 extra")),
        ("CREATE TABLE extra (x)", ("structure.added", "表 extra")),
        ("CREATE INDEX extra ON persons (name)", ("structure.added", "索引 extra")),
        (
            "CREATE TRIGGER extra AFTER INSERT ON persons BEGIN DELETE FROM drafts; END",
            ("structure.added", "触发器 extra"),
        ),
        ("ALTER TABLE persons ADD COLUMN extra TEXT", ("structure.changed", "表 persons")),
        ("DROP TABLE drafts", ("structure.missing", "表 drafts")),
    ],
)
def test_a_table_a_view_a_guard_that_is_not_ours_is_named(
    data: town.Vault, engine: Engine, sql: Sql, statement: str, found: tuple[str, str]
) -> None:
    sql(statement)
    assert found in places(data, engine)


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change_subjects",
        "DELETE FROM change_subjects WHERE seq = 2 AND subject_id = (SELECT id FROM cases)",
        "UPDATE change_subjects SET subject_id = 'x' WHERE seq = 2 AND subject_id = (SELECT id FROM cases)",
        "INSERT INTO change_subjects VALUES ('x', 2)",
        "INSERT INTO change_subjects VALUES ((SELECT id FROM cases), 999)",
    ],
)
def test_an_act_filed_elsewhere_is_found(
    data: town.Vault, engine: Engine, register: Register, sql: Sql, statement: str
) -> None:
    """The separation of duties asks under which case an act is filed."""
    register.do(town.add_household, "孙某")
    sql(
        "DROP TRIGGER IF EXISTS change_subjects_no_delete", "DROP TRIGGER IF EXISTS change_subjects_no_update"
    )
    sql(statement)
    assert "changes.subjects" in dict(places(data, engine))


def write_anew(engine: Engine, sql: Sql, last: int) -> None:
    """As one who has the key would: another reason in an act, and the chain made again from there on, one act further."""
    with engine.connect() as connection:
        row = connection.execute(changes.changes.select().order_by(changes.changes.c.seq)).mappings().all()
    forged = dict(row[last - 1]) | {"reason": "改过"}
    following = dict(row[last]) | {"previous_hash": changes.digest(forged)}
    sql(
        "DROP TRIGGER changes_no_update",
        f"UPDATE changes SET reason = '改过', hash = '{changes.digest(forged)}' WHERE seq = {last}",
        f"UPDATE changes SET previous_hash = '{changes.digest(forged)}', hash = '{changes.digest(following)}'"
        f" WHERE seq = {last + 1}",
        f"UPDATE chains SET hash = '{changes.digest(following)}'",
    )


@pytest.mark.usefixtures("ids")
def test_a_log_written_anew_is_told_by_the_backup(
    data: town.Vault, engine: Engine, register: Register, sql: Sql
) -> None:
    """With the key the whole chain can be made again; the backup remembers how it went."""
    made = backup.make(data.folder, data.key, engine, "manual", register.clock())
    register.do(town.add_household, "孙某")
    assert places(data, engine) == []
    last = made.state.counts["changes"]
    write_anew(engine, sql, last)
    assert ("changes.rewritten", f"变更记录第 {last} 条") in places(data, engine)
    assert "changes.broken" not in dict(places(data, engine))


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("phase", ["", "own"])
def test_a_log_written_anew_is_told_by_what_the_district_has(
    data: town.Vault, engine: Engine, register: Register, sql: Sql, phase: str
) -> None:
    """Without any backup; not while desk and district look for where they parted, which an exchange tells by itself."""
    with engine.begin() as connection:
        last = connection.execute(changes.changes.select().order_by(changes.changes.c.seq.desc())).first()
        assert last is not None
        had = {"desk_id": last.desk_id, "received": last.number, "received_hash": bytes.fromhex(last.hash)}
        blank = {
            column.name: b""
            if isinstance(column.type, LargeBinary)
            else 0
            if isinstance(column.type, Integer)
            else ""
            for column in exchange_state.columns
        }
        connection.execute(exchange_state.insert().values(blank | had | {"id": 1, "phase": phase}))
    register.do(town.add_household, "孙某")
    assert places(data, engine) == []
    write_anew(engine, sql, last.seq)
    found = [place for place in places(data, engine) if place[0] == "changes.rewritten"]
    assert found == ([] if phase else [("changes.rewritten", f"变更记录本机第 {last.number} 条")])


@pytest.mark.usefixtures("ids")
def test_the_newest_backup_is_opened(data: town.Vault, engine: Engine, register: Register) -> None:
    made = backup.make(data.folder, data.key, engine, "manual", register.clock())
    path = made.path / vault.DATABASE
    content = bytearray(path.read_bytes())
    content[4096 * 9 + 100] ^= 1
    path.write_bytes(content)
    assert places(data, engine) == [("backup.unsound", made.path.name)]


def test_a_changed_or_lost_scan_is_found(data: town.Vault, engine: Engine, ids: dict[str, str]) -> None:
    path = attachments.place(data.folder, ids["digest"])
    path.write_bytes(path.read_bytes()[:-1])
    where = f"attachments {ids['scan']}（cases {ids['cases']}）"
    assert places(data, engine) == [("attachment.damaged", where)]
    path.unlink()
    assert places(data, engine) == [("attachment.missing", where)]


def test_a_gap_in_the_numbers_is_found(
    data: town.Vault, engine: Engine, register: Register, ids: dict[str, str]
) -> None:
    def skip(work: Work) -> None:
        work.session.query(NumberSeries).filter_by(series=SERIES).one().last = 3
        work.session.get_one(Case, ids["cases"]).number = f"{SERIES}-00003"

    register.do(skip)
    assert places(data, engine) == [("numbers.gap", f"{SERIES}-00001"), ("numbers.gap", f"{SERIES}-00002")]


def test_receipts_of_the_reserve_are_counted_too(
    data: town.Vault, engine: Engine, register: Register
) -> None:
    funded(register)
    relief_course.helped(register)
    series = f"{town.TOWN_ID}-2026-LK"
    assert places(data, engine) == []

    def skip(work: Work) -> None:
        work.session.query(NumberSeries).filter_by(series=series).one().last = 2

    register.do(skip)
    assert places(data, engine) == [("numbers.gap", f"{series}-00002")]


def test_a_reference_to_nobody_is_found(
    data: town.Vault, engine: Engine, ids: dict[str, str], sql: Sql
) -> None:
    sql(f"DELETE FROM persons WHERE id = '{ids['persons']}'")
    found = dict(places(data, engine))
    assert found["rows.gone"] == f"persons {ids['persons']}"
    assert "file.reference" in found


@pytest.mark.usefixtures("ids")
def test_a_damaged_page_is_found_by_its_number(data: town.Vault, engine: Engine) -> None:
    engine.dispose()
    path = data.folder / vault.DATABASE
    content = bytearray(path.read_bytes())
    content[4096 * 39 + 100] ^= 1
    path.write_bytes(content)
    assert ("file.sealed", "数据文件第 40 页") in places(data, engine)
