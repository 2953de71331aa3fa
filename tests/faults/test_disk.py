"""A disk that is full, read-only, busy or broken: a known fault in sentences, and nothing half done."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from tests import town
from zqdesk.records import changes, vault
from zqdesk.records.checks import check
from zqdesk.records.faults import Known
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.base import Row
from zqdesk.records.tables.paper import NumberSeries
from zqdesk.records.tables.person import Person

ROOT = Path(__file__).parents[2]
Hobble = Callable[[str], Register]


@pytest.fixture
def hobble(data: town.Vault, register: Register) -> Hobble:
    """The same register after each of its connections was given a pragma."""

    def hobbled(pragma: str) -> Register:
        register.engine.dispose()
        event.listen(
            register.engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA {pragma}")
        )
        assert data.folder.exists()
        return register

    return hobbled


def add_many(work: Work) -> None:
    for n in range(300):
        work.session.add(Person(name=f"张某{n}", hukou_address="示例" * 100))


def everything(session: Session) -> int:
    return sum(len(session.execute(select(table)).all()) for table in Row.metadata.sorted_tables)


def test_a_full_disk_leaves_nothing_half_done_and_work_goes_on(data: town.Vault, hobble: Hobble) -> None:
    pages = (data.folder / vault.DATABASE).stat().st_size // 4096
    register = hobble(f"max_page_count = {pages + 20}")
    before = register.read(everything)
    with pytest.raises(Known) as fault:
        register.do(add_many)
    assert fault.value.code == "disk.full"
    assert fault.value.happened == "磁盘已满，刚才的内容没有保存。"
    assert register.read(everything) == before
    register.do(lambda work: work.session.add(NumberSeries(series="x")))
    assert check.run(data.folder, data.key, register.engine) == []


def test_a_read_only_file_can_be_read_and_says_why_it_cannot_be_written(hobble: Hobble) -> None:
    register = hobble("query_only = ON")
    with pytest.raises(Known) as fault:
        register.do(town.add_household)
    assert fault.value.code == "disk.read_only"
    assert register.read(everything) > 0


def test_a_busy_database_is_a_known_fault(data: town.Vault, hobble: Hobble) -> None:
    register = hobble("busy_timeout = 0")
    other = data.open()
    with other.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(Known) as fault:
            register.do(town.add_household)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN")
    other.dispose()
    assert fault.value.code == "database.locked"
    register.do(town.add_household)


def test_a_file_that_cannot_grow_is_a_known_fault_and_leaves_no_part(data: town.Vault) -> None:
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from zqdesk.records import attachments; from zqdesk.records.faults import Known\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: attachments.store(Path(sys.argv[1]), bytes(32), b'%PDF-' + bytes(9000))\n"
        "except Known as fault: print(fault.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(data.folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "disk.io"
    assert list((data.folder / "attachments").iterdir()) == []


@given(where=st.floats(0, 1, exclude_max=True), cut=st.booleans())
def test_a_damaged_file_is_a_known_fault_wherever_it_is_damaged(
    template: town.Vault, tmp_path_factory: pytest.TempPathFactory, where: float, cut: bool
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray((template.folder / vault.DATABASE).read_bytes())
    place = int(where * len(content))
    if cut:
        del content[place:]
    else:
        content[place] ^= 0x40
    (folder / vault.DATABASE).write_bytes(content)
    harmed = town.Vault(folder, template.key, "")
    engine: Engine | None = None
    codes = set()
    try:
        engine = harmed.open()
        codes = {each.code for each in check.run(folder, template.key, engine)}
    except Known as fault:
        codes.add(fault.code)
    finally:
        if engine is not None:
            engine.dispose()
    assert codes & {"database.damaged", "database.unreadable", "file.sealed", "disk.io"}


def test_a_clock_set_back_does_not_disturb_the_log(register: Register, clock: town.Clock) -> None:
    first = register.do(town.add_household, "张某").result.id
    clock.forward(days=-400)
    second = register.do(town.add_household, "李某").result.id
    assert register.read(changes.first_break) is None
    history = register.read(changes.history, [first, second])
    assert [change.seq for change in history] == sorted((c.seq for c in history), reverse=True)
    assert history[0].at < history[1].at
