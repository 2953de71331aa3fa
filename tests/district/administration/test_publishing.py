"""From the district's command to the effect at a desk, over the real server: values, working days, places, money, answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import town as towns
from tests.district.real import RealDesk
from tests.district.server import ORDER, Server
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.town import ADMINISTRATOR
from zqdesk.district import enrolment
from zqdesk.district.__main__ import OK, USAGE, main
from zqdesk.district.records.postgres import Running
from zqdesk.office.cases.members import of_this_town
from zqdesk.office.hall import parameters
from zqdesk.office.hall.parameters import CalendarEntry, ParameterEntry
from zqdesk.office.hall.setup import villages
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.ledger.sent import waiting_answers, waiting_money
from zqdesk.office.reserve.moves import Allocation
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.payments import unsettled
from zqdesk.office.reserve.paying.settling import Batch, SettlementAnswer
from zqdesk.records.register import Register
from zqdesk.records.tables.reserve import Settlement

TOWN = "370114001"
RAISE = """
[parameters.standard.rural]
source = "章民发〔2026〕31号"
values = [{ from = 2026-07-01, published = 2026-11-20, value = 90600 }]

[parameters.delegation.relief]
source = "章民发〔2026〕32号"
values = [{ from = 2026-12-01, published = 2026-11-20, value = "entrusted" }]

[[calendar]]
year = 2027
source = "国办发明电〔2026〕8号"
holidays = [2027-01-01]
make_up = [2027-01-03]

[[division]]
code = "370114001201"
title = "示例东村"
level = "village"
parent = "370114001"
valid_from = 2017-01-01
valid_to = 2026-10-31
successors = ["370114001299"]

[[division]]
code = "370114001299"
title = "示例𬭎村"
level = "village"
parent = "370114001"
valid_from = 2026-11-01

[[division]]
code = "370114002999"
title = "别街道的村"
level = "village"
parent = "370114002"
valid_from = 2026-11-01
"""
TODAY = towns.OPENING.date()


@pytest.fixture(scope="module")
def district(running: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: what is published reaches every town of it."""
    made = Server.made(running, tmp_path_factory.mktemp("publishing"), "publishing")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def told(
    district: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Any:
    """The district's command line; returns what it printed."""
    monkeypatch.setenv("ZQDESK_DISTRICT_DATA", str(district.settings.data))
    monkeypatch.setenv("ZQDESK_DISTRICT_DATABASE", "")
    file = tmp_path / "publish.toml"

    def run(*said: str, text: str = "", code: int = OK) -> str:
        if text:
            file.write_text(text, encoding="utf-8")
        assert main([*said, *([str(file)] if text else [])]) == code
        out = capsys.readouterr()
        return out.out + out.err

    return run


@pytest.fixture
def hall(district: Server, register: Register) -> tuple[RealDesk, Register]:
    """The town's desk, enrolled and in step; of the towns of other tests the district has forgotten the desk, whose id is one."""
    with district.owner() as connection:
        connection.exec_driver_sql("DELETE FROM district_desks")
        connection.exec_driver_sql("DELETE FROM announcements")
    with district.role("console") as connection:
        known = connection.exec_driver_sql("SELECT count(*) FROM towns").scalar_one()
        town = f"{370114001 + known}"
        enrolment.add_town(connection, town, "示例街道", ORDER)
    desk = RealDesk.joined(district, town, register.engine)
    desk.exchange()
    return desk, register


Hall = tuple[RealDesk, Register]


def test_what_is_published_takes_effect_at_the_desk_and_no_desk_changes_it(hall: Hall, told: Any) -> None:
    desk, register = hall
    administrator = register.acting_as(ADMINISTRATOR)
    said = told("publish", "--by", "孙科长", text=RAISE)
    assert "从 2026-07-01 起" in said
    assert "已公布 6 项" in said
    desk.exchange()

    law = register.read(parameters.parameters_on, TODAY)
    assert law.number("standard.rural") == 90_600
    assert law.at(date(2026, 6, 30), TODAY).number("standard.rural") != 90_600
    assert law.at(date(2026, 12, 1), TODAY).text("delegation.relief") == "entrusted"
    years = {each.year: each for each in register.read(parameters.calendar_years)}
    assert years[2027].make_up == (date(2027, 1, 3),)
    listed = {each.id: each.name for each in register.read(villages, TODAY)}
    assert listed["370114001299"] == "示例𬭎村"
    assert "370114001201" not in listed
    assert "370114002999" not in listed
    (problem,) = register.read(of_this_town, "370114001201", TODAY, "")
    assert "请改选“示例𬭎村”" in problem.text

    entry = ParameterEntry("standard.rural", 99_900, TODAY, TODAY, "自己定的")
    assert refused(administrator, parameters.record_parameter, entry) == {"parameter.of_district": "value"}
    narrower = replace(entry, scope=TOWN)
    assert refused(administrator, parameters.record_parameter, narrower) == {"parameter.of_district": "value"}
    year = CalendarEntry(2027, (), (), "自己定的")
    assert refused(administrator, parameters.record_calendar_year, year) == {"calendar.of_district": "year"}

    before = told("status")
    assert "都公布过了" in told("publish", text=RAISE)
    desk.exchange()
    assert told("status").split("条办理")[0] == before.split("条办理")[0]
    other = RAISE.replace("90600", "91600")
    assert "--correct" in told("publish", text=other, code=USAGE)
    told("publish", "--correct", text=other)
    desk.exchange()
    assert register.read(parameters.parameters_on, TODAY).number("standard.rural") == 91_600


def test_what_a_desk_entered_meanwhile_is_refused_by_the_district(hall: Hall, told: Any) -> None:
    """Without a line it could not know; with one, it is told the rule, and the district's value holds."""
    desk, register = hall
    told("publish", text=RAISE.replace("standard.rural", "relief.event_days").replace("90600", "45"))
    own = ParameterEntry("relief.event_days", 30, date(2026, 8, 1), TODAY, "自己定的")
    register.acting_as(ADMINISTRATOR).do(parameters.record_parameter, own)
    desk.exchange()
    assert register.read(parameters.parameters_on, TODAY).number("relief.event_days") == 45


def test_money_and_answers_wait_for_the_cashier_and_say_what_was_sent(hall: Hall, told: Any) -> None:
    desk, register = hall
    made = reserve_course.funded(register)
    relief_course.closed(made.register)
    rows = register.read(unsettled)
    batch = made.cashier.do(settling.submit_settlement, Batch((rows[0].disbursement_id,))).result
    desk.exchange()
    town = desk.town
    notice = ("--notice", "章财社〔2026〕90号", "--on", "2026-11-20", "--batch", "第9批")
    assert "已下达 50,000.00 元" in told("allocate", town, "50000", *notice)
    assert "没有变化" in told("allocate", town, "50000", *notice)
    assert "已经下达过" in told("allocate", town, "60000", *notice, code=USAGE)
    number = register.read(lambda s: s.query(Settlement).one().number)
    told("answer", town, number, "--document", "章民核〔2026〕3号", "--on", TODAY.isoformat())
    desk.exchange()

    (sent,) = register.read(waiting_money)
    (answer,) = register.read(waiting_answers)
    assert (sent.amount_fen, sent.notice_number) == (5_000_000, "章财社〔2026〕90号")
    typed = Allocation(4_000_000, "章财社(2026)90号", date(2026, 11, 21), "第9批", "进090")
    assert refused(made.cashier, moves.receive_allocation, typed) == {
        "notice.amount": "amount_fen", "notice.day": "notice_on",
    }  # fmt: skip
    fits = replace(typed, amount_fen=5_000_000, notice_on=sent.notice_on)
    made.cashier.do(moves.receive_allocation, fits)
    assert register.read(waiting_money) == ()
    again = replace(fits, bank_voucher="进091")
    assert refused(made.cashier, moves.receive_allocation, again) == {"notice.booked": "notice_number"}
    wrong = SettlementAnswer(TODAY, "别的文号")
    assert refused(made.cashier, settling.record_settlement_answer, batch, wrong) == {
        "answer.number": "document_number"
    }
    made.cashier.do(
        settling.record_settlement_answer, batch, SettlementAnswer(answer.answered_on, answer.document_number)
    )
    assert register.read(waiting_answers) == ()
    desk.exchange()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[parameters.no.such]\nsource='s'\nvalues=[{from=2026-01-01,published=2026-01-01,value=1}]", "没有名为"),
        (RAISE.replace("90600", "'很多'"), "种类不同"),
        (RAISE.replace("90600", "-1"), "不能是负数"),
        (RAISE.replace('"entrusted"', '"mine"'), "之一"),
        (RAISE.replace("published = 2026-11-20", "published = 2999-01-01"), "不能晚于今天"),
        (RAISE.replace('source = "章民发〔2026〕31号"', 'source = "x"\nscope = "370115"'), "本区"),
        (RAISE.replace("make_up = [2027-01-03]", "make_up = [2026-01-03]"), "放假安排中的日期"),
        (RAISE.replace("370114002999", "370115002999"), "本区代码"),
        (RAISE.replace("valid_to = 2026-10-31\n", ""), "valid_to"),
        ("x = 1", "不是可以公布的内容"),
        ("", "没有可以公布的内容"),
        ("[", "不是 TOML"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_it_must_be_publishes_nothing(told: Any, text: str, why: str) -> None:
    assert why in told("publish", text=text or " ", code=USAGE)
