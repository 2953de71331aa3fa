"""A list as its page shows it: the rows that need a look first, who is on it no more, how far the bank is."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found
from zqdesk.office.payroll import lists, standing
from zqdesk.office.payroll.bank import answering
from zqdesk.office.payroll.bank.answering import AnswerRow, OddLine
from zqdesk.office.payroll.bank.bank_files import standing_file
from zqdesk.office.payroll.since import Sighting, since_signed
from zqdesk.office.payroll.values import EndedRow, Head, ListRow, Sums, seal, sums
from zqdesk.records.tables.payroll import PayrollList
from zqdesk.rules.payroll.comparing import Change
from zqdesk.rules.payroll.process import RowState, State

TO_LOOK_AT = (RowState.ODD, RowState.FAILED, RowState.PART, RowState.STOPPED)


class ShownRow(NamedTuple):
    """A row as the page shows it; `row` is None for somebody who is on the list no more.

    `rank`: 0 must be put right, 1 is to be looked at, 2 changed, 3 is as last month.
    """

    key: str
    rank: int
    position: int
    home_id: str
    name: str
    village_id: str
    village_name: str
    person_count: int
    base_fen: int
    uplift_fen: int
    total_fen: int
    was_fen: int | None
    change: str
    words: str
    account_number: str
    state: str
    state_kind: str
    row: ListRow | None


@frozen
class ListView:
    """A list, its rows in the order in which they are to be looked at, and what tells them from any other."""

    head: Head
    rows: tuple[ShownRow, ...]
    sums: Sums
    seal: str
    given_at: datetime | None
    answers: tuple[AnswerRow, ...]
    odd: tuple[OddLine, ...]
    since: tuple[Sighting, ...]
    """What came to light since it was signed, of rows that are to be paid still."""

    @property
    def grave(self) -> int:
        return sum(1 for row in self.rows if row.rank == 0)

    @property
    def to_look_at(self) -> int:
        return sum(1 for row in self.rows if row.rank <= 1)


@frozen
class HeadRow:
    """A list as it is listed: how far it is, in words."""

    head: Head
    kind: str
    state: str
    state_kind: str


def list_view(session: Session, list_id: str, today: date) -> ListView:
    """Everything the page of a list shows."""
    row = found(session, PayrollList, list_id)
    drawn = lists.drawn(session, list_id, today)
    states = standing.of_list(session, list_id) if row.state == State.RELEASED else {}
    since = {each.row_id: each for each in since_signed(session, row, today)}
    shown = [_shown(each, states.get(each.row_id), since.get(each.row_id)) for each in drawn.rows]
    shown += [_gone(each) for each in drawn.ended]
    given = standing_file(session, list_id)
    answers = answering.answers_of(session, list_id)
    return ListView(
        lists.head_of(row),
        tuple(sorted(shown, key=lambda each: (each.rank, each.position))),
        sums(drawn.rows),
        seal(drawn.rows),
        given.given_at if given else None,
        answers,
        answering.odd_lines(session, list_id) if answers else (),
        tuple(each for each in since.values() if _unpaid(states.get(each.row_id))),
    )


def head_rows(session: Session) -> tuple[HeadRow, ...]:
    """All lists, the newest first, each with how far it is."""
    return tuple(_listed(session, head) for head in lists.heads(session))


def _listed(session: Session, head: Head) -> HeadRow:
    state, kind = head.state.words, "warn"
    if head.state in (State.RETURNED, State.DROPPED):
        kind = "plain"
    elif head.state == State.RELEASED:
        state, kind = _at_the_bank(session, head.list_id)
    return HeadRow(head, head.kind.words, state, kind)


def _at_the_bank(session: Session, list_id: str) -> tuple[str, str]:
    if standing_file(session, list_id) is None:
        return "待报送银行", "warn"
    if not answering.answers_of(session, list_id):
        return "待银行回盘", "accent"
    states = standing.of_list(session, list_id).values()
    for wanted in (RowState.ODD, RowState.SENT, RowState.FAILED, RowState.PART):
        count = sum(1 for each in states if each.state == wanted)
        if count:
            return f"{count}户{wanted.words}", "bad"
    held = sum(1 for each in states if each.state in (RowState.HELD, RowState.STOPPED))
    return (f"{held}户暂缓，其余已到账", "warn") if held else ("已结清", "good")


def _unpaid(each: standing.RowStanding | None) -> bool:
    """Whether the money has not gone yet, as far as anybody knows."""
    return each is None or each.state in (RowState.LISTED, RowState.WAITING, RowState.SENT)


def _shown(row: ListRow, each: standing.RowStanding | None, since: Sighting | None = None) -> ShownRow:
    notes = [note.text for note in row.notes]
    parts = [f"暂缓：{row.held}"] if row.held else notes
    state, kind = ("暂缓", "plain") if row.held else ("须改正", "bad") if row.grave else ("", "plain")
    if not row.held and not row.grave and notes and each is None:
        state, kind = "请核对", "warn"
    rank = 0 if row.grave and not row.row_id else 1 if notes and not row.held else 2 if row.change else 3
    if each is not None:
        state, kind = each.state.words, _kind(each.state)
        was = f"（原：{each.was}）" if each.was else ""
        said = "" if each.state == RowState.PAID and not each.was else each.words
        parts = [f"{said}{was}"] if said else []
        rank = 1 if each.state in TO_LOOK_AT else 2 if each.state == RowState.HELD else 3
    if since is not None and _unpaid(each):
        sent = each is not None and each.state == RowState.SENT
        parts = [
            f"{'报送' if sent else '签字'}以后：{since.words}"
            + ("，请联系银行止付" if sent and since.grave else "")
        ]
        state, kind = ("须停发" if since.grave and not sent else "请核对", "bad" if since.grave else "warn")
        rank = 0 if since.grave else 1
    words = "；".join(part for part in ([row.why] if row.why and each is None else []) + parts if part)
    return ShownRow(
        f"{row.home_id}:{row.alone_id}", rank, row.position, row.home_id, row.name, row.village_id, row.village_name,
        row.person_count, row.base_fen, row.uplift_fen, row.total_fen, row.was_fen, row.change, words,
        row.account_number, state, kind, row,
    )  # fmt: skip


def _gone(row: EndedRow) -> ShownRow:
    return ShownRow(
        f"ended:{row.home_id}:{row.name}", 2, 1_000_000, row.home_id, row.name, "", row.village_name, 0, 0, 0, 0,
        row.was_fen, Change.ENDED, row.why, "", Change.ENDED.words, "plain", None,
    )  # fmt: skip


def _kind(state: RowState) -> str:
    """The colour of a state."""
    if state == RowState.PAID:
        return "good"
    if state in (RowState.ODD, RowState.FAILED, RowState.PART):
        return "bad"
    return "accent" if state in (RowState.SENT, RowState.WAITING) else "plain"
