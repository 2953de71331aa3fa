"""Files that a bank, or a hurried clerk, brings back: no line is taken for paid that does not plainly say so of this very row."""

from datetime import date

import pytest

from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.hall.spreadsheets.table_file import TableFile
from zqdesk.office.payroll.bank.answer_file import answer_of
from zqdesk.rules.payroll.answers import Sent, Terms, read
from zqdesk.rules.problem import Refused

ONE, TWO = "6222000000000000004", "6217000000000000012"
SENT = (Sent("a", "1", ONE, 123_456, "张𬭎"), Sent("b", "2", TWO, 50_000, "阿依古丽·买买提"))
HEAD = "序号|户名|账号|金额|处理结果|到账日期|失败原因"
A, B = f"1|张𬭎|{ONE}|1234.56|成功|2026-12-09|", f"2|阿依古丽·买买提|{TWO}|500.00|成功|2026-12-09|"


def sheet(*lines: str) -> Sheet:
    return Sheet("Sheet1", tuple(tuple(line.split("|")) for line in lines))


def meant(*sheets: Sheet) -> str:
    """What became of the first and of the second row, then what the lines say that are of none of them."""
    file = answer_of(TableFile("回盘.xls", "0" * 64, sheets))
    terms = Terms({"成功"}, {"失败", "退票"}, file.has_days, date(2026, 12, 8), date(2026, 12, 10))
    found = read(file.lines, SENT, terms)
    told = ["+".join(str(each.outcome) for each in found if each.row_id == row) for row in ("a", "b")]
    return " ".join([*told, *(str(each.outcome) for each in found if not each.row_id)])


WRONG = {
    "other order": ((HEAD, B, A), "paid paid"),
    "a row is missing": ((HEAD, A), "paid missing"),
    "a row twice": ((HEAD, A, A, B), "doubled+doubled paid"),
    "comma and full width": ((HEAD, A.replace("1234.56", "１，２３４．５６"), B), "paid paid"),
    "no amount, done": ((HEAD, A.replace("1234.56", ""), B), "paid paid"),
    "no amount, no result": ((HEAD, A.replace("1234.56|成功", "|"), B), "empty paid"),
    "a fen too much": ((HEAD, A.replace("1234.56", "1234.57"), B), "over paid"),
    "yuan without fen": ((HEAD, A.replace("1234.56", "1234"), B), "part paid"),
    "a day as Excel counts": ((HEAD, A.replace("2026-12-09", "46365"), B), "impossible_day paid"),
    "a day in one piece": ((HEAD, A.replace("2026-12-09", "20261209"), B), "paid paid"),
    "a day before the file": ((HEAD, A.replace("2026-12-09", "2026-11-09"), B), "impossible_day paid"),
    "no day though there is a column": ((HEAD, A.replace("2026-12-09", ""), B), "impossible_day paid"),
    "other headings": (
        ("业务编号|客户名称|卡号|实付金额|代发结果|记账日期|备注", A, B), "paid paid",
    ),
    "a title above and a total below": (("代发回盘", "", HEAD, A, B, "合计||2|1734.56|||"), "paid paid"),
    "headings again on the second page": ((HEAD, A, HEAD, B), "paid paid"),
    "blanks around the account": ((HEAD, A.replace(ONE, f" {ONE}　"), B), "paid paid"),
    "the account as a float": ((HEAD, A.replace(ONE, "6.222E+18"), B), "contradiction paid"),
    "the account behind stars": ((HEAD, A.replace(ONE, "6222****0004"), B), "paid paid"),
    "another account behind stars": ((HEAD, A.replace(ONE, "6222****0038"), B), "contradiction paid"),
    "accounts exchanged": ((HEAD, A.replace(ONE, TWO), B.replace(TWO, ONE)), "contradiction contradiction"),
    "another month's list without accounts": (
        ("序号|户名|金额|处理结果", "1|李某|1234.56|成功", "2|阿依古丽·买买提|500.00|成功", "3|王某|1.00|成功"),
        "contradiction paid unknown",
    ),
    "a name behind a star": (("序号|户名|处理结果", "1|张*|成功", "2|阿*|失败"), "paid failed"),
    "a word nobody knows": ((HEAD, A.replace("成功", "已受理"), B), "empty paid"),
    "only those that failed, with a reason": (
        ("序号|户名|账号|金额|失败原因", f"2|阿依古丽·买买提|{TWO}|500.00|账户已销户"), "missing empty",
    ),
    "done, but nothing": ((HEAD, A.replace("1234.56", "0.00"), B), "contradiction paid"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_wrong_answer_means(wrong: str) -> None:
    lines, outcomes = WRONG[wrong]
    assert meant(sheet(*lines)) == outcomes


def test_two_sheets_and_what_of_them_was_not_read() -> None:
    assert meant(sheet("说明", "见第二页"), sheet(HEAD, A, B)) == "paid paid"
    assert meant(sheet(HEAD, A), sheet(HEAD, B)) == "paid missing", "the other waits for somebody"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((HEAD, A.replace("1234.56", "-1234.56")), "answer.cell"),
        ((HEAD, A.replace("1234.56", "壹仟")), "answer.cell"),
        (
            ("序号|收款人姓名|收款账号|金额|证件号|用途", f"1|张𬭎|{ONE}|1234.56|3701|12月低保金"),
            "answer.heading",
        ),
        (("姓名|电话", "张𬭎|1"), "answer.heading"),
    ],
)
def test_a_file_that_cannot_be_an_answer_is_refused(lines: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        meant(sheet(*lines))
    assert [each.code for each in refused.value.problems] == [code]
