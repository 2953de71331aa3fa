"""A raise is made up for by a list of back-pay, and from then on the roll carries the raised sums."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.reworking import RAISED
from zqdesk.office.hall.access import require
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.payroll import checking
from zqdesk.office.payroll.back_pay import claims, raising
from zqdesk.office.payroll.back_pay.raising import Asked, Named, Owed, Raising
from zqdesk.office.payroll.values import Drawn, ListRow
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.register import Work
from zqdesk.records.tables.base import New, new
from zqdesk.records.tables.payroll import PayrollList
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import add_months
from zqdesk.rules.payroll.back_pay import Worth, first_day
from zqdesk.rules.payroll.process import ENDED, Kind, State
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role


@frozen
class RaiseEntry:
    """Back-pay from a month to a month; `source` is the document of the raise."""

    since: str
    until: str
    source: str


def open_raise(work: Work, programme: str, entry: RaiseEntry) -> str:
    """Begin a list of back-pay by what is known today; returns its id. It is signed like the list of a month.

    Refused: no document, months the wrong way round or not yet paid, another such list that nobody has released,
    nothing owed.
    """
    require(work, Role.CLERK)
    asked = Asked(programme, entry.since, entry.until, work.today)
    problems = check_filled("source", entry.source, "提标文件")
    problems += _of_months(work.session, asked, work.today)
    problems += _another(work.session, programme)
    refuse_if(problems)
    if not raising.preview(work.session, asked).owed:
        refuse_if([Problem("raise.nothing", "按现在已公布的标准测算，这几个月没有应补发的。", "until")])
    row = PayrollList(
        kind=Kind.BACK_PAY,
        programme=programme,
        title=title_of(asked),
        from_month=entry.since,
        to_month=entry.until,
        matter=f"back_pay:{programme}:{_released(work.session, programme) + 1}",
        source=entry.source.strip(),
        facts={"known_on": work.today.isoformat()},
        pay_on=work.today,
        made_at=work.now,
        made_by_id=work.actor.id,
        made_by_name=work.actor.name,
    )
    work.session.add(row)
    return row.id


def raise_roll(work: Work, programme: str, since: str) -> int:
    """From this month on the roll carries what the standards known today give, where that is more; returns how many.

    For a raise that is published in time: nothing is made up for. Refused: a month that has a signed list already.
    """
    require(work, Role.APPROVER)
    last = claims.last_listed(work.session, programme)
    problems = []
    if since <= last:
        text = f"{_words(last)}的发放名册已经签字，只能从次月起调整；以前各月请办理补发。"
        problems.append(Problem("raise.listed", text, "since"))
    if since < f"{work.today:%Y-%m}":
        problems.append(Problem("raise.past", "以前的月份请办理补发。", "since"))
    refuse_if(problems)
    before = f"{add_months(first_day(since), -1):%Y-%m}"
    return _lift(work, Asked(programme, before, before, work.today))


def lift_roll(work: Work, head: PayrollList) -> None:
    """What follows the release of a list of back-pay: the roll carries the raised sums from the month after."""
    _lift(work, asked_of(head))


def _lift(work: Work, asked: Asked) -> int:
    """Close every entry that is worth more from the next month on, and open the same one with the raised sum.

    Nothing is decided anew, so the case, the certificate and the next review stay; no sum is ever lowered, and who is
    phased out goes on as before.
    """
    month = asked.next_month
    later = Asked(asked.programme, asked.since, month, asked.known_on)
    work_out = Raising(work.session, later)
    entries = _entries(work.session, asked.programme, month)
    before, lifted = _ended_by_raises(work.session, asked.programme), 0
    opened: list[New] = []
    for place in work_out.reworked.places:
        entry = entries.get(place.key)
        if entry is None or entry.phase_out:
            continue
        first = max(month, entry.from_month)
        found = work_out.worth(place, first)
        if (
            found is not None
            and _more(entry, found[1])
            and (entry.from_month < first or _may_change(entry, before))
        ):
            opened += _raised(entry, found[1], first)
            lifted += 1
    work.add_many(opened)
    return lifted


def back_pay_rows(session: Session, head: PayrollList, today: date) -> Drawn:
    """Who is owed something, each with all of their months, and what is to be looked at before it is paid."""
    found = raising.preview(session, asked_of(head))
    rows = [_row(head.programme, each, found.names[each.place.key]) for each in found.owed]
    rows.sort(key=lambda row: (row.village_id, row.entry_id or ""))
    return Drawn(checking.noted(session, rows, f"{today:%Y-%m}"))


def asked_of(head: PayrollList) -> Asked:
    """What a list of back-pay was made for."""
    known = date.fromisoformat(head.facts["known_on"])
    return Asked(head.programme, head.from_month, head.to_month, known)


def until_now(session: Session, programme: str, today: date) -> str:
    """The last month to make up for: the last of which there is a list, this one where the desk makes none any more."""
    last = claims.last_listed(session, programme)
    return last if last >= f"{add_months(today.replace(day=1), -1):%Y-%m}" else f"{today:%Y-%m}"


def title_of(asked: Asked) -> str:
    """2026年1月至7月低保金提标补发名册."""
    first, last = first_day(asked.since), first_day(asked.until)
    year = f"{last.year}年" if last.year != first.year else ""
    span = f"{first.year}年{first.month}月" + (
        f"至{year}{last.month}月" if asked.since != asked.until else ""
    )
    return f"{span}{PROGRAMMES[asked.programme].title}提标补发名册"


def living(session: Session, matter: str) -> bool:
    """Whether a list of this matter stands that nobody has given up."""
    query = select(PayrollList.id).where(PayrollList.matter == matter, PayrollList.state.not_in(ENDED))
    return session.scalars(query.limit(1)).first() is not None


def row_of(
    programme: str, whose: tuple[str, str | None], entry_id: str, who: Named, *, base_fen: int, why: str
) -> ListRow:
    """A row for somebody on a roll, as they are now."""
    return ListRow(
        home_id=whose[0],
        programme=programme,
        name=who.name,
        person_count=who.person_count,
        base_fen=base_fen,
        alone_id=whose[1],
        entry_id=entry_id,
        village_id=who.village_id,
        village_name=who.village_name,
        address=who.address,
        id_number=who.id_number,
        certificate_number=who.certificate_number,
        why=why,
        bank_name=who.bank_name,
        account_name=who.account_name,
        account_number=who.account_number,
    )


def _row(programme: str, each: Owed, who: Named) -> ListRow:
    uplift = sum(line.owed_uplift_fen for line in each.months)
    made = row_of(
        programme,
        each.place.key,
        each.place.entry_id,
        who,
        base_fen=each.owed_fen - uplift,
        why=_why(each),
    )
    months = tuple(
        (line.month, line.due_fen - line.uplift_fen, line.uplift_fen, line.paid_fen, line.owed_fen)
        for line in each.months
    )
    return made._replace(uplift_fen=uplift, months=months)


def _why(each: Owed) -> str:
    """补发1月至7月，4月至6月已多发、不追回."""
    owed = [line.month for line in each.months if line.owed_fen]
    over = [line.month for line in each.months if line.difference_fen < 0]
    words = (
        f"补发{len(owed)}个月（{_words(owed[0])}至{_words(owed[-1])}）"
        if len(owed) > 1
        else f"补发{_words(owed[0])}"
    )
    return f"{words}；另有{len(over)}个月已多发，不追回、不抵扣" if over else words


def _entries(session: Session, programme: str, month: str) -> dict[tuple[str, str | None], RollEntry]:
    """By place the entry that pays the month, or the first one after it."""
    query = (
        select(RollEntry)
        .where(RollEntry.programme == programme, or_(RollEntry.to_month == "", RollEntry.to_month >= month))
        .order_by(RollEntry.from_month.desc(), RollEntry.id.desc())
    )
    return {(row.household_id, row.person_id): row for row in session.scalars(query)}


def _ended_by_raises(session: Session, programme: str) -> set[tuple[str, str | None, str]]:
    """Whose entries ended by a raise, and with which month."""
    query = select(RollEntry.household_id, RollEntry.person_id, RollEntry.to_month).where(
        RollEntry.programme == programme, RollEntry.ended_reason == RAISED
    )
    return {(home, alone, month) for home, alone, month in session.execute(query)}


def _may_change(entry: RollEntry, raised: set[tuple[str, str | None, str]]) -> bool:
    """An entry that has not begun carries the new sum itself, unless its sum is what says the household's income."""
    before = f"{add_months(first_day(entry.from_month), -1):%Y-%m}"
    return entry.case_id is not None or (entry.household_id, entry.person_id, before) in raised


def _more(entry: RollEntry, worth: Worth) -> bool:
    return not worth.unknown and worth.total_fen > entry.allowance_fen + entry.uplift_fen


def _raised(entry: RollEntry, worth: Worth, first: str) -> Iterator[New]:
    """The entry from now on: itself where it has not begun, else a new one in its place."""
    if entry.from_month >= first:
        entry.allowance_fen, entry.uplift_fen = worth.base_fen, worth.uplift_fen
        return
    until = entry.to_month
    entry.to_month, ended = f"{add_months(first_day(first), -1):%Y-%m}", entry.ended_reason
    entry.ended_reason = RAISED
    yield new(
        RollEntry,
        programme=entry.programme,
        household_id=entry.household_id,
        case_id=entry.case_id,
        batch_id=entry.batch_id,
        person_id=entry.person_id,
        standard_kind=entry.standard_kind,
        village_id=entry.village_id,
        from_month=first,
        to_month=until,
        allowance_fen=worth.base_fen,
        uplift_fen=worth.uplift_fen,
        person_count=entry.person_count,
        certificate_number=entry.certificate_number,
        review_by=entry.review_by,
        ended_reason=ended if until else "",
    )


def _of_months(session: Session, asked: Asked, today: date) -> list[Problem]:
    if asked.since > asked.until:
        return [Problem("raise.months", "起止月份颠倒了。", "until")]
    problems = []
    last = until_now(session, asked.programme, today)
    if asked.until > max(last, f"{today:%Y-%m}"):
        text = f"{_words(asked.until)}还没有发放，不用补发；该月起在册金额会按新标准调整。"
        problems.append(Problem("raise.not_paid_yet", text, "until"))
    if asked.until < last:
        text = f"{_words(last)}也已按旧标准发放，应补发到{_words(last)}。"
        problems.append(Problem("raise.short", text, "until"))
    return problems


def _released(session: Session, programme: str) -> int:
    """How many such lists were released: the next is one thing, whichever desk makes it."""
    query = select(func.count()).where(
        PayrollList.kind == Kind.BACK_PAY,
        PayrollList.programme == programme,
        PayrollList.state == State.RELEASED,
    )
    return session.scalar(query) or 0


def _another(session: Session, programme: str) -> list[Problem]:
    waiting = session.scalars(
        select(PayrollList.title).where(
            PayrollList.kind == Kind.BACK_PAY,
            PayrollList.programme == programme,
            PayrollList.state.not_in((*ENDED, State.RELEASED)),
        )
    ).first()
    if waiting is None:
        return []
    text = f"“{waiting}”还没有办完；请先办完，或退回、作废后再做。"
    return [Problem("raise.open", text, "until")]


def _words(month: str) -> str:
    day = first_day(month)
    return f"{day.year}年{day.month}月"
