"""What only the district can check of a desk's act, in words for the clerk and with the way on."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select

from zqdesk.district.exchange.announcing import NAMED_BY
from zqdesk.sync.apply import Changed, Fields, Place, Values
from zqdesk.sync.wire import Act, Complaint

SENT = ("district_allocations", "district_answers")
"""What only the district writes at all."""


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
    query = select(parameters.c.scope, parameters.c.title, parameters.c.source).where(
        *place.here(parameters), parameters.c.by_district, parameters.c.key == values.get("key", "")
    )
    for row in place.connection.execute(query):
        if str(values.get("scope") or "").startswith(row.scope):
            text = (
                f"“{row.title}”已由区里公布（{row.source}），本镇街登记的数值没有采用；"
                "有误的，请联系区里更正公布。"
            )
            yield Complaint(code="district.published", text=text, field="value")
            return


def _title(table: str, held: Values) -> str:
    if table == "calendar_years":
        return f"{held.get('year', '')}年放假安排"
    return str(held.get("title") or held.get("name") or held.get("key") or "区里公布的内容")


RULES: tuple[Callable[[Place, Act, Fields], Iterator[Complaint]], ...] = (published,)
