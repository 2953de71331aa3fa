"""One event has one ceiling and one answer, however it is split, spelt or told again; and each double its own reason."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, told_apart
from tests.office.reserve import reserve_course
from zqdesk.office.invented import witnessing
from zqdesk.office.relief import decisions, earlier
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.entries import Agreement, Emergency, ReliefDistrictAnswer, Verdict
from zqdesk.office.relief.payments import disbursing
from zqdesk.office.reserve.ledger.second_words import WordWanted, give_word
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Case

TODAY = date(2026, 11, 23)
WIFE = "370181190002150027"
SPOUSE = replace(FIRE, name="王某", id_number=WIFE, phone="13000000009", place="", situation="火灾")
"""Somebody else of the same fire: whatever ties the two stands in the case of a test."""


def found(register: Register, case_id: str) -> tuple[earlier.EarlierRelief, ...]:
    day = register.clock().date()
    return register.read(lambda session: earlier.of_case(session, session.get_one(Case, case_id), day))


def head(register: Register) -> Register:
    return register.acting_as(town.APPROVER)


@pytest.fixture
def first(register: Register) -> str:
    """A fire at 示例东村7号, 2,000.00 of the town's 3,000.00 paid this morning."""
    reserve_course.funded(register)
    return relief_course.helped(register, replace(FIRE, amount_fen=200_000))


SAME: dict[str, Emergency] = {
    "full-width figures": replace(SPOUSE, address="７ 号"),
    "with its village": replace(SPOUSE, address="示例东村7号"),
    "the council's words": replace(SPOUSE, address="示例东村村民委员会七号院"),
    "a street before it": replace(SPOUSE, address="东街7号"),
    "the house left empty": replace(SPOUSE, address=""),
    "empty, the day before": replace(SPOUSE, address="", happened_on=TODAY - timedelta(days=1)),
    "empty, another word for it": replace(SPOUSE, address="", cause="other_emergency"),
    "the place, not the house": replace(SPOUSE, address="", place="7号"),
    "the phone": replace(SPOUSE, address="99号", phone=" 130-0000-0000"),
    "a dot in the name": replace(SPOUSE, address="99号", name="张·某某", id_number=""),
    "the name, another village": replace(
        SPOUSE, address="99号", name="张某某", id_number="", village_id="370114001202"
    ),
    "a number of 15": replace(FIRE, name="张某某", id_number="370114000101001", address="99号"),
}


@pytest.mark.parametrize("again", SAME.values(), ids=SAME.keys())
def test_the_same_fire_told_again_is_seen(register: Register, first: str, again: Emergency) -> None:
    case_id = relief_course.emergency(register, replace(again, amount_fen=200_000))
    (double,) = found(register, case_id)
    assert double.case_id == first
    assert "relief.repeat" in refused(head(register), decisions.agree_help, case_id, Agreement(200_000))


DIFFERENT: dict[str, Emergency] = {
    "another house": replace(SPOUSE, address="9号"),
    "17 is not 7": replace(SPOUSE, address="17号"),
    "another village": replace(SPOUSE, village_id="370114001202", address="7号"),
    "another kind of thing": replace(SPOUSE, address="", cause="illness"),
}


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("other", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_neighbours_are_not_taken_for_it(register: Register, other: Emergency) -> None:
    assert found(register, relief_course.emergency(register, replace(other, place=other.address))) == ()


SPLIT: dict[str, tuple[Emergency, int]] = {
    "two applications": (FIRE, 0),
    "two members": (replace(SPOUSE, household_id="first", person_id=""), 0),
    "two causes": (replace(FIRE, cause="illness"), 0),
    "two months": (FIRE, 40),
    "told as another day's": (replace(FIRE, happened_on=date(2026, 9, 1)), 8),
}


@pytest.mark.parametrize(("again", "days"), SPLIT.values(), ids=SPLIT.keys())
def test_the_ceiling_is_the_events(
    register: Register, clock: town.Clock, first: str, again: Emergency, days: int
) -> None:
    """Whatever the approver says of it: near each other, two entries of a family have one ceiling."""
    clock.forward(days=days)
    if again.household_id:
        home = register.read(lambda session: session.get_one(Case, first).household_id)
        again = replace(again, household_id=home, amount_reason="同一户")
    case_id = relief_course.emergency(register, replace(again, amount_fen=100_000))
    for verdict in ("same", "other_event"):
        said = told_apart(register, case_id, verdict, "另有情况")
        assert refused(head(register), decisions.agree_help, case_id, Agreement(100_001, said)) == {
            "relief.ceiling": "amount_fen"
        }
    said = told_apart(register, case_id, "same", "同一场火灾")
    head(register).do(decisions.agree_help, case_id, Agreement(100_000, said))


def test_above_the_events_ceiling_the_district_decides(register: Register, first: str) -> None:
    case_id = relief_course.emergency(register, replace(FIRE, amount_fen=150_000))
    register.do(decisions.send_to_district, case_id)
    answer = ReliefDistrictAnswer(TODAY, "confirm", "章民救〔2026〕9号", 150_000, "reserve")
    register.do(decisions.record_district_answer, case_id, answer)
    relief_course.pay(register, case_id, relief_course.payment(150_000))
    assert found(register, first)[0].paid_fen == 150_000


def test_what_the_district_returns_or_refuses_waits_or_ends(register: Register, first: str) -> None:
    assert first
    case_id = relief_course.emergency(register, replace(FIRE, amount_fen=150_000))
    register.do(decisions.send_to_district, case_id)
    register.do(decisions.record_district_answer, case_id, ReliefDistrictAnswer(TODAY, "return", text="材料"))
    assert register.read(lambda s: s.get_one(Case, case_id).state) == "reported"
    register.do(decisions.send_to_district, case_id)
    no = ReliefDistrictAnswer(
        TODAY, "refuse", "章民救〔2026〕8号", text="不符", facts="已救助", article="第二条"
    )
    register.do(decisions.record_district_answer, case_id, no)
    assert register.read(lambda s: s.get_one(Case, case_id).state) == "refused"


def test_a_reason_for_one_opens_no_other(register: Register, first: str) -> None:
    second = relief_course.helped(register, replace(FIRE, amount_fen=50_000))
    third = relief_course.emergency(register, replace(FIRE, amount_fen=50_000))
    one = (Verdict(first, "same", "同一场火灾"),)
    assert refused(head(register), decisions.agree_help, third, Agreement(50_000, one)) == {
        "relief.repeat": f"verdict_{second}"
    }
    blank = (*one, Verdict(second, "same", " "))
    assert refused(head(register), decisions.agree_help, third, Agreement(50_000, blank)) == {
        "relief.repeat": f"why_{second}"
    }
    others = (*one, Verdict(second, "others", "别家"))
    assert refused(head(register), decisions.agree_help, third, Agreement(50_000, others)) == {
        "relief.verdict": f"verdict_{second}"
    }


def test_a_double_that_came_since_is_asked_about_at_payment(register: Register, first: str) -> None:
    """Agreed as another family's; the payee shows the number, then the account, of the first."""
    other = replace(
        SPOUSE, address="99号", cause="illness", place="", phone="13000000008", amount_fen=100_000
    )
    case_id = relief_course.agreed(register, other)
    said = relief_course.payment(100_000, payee_name="王某", payee_id_number=WIFE, payee_phone="13000000000")
    cashier = register.acting_as(town.CASHIER)
    with pytest.raises(WordWanted) as asked:
        cashier.do(disbursing.disburse, case_id, said)
    assert asked.value.wanted.matter == "helped"
    assert "电话相同" in asked.value.wanted.sentence
    assert refused(register, give_word, asked.value.wanted, "邻居代接电话") == {"role.required": ""}
    head(register).do(give_word, asked.value.wanted, "邻居代接电话")
    by_hand = replace(said, proxy_name="张某某", proxy_id_number=FIRE.id_number, proxy_relation="邻居")
    with pytest.raises(WordWanted) as again:
        cashier.do(disbursing.disburse, case_id, by_hand)
    assert again.value.wanted.subject != asked.value.wanted.subject
    witnessing.pay(cashier, register, case_id, said)
    assert first


def test_a_number_entered_later_brings_the_ceiling_down_on_the_payment(
    register: Register, first: str
) -> None:
    hidden: dict[str, Any] = {"id_number": "", "phone": "", "address": "99号", "place": ""}
    said = replace(FIRE, **hidden, name="张某某", cause="illness", amount_fen=200_000)
    case_id = relief_course.agreed(register, said)
    register.do(emergencies.correct_relief, case_id, replace(said, id_number=FIRE.id_number))
    codes = refused(
        register.acting_as(town.CASHIER), disbursing.disburse, case_id, relief_course.payment(200_000)
    )
    assert codes == {"payment.ceiling": "amount_fen"}
    assert first
