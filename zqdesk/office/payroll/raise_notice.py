"""What a household is told of a raise: every month with what was due, paid and is paid back, and the sum from then on."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.hall.access import found
from zqdesk.office.payroll.back_pay.raises import asked_of
from zqdesk.office.payroll.lists import month_words
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.office.reserve.books.values import Book, BookRow, column, fen_column, total_row
from zqdesk.records.tables.payroll import PayrollList, PayrollRow
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.payroll.process import Kind, State
from zqdesk.rules.people.identity import mask_card
from zqdesk.rules.problem import Problem, Refused

SIGNERS = ("经办人", "签收人", "签收日期")
COLUMNS = (
    column("月份", 34, align="left"),
    fen_column("按当月标准应发(元)", 42),
    fen_column("已发(元)", 36),
    fen_column("补发(元)", 36, flows=True),
    column("说明", 26),
)


def raise_notice(session: Session, row_id: str) -> Book:
    """The notice to one household of a list. Refused: another kind of list, one that nobody has released."""
    row = found(session, PayrollRow, row_id)
    head = found(session, PayrollList, row.list_id)
    if head.kind != Kind.BACK_PAY or head.state != State.RELEASED:
        raise Refused(Problem("raise.notice", "提标补发名册批准以后，才能出具告知书。"))
    title = PROGRAMMES[head.programme].title
    lines = [
        BookRow(
            (
                month_words(month),
                base + uplift,
                paid,
                owed or None,
                "" if owed or base + uplift == paid else "不追回",
            )
        )
        for month, base, uplift, paid, owed in row.months
    ]
    lines.append(total_row(COLUMNS, "合计", {3: row.total_fen}))
    return Book(
        kind="raise_notice",
        title=f"{title}待遇变更（提标补发）告知书",
        office=hall(session).name,
        number=f"{head.number}-{row.position}",
        facts=(
            ("户主或本人", row.name),
            ("村（居）", row.village_name),
            ("证号", row.certificate_number),
            ("保障人数", f"{row.person_count}人"),
        ),
        columns=COLUMNS,
        rows=tuple(lines),
        words=tuple(_words(session, head, row, title)),
        signers=SIGNERS,
    )


def _words(session: Session, head: PayrollList, row: PayrollRow, title: str) -> list[str]:
    later = asked_of(head).next_month
    told = (
        f"根据{head.source}，{title}标准提高，自{month_words(head.from_month)}起执行。经按各月的标准、人口和收入逐月重新测算，"
        f"减去各月已经发放的，共补发{format_yuan(row.total_fen)}元（大写：{capitals(row.total_fen)}），{_when(head, row)}"
    )
    words = [told]
    entry = session.scalars(
        select(RollEntry)
        .where(RollEntry.programme == head.programme, RollEntry.household_id == row.home_id)
        .where(RollEntry.person_id.is_(row.alone_id), RollEntry.from_month <= later)
        .where(or_(RollEntry.to_month == "", RollEntry.to_month >= later))
    ).first()
    if entry is not None:
        fen = format_yuan(entry.allowance_fen + entry.uplift_fen)
        words.append(
            f"自{month_words(later)}起，每月按{fen}元发放。家庭人口、收入、财产发生变化的，请及时报告。"
        )
    words.append(
        "对补发金额有疑问的，可以向本大厅查询计算过程；对决定不服的，可以依法申请行政复议或者提起行政诉讼。"
    )
    office = hall(session)
    words.append(f"联系单位：{office.name}　电话：{office.phone}")
    return words


def _when(head: PayrollList, row: PayrollRow) -> str:
    if row.held:
        return f"因{row.held.rstrip('。')}，暂缓发放。"
    account = (
        f"{row.account_name}的账户（{mask_card(row.account_number)}）" if row.account_number else "登记的账户"
    )
    return f"于{chinese_day(head.pay_on)}起发放，存入{account}。"
