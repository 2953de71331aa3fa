"""Every row, column and sum of the file stands beside what would come in."""

from dataclasses import replace

from tests.office.people.roster.test_roster import A, B, planned_of, table
from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.people.roster.comparison import Line, compared, totals

ROSTER = f"""
    |2025年名册||||
    |序号|户主姓名|身份证号|户月保障金|备注|
    |1|张某|{A}|804.50|迁出|
    |||||
    |2|李某|{B}|500||
    |3|||||
    |合计|||1,304.50||
    |||||两户已停|
"""


def lines(sheet: Sheet, *others: Sheet) -> list[Line]:
    planned_of(sheet)
    return list(compared(planned_of.last, (sheet, *others)))


def said(about: str, found: list[Line]) -> str:
    return next(line.said for line in found if line.about == about)


def test_rows_and_sums_add_up() -> None:
    found = lines(table(ROSTER))
    assert said("文件中读到", found) == "2 户 2 人，户月保障金 1,304.50 元"
    assert said("行", found) == "第 1–8 行共 8 行：2 行是家庭或人员，6 行不是"
    assert said("只有序号的行", found) == "1 行"
    assert "两户已停" in said("没有姓名和身份证号的行", found)
    assert said("第 7 行“合计”", found) == "户月保障金写着 1,304.50 元，与以上各户相符"


def test_a_total_that_does_not_agree_is_red() -> None:
    found = lines(table(ROSTER.replace("1,304.50", "1,340.50")))
    (line,) = [each for each in found if each.about == "第 7 行“合计”"]
    assert (line.kind, "以上各户合计 1,304.50 元，不相符" in line.said) == ("bad", True)


def test_every_column_is_named_also_those_that_stay_behind() -> None:
    sheet = replace(table(ROSTER), hidden_columns=frozenset({5}))
    found = lines(sheet)
    assert said("D 列“户月保障金”", found).startswith("作为“户月保障金”导入")
    assert said("E 列“备注”", found) == "不导入（2 格有内容，隐藏列）"


def test_what_is_hidden_noted_or_left_out_is_named() -> None:
    sheet = replace(
        table(ROSTER),
        name="东村",
        hidden_rows=frozenset({5}),
        comments={(3, 5): "看"},
        merged=((3, 1, 4, 1),),
    )
    last_year = replace(sheet, name="去年", hidden=True)
    found = lines(sheet, last_year)
    assert said("隐藏或筛选掉的行", found) == "1 行：第 5 行"
    assert said("没有读的工作表（隐藏）", found) == "8 行"
    assert said("批注", found).startswith("1 处")
    assert said("合并单元格", found) == "1 处"
    assert "隐藏" in said("第 5 行 李某", found)


def test_the_parts_are_the_whole() -> None:
    found = lines(table(ROSTER.replace(B, "1")))
    households = planned_of.last.households
    whole, ready = totals(households), totals([each for each in households if each.is_ready])
    assert (whole.households, ready.households, ready.allowance_fen) == (2, 1, 80_450)
    assert said("有问题，不导入", found) == "1 户 1 人，户月保障金 500.00 元"
