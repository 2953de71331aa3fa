"""What holds for every test: no screen, the invented town, and properties that print how to repeat them."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, Pool, event
from sqlcipher3 import dbapi2 as sqlcipher

from tests import compiling, town
from tests.office.course import Course
from tests.office.reserve import books_course, reserve_course
from tests.office.reserve.books_course import Books
from tests.office.reserve.reserve_course import Reserve
from zqdesk.records.register import Register

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "ZQDESK_USER" not in os.environ:
    os.environ["ZQDESK_USER"] = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, os.environ["ZQDESK_USER"], ignore_errors=True)

compiling.share()

DEAR = (
    "tests/ui/screens/test_every_screen.py",
    "tests/faults/",
    "tests/bench/",
    "tests/office/reserve/test_reserve_model.py",
    "tests/office/invented/",
    "tests/journeys/",
    "tests/house/test_dev.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that at the end neither process waits for the other; the rest as chance has it."""
    items.sort(key=lambda item: not item.nodeid.startswith(DEAR))


def pytest_collection_finish() -> None:
    """What is imported and collected stays to the end: the collector need not walk it at every full round."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _spare(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlcipher.Connection):
        connection.execute("PRAGMA synchronous = OFF")


# What a test writes is gone with it: the disk need not have it. Those that die (tests/faults) do so in other processes.
event.listen(Pool, "connect", _spare)
pytest.MonkeyPatch().setattr(os, "fsync", lambda _stream: None)

# Time limits on examples fail on a busy machine, not on a wrong program.
settings.register_profile(
    "house",
    deadline=None,
    max_examples=50,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


@pytest.fixture
def durable() -> Iterator[None]:
    """Databases are opened as the program opens them: what is committed is on the disk."""
    event.remove(Pool, "connect", _spare)
    yield
    event.listen(Pool, "connect", _spare)


@pytest.fixture
def clock() -> town.Clock:
    """The hall's clock, on the town's opening morning."""
    return town.Clock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> town.Vault:
    """The town's data folder, made once for all tests of a process; copied, never opened."""
    return town.build(tmp_path_factory.mktemp("template") / "data")


@pytest.fixture(scope="session")
def funded_template(template: town.Vault, tmp_path_factory: pytest.TempPathFactory) -> town.Vault:
    """The same with money in the reserve, paid in on the opening morning."""
    made = town.copied(template, tmp_path_factory.mktemp("funded") / "data")
    engine = made.open()
    reserve_course.funded(Register(engine, town.CLERK, town.DESK_ID, town.Clock()))
    engine.dispose()
    return made


@pytest.fixture
def data(request: pytest.FixtureRequest, template: town.Vault, tmp_path: Path) -> town.Vault:
    """A data folder of the town for one test alone; there is money in its reserve if the test asks for `funded`."""
    made = request.getfixturevalue("funded_template") if "funded" in request.fixturenames else template
    return town.copied(made, tmp_path / "data")


@pytest.fixture
def engine(data: town.Vault) -> Iterator[Engine]:
    opened = data.open()
    yield opened
    opened.dispose()


@pytest.fixture
def register(engine: Engine, clock: town.Clock) -> Register:
    """The town's database as its clerk sees it; `register.acting_as(town.APPROVER)` for others."""
    return Register(engine, town.CLERK, town.DESK_ID, clock)


@pytest.fixture
def course(register: Register, clock: town.Clock) -> Course:
    """The town's hall with its people, ready to bring cases to where a test needs them."""
    return Course(register, clock)


@pytest.fixture
def funded(register: Register) -> Reserve:
    """The town's reserve with money in it."""
    return reserve_course.found(register)


@pytest.fixture(scope="session")
def lived(template: town.Vault) -> Iterator[Books]:
    """The town's reserve after a November and a December, made once: nobody writes in it."""
    with books_course.lived_through(template) as made:
        yield made
