"""Lists by which goods are handed out: made from a roll by a norm, signed for line by line on as many days as it takes."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.figures import PERSONS, Figure, Item, Span
from zqdesk.office.goods.stock import left_of
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.register import Work
from zqdesk.records.tables.goods import GoodsHandout, GoodsItem, GoodsLine, GoodsList
from zqdesk.rules.calendar import first_of_next_month
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role

PER = {"person": "每人", "household": "每户"}
STANDING = (".end", ".cared")
"""Lists of who is on a roll at the end of a month: only of these can goods be due."""
Quantities = tuple[tuple[str, int], ...]
"""(item id, how many)."""


@frozen
class ListEntry:
    """A list to be made: for whom, by which norm."""

    title: str = ""
    recipients: str = ""
    per: str = "person"
    norms: Quantities = ()


@frozen
class HandEntry:
    """What was handed out on one line: when, of what how many, who signed."""

    handed_on: date | None = None
    receiver: str = ""
    relation: str = ""
    quantities: Quantities = ()


@frozen
class Listed:
    """A list with what is due and what was handed out, by item."""

    list_id: str
    title: str
    recipients: str
    per: str
    made_on: date
    by_name: str
    items: tuple[tuple[str, str, str], ...]
    lines: tuple["Line", ...]


@frozen
class Line:
    """A line: by item what is due and what was handed out so far; `last_on` is the last day."""

    line_id: str
    position: int
    household_id: str
    name: str
    id_number: str
    village_name: str
    persons: int
    due: Mapping[str, int]
    handed: Mapping[str, int]
    last_on: date | None

    def open(self, item_id: str) -> int:
        return self.due.get(item_id, 0) - self.handed.get(item_id, 0)

    @property
    def done(self) -> bool:
        return not any(self.open(item_id) for item_id in self.due)


@frozen
class Handed:
    """What was handed out, or its reversal."""

    handout_id: str
    name: str
    item: str
    quantity: int
    handed_on: date
    receiver: str
    reversed: bool
    reason: str


def recipients() -> dict[str, str]:
    """Who goods may be for: figures of the rolls that count persons, by id."""
    return {
        figure.id: f"{chapter.title}：{figure.title}"
        for programme in PROGRAMMES.values()
        for chapter in programme.chapters
        for figure in chapter.figures
        if figure.unit == PERSONS and figure.list_id.endswith(STANDING) and not figure.share_of
    }


def make_goods_list(work: Work, entry: ListEntry) -> str:
    """The list of this month's roll by a norm. Refused: nobody, nothing, not for whom."""
    require(work, Role.CLERK)
    norms = {item_id: count for item_id, count in entry.norms if count}
    problems = check_filled("title", entry.title, "发放单名称")
    problems += check_choice("per", entry.per, PER, "每人或每户")
    problems += check_choice("recipients", entry.recipients, recipients(), "发放对象")
    if not norms or any(count < 0 for count in norms.values()):
        problems.append(Problem("goods.norm", "请填写每份物资的数量", "norms"))
    people = _people(work.session, entry.recipients, f"{work.today:%Y-%m}") if not problems else ()
    if not problems and not people:
        problems.append(Problem("goods.nobody", "本月名册上没有这样的对象", "recipients"))
    refuse_if(problems)
    row = GoodsList(
        title=entry.title.strip(),
        recipients=entry.recipients,
        recipients_title=recipients()[entry.recipients],
        per=entry.per,
        month=f"{work.today:%Y-%m}",
        norms=norms,
        made_on=work.today,
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    for position, person in enumerate(people, 1):
        times = person.persons if entry.per == "person" else 1
        work.session.add(
            GoodsLine(
                list_id=row.id,
                position=position,
                home_id=person.household_id,
                name=person.name,
                id_number=person.id_number,
                village_name=person.village_name,
                persons=person.persons,
                due={item_id: count * times for item_id, count in norms.items()},
            )
        )
    work.note(f"{row.title}，{len(people)}份")
    return row.id


def hand_out(work: Work, line_id: str, entry: HandEntry) -> None:
    """Goods were handed out on one line. Refused: nothing, more than is due or left, not to whom, a day before the list."""
    require(work, Role.CLERK)
    line = found(work.session, GoodsLine, line_id)
    made = found(work.session, GoodsList, line.list_id)
    wanted = {item_id: count for item_id, count in entry.quantities if count}
    problems = check_day("handed_on", entry.handed_on, "发放日期", today=work.today, earliest=made.made_on)
    problems += check_filled("receiver", entry.receiver, "领取人")
    if entry.receiver.strip() != line.name:
        problems += check_filled("relation", entry.relation, "代领人与本人关系")
    if not wanted or any(count < 0 for count in wanted.values()):
        problems.append(Problem("goods.nothing", "请填写发放的数量", "quantities"))
    refuse_if(problems)
    refuse_if(_too_many(work.session, line, wanted))
    assert entry.handed_on is not None
    for item_id, count in wanted.items():
        work.session.add(_handout(work, line, item_id, count, entry))
    work.note(f"{line.name}领取")


def hand_out_rest(work: Work, line_ids: Sequence[str], handed_on: date | None) -> int:
    """What is still due on these lines was handed to each of them; returns on how many. Refused: less is left than that."""
    require(work, Role.CLERK)
    rows = [found(work.session, GoodsLine, line_id) for line_id in line_ids]
    made = found(work.session, GoodsList, rows[0].list_id) if rows else None
    problems = check_day(
        "handed_on", handed_on, "发放日期", today=work.today, earliest=made.made_on if made else None
    )
    handed = _handed(work.session, [line.id for line in rows])
    wanted = {line.id: _rest(line, handed.get(line.id, {})) for line in rows}
    needed: dict[str, int] = {}
    for counts in wanted.values():
        for item_id, count in counts.items():
            needed[item_id] = needed.get(item_id, 0) + count
    problems += [
        _short(work.session, each) for each in needed.items() if left_of(work.session, each[0]) < each[1]
    ]
    if not needed:
        problems.append(Problem("goods.nothing", "选中的都已经领完。", "quantities"))
    refuse_if(problems)
    assert handed_on is not None
    for line in rows:
        for item_id, count in wanted[line.id].items():
            work.session.add(_handout(work, line, item_id, count, HandEntry(handed_on, line.name)))
    return sum(bool(counts) for counts in wanted.values())  # fmt: skip


def reverse_handout(work: Work, handout_id: str, reason: str) -> None:
    """What was entered as handed out was not, or came back. Refused: twice, no reason."""
    require(work, Role.CLERK)
    row = found(work.session, GoodsHandout, handout_id)
    again = select(GoodsHandout.id).where(GoodsHandout.reverses_id == row.id)
    problems = check_filled("reason", reason, "冲销的原因")
    if row.reverses_id is not None or work.session.scalars(again).first() is not None:
        problems.append(Problem("goods.reversed", "这一笔已经冲销。"))
    refuse_if(problems)
    work.session.add(
        GoodsHandout(
            line_id=row.line_id,
            item_id=row.item_id,
            quantity=-row.quantity,
            handed_on=work.today,
            receiver=row.receiver,
            relation=row.relation,
            reverses_id=row.id,
            reason=reason.strip(),
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.note(reason.strip())


def goods_lists(session: Session) -> tuple[tuple[str, str], ...]:
    """Id and title of every list, the newest first."""
    rows = session.scalars(select(GoodsList).order_by(GoodsList.id.desc()))
    return tuple((row.id, f"{row.made_on:%Y-%m-%d} {row.title}") for row in rows)


def goods_list(session: Session, list_id: str) -> Listed:
    """A list with every line as it stands."""
    row = found(session, GoodsList, list_id)
    lines = session.scalars(
        select(GoodsLine).where(GoodsLine.list_id == list_id).order_by(GoodsLine.position)
    ).all()
    handed, days = _handed(session, None), _days(session)
    items = session.scalars(select(GoodsItem).where(GoodsItem.id.in_(row.norms)).order_by(GoodsItem.id))
    return Listed(
        row.id,
        row.title,
        row.recipients_title,
        PER[row.per],
        row.made_on,
        row.by_name,
        tuple((item.id, item.name, item.unit) for item in items),
        tuple(
            Line(
                line.id,
                line.position,
                line.home_id,
                line.name,
                line.id_number,
                line.village_name,
                line.persons,
                line.due,
                handed.get(line.id, {}),
                days.get(line.id),
            )
            for line in lines
        ),
    )


def handed_of(session: Session, line_id: str) -> tuple[Handed, ...]:
    """What was handed out on a line, the newest first."""
    query = (
        select(GoodsHandout, GoodsItem.name, GoodsLine.name.label("who"))
        .join(GoodsItem, GoodsItem.id == GoodsHandout.item_id)
        .join(GoodsLine, GoodsLine.id == GoodsHandout.line_id)
        .where(GoodsHandout.line_id == line_id)
        .order_by(GoodsHandout.id.desc())
    )
    rows = session.execute(query).all()
    gone = {row.GoodsHandout.reverses_id for row in rows}
    return tuple(
        Handed(
            row.GoodsHandout.id,
            row.who,
            row.name,
            row.GoodsHandout.quantity,
            row.GoodsHandout.handed_on,
            row.GoodsHandout.receiver,
            row.GoodsHandout.id in gone or row.GoodsHandout.reverses_id is not None,
            row.GoodsHandout.reason,
        )
        for row in rows
    )


def _people(session: Session, figure_id: str, month: str) -> tuple[Item, ...]:
    first = date.fromisoformat(f"{month}-01")
    span = Span(month, first, first_of_next_month(first) - timedelta(days=1))
    for programme in PROGRAMMES.values():
        for chapter in programme.chapters:
            for figure in chapter.figures:
                if figure.id == figure_id:
                    return _sorted(figure, chapter.read(session, span)[figure.list_id])
    return ()


def _sorted(figure: Figure, listed: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(sorted(figure.items(listed), key=lambda item: (item.village_id, item.key)))


def _too_many(session: Session, line: GoodsLine, wanted: Mapping[str, int]) -> list[Problem]:
    handed = _handed(session, [line.id]).get(line.id, {})
    rest = _rest(line, handed)
    problems = []
    for item_id, count in wanted.items():
        name = found(session, GoodsItem, item_id).name
        if count > rest.get(item_id, 0):
            text = f"{line.name}的{name}还可领{rest.get(item_id, 0)}，填了{count}。"
            problems.append(Problem("goods.due", text, "quantities"))
        elif count > left_of(session, item_id):
            problems.append(_short(session, (item_id, count)))
    return problems


def _short(session: Session, needed: tuple[str, int]) -> Problem:
    item = found(session, GoodsItem, needed[0])
    text = f"{item.name}结存{left_of(session, item.id)}{item.unit}，不够发{needed[1]}{item.unit}。"
    return Problem("goods.left", text, "quantities")


def _rest(line: GoodsLine, handed: Mapping[str, int]) -> dict[str, int]:
    rest = {item_id: int(count) - handed.get(item_id, 0) for item_id, count in line.due.items()}
    return {item_id: count for item_id, count in rest.items() if count > 0}


def _handed(session: Session, line_ids: Sequence[str] | None) -> dict[str, dict[str, int]]:
    query = select(GoodsHandout.line_id, GoodsHandout.item_id, func.sum(GoodsHandout.quantity))
    if line_ids is not None:
        query = query.where(GoodsHandout.line_id.in_(line_ids))
    totals: dict[str, dict[str, int]] = {}
    for line_id, item_id, count in session.execute(
        query.group_by(GoodsHandout.line_id, GoodsHandout.item_id)
    ):
        totals.setdefault(line_id, {})[item_id] = int(count)
    return totals


def _days(session: Session) -> dict[str, date]:
    query = select(GoodsHandout.line_id, func.max(GoodsHandout.handed_on)).group_by(GoodsHandout.line_id)
    return {row[0]: row[1] for row in session.execute(query)}


def _handout(work: Work, line: GoodsLine, item_id: str, count: int, entry: HandEntry) -> GoodsHandout:
    assert entry.handed_on is not None
    return GoodsHandout(
        line_id=line.id,
        item_id=item_id,
        quantity=count,
        handed_on=entry.handed_on,
        receiver=entry.receiver.strip(),
        relation=entry.relation.strip(),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
