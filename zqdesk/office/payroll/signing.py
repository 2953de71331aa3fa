"""Three different people sign a list: who prepared it, who reviewed it, who releases it; or one of them gives it back.

Nobody signs for their own family, and nobody signs another list than the one they saw. From the first signature on what
stands on it never changes.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import select

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.hall.access import CASE_ROLES, found, require
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.colleagues import colleague, is_same
from zqdesk.office.hall.conflicts import own_family, perhaps_own
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.office.payroll import drawing
from zqdesk.office.payroll.back_pay import raises
from zqdesk.office.payroll.bank import bank_files
from zqdesk.office.payroll.lists import draft
from zqdesk.office.payroll.since import Sighting, since_signed
from zqdesk.office.payroll.values import ListRow, seal, sums
from zqdesk.records.register import Work
from zqdesk.records.tables.base import New, new
from zqdesk.records.tables.payroll import PayrollList, PayrollRow
from zqdesk.rules.payroll.process import Kind, State
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

SERIES = "FF"
"""In the number of a list."""
AFTER_RELEASE: dict[Kind, Callable[[Work, PayrollList], None]] = {Kind.BACK_PAY: raises.lift_roll}
"""What else follows from the release of a list of some kind, in the same act."""


def prepare(work: Work, list_id: str, seen: str) -> None:
    """Sign a draft as who made it; `seen` is the seal of the rows that were looked at.

    Refused: rows that are other by now, rows that must be put right or held back first, nothing left to pay; a list that was signed
    at two desks at once, of which this is the one that did not become it.
    """
    require(work, Role.CLERK)
    head = draft(work.session, list_id)
    if work.session.scalars(select(PayrollRow.id).filter_by(list_id=list_id).limit(1)).first() is not None:
        text = "这张名册签过字，与另一台电脑做的重复，没有作数；签过的内容留着备查。请作废它，缺的另列名册。"
        raise Refused(Problem("payroll.doubled", text))
    now = drawing.draw(work.session, head, work.today)
    rows = tuple(row for row in now.rows if not (head.kind == Kind.REISSUE and row.held))
    if seal(now.rows) != seen:
        raise Refused(Problem("payroll.changed", "名册在您查看之后有变化，请重新核对后再签字。"))
    refuse_if(_not_ready(rows))
    _own(work, (row.home_id for row in rows if not row.held))
    work.add_many(_kept(head.id, position, row) for position, row in enumerate(rows, 1))
    head.row_count, head.person_count, head.base_fen, head.uplift_fen, head.total_fen, *held = sums(rows)
    head.held_count, head.held_fen = held
    if now.ended:
        head.facts = head.facts | {"ended": [list(each) for each in now.ended]}
    series = f"{hall(work.session).town_id}-{work.today.year}-{SERIES}"
    head.number = full_number(series, give_number(work, series))
    head.prepared_at, head.prepared_by_id, head.prepared_by_name = _sign(work)
    head.state = State.PREPARED


def review(work: Work, list_id: str) -> None:
    """Sign as who looked it through; somebody else than who prepared it."""
    head = _signed(work, list_id, State.PREPARED)
    if CASE_ROLES.isdisjoint(work.actor.roles):
        raise Refused(Problem("role.required", "复核须由办理救助业务的人员签字。"))
    _another(work, head.prepared_by_id, "您是制表人，复核须由另一位签字。")
    _own_list(work, head)
    head.reviewed_at, head.reviewed_by_id, head.reviewed_by_name = _sign(work)
    head.state = State.REVIEWED


@frozen
class RowChoice:
    """What whoever releases a list decides on a row of which something came to light since it was signed."""

    row_id: str
    stop: bool


def release(work: Work, list_id: str, choices: tuple[RowChoice, ...] = ()) -> None:
    """Sign as who answers for it: from now on it may be given to the bank.

    Refused: a row of which something came to light since the first signature and on which they have not decided, or
    that they want paid though nothing is due or the account is not the household's.
    """
    require(work, Role.APPROVER)
    head = _signed(work, list_id, State.REVIEWED)
    _another(work, head.prepared_by_id, "您是制表人，批准须由另一位签字。")
    _another(work, head.reviewed_by_id, "您是复核人，批准须由另一位签字。")
    _own_list(work, head)
    stops = _decided(work, head, choices)
    head.released_at, head.released_by_id, head.released_by_name = _sign(work)
    head.state = State.RELEASED
    work.session.flush()  # the database stops rows of released lists only
    for row in stops:
        bank_files.stop_row(work, row.row_id, row.words)
    follows = AFTER_RELEASE.get(Kind(head.kind))
    if follows is not None:
        follows(work, head)


def give_back(work: Work, list_id: str, reason: str) -> None:
    """Give a signed list back: it stays as it is and counts for nothing; another is made in its place."""
    head = found(work.session, PayrollList, list_id)
    if head.state not in (State.PREPARED, State.REVIEWED):
        raise Refused(Problem("payroll.state", "只有已签字、还没有批准的名册可以退回。"))
    if CASE_ROLES.isdisjoint(work.actor.roles):
        raise Refused(Problem("role.required", "退回须由办理救助业务的人员签字。"))
    refuse_if(check_filled("reason", reason, "退回的原因"))
    head.ended_at, head.ended_by_id, head.ended_by_name = _sign(work)
    head.ended_reason, head.state = reason.strip(), State.RETURNED


def _decided(work: Work, head: PayrollList, choices: tuple[RowChoice, ...]) -> list[Sighting]:
    """The rows that are to be stopped; refuse what was not decided, or not as it must be."""
    chosen = {each.row_id: each for each in choices}
    problems, stops = [], []
    for row in since_signed(work.session, head, work.today):
        choice, field = chosen.get(row.row_id), f"row_{row.position}"
        if choice is None:
            text = f"{row.position}号{row.name}：{row.words}。请决定照发还是停发。"
            problems.append(Problem("payroll.since", text, field))
        elif choice.stop:
            stops.append(row)
        elif row.grave:
            text = f"{row.position}号{row.name}：{row.words}。不能照发，请停发。"
            problems.append(Problem("payroll.since_grave", text, field))
    refuse_if(problems)
    return stops


def _not_ready(rows: tuple[ListRow, ...]) -> list[Problem]:
    if not any(not row.held for row in rows):
        return [Problem("payroll.nobody", "没有要发放的户，不能签字。")]
    grave = [row for row in rows if row.grave]
    if not grave:
        return []
    first = "；".join(
        f"{row.name}：{next(note.text for note in row.notes if note.grave)}" for row in grave[:3]
    )
    more = f"等{len(grave)}户" if len(grave) > 3 else f"共{len(grave)}户"
    return [Problem("payroll.grave", f"{first}。{more}须先改正或暂缓发放，才能签字。")]


def _signed(work: Work, list_id: str, state: State) -> PayrollList:
    head = found(work.session, PayrollList, list_id)
    if head.state != state:
        raise Refused(Problem("payroll.state", "名册已不在这一步，请刷新后重试。"))
    return head


def _another(work: Work, before: str | None, text: str) -> None:
    if is_same(work.session, before, work.actor.id):
        raise Refused(Problem("duty.signed", text))


def _own_list(work: Work, head: PayrollList) -> None:
    paid = select(PayrollRow.home_id).where(PayrollRow.list_id == head.id, PayrollRow.held == "")
    _own(work, work.session.scalars(paid))


def _own(work: Work, homes: Iterable[str]) -> None:
    """Refuse whose own family stands on the list and is paid by it."""
    me = colleague(work.session, work.actor.id)
    perhaps = perhaps_own(work.session, me) & set(homes)
    if own_family(work.session, me, sorted(perhaps)):
        text = "名册中有您本人、近亲属或同名的人，应当回避：请由另一位签字，或把这一户暂缓、另列名册。"
        raise Refused(Problem("duty.own_family", text))


def _sign(work: Work) -> tuple[datetime, str, str]:
    return work.now, work.actor.id, work.actor.name


def _kept(list_id: str, position: int, row: ListRow) -> New:
    return new(
        PayrollRow,
        list_id=list_id,
        position=position,
        programme=row.programme,
        home_id=row.home_id,
        alone_id=row.alone_id,
        entry_id=row.entry_id,
        village_id=row.village_id,
        village_name=row.village_name,
        address=row.address,
        name=row.name,
        id_number=row.id_number,
        certificate_number=row.certificate_number,
        person_count=row.person_count,
        base_fen=row.base_fen,
        uplift_fen=row.uplift_fen,
        total_fen=row.total_fen,
        months=[list(each) for each in row.months],
        was_fen=row.was_fen,
        change=row.change,
        why=row.why,
        bank_name=row.bank_name,
        account_name=row.account_name,
        account_number=row.account_number,
        notes=[note.text for note in row.notes],
        held=row.held,
        earlier_id=row.earlier_id,
        origin_id=row.origin_id,
    )
