"""A list as it is printed and signed (发放名册): columns in the order of the running rosters, sums page by page."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.hall.access import found
from zqdesk.office.payroll.accounts import kept_by_others
from zqdesk.office.payroll.lists import kept_rows
from zqdesk.office.payroll.values import ListRow
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.office.reserve.books.values import (
    Book,
    BookColumn,
    BookRow,
    Value,
    column,
    fen_column,
    total_row,
)
from zqdesk.records.tables.payroll import PayrollList, PayrollStop
from zqdesk.rules.calendar import add_months
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.payroll.checks import first_day
from zqdesk.rules.payroll.process import ENDED, Kind, State
from zqdesk.rules.problem import Problem, Refused

SIGNERS = ("制表", "复核", "批准")
NAMED = 12
"""So many of those held back are named below the lines."""


def roster(session: Session, list_id: str) -> Book:
    """The roster of a signed list. Refused: a draft, which nobody answers for yet."""
    head = found(session, PayrollList, list_id)
    if head.state == State.DRAFT:
        raise Refused(Problem("payroll.draft", "名册签字之后才能打印。"))
    rows = kept_rows(session, list_id)
    stopped = set(session.scalars(select(PayrollStop.row_id)))
    paid = [row for row in rows if not row.held and row.row_id not in stopped]
    back_pay = head.kind == Kind.BACK_PAY
    columns = _columns(head.programme, back_pay=back_pay)
    lines = [
        BookRow(
            (
                str(row.position), row.village_name, row.name, row.id_number, row.certificate_number,
                str(row.person_count), row.base_fen, row.uplift_fen, row.total_fen,
                _back_pay_words(row) if back_pay else row.address,
                row.account_name, row.bank_name, row.account_number, "",
            )
        )
        for row in paid
    ]  # fmt: skip
    total = sum(row.total_fen for row in paid)
    sums: dict[int, Value] = {
        5: str(sum(row.person_count for row in paid)),
        6: sum(row.base_fen for row in paid),
        7: sum(row.uplift_fen for row in paid),
        8: total,
    }
    lines.append(total_row(columns, "合计", sums))
    return Book(
        kind="payroll_roster",
        title=head.title,
        office=hall(session).name,
        period=f"发放日期：{chinese_day(head.pay_on)}",
        number=head.number,
        columns=columns,
        rows=tuple(lines),
        words=(
            *_words(head, paid, [row for row in rows if row not in paid], total),
            *_keepers(session, head, paid),
        ),
        signers=SIGNERS,
        wide=True,
    )


def _back_pay_words(row: ListRow) -> str:
    """2027-01至03每月46.00；2027-04 48.00: the months one after the other that are owed the same stand together."""
    runs: list[tuple[str, str, int]] = []
    for month, *_, owed in row.months:
        if owed and runs and runs[-1][2] == owed and _month_after(runs[-1][1]) == month:
            runs[-1] = (runs[-1][0], month, owed)
        elif owed:
            runs.append((month, month, owed))
    return "；".join(
        f"{first} {format_yuan(fen)}"
        if first == last
        else f"{first}至{last if last[:4] != first[:4] else last[5:]}每月{format_yuan(fen)}"
        for first, last, fen in runs
    )


def _month_after(month: str) -> str:
    return f"{add_months(first_day(month), 1):%Y-%m}"


def _columns(programme: str, *, back_pay: bool = False) -> tuple[BookColumn, ...]:
    """As the running systems print them (domain-reference §6.3)."""
    monthly = PROGRAMMES[programme].monthly if programme else None
    return (
        column("序号", 9),
        column("村（居）", 18, align="left"),
        column("姓名", 17, align="left"),
        column("身份证号", 31),
        column(monthly.certificate if monthly else "证号", 19),
        column("人数", 8),
        fen_column("基本金额", 16, flows=True),
        fen_column(monthly.uplift if monthly else "另计金额", 15, flows=True),
        fen_column("合计(元)", 17, flows=True),
        column("补发月份和金额" if back_pay else "居住地址", 26, align="left"),
        column("账户名称", 17, align="left"),
        column("开户银行", 24, align="left"),
        column("银行账号", 32),
        column("领取人", 16),
    )


def _keepers(session: Session, head: PayrollList, paid: list[ListRow]) -> tuple[str, ...]:
    """Whose cards others keep, as it was when the list was signed (S2 art. 26): whoever draws the money is named."""
    if head.prepared_at is None:
        return ()
    keepers = kept_by_others(session, {row.home_id: row.account_number for row in paid}, head.prepared_at)
    told = "、".join(f"{row.name}（{keepers[row.home_id]}）" for row in paid if row.home_id in keepers)
    return (f"存折（卡）由他人代管的，括号内为代管人：{told}。",) if told else ()


def _words(head: PayrollList, paid: list[ListRow], left: list[ListRow], total: int) -> tuple[str, ...]:
    persons = sum(row.person_count for row in paid)
    words = [f"共{len(paid)}户，{persons}人，合计（大写）{capitals(total)}。"]
    if head.source:
        words.append(f"依据：{head.source}。")
    if head.kind == Kind.BACK_PAY:
        words.append(
            "各月按当月的标准、人口和收入重新测算，减去已为该月发放的；测算少于已发的月份不追回、不抵扣。"
        )
    if left:
        names = "、".join(row.name for row in left[:NAMED]) + ("等" if len(left) > NAMED else "")
        fen = format_yuan(sum(row.total_fen for row in left))
        words.append(f"另有{len(left)}户暂缓发放，计{fen}元：{names}。")
    if head.state in ENDED:
        words.append(f"本名册已退回，不发放：{head.ended_reason}。")
    signed = [
        f"{title}：{name}（{at:%Y-%m-%d}）"
        for title, name, at in (
            ("制表", head.prepared_by_name, head.prepared_at),
            ("复核", head.reviewed_by_name, head.reviewed_at),
            ("批准", head.released_by_name, head.released_at),
        )
        if at is not None
    ]
    words.append("系统中签字：" + "　".join(signed))
    return tuple(words)
