"""What only the district can check of a desk's act, in words for the clerk and with the way on."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select

from zqdesk.district.exchange import marks
from zqdesk.district.exchange.announcing import NAMED_BY
from zqdesk.district.records.tables import desks
from zqdesk.records.plain import stored
from zqdesk.sync.apply import Changed, Fields, Place, Values
from zqdesk.sync.letters import Signer
from zqdesk.sync.wire import Act, Complaint

SENT = ("district_allocations", "district_answers")
"""What only the district writes at all."""
BROUGHT = "importing."


def against(place: Place, act: Act, fields: Fields) -> Sequence[Complaint]:
    """Every rule that an act breaks."""
    return [each for rule in RULES for each in rule(place, act, fields)]


def published(place: Place, _act: Act, fields: Fields) -> Iterator[Complaint]:
    """What the district publishes and sends, no desk writes, adds to or makes up."""
    for table, row_id, changed in fields:
        if table in SENT:
            yield Complaint(code="district.sent", text="区里下达的拨款和批复，镇街不能改动。", field=table)
        elif table in NAMED_BY:
            yield from _of_district(place, table, row_id, changed)


SIGNERS = ("prepared_by_id", "reviewed_by_id", "released_by_id")


def signed_by_three(place: Place, _act: Act, fields: Fields) -> Iterator[Complaint]:
    """Nobody signs a month's list twice, whatever was signed at which desk: each desk alone saw to it among its own signatures."""
    for table, row_id, changed in fields:
        if table != "payroll_lists" or "id" in changed or changed.keys().isdisjoint(SIGNERS):
            continue
        held = place.row(table, row_id) or {}
        signed = [changed.get(name, [None, held.get(name)])[1] for name in SIGNERS]
        known = [each for each in signed if each]
        if len(known) != len(set(known)):
            text = "这份名册在另一台工作台上已由同一人签过字，制表、复核、批准须是三个人。请重新交换后由另一位签字。"
            yield Complaint(code="payroll.signer", text=text, field="signed")


def released_once(place: Place, _act: Act, fields: Fields) -> Iterator[Complaint]:
    """A household has a month from one list: two desks may each have made one without knowing of the other's."""
    for table, row_id, changed in fields:
        if table != "payroll_lists" or not changed.get("released_by_id", [None, None])[1]:
            continue
        found = _released_elsewhere(place, row_id)
        if found is not None:
            text = (
                f"{found.name}这个月已在名册{found.number}上批准发放，一户一月不能发两次。"
                "请把这份名册退回，重新制作（已发的会自动除去）；代发文件已经给了银行的，请立即联系银行撤回。"
            )
            yield Complaint(code="payroll.twice", text=text, field="released")


def _released_elsewhere(place: Place, list_id: str) -> Any:
    """Somebody of this month's list who stands on another one that was released, and that one's number."""
    lists, others = place.table("payroll_lists").alias(), place.table("payroll_lists").alias()
    lines, theirs = place.table("payroll_rows").alias(), place.table("payroll_rows").alias()
    query = (
        select(theirs.c.name, others.c.number)
        .where(lists.c.town == place.town, lists.c.id == list_id, lists.c.kind == "month")
        .where(lines.c.town == place.town, lines.c.list_id == list_id, lines.c.held == "")
        .where(theirs.c.town == place.town, theirs.c.home_id == lines.c.home_id, theirs.c.held == "")
        .where(func.coalesce(theirs.c.alone_id, "") == func.coalesce(lines.c.alone_id, ""))
        .where(others.c.town == place.town, others.c.id == theirs.c.list_id, others.c.id != list_id)
        .where(others.c.kind == lists.c.kind, others.c.state == "released")
        .where(others.c.programme == lists.c.programme, others.c.from_month == lists.c.from_month)
    )
    return place.connection.execute(query.limit(1)).first()


def _of_district(place: Place, table: str, row_id: str, changed: Changed) -> Iterator[Complaint]:
    held = place.row(table, row_id)
    forged = changed.get("by_district", [None, None])[1]
    if forged or (held is not None and held["by_district"]):
        title = _title(table, held or {})
        text = f"“{title}”由区里公布，镇街不能修改；有误的，请联系区里更正公布。"
        yield Complaint(code="district.published", text=text, field=table)
    elif held is None and table == "parameters":
        yield from _overruled(place, {name: pair[1] for name, pair in changed.items()})


def _overruled(place: Place, values: Values) -> Iterator[Complaint]:
    """A value of the hall's own beside what the district has published for its place."""
    parameters = place.table("parameters")
    key = stored(parameters.c.key, values.get("key", ""))
    query = select(parameters.c.scope, parameters.c.title, parameters.c.source).where(
        *place.here(parameters), parameters.c.by_district, parameters.c.key == key
    )
    for row in place.connection.execute(query):
        if str(values.get("scope") or "").startswith(row.scope):
            text = (
                f"“{row.title}”已由区里公布（{row.source}），本镇街登记的数值没有采用；"
                "有误的，请联系区里更正公布。"
            )
            yield Complaint(code="district.published", text=text, field="value")
            return


def on_rolls(signer: Signer) -> Callable[[Place, Act, Fields], Sequence[Complaint]]:
    """One person is on the roll of one town: asked once the act is done, and the marks of its households are set.

    What a hall brings along (an import, what it did before it was enrolled) is not undone for one person: the filter tells it.
    """
    keys = marks.Keys.of(signer)

    def after(place: Place, act: Act, done: Fields) -> Sequence[Complaint]:
        homes = marks.concerned(place, done)
        marks.renew(place, keys, homes)
        if act.act.startswith(BROUGHT) or not any(_comes(*row) for row in done):
            return ()
        found = list(marks.elsewhere(place, keys, homes))
        if not found or _before_enrolment(place, act):
            return ()
        return [Complaint(code="roll.elsewhere", text=marks.text_of(each)) for each in found]

    return after


def _comes(table: str, _row_id: str, changed: Changed) -> bool:
    """Whether a household comes onto a roll, or stands on it again."""
    if table != "roll_entries":
        return False
    appears = "id" in changed and changed["id"][1] is not None
    open_now = changed.get("to_month", [None, None if appears else "-"])[1] in (None, "")
    return open_now and (appears or "to_month" in changed)


def _before_enrolment(place: Place, act: Act) -> bool:
    query = select(desks.c.brought).where(desks.c.town == place.town, desks.c.desk == act.desk)
    return act.number <= (place.connection.scalar(query) or 0)


def _title(table: str, held: Values) -> str:
    if table == "calendar_years":
        return f"{held.get('year', '')}年放假安排"
    return str(held.get("title") or held.get("name") or held.get("key") or "区里公布的内容")


RULES: tuple[Callable[[Place, Act, Fields], Iterator[Complaint]], ...] = (
    published,
    signed_by_three,
    released_once,
)
