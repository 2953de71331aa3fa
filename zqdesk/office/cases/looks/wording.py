"""In whose name a case is decided and in which words, as dated parameters have them."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Wording
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.place import Hall
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.process import DISTRICT, OWN, days_of
from zqdesk.rules.programmes import table

AUTHORITY_TITLES = {"own": "下放镇街", "entrusted": "委托镇街", "district": "区民政局"}
_OFFICES = {"街道": "办事处", "镇": "人民政府", "乡": "人民政府"}


@frozen
class Terms:
    """A favourable decision (审核确认 or 审批) and a refusal (不予确认 or 不予批准)."""

    confirmation: str
    refusal: str


def town_body(hall: Hall) -> str:
    """The town's government by its full name: 示例街道办事处, 某某镇人民政府."""
    name = hall.town_name
    return name + next((office for end, office in _OFFICES.items() if name.endswith(end)), "")


def deciding_body(hall: Hall, authority: str, parameters: Parameters) -> str:
    """Whose decision it is: the town's own, else the district's (also where the town acts in its name)."""
    return town_body(hall) if authority == OWN else parameters.text("delegation.district_name")


def wording_of(
    case: Case, hall: Hall, parameters: Parameters, on: date, *, authority: str, terms: Terms
) -> Wording:
    """The words of the day `on` (of the decision, before it today), under the power of the law day.

    `parameters` are those of the law day, `authority` who decides this case.
    """
    words = parameters.at(max(on, parameters.on))
    process = table(case.programme, case.kind)
    lengths = days_of(process, parameters, process.choose(case.extension_kind, authority))
    decide = next((clock.days for clock in process.clocks if clock.id == "decide"), "")
    return Wording(
        authority=authority,
        deciding_body=deciding_body(hall, authority, words),
        confirmation=terms.confirmation,
        refusal=terms.refusal,
        reconsideration_body=words.text("remedies.review.organ"),
        reconsideration_days=words.number("remedies.review.days"),
        litigation_court=words.text("remedies.court.name"),
        litigation_months=words.number("remedies.court.months"),
        decide_days=lengths.get(decide, 0),
        notice_days=parameters.number(process.notice.days) if process.notice else 0,
    )


def without_wording() -> Wording:
    """What is shown where a parameter is missing: nothing that could be mistaken for the law."""
    return Wording(DISTRICT, "", "", "", "", 0, "", 0, 0, 0)
