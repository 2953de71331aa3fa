"""Rosters of several shapes are recognised; each wrong cell is named with its row, column and reason."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from zqdesk.office.hall.spreadsheets.sheets import LOST, Sheet
from zqdesk.office.people.duplicates import Standing
from zqdesk.office.people.guards import Known
from zqdesk.office.people.roster import columns as roster_columns
from zqdesk.office.people.roster import plan as roster
from zqdesk.office.people.roster.values import Context, RosterHousehold
from zqdesk.paths import shipped
from zqdesk.rules.codes import CodeTable, parse_codes

A, B, C, D = "370114190001010014", "370181190002150027", "37011419001231999X", "37012219000301123X"


def relations() -> CodeTable:
    file = shipped("resources") / "codes" / "relation.toml"
    return parse_codes("relation", tomllib.loads(file.read_text(encoding="utf-8")))


def table(text: str) -> Sheet:
    """Rows as lines, cells between bars."""
    rows = [
        tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))
        for line in text.strip().splitlines()
    ]
    width = max(len(row) for row in rows)
    return Sheet("", tuple(row + ("",) * (width - len(row)) for row in rows))


class PlannedOf:
    """The households of a sheet; the plan that they came from is kept."""

    last: roster.Plan

    def __call__(
        self,
        sheet: Sheet,
        known: dict[str, Known] | None = None,
        standards: dict[str, int] | None = None,
    ) -> tuple[RosterHousehold, ...]:
        layout = roster_columns.recognise(sheet)
        assert roster_columns.check(sheet, layout) == []
        context = Context(
            today=date(2026, 11, 23),
            from_month="2026-11",
            villages={"示例东村": "370114001201", "示例社区": "370114001001"},
            relations=relations(),
            known=known or {},
            standards=standards or {},
        )
        self.last = roster.plan([(sheet, layout)], context)
        return self.last.households


planned_of = PlannedOf()


def planned(
    text: str, known: dict[str, Known] | None = None, standards: dict[str, int] | None = None
) -> tuple[RosterHousehold, ...]:
    return planned_of(table(text), known, standards)


def codes(household: RosterHousehold) -> list[str]:
    return [said.problem.code for said in household.problems]


def test_one_row_a_household_below_title_rows() -> None:
    (one, two) = planned(f"""
        |2025年度农村低保名册|
        |制表单位：示例街道||2025-12-31|
        |地区|户主姓名|身份证号码|保障人数|户月保障金(元)|分类施保金（元）|开户银行|银行账号|享受时间|
        |示例东村|张某|{A}|1|804|80.40|示例银行|6222000000000000004|2025-07|
        |不知何村|李某|{B}|2人|1,200.5|||| |
        |合计|||3|2,004.50|
    """)
    assert (one.head.name, one.head.id_number, one.head.sex, one.village_id) == (
        "张某",
        A,
        "1",
        "370114001201",
    )
    assert (one.allowance_fen, one.uplift_fen, one.from_month) == (80_400, 8_040, "2025-07")
    assert (two.allowance_fen, two.person_count, two.from_month) == (120_050, 2, "2026-11")
    assert [said.problem.code for said in two.notes] == ["village.unknown"]
    assert codes(one) == codes(two) == []


def test_one_row_a_person_with_merged_cells() -> None:
    (one, two) = planned(f"""
        |户编号|姓名|公民身份号码|与户主关系|户月保障金|
        |1|李某|{B}|妻|1,000.00|
        ||张某|{A}|户主||
        |2|𬭎某|{C}|户主|804|
    """)
    assert [member.name for member in one.members] == ["张某", "李某"]
    assert one.members[1].relation == "12"
    assert one.allowance_fen == 100_000
    assert two.head.name == "𬭎某"


def test_members_in_columns_of_the_household_row() -> None:
    (one,) = planned(f"""
        |户主姓名|户主身份证号|户月保障金|成员1姓名|成员1身份证号|成员2姓名|成员2身份证号|
        |张某|{A}|900|张某|{A}|李某|{B}|
    """)
    assert [member.name for member in one.members] == ["张某", "李某"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (f"|张某|{A[:-1]}5|804|", "id_number.checksum", "身份证号"),
        (f"|张某|{LOST}370114190001010000|804|", "cell.lost", "身份证号"),
        ("|张某||804|", "id_number.missing", "身份证号"),
        (f"||{A}|804|", "name.empty", "户主姓名"),
        (f"|张某|{A}||", "money.missing", "户月保障金"),
        (f"|张某|{A}|八百|", "money.form", "户月保障金"),
        (f"|张某|{A}|804|2025年13月|", "month.form", "起始月份"),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_reason(row: str, code: str, column: str) -> None:
    (one,) = planned(f"|户主姓名|身份证号|户月保障金|起始月份|\n{row}")
    assert [(said.row, said.column, said.problem.code) for said in one.problems] == [(2, column, code)]


@pytest.mark.parametrize("digits", [12, 20, 400, 4301, 32_767])
@pytest.mark.parametrize(
    "field", ["保障人数", "户月保障金", "分类施保金", "享受时间", "身份证号", "银行账号"]
)
def test_digits_without_end_are_a_problem_of_their_row(field: str, digits: int) -> None:
    """Python turns no more than 4,300 of them into a number, the database no more than 19."""
    heads = {"户主姓名": "张某", "身份证号": A, "户月保障金": "804"}
    cells = heads | {field: "9" * digits}
    (one,) = planned("|".join(("", *cells, "")) + "\n" + "|".join(("", *cells.values(), "")))
    assert [said.row for said in (*one.problems, *one.notes)] == [2]
    assert one.allowance_fen < 2**63
    assert one.uplift_fen < 2**63


def test_a_heading_with_digits_without_end_is_not_known() -> None:
    assert roster_columns.recognise(table(f"|姓名|成员{'9' * 5000}姓名|")).columns == {"name": 0}


def test_rows_are_counted_as_excel_does() -> None:
    sheet = replace(table("|户主姓名|身份证号|户月保障金|\n|张某|1|804|"), first_row=7)
    context = Context(date(2026, 11, 23), "2026-11", {}, relations(), {})
    (one,) = roster.plan([(sheet, roster_columns.recognise(sheet))], context).households
    assert (one.row, one.problems[0].row) == (8, 8)


def test_a_stand_in_in_a_name_is_read_refused_or_said() -> None:
    one, two, three = planned(
        f"""
        |户主姓名|身份证号|户月保障金|
        |\u2ee9某|{A}|804|
        |王(石研)|{B}|804|
        |王yan|{C}|804|
        """
    )
    assert one.head.name == "黄某"
    assert codes(two) == ["name.bracket"]
    assert [said.problem.code for said in three.notes] == ["name.letters"]


def test_fifteen_digits_are_converted_and_said() -> None:
    (one,) = planned("|户主姓名|身份证号|户月保障金|\n|张某|370122600101001|804|")
    assert len(one.head.id_number) == 18
    assert [said.problem.code for said in one.notes] == ["id_number.converted"]


def test_the_same_person_twice_and_whom_the_guards_stop() -> None:
    held = Standing("p", "李某", "roll", "示例西村李某户", "h")
    first, second, third, fourth = planned(
        f"""
        |户主姓名|身份证号|户月保障金|
        |张某|{A}|804|
        |张某|{A}|804|
        |李某|{B}|804|
        |李四|{C}|804|
        """,
        known={B: Known("李某", held=(held,)), C: Known("张大山", date(2026, 1, 2))},
    )
    assert codes(first) == codes(second) == ["file.duplicate"]
    assert "第 2、3 行" in first.problems[0].problem.text
    assert codes(third) == ["person.on_roll"]
    assert [(said.row, said.column, said.problem.code) for said in fourth.problems] == [
        (5, "姓名", "person.name_differs"),
        (5, "身份证号", "person.dead"),
    ]


def test_columns_that_are_missing_are_all_named() -> None:
    sheet = table("|甲|乙|\n|1|2|")
    layout = roster_columns.recognise(sheet)
    assert [problem.code for problem in roster_columns.check(sheet, layout)] == [
        "columns.name",
        "columns.id_number",
        "columns.allowance",
    ]


def test_of_two_counts_the_one_of_those_supported_is_taken() -> None:
    text = f"""
    村（居） | 户主姓名 | 身份证号 | 家庭人口 | 保障人口 | 月保障金
    示例东村 | 张某 | {A} | 4 | 2 | 900
    """
    columns = roster_columns.recognise(table(text)).columns
    assert columns["person_count"] == 4


def test_the_village_gives_the_standard_where_the_roster_does_not() -> None:
    plan = planned(f"""
        |村居|户主姓名|身份证号码|类别|户月保障金|
        |示例社区|张某|{A}||804|
        |示例东村|李某|{B}|不详|804|
        |示例社区|王某|{C}|农村|804|
    """)
    assert [one.standard_kind for one in plan] == ["urban", "rural", "rural"]
    notes = [
        [said.problem.code for said in one.notes if said.problem.code.startswith("standard")] for one in plan
    ]
    assert notes == [[], ["standard_kind.unknown"], ["standard_kind.other"]]
