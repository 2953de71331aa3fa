"""The papers a relief case needs, by its type and cause; what was said of each is kept."""

from collections.abc import Sequence

from zqdesk.office.cases.entry.values import MaterialEntry
from zqdesk.records import codes
from zqdesk.rules.relief.amount import EMERGENCY

OTHER = "000"
PROOFS = {
    "fire": "火灾证明（消防、公安或村居出具）",
    "traffic": "道路交通事故认定书",
    "illness": "疾病诊断证明、医疗费用单据",
    "other_emergency": "困难情况证明（村居出具）",
    "medical": "医疗费用结算单（含报销）",
    "education": "学籍证明、缴费单据",
    "other_expenditure": "支出凭证",
}
GROUNDS = tuple(code for code in codes.table("evidence") if code.extra.get("needed") == "counting")
"""What shows why somebody of the family counts, or does not (S2 art. 7)."""
_IDENTITY = (
    MaterialEntry("102", "居民身份证", "platform"),
    MaterialEntry("101", "户口簿", "platform"),
)
SIGNED = tuple(codes.table("evidence").title_of(code) for code in ("601", "602"))
"""What people sign or seal: no promise stands for it."""
NO_NUMBER = "身份情况说明（派出所或救助管理站出具）"
SUPPORTED = "特困人员救助供养证或确认通知书"
"""Shows that somebody is supported as destitute, which waives income and property (S4 二)."""
_EMERGENCY = tuple(MaterialEntry(OTHER, title) for title in SIGNED)
_EXPENDITURE = (
    MaterialEntry("201", "临时救助申请书"),
    MaterialEntry("401", "诚信承诺书"),
    MaterialEntry("402", "家庭经济状况核对授权书"),
)


def materials_of(
    kind: str,
    cause: str,
    said: Sequence[MaterialEntry] = (),
    *,
    unknown_outsider: bool = False,
    supported: bool = False,
    grounds: bool = False,
) -> tuple[MaterialEntry, ...]:
    """The list for this case; papers said to be there stay, also those no list asks for.

    `unknown_outsider`: somebody from elsewhere whose ID number nobody knows, whose papers no platform shows.
    `supported`: who says of themselves to be supported as destitute. `grounds`: somebody is counted, or not, on a
    ground that a paper has to show.
    """
    proof = (MaterialEntry(OTHER, PROOFS[cause]),) if cause in PROOFS else ()
    identity = (MaterialEntry(OTHER, NO_NUMBER),) if unknown_outsider else _IDENTITY
    shown: tuple[MaterialEntry, ...] = (MaterialEntry(OTHER, SUPPORTED),) if supported else ()
    shown += tuple(MaterialEntry(code.code, code.title) for code in GROUNDS) if grounds else ()
    listed = (*identity, *proof, *shown, *(_EMERGENCY if kind == EMERGENCY else _EXPENDITURE))
    known = {(each.code, each.title): each for each in said}
    kept = [known.pop((each.code, each.title), each) for each in listed]
    further = [each for each in known.values() if each.state in ("have", "promise") or each.note]
    return (*kept, *further)
