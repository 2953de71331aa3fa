"""In whose name a case is decided and in which words, as dated parameters have them."""

from datetime import date

from zqdesk.office.cases.dossier import Wording
from zqdesk.office.cases.limits import DISTRICT, OWN, authority_of, decide_key, relief_decide_key
from zqdesk.records.case import Case
from zqdesk.records.place import Hall
from zqdesk.rules.parameters import Parameters

AUTHORITY_TITLES = {"own": "下放镇街", "entrusted": "委托镇街", "district": "区民政局"}
_OFFICES = {"街道": "办事处", "镇": "人民政府", "乡": "人民政府"}


def town_body(hall: Hall) -> str:
    """The town's government by its full name: 示例街道办事处, 某某镇人民政府."""
    name = hall.town_name
    return name + next((office for end, office in _OFFICES.items() if name.endswith(end)), "")


def deciding_body(hall: Hall, authority: str, parameters: Parameters) -> str:
    """Whose decision it is: the town's own, else the district's (also where the town acts in its name)."""
    return town_body(hall) if authority == OWN else parameters.text("delegation.district_name")


def wording_of(
    case: Case, hall: Hall, parameters: Parameters, on: date, *, by_district: bool = False
) -> Wording:
    """The words of the day `on` (of the decision, before it today), under the power of the acceptance day.

    `parameters` are those of the acceptance day. `by_district`: relief above what the town may approve.
    """
    if case.programme == "relief":
        return _of_relief(case, hall, parameters, on, by_district=by_district)
    authority = authority_of(parameters)
    words = parameters.at(max(on, parameters.on))
    return Wording(
        authority=authority,
        deciding_body=deciding_body(hall, authority, words),
        confirmation=words.text("wording.confirmation"),
        refusal=words.text("wording.refusal"),
        reconsideration_body=words.text("remedies.review.organ"),
        reconsideration_days=words.number("remedies.review.days"),
        litigation_court=words.text("remedies.court.name"),
        litigation_months=words.number("remedies.court.months"),
        decide_days=parameters.number(decide_key(case.extension_kind, authority)),
        notice_days=parameters.number("days.notice"),
    )


def _of_relief(case: Case, hall: Hall, parameters: Parameters, on: date, *, by_district: bool) -> Wording:
    """Relief is approved, not confirmed; the town's own word holds up to its ceiling."""
    authority = DISTRICT if by_district else authority_of(parameters, "relief")
    words = parameters.at(max(on, parameters.on))
    return Wording(
        authority=authority,
        deciding_body=deciding_body(hall, authority, words),
        confirmation="审批",
        refusal="不予批准",
        reconsideration_body=words.text("remedies.review.organ"),
        reconsideration_days=words.number("remedies.review.days"),
        litigation_court=words.text("remedies.court.name"),
        litigation_months=words.number("remedies.court.months"),
        decide_days=parameters.number(relief_decide_key(case.extension_kind)),
        notice_days=parameters.number("relief.notice_days"),
    )


def without_wording() -> Wording:
    """What is shown where a parameter is missing: nothing that could be mistaken for the law."""
    return Wording(DISTRICT, "", "", "", "", 0, "", 0, 0, 0)
