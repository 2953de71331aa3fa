"""Which papers a family needs, and their scans."""

from dataclasses import replace
from datetime import date

import pytest

from tests.office.family import FAMILY, HUSBAND, accepted, draft, id_number, member, refused, with_line
from zqdesk.office.allowance.applying.materials import required
from zqdesk.office.cases import materials
from zqdesk.office.cases.entry.values import Application, ExpenseEntry, MaterialEntry
from zqdesk.office.cases.materials import NewAttachment
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Attachment, Material
from zqdesk.rules.problem import Refused

SCAN = NewAttachment("ab" * 32, "申请书.jpg", "image/jpeg", 1234)
PLAIN = Application(members=(member("张某", HUSBAND, "02"),))
ALWAYS = {"101", "102", "201", "401", "402", "001"}


def codes(entry: Application) -> set[str]:
    return {each.code for each in required(entry)}


def materials_of(register: Register, case_id: str) -> dict[str, Material]:
    def look(session: object) -> list[Material]:
        rows = session.query(Material).filter_by(case_id=case_id)  # type: ignore[attr-defined]
        return list(rows)

    return {row.code: row for row in register.read(look)}


def test_every_family_needs_the_same_six() -> None:
    assert codes(PLAIN) == ALWAYS
    states = {each.code: each.state for each in required(PLAIN)}
    assert (states["101"], states["201"]) == ("platform", "missing")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"illness": "02"}, "207"),
        ({"disability_number": f"{HUSBAND}41"}, "203"),
        ({"student": True}, "205"),
        ({"employment": "07"}, "209"),
        ({"expenses": (ExpenseEntry("medical", amount_fen=1),)}, "301"),
        ({"expenses": (ExpenseEntry("employment", amount_fen=1),)}, "302"),
    ],
)
def test_what_a_member_is_asks_for_its_paper(facts: dict[str, object], code: str) -> None:
    assert codes(with_line(PLAIN, 0, **facts)) == ALWAYS | {code}


def test_papers_already_there_are_kept_and_needless_ones_dropped() -> None:
    extra = MaterialEntry("000", "村委会证明", "have")
    stale = MaterialEntry("207", "疾病诊断证明", "missing")
    promised = MaterialEntry("201", "低保申请书", "have", "原件")
    listed = required(replace(PLAIN, materials=(stale, extra, promised)))
    assert extra in listed
    assert promised in listed
    assert stale not in listed
    assert len({each.code for each in listed}) == len(listed)


def test_a_scan_makes_its_paper_be_there_until_it_is_taken_back(register: Register) -> None:
    case_id = draft(register, PLAIN)
    paper = materials_of(register, case_id)["201"]
    scan = register.do(materials.attach, case_id, replace(SCAN, material_id=paper.id)).result
    assert materials_of(register, case_id)["201"].state == "have"
    assert refused(register, materials.take_back, scan, "") == {"reason.empty": "reason"}
    register.do(materials.take_back, scan, "扫错了")
    assert materials_of(register, case_id)["201"].state == "missing"
    row = register.read(lambda session: session.get_one(Attachment, scan))
    assert (row.taken_back_on, row.taken_back_reason) == (date(2026, 11, 23), "扫错了")
    assert refused(register, materials.take_back, scan, "再撤") == {"attachment.taken_back": ""}


def test_a_second_scan_keeps_the_paper_there(register: Register) -> None:
    case_id = draft(register, PLAIN)
    paper = materials_of(register, case_id)["201"]
    first = register.do(materials.attach, case_id, replace(SCAN, material_id=paper.id)).result
    register.do(materials.attach, case_id, replace(SCAN, digest="cd" * 32, material_id=paper.id))
    register.do(materials.take_back, first, "模糊")
    assert materials_of(register, case_id)["201"].state == "have"


def test_after_acceptance_a_paper_taken_back_was_still_brought(register: Register) -> None:
    case_id = accepted(register)
    paper = materials_of(register, case_id)["201"]
    scan = register.do(materials.attach, case_id, replace(SCAN, material_id=paper.id)).result
    register.do(materials.take_back, scan, "模糊")
    assert materials_of(register, case_id)["201"].state == "have"


def test_a_scan_of_another_case_is_refused(register: Register) -> None:
    first = draft(register, PLAIN)
    second = draft(register, Application(members=(member("吴某", id_number(date(1950, 1, 1)), "02"),)))
    paper = materials_of(register, first)["201"]
    answer = refused(register, materials.attach, second, replace(SCAN, material_id=paper.id))
    assert answer == {"material.other_case": ""}


def test_the_state_of_a_paper_is_said_but_not_anyhow(register: Register) -> None:
    case_id = draft(register, PLAIN)
    papers = materials_of(register, case_id)
    register.do(materials.set_material, case_id, papers["001"].id, "promise", " 忘带 ")
    after = materials_of(register, case_id)["001"]
    assert (after.state, after.note) == ("promise", "忘带")
    for code, state, problem in (
        ("401", "promise", "material.signed"),
        ("001", "platform", "material.platform"),
        ("001", "lost", "material.state"),
    ):
        with pytest.raises(Refused) as answer:
            register.do(materials.set_material, case_id, papers[code].id, state)
        assert [(each.code, each.field) for each in answer.value.problems] == [(problem, "state")]


def test_a_needless_paper_with_a_scan_stays(register: Register) -> None:
    from zqdesk.office.allowance.applying import intake

    case_id = draft(register, FAMILY)
    paper = materials_of(register, case_id)["207"]
    register.do(materials.attach, case_id, replace(SCAN, material_id=paper.id))
    entry = register.read(intake.application_of, case_id)
    well = replace(with_line(entry, 0, illness=""), materials=())
    register.do(intake.correct_application, case_id, well)
    assert "207" in materials_of(register, case_id)
