"""Rosters of careless people, by kind: what may mean two things is asked or refused, and nothing falls out unsaid."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office.people.roster.test_roster import A, B, C, D, planned, planned_of, table
from zqdesk.office.hall.spreadsheets import text_tables
from zqdesk.office.people.roster import columns as roster_columns
from zqdesk.office.people.roster.cells import account, month, phone, village_of
from zqdesk.office.people.roster.values import RosterHousehold
from zqdesk.rules.people.identity import check_digit
from zqdesk.rules.problem import Refused

TODAY = date(2026, 11, 23)


def asked(household: RosterHousehold) -> list[str]:
    return [said.problem.code for said in household.questions]


def refused(household: RosterHousehold) -> list[str]:
    return [said.problem.code for said in household.problems]


def columns(heading: str, above: str = "") -> dict[str, int]:
    return roster_columns.recognise(table(f"{above}\n|{heading}|".strip())).columns


@given(
    st.integers(1990, 2027),
    st.integers(1, 12),
    st.sampled_from(["-", ".", "/", "年", "—", "．"]),
    st.booleans(),
)
def test_a_month_is_the_one_that_was_written(year: int, number: int, between: str, wide: bool) -> None:
    text = f"{year}{between}{number:02d}" + ("月" if between == "年" else "")
    typed = text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}) if wide else text
    assert month(typed, TODAY) == f"{year}-{number:02d}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "month.two") for text in ("2025.1", "２０２５．１")),
        *((text, "month.serial") for text in ("45839", "46000")),
        *(
            (text, "month.form")
            for text in (
                *(
                    "03/04",
                    "25-07",
                    "25.7",
                    "7/2025",
                    "Jul-25",
                    "2025年13月",
                    "2025-02-30",
                    "2025",
                    "二〇二五年七月",
                ),
                *("2025-07至2025-12", "2025年7月（停）", "2025-7-15 10:00", "٢٠٢٥-٠٧", "不详"),
            )
        ),
        *((text, "month.range") for text in ("1899-01", "2099-01")),
    ],
)
def test_a_month_that_may_be_another_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        month(text, TODAY)
    assert refusal.value.problems[0].code == code


@pytest.mark.parametrize(
    "text",
    ["2025年7月", "2025年07月份", "2025-7", "2025/07/15", "202507", "20250715", "2025.7.1", "2025年7月1日"],
)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert month(text, TODAY) == "2025-07"


def test_a_month_to_come_is_asked_about() -> None:
    (one,) = planned(f"|户主姓名|身份证号|户月保障金|起始月份|\n|张某|{A}|804|2027-12|")
    assert asked(one) == ["month.future"]
    assert not one.is_ready
    assert replace(one, answered=True).is_ready


@pytest.mark.parametrize("text", ["6.22E+18", "6.22202E+18", "账号见存折", "6222O00000000000004", "123"])
def test_what_is_no_account_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        account(text, from_number=False)


@pytest.mark.parametrize("text", ["未办卡", "无", "待办", "-", ""])
def test_no_account_is_none(text: str) -> None:
    assert account(text, from_number=False)[0] == ""


def test_leading_zeros_that_excel_took_are_asked_about() -> None:
    sheet = replace(
        table(f"|户主姓名|身份证号|户月保障金|银行账号|\n|张某|{A}|804|123456789012|"),
        numbers=frozenset({(2, 4)}),
    )
    assert asked(planned_of(sheet)[0]) == ["account.zeros"]


def rounded(number: int) -> str:
    """An ID number that went through a cell of Excel and still passes its check digit."""
    first = next(f"3701141980{n:05d}"[:15] + "00" for n in range(number, 99_999) if _is_rounded(n))
    return first + check_digit(first)


def _is_rounded(n: int) -> bool:
    text = f"3701141980{n:05d}"
    return (
        text[10:12] in ("01", "02") and "01" <= text[12:14] <= "28" and check_digit(text[:15] + "00") == "0"
    )


def test_numbers_that_all_end_in_zeros_were_rounded() -> None:
    first, second = rounded(1000), rounded(2000)
    assert first != second
    one, two = planned(f"|户主姓名|身份证号|户月保障金|\n|张某|{first}|804|\n|李某|{second}|804|")
    assert refused(one) == refused(two) == ["id_number.rounded"]
    (alone,) = planned(f"|户主姓名|身份证号|户月保障金|\n|张某|{first}|804|")
    assert (refused(alone), asked(alone)) == ([], ["id_number.zeros"])
    among = planned(f"|户主姓名|身份证号|户月保障金|\n|张某|{first}|804|\n|李某|{A}|804|")
    assert [refused(each) for each in among] == [[], []]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *((text, "allowance") for text in ("月救助金额", "户月保障金（元）", "保障金(元/月)", "户月补差金额", "每户月保障金", "低保金")),
        *((text, "account_number") for text in ("社会保障卡账号", "銀行賬號", "一卡通账号", "银行卡号", "开户银行账号")),
        *((text, "head_name") for text in ("户 主", "戶主姓名", "户主姓名（必填）")),
        *((text, "id_number") for text in ("公民身份号码", "身份證號碼", "身份证号（18位）", "居民身份证号码")),
        ("身份证号（户主）", "head_id_number"),
        ("村（居）", "village"),
        ("聯繫電話", "phone"),
    ],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_written(heading: str, field: str) -> None:
    assert columns(heading) == {field: 0}


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "保障金（元/年）",
            "保障金（万元）",
            "保障金(元/季)",
            "保障金（2024年）",
            "保障金(元/人/月)",
            "年保障金",
            "人均保障金",
        ),
        *(
            "身份证号（监护人）",
            "监护人身份证号",
            "联系电话（村干部）",
            "代理人姓名",
            "姓名（配偶）",
            "银行账号（代领）",
        ),
    ],
)
def test_a_unit_a_year_or_another_person_in_a_heading_is_not_passed_over(heading: str) -> None:
    assert columns(heading) == {}


@pytest.mark.parametrize("above", ["|单位：万元|", "|金额单位:元/年|", "|2025年名册（元/季度）|"])
def test_a_unit_above_the_table_holds_for_its_sums(above: str) -> None:
    assert "allowance" not in columns("户主姓名|身份证号|户月保障金", above)
    assert "allowance" in columns("户主姓名|身份证号|户月保障金（元）", above)


def test_two_columns_for_one_field_are_asked_about() -> None:
    sheet = table(f"|户主姓名|身份证号|公民身份号码|户月保障金|\n|张某|{A}|{B}|804|")
    layout = roster_columns.recognise(sheet)
    (problem,) = roster_columns.check(sheet, layout)
    assert (problem.code, "B 列" in problem.text, "C 列" in problem.text) == ("columns.doubled", True, True)
    chosen = roster_columns.mapped(layout, {0: "head_name", 2: "id_number", 3: "allowance"})
    assert roster_columns.check(sheet, chosen) == []


def test_headings_in_two_rows() -> None:
    (one,) = planned(f"""
        |村居|户主||监护人||户月保障金|
        ||姓名|身份证号|姓名|身份证号||
        |示例东村|张某|{A}|李某|{B}|804|
    """)
    assert (one.head.name, one.head.id_number, one.allowance_fen) == ("张某", A, 80_400)


def test_heads_of_one_name_are_two_households() -> None:
    first, second = planned(f"""
        |户主姓名|姓名|身份证号|户月保障金|
        |张伟|张伟|{A}|804|
        |张伟|张小|{B}|804|
        |张伟|张伟|{C}|500|
        |张伟|李某|{D}|500|
    """)
    assert [[each.name for each in home.members] for home in (first, second)] == [
        ["张伟", "张小"],
        ["张伟", "李某"],
    ]
    assert (first.allowance_fen, second.allowance_fen) == (80_400, 50_000)


def test_a_number_that_begins_anew_in_each_village_is_another_household() -> None:
    first, second = planned(f"""
        |村居|户编号|姓名|身份证号|与户主关系|户月保障金|
        |示例东村|1|张某|{A}|户主|804|
        |示例西村|1|李某|{B}|户主|500|
    """)
    assert (first.allowance_fen, second.allowance_fen) == (80_400, 50_000)
    assert asked(first) == asked(second) == []


@pytest.mark.parametrize("relation", ["户主", "妻"])
def test_a_number_seen_before_is_asked_about_or_refused(relation: str) -> None:
    first, _, third = planned(f"""
        |户编号|姓名|身份证号|与户主关系|户月保障金|
        |1|张某|{A}|户主|804|
        |2|王某|{C}|户主|500|
        |1|李某|{B}|{relation}|804|
    """)
    told = asked if relation == "户主" else refused
    assert "key.repeated" in told(first) or "key.torn" in told(first)
    assert "key.repeated" in told(third) or "key.torn" in told(third)


def test_what_stands_in_any_row_of_a_household_is_taken() -> None:
    (one,) = planned(f"""
        |户编号|姓名|身份证号|与户主关系|户月保障金|银行账号|联系电话|起始月份|
        |1|李某|{B}|妻||||
        |1|张某|{A}|户主|804|6222000000000000004|13000000000|2025-07|
    """)
    assert (one.account_number, one.phone, one.from_month) == (
        "6222000000000000004",
        "13000000000",
        "2025-07",
    )
    assert refused(one) == asked(one) == []


def test_a_household_that_contradicts_itself_is_refused_or_asked() -> None:
    (one,) = planned(f"""
        |户编号|姓名|身份证号|与户主关系|户月保障金|银行账号|
        |1|张某|{A}|户主|402|6222000000000000004|
        |1|李某|{B}|妻|300|6222000000000000012|
    """)
    assert refused(one) == ["cell.contradicts"]
    assert asked(one) == ["cell.differs"]


def test_a_household_without_a_head_is_asked_about() -> None:
    (one,) = planned(f"""
        |户编号|姓名|身份证号|与户主关系|户月保障金|
        |1|李某|{B}|妻|804|
        |1|张小|{C}|子||
    """)
    assert "head.first" in asked(one)


def test_a_head_who_is_no_member_is_named() -> None:
    (one,) = planned(f"|户主姓名|姓名|身份证号|户月保障金|\n|王某|李某|{B}|804|")
    assert refused(one) == ["head.missing"]


def test_one_sum_in_every_row_may_be_each_persons() -> None:
    (one,) = planned(f"""
        |户编号|姓名|身份证号|与户主关系|救助金额|
        |1|张某|{A}|户主|402|
        |1|李某|{B}|妻|402|
    """)
    assert asked(one) == ["money.repeated"]


def test_a_sum_above_the_standard_is_asked_about() -> None:
    (one,) = planned(f"|户主姓名|身份证号|户月保障金|\n|张某|{A}|9648|", standards={"rural": 100_000})
    assert asked(one) == ["money.high"]


@pytest.mark.parametrize(
    "text", ["#REF!", "#DIV/0!", "#N/A", "######", "≈6222000000000000000", "坏\ufffd字", "字" * 201, "\ue000"]
)
@pytest.mark.parametrize(
    "field", ["村居", "家庭住址", "联系电话", "银行账号", "开户银行", "低保证号", "起始月份", "户月保障金"]
)
def test_a_cell_that_says_nothing_keeps_its_row_out(field: str, text: str) -> None:
    heads = {"户主姓名": "张某", "身份证号": A, "户月保障金": "804"} | {field: text}
    (one,) = planned("|".join(("", *heads, "")) + "\n" + "|".join(("", *heads.values(), "")))
    first = one.problems[0]
    assert (first.row, first.problem.code.split(".")[0]) == (2, "cell")


@pytest.mark.parametrize(
    "name", ["示例东村", "示例东村村委会", "示例东村村民委员会", "示例街道示例东村", "示例东"]
)
def test_a_village_is_known_by_any_of_its_names(name: str) -> None:
    assert village_of(name, {"示例东村": "1", "示例社区": "2", "东村": "3"}) == "1"


@pytest.mark.parametrize("name", ["大示例东村", "示例", "不知何村"])
def test_a_village_is_never_guessed(name: str) -> None:
    assert village_of(name, {"示例东村": "1", "示例西村": "2"}) == ""


def test_rows_that_are_nobody_are_accounted_for() -> None:
    sheet = table(f"""
        |2025年名册||||
        |序号|户主姓名|身份证号|户月保障金|备注|
        |1|张某|{A}|804||
        |||||
        ||本页小计||804||
        |序号|户主姓名|身份证号|户月保障金|备注|
        |2|李某|{B}|500|合计两人|
        |3|||||
        ||||1,304|合 计|
        |制表人：王某||||
        |||||迁出两户|
    """)
    plan = planned_of(sheet)
    assert [each.head.name for each in plan] == ["张某", "李某"]
    (table_read,) = planned_of.last.tables
    assert [(each.row, each.kind) for each in table_read.left] == [
        (1, "title"), (2, "heading"), (4, "blank"), (5, "total"), (6, "heading"),
        (8, "counted"), (9, "total"), (10, "foot"), (11, "other"),
    ]  # fmt: skip


def test_a_second_table_below_the_first_is_one_of_its_own() -> None:
    sheet = table(f"""
        |户主姓名|身份证号|户月保障金|
        |张某|{A}|804|
        ||||
        |姓名|开户银行|户月保障金|身份证号|
        |李某|示例银行|500|{B}|
    """)
    first, second = roster_columns.tables(sheet)
    assert (len(first.rows), second.first_row, second.rows[0][0]) == (3, 4, "姓名")
    assert [each.head.id_number for part in (first, second) for each in planned_of(part)] == [A, B]


@pytest.mark.parametrize("text", ["0.08", "9.99", "0.01", "0.80"])
def test_an_allowance_in_another_unit_is_asked_about_whatever_said_the_unit(text: str) -> None:
    """A format of the cell may show 万元 beside it, which no reader of cells tells."""
    (one,) = planned(f"|户主姓名|身份证号|户月保障金|\n|张某|{A}|{text}|")
    assert asked(one) == ["money.low"]


@pytest.mark.parametrize(
    "row", [f"张某,{A},1,804.00", f"张某,{A},804,多,出", f"张某,{A},10,804.50", f"张某,{A},804,,,x"]
)
def test_a_line_longer_than_the_headings_is_asked_about(row: str) -> None:
    (sheet,) = [text_tables.read(f"户主姓名,身份证号,户月保障金\r\n李某,{B},600\r\n{row}\r\n".encode())]
    whole, longer = planned_of(sheet)
    assert whole.is_ready
    assert "row.longer" in asked(longer)


@pytest.mark.parametrize("text", ["-", "--", "——", "·", "'", "— —", "－"])
def test_signs_alone_are_no_name(text: str) -> None:
    (one,) = planned(f"|户主姓名|身份证号|户月保障金|\n|{text}|{A}|804|")
    assert any(code.startswith("name.") for code in refused(one))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        *(
            (text, True)
            for text in ("0531-83210000", "83210000", "053183210000", "400-800-1234", "13000000000")
        ),
        *((text, False) for text in ("1300000000", "130000000", "130000000000", "1234567", "01234567")),
    ],
)
def test_a_telephone_that_lost_a_digit_is_asked_about(text: str, known: bool) -> None:
    number, said = phone(text)
    assert number == text
    assert (said is None) is known


@pytest.mark.parametrize("text", ["——以下空白——", "以下空白", "（以下无正文）"])
def test_that_nothing_follows_is_nobody(text: str) -> None:
    assert len(planned(f"|户主姓名|身份证号|户月保障金|\n|张某|{A}|804|\n|{text}|||")) == 1
