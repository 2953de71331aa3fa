"""The roster as it is signed, and the bank's file in every writing: nothing is replaced, nothing is cut."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests import town
from tests.office.payroll.payroll_course import Months
from tests.papers.readback import text_of
from zqdesk.office.payroll.bank import bank_files
from zqdesk.office.payroll.bank.bank_files import BankList
from zqdesk.papers import bound
from zqdesk.papers.payroll import bank_file
from zqdesk.papers.reserve import books
from zqdesk.records.register import Register
from zqdesk.rules.problem import Refused

RARE = "张𬭎𠅤"


@pytest.fixture
def hall(register: Register, clock: town.Clock) -> Months:
    clock.set(date(2026, 12, 3))
    made = Months(register, clock)
    made.home(RARE, 1, 60_000, uplift=8_040)
    made.home("阿依古丽·买买提吐尔逊", 2, 50_000)
    return made


def bank_list(hall: Months, format_: str) -> BankList:
    listed = hall.clerk.read(bank_files.bank_list, hall.sign(hall.make()), hall.today)
    return replace(listed, form=replace(listed.form, format=format_))


def test_the_roster_has_its_rows_sums_and_signers(hall: Months) -> None:
    made = hall.sign(hall.make())
    book = hall.clerk.read(bound.view, "payroll_roster", made)
    text = text_of(books.draw(books.content(book, "A2B3C4D5E6", hall.today)))
    for said in (
        "2026年12月低保金发放名册", RARE, "阿依古丽·买买提吐尔逊", "1,180.40", "壹仟壹佰捌拾元肆角整",
        "370114001-2026-FF-00001", "制表（签字）", "复核（签字）", "批准（签字）", "分类施保金",
    ):  # fmt: skip
        assert said in text.replace("\n", ""), said


def test_separated_by_commas_in_the_banks_writing(hall: Months) -> None:
    made = bank_file.draw(bank_list(hall, "csv_gb"))
    assert made.name == "2026年12月低保金发放名册-370114001-2026-FF-00001.csv"
    first, heads, one, two = made.content.decode("gb18030").splitlines()
    assert first == "2,1180.40"
    assert heads == "序号,收款人姓名,收款账号,开户行,金额,证件号,用途"
    assert one.startswith(f"1,{RARE},6222")
    assert one.endswith(",2026年12月低保金")
    assert ",500.00," in two


def test_what_the_writing_lacks_is_named_and_never_replaced(hall: Months) -> None:
    with pytest.raises(Refused) as refused:
        bank_file.draw(bank_list(hall, "csv_gbk"))
    (problem,) = refused.value.problems
    assert problem.code == "bank_file.character"
    assert RARE in problem.text
    assert "𠅤、𬭎" in problem.text


def test_fixed_widths_are_bytes_and_cut_nothing(hall: Months) -> None:
    listed = bank_list(hall, "fixed_gb")
    lines = bank_file.draw(listed).content.split(b"\r\n")
    width = sum(column.width for column in listed.form.columns)
    assert [len(line) for line in lines[1:4]] == [width] * 3
    assert lines[0] == b"0000000002000000000000118040"
    narrow = tuple(replace(each, width=4) if each.field == "name" else each for each in listed.form.columns)
    with pytest.raises(Refused) as refused:
        bank_file.draw(replace(listed, form=replace(listed.form, columns=narrow)))
    assert {each.code for each in refused.value.problems} == {"bank_file.width"}


def test_a_workbook_keeps_every_digit(hall: Months) -> None:
    listed = bank_list(hall, "workbook")
    sheet = openpyxl.load_workbook(BytesIO(bank_file.draw(listed).content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[1] for row in rows] == [RARE, "阿依古丽·买买提吐尔逊"]
    assert rows[0][2] == listed.rows[0].account_number
    assert rows[0][4] == 680.4
