"""Everything is found by every way a clerk asks for it, and the index follows the rows."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests import town
from zqdesk.records import indexing, search
from zqdesk.records.checks import check
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person

ID_NUMBER = "370122190001010012"


@pytest.fixture
def household_id(register: Register) -> str:
    def act(work: Work) -> str:
        household = town.add_household(work, "张三丰", ID_NUMBER)
        person = work.session.new and next(row for row in work.session.new if isinstance(row, Person))
        assert person
        person.phone = "13000001234"
        work.session.add(
            Case(
                household_id=household.id,
                applicant_id=person.id,
                clerk_id=town.CLERK.id,
                applied_on=work.today,
                number="370114001-2026-DB-00137",
            )
        )
        return household.id

    return register.do(act).result


def found(register: Register, query: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in register.read(search.find, query)]


PERSON, CASE, HOUSEHOLD = ("person", "张三丰"), ("case", "张三丰"), ("household", "张三丰")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("张三丰", [PERSON, CASE, HOUSEHOLD]),
        ("三", [PERSON, CASE, HOUSEHOLD]),
        ("三丰", [PERSON, CASE, HOUSEHOLD]),
        ("zsf", [PERSON, CASE, HOUSEHOLD]),
        ("ZS", [PERSON, CASE, HOUSEHOLD]),
        ("f", [PERSON, CASE, HOUSEHOLD]),
        ("370122", [PERSON]),
        ("0012", [PERSON]),
        (ID_NUMBER, [PERSON]),
        ("370122000101001", [PERSON]),
        ("1234", [PERSON]),
        ("00137", [CASE]),
        ("370114001-2026-DB-00137", [CASE]),
        ("东村", [CASE, HOUSEHOLD]),
        ("示例东村", [CASE, HOUSEHOLD]),
        ("张 东村", [CASE, HOUSEHOLD]),
        ("zsf 0012", [PERSON]),
        ("东村 7号", [HOUSEHOLD]),
        ("西村", []),
        ("三张", []),
        ("丰三", []),
        ("9999", []),
        ("zs 9999", []),
        ("", []),
        ("  ", []),
        ("zhangsanfeng", [PERSON, CASE, HOUSEHOLD]),
        ("zhangsf", [PERSON, CASE, HOUSEHOLD]),
        ("zhangsanfe", [PERSON, CASE, HOUSEHOLD]),
        ("sanf", [PERSON, CASE, HOUSEHOLD]),
        ("zhsf", [PERSON, CASE, HOUSEHOLD]),
        ("zhangfeng", []),
        ("ＺＳＦ", [PERSON, CASE, HOUSEHOLD]),
        ("sldc", [CASE, HOUSEHOLD]),
        ("dongcun", [CASE, HOUSEHOLD]),
        ("zsf sldc", [CASE, HOUSEHOLD]),
        ("００１３７", [CASE]),
        ("370114001—2026—DB—00137", [CASE]),
        ("370114001-2026-LS-00137", []),
        ("DB-00137", [CASE]),
        ("db00137", [CASE]),
        ("LS-00137", []),
        ("2026-DB-00137", [CASE]),
        ("370114001-2026-DB-001", [CASE]),
        ("370122 1900 0101 0012", [PERSON]),
        ("１３０ ０００ ０１２３４", [PERSON]),
        ("z" * 2000, []),
        ("a1" * 2000, []),
        ("*", []),
        ('"', []),
        ("' OR 1=1 --", []),
        ("NOT", []),
        ("张\x00", []),
        ("\ud800", []),
    ],
)
def test_every_way_to_ask(
    register: Register, household_id: str, query: str, expected: list[tuple[str, str]]
) -> None:
    assert found(register, query) == expected
    hits = register.read(search.find, query)
    assert {hit.household_id for hit in hits} <= {household_id}


def test_a_whole_name_comes_before_longer_ones(register: Register) -> None:
    for name in ("王小", "王小明", "李王小"):
        register.do(town.add_household, name)
    assert found(register, "王小")[:2] == [("person", "王小"), ("household", "王小")]
    assert found(register, "wx")[:2] == [("person", "王小"), ("household", "王小")]
    assert len(found(register, "王小")) == 6


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("𬭎曾某", "𬭎"),
        ("𬭎曾某", "𬭎曾"),
        ("㛃某", "㛃"),
        ("䶮某", "ym"),
        ("曾某", "cm"),
        ("曾某", "zm"),
        ("买买提·吐尔逊", "提·吐"),
        ("买买提·吐尔逊", "mmt"),
        ("Ada", "ada"),
    ],
)
def test_rare_characters_and_several_readings(register: Register, name: str, query: str) -> None:
    register.do(town.add_household, name)
    assert ("person", name) in found(register, query)


@pytest.mark.parametrize("end", "xXｘＸ×✕хХχⅩ")
def test_a_number_is_found_whatever_stands_for_its_x(register: Register, end: str) -> None:
    register.do(town.add_household, "孙某", "37011419001231999X")
    for typed in (f"37011419001231999{end}", f"３７０１１４ 19001231 999{end}", f"孙某 1999{end}"):
        assert found(register, typed)[:1] == [("person", "孙某")], typed


def test_a_renamed_person_is_found_by_the_new_name_everywhere(register: Register, household_id: str) -> None:
    def rename(work: Work) -> None:
        head = work.session.get_one(Household, household_id).head_id
        work.session.get_one(Person, head).name = "李四"

    register.do(rename)
    assert found(register, "张三丰") == []
    assert found(register, "李四") == [("person", "李四"), ("case", "李四"), ("household", "李四")]


def test_a_moved_household_takes_its_cases_along(register: Register, household_id: str) -> None:
    def move(work: Work) -> None:
        work.session.get_one(Household, household_id).village_name = "示例西村"

    register.do(move)
    assert found(register, "东村") == []
    assert found(register, "西村") == [CASE, HOUSEHOLD]


def test_a_corrected_number_replaces_the_old_one(register: Register, household_id: str) -> None:
    def correct(work: Work) -> None:
        head = work.session.get_one(Household, household_id).head_id
        work.session.get_one(Person, head).id_number = "370114190001010014"

    register.do(correct)
    assert found(register, "0012") == []
    assert found(register, "0014") == [PERSON]


def test_a_person_belongs_where_they_live_now(register: Register, household_id: str) -> None:
    def act(work: Work) -> str:
        other = town.add_household(work, "孙某")
        head = work.session.get_one(Household, household_id).head_id
        for membership in work.session.query(Membership).filter_by(person_id=head):
            membership.left_on = date(2026, 1, 1)
        work.session.add(Membership(household_id=other.id, person_id=head))
        return other.id

    other_id = register.do(act).result
    (person,) = [hit for hit in register.read(search.find, "张三丰") if hit.kind == "person"]
    assert person.household_id == other_id


def test_a_deleted_record_drops_out(register: Register, household_id: str) -> None:
    def act(work: Work) -> None:
        work.session.delete(work.session.query(Case).filter_by(household_id=household_id).one())

    register.do(act)
    assert found(register, "张三丰") == [PERSON, HOUSEHOLD]


@pytest.mark.usefixtures("household_id")
def test_the_index_can_be_made_anew(data: town.Vault, engine: Engine, register: Register) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM search_entries")
    assert found(register, "张三丰") == []
    assert [each.code for each in check.run(data.folder, data.key, engine)] == ["search.incomplete"]
    indexing.renew(engine)
    assert found(register, "张三丰") == [PERSON, CASE, HOUSEHOLD]
    assert check.run(data.folder, data.key, engine) == []


def test_common_words_and_numbers_are_cut_at_the_limit(register: Register) -> None:
    def many(work: Work) -> None:
        for n in range(600):
            town.add_household(work, f"王某{'甲乙丙丁'[n % 4]}", f"37011419000101{n:04}")

    register.do(many)
    for query in ("王", "w", "3", "370114", "王 37", "w 370114 东"):
        assert len(register.read(search.find, query, 5)) == (0 if "东" in query else 5), query
    assert found(register, "王某丙 0006") == [("person", "王某丙")]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (ID_NUMBER, "身份证号相同"),
        ("370122000101001", "身份证号相同"),
        ("13000001234", "电话相同"),
        ("0012", "身份证号末尾"),
        ("1300000", "电话开头"),
        ("370122", "身份证号开头"),
        ("00137", "受理编号末尾"),
        ("370114001-2026-DB-00137", "受理编号相同"),
        ("张", "姓名"),
        ("zsf", "姓名拼音"),
        ("东村", "住址"),
        ("dongc", "村名拼音"),
        ("张 00137", "姓名、受理编号末尾"),
    ],
)
@pytest.mark.usefixtures("household_id")
def test_a_hit_says_why_it_is_one(register: Register, query: str, why: str) -> None:
    assert {hit.why for hit in register.read(search.find, query)} == {why}


def test_a_whole_number_stands_alone(register: Register) -> None:
    """Numbers that begin or end like another one, or differ in their letters only."""
    numbers = [f"370114001-2026-{kind}-{n:05}" for kind in ("DB", "LS") for n in (1, 7, 12, 17)]
    numbers += [f"370114001-2026-DB-{n}" for n in (100_001, 700_001)]

    def many(work: Work) -> None:
        for name, number in zip("甲乙丙丁戊己庚辛壬癸", numbers, strict=True):
            home = town.add_household(work, name)
            work.session.add(
                Case(
                    household_id=home.id,
                    applicant_id=home.head_id,
                    clerk_id=town.CLERK.id,
                    applied_on=work.today,
                    number=number,
                )
            )

    register.do(many)
    for name, number in zip("甲乙丙丁戊己庚辛壬癸", numbers, strict=True):
        for typed in (number, number.lower(), number.replace("-", ""), f" {number} "):
            assert found(register, typed) == [("case", name)], typed
        assert found(register, number[10:]) == [("case", name)], number


SURNAMES = {
    "单家乐": ("sjl", "shanjl", "shanjiale"),
    "单雄信": ("sxx", "shanxiongxin", "shanxx", "shanxiongx"),
    "仇英某": ("qym", "qiuying"),
    "解放某": ("xfm", "xiefang"),
    "曾乐行": ("zlx", "zenglx"),
    "查重乐": ("zcl", "zhachongle"),
    "区行重": ("oxz", "ouxing"),
    "盖乐重": ("glz", "gele"),
    "尉迟重长": ("ycz", "yuchi"),
    "万俟行乐": ("mqxl", "moqi"),
    "长孙乐曾": ("zsl", "zhangsun"),
}


@pytest.mark.parametrize(("name", "queries"), SURNAMES.items())
def test_a_surname_is_found_by_its_own_reading(
    register: Register, name: str, queries: tuple[str, ...]
) -> None:
    register.do(town.add_household, name)
    for query in queries:
        for typed in (query, *(query[:end] for end in range(1, len(query)))):
            assert ("person", name) in found(register, typed), typed


def test_an_index_of_an_older_version_is_made_anew_once(
    data: town.Vault, engine: Engine, register: Register
) -> None:
    """As a program before full pinyin left it: other tokens, numbers without letters, no mark."""
    register.do(town.add_household, "单家乐", ID_NUMBER)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE search_index SET words = 'm53555bb64e50 j0064006a006c'")
        connection.exec_driver_sql("DELETE FROM search_numbers")
        connection.exec_driver_sql("PRAGMA user_version = 0")
    assert found(register, "sjl") == found(register, ID_NUMBER) == []
    assert indexing.renew_if_other(engine)
    assert found(register, "sjl") == [("person", "单家乐"), ("household", "单家乐")]
    assert found(register, ID_NUMBER) == [("person", "单家乐")]
    assert not indexing.renew_if_other(engine)
    assert check.run(data.folder, data.key, engine) == []
