"""A list from elsewhere beside rolls and cases: each way to stand, what a visit settles, and what is refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import town
from tests.office.course import HEAD, Course
from tests.office.family import id_number
from zqdesk.office.hall.spreadsheets.writing import Column, workbook
from zqdesk.office.seeking import lists
from zqdesk.office.seeking.comparing import Compared, Standing, compare, coverage, standing_lists
from zqdesk.office.seeking.lists import SeekEntry, VisitEntry
from zqdesk.office.seeking.reading import Sought, SoughtRow, read
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.seeking import SeekRow
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Refused

TODAY = date(2026, 11, 23)
ENTRY = SeekEntry("poor", "2026年监测对象", "区乡村振兴局", date(2026, 11, 20))
BORN = date(1961, 4, 5)
ON, ALONE, WITH, GONE, DEAD = (id_number(BORN, number) for number in (41, 43, 45, 47, 49))
VISIT = VisitEntry(TODAY, ("王小某", "孙某"), "unfit", "有退休金")


def sought(*rows: SoughtRow, digest: str = "d") -> Sought:
    return Sought("名单.xlsx", digest, rows, 0)


def person(row: int, name: str, number: str = "", born_on: date | None = None) -> SoughtRow:
    return SoughtRow(row, name, number, born_on)


def known(work: Work) -> None:
    """One household on the roll, one person of another alone on it, one that left, one that died."""
    on = town.add_household(work, "在某", ON)
    alone = town.add_household(work, "单某", ALONE)
    other = Person(name="同某", id_number=WITH, born_on=BORN)
    gone, dead = town.add_household(work, "退某", GONE), town.add_household(work, "故某", DEAD)
    work.session.add_all(
        [
            other,
            Membership(household_id=alone.id, person_id=other.id, relation="10"),
            RollEntry(household_id=on.id, from_month="2026-01", allowance_fen=1, person_count=1),
            RollEntry(
                household_id=alone.id, person_id=alone.head_id, from_month="2026-01", allowance_fen=1, person_count=1
            ),
            RollEntry(
                household_id=gone.id,
                from_month="2025-01",
                to_month="2026-03",
                allowance_fen=1,
                person_count=1,
                ended_reason="income",
            ),
        ]
    )  # fmt: skip
    found = work.session.scalars(select(Person).where(Person.id == dead.head_id)).one()
    found.died_on = date(2026, 5, 1)


def taken_in(register: Register, *rows: SoughtRow, entry: SeekEntry = ENTRY, digest: str = "d") -> str:
    list_id: str = register.do(lists.take_in_list, entry, sought(*rows, digest=digest)).result
    return list_id


def seen(register: Register, list_id: str) -> dict[str, Compared]:
    return {row.name: row for row in register.read(compare, list_id, "2026-11")}


def test_every_way_to_stand(register: Register) -> None:
    register.do(known)
    list_id = taken_in(
        register,
        person(2, "在某", ON),
        person(3, "单某", ALONE),
        person(4, "同某", WITH),
        person(5, "退某", GONE),
        person(6, "故某", DEAD),
        person(7, "无某", id_number(BORN, 51)),
    )
    found = {name: (row.standing, row.why) for name, row in seen(register, list_id).items()}
    assert found == {
        "在某": (Standing.ON, "低保，2026-01起，示例东村"),
        "单某": (Standing.ON, "低保，2026-01起，示例东村"),
        "同某": (Standing.NEVER, "有登记，没有在册记录和申请"),
        "退某": (Standing.LEFT, "低保发至2026-03，收入高于标准"),
        "故某": (Standing.DEAD, "2026-05-01去世"),
        "无某": (Standing.UNKNOWN, "没有这个人的登记"),
    }


def test_found_by_name_and_birthday_where_the_number_says_nothing(register: Register) -> None:
    register.do(known)
    other = id_number(BORN, 53)
    list_id = taken_in(
        register,
        person(2, "同　某", "", BORN),
        person(3, "在另", ON),
        person(4, "同某", other, BORN),
        person(5, "同某", "", date(1961, 4, 6)),
    )
    rows = register.read(compare, list_id, "2026-11")
    assert [row.standing for row in rows] == [Standing.NEVER, Standing.ON, Standing.NEVER, Standing.UNKNOWN]
    assert [row.matched for row in rows] == [
        "姓名和出生日期", "身份证号相同，登记姓名为在某", "姓名和出生日期，号码不同，请核对", "",
    ]  # fmt: skip


def test_who_applied_and_who_was_refused_and_why(course: Course) -> None:
    list_id = taken_in(
        course.register, person(2, "李某", HEAD), entry=replace(ENTRY, received_on=date(2026, 11, 1))
    )
    case_id = course.deciding()
    row = seen(course.register, list_id)["李某"]
    assert (row.standing, row.case_id) == (Standing.OPEN, case_id)
    course.refuse(case_id)
    course.deliver(case_id)
    row = seen(course.register, list_id)["李某"]
    assert (row.standing, row.case_id) == (Standing.REFUSED, case_id)
    assert "低保：" in row.why


def test_coverage_leaves_out_doubles_and_the_dead_and_visits_settle(register: Register) -> None:
    register.do(known)
    people = (person(2, "在某", ON), person(3, "在某", ON), person(4, "故某", DEAD), person(5, "退某", GONE))
    list_id = taken_in(register, *people, person(6, "无某", id_number(BORN, 51)))
    rows = register.read(compare, list_id, "2026-11")
    found = coverage(rows)
    assert (found.whole, found.on, found.visited, found.still_open) == (3, 1, 0, 2)
    register.do(lists.record_seek_visit, rows[3].row_id, VISIT)
    register.do(lists.record_seek_visit, rows[4].row_id, replace(VISIT, result="absent"))
    found = coverage(register.read(compare, list_id, "2026-11"))
    assert (found.visited, found.still_open) == (2, 1), "who was not met is still to be visited"
    register.do(lists.record_seek_visit, rows[4].row_id, replace(VISIT, result="applies"))
    assert coverage(register.read(compare, list_id, "2026-11")).still_open == 0


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(VISIT, visitors=(" ",)), "visitors"),
        (replace(VISIT, result="nobody"), "result"),
        (replace(VISIT, visited_on=None), "visited_on"),
        (replace(VISIT, visited_on=date(2026, 11, 19)), "visited_on"),
        (replace(VISIT, visited_on=date(2026, 11, 24)), "visited_on"),
        (replace(VISIT, findings=" "), "findings"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(register: Register, entry: VisitEntry, field: str) -> None:
    list_id = taken_in(register, person(2, "无某"))
    row_id = register.read(lambda session: session.scalars(select(SeekRow.id)).one())
    assert list_id
    with pytest.raises(Refused) as refused:
        register.do(lists.record_seek_visit, row_id, entry)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_file_is_taken_in_once_until_it_is_withdrawn(register: Register) -> None:
    list_id = taken_in(register, person(2, "无某"))
    with pytest.raises(Refused):
        taken_in(register, person(2, "无某"))
    register.do(lists.withdraw_list, list_id, "选错了")
    again = taken_in(register, person(2, "无某"))

    def standing(session: Session) -> list[str]:
        return [row.id for row in standing_lists(session, TODAY)]

    assert register.read(standing) == [again]
    newer = replace(ENTRY, received_on=date(2026, 11, 22))
    last = taken_in(register, person(2, "有某"), entry=newer, digest="e")
    assert register.read(standing) == [last], "of each kind the newest"


def test_only_a_clerk_takes_lists_in_and_visits(register: Register) -> None:
    for actor in (town.APPROVER, town.ADMINISTRATOR):
        with pytest.raises(Refused):
            taken_in(register.acting_as(actor), person(2, "无某"))


def test_a_workbook_is_read_as_rosters_are(tmp_path: Path) -> None:
    columns = [Column(title) for title in ("序号", "姓名", "身份证号", "出生日期", "所在村", "联系电话")]
    rows = [
        ["1", "吴𬭎", HEAD, "", "示例东村", "13000000000"],
        ["2", "郑某", "", "1950年3月2日", "示例西村", ""],
        ["3", "钱某", "370114190001010015", "", "示例西村", ""],
        ["", "合计", "3人", "", "", ""],
    ]
    path = tmp_path / "残联名单.xlsx"
    path.write_bytes(workbook("残疾人名单", columns, rows))
    made = read(path, TODAY)
    assert [(row.name, row.id_number, row.born_on, row.village_name) for row in made.rows] == [
        ("吴𬭎", HEAD, date(1958, 1, 20), "示例东村"),
        ("郑某", "", date(1950, 3, 2), "示例西村"),
        ("钱某", "", None, "示例西村"),
    ]
    assert "校验码" in made.rows[2].doubt
    assert made.file_name == path.name


def test_a_table_without_names_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("品名,数量\n口罩,20\n牛奶,1\n", encoding="utf-8")
    with pytest.raises(Refused):
        read(path, TODAY)
