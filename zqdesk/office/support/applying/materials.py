"""Which papers an application for 特困 needs (S3 art. 10)."""

from collections.abc import Iterator

from zqdesk.office.cases.entry.counted import needs_proof
from zqdesk.office.cases.entry.values import Application, MaterialEntry
from zqdesk.office.support.entries import SupportFacts
from zqdesk.records import codes

OTHER = "000"
STATEMENT = "劳动能力、生活来源、财产状况和赡养、抚养、扶养情况的书面声明"
MEANS = "义务人收入、财产和履行能力的证明"
ALWAYS = (
    MaterialEntry("101", "户口簿", "platform"),
    MaterialEntry("102", "居民身份证", "platform"),
    MaterialEntry("201", "特困人员救助供养申请书"),
    MaterialEntry(OTHER, STATEMENT),
    MaterialEntry("401", "诚信承诺书"),
    MaterialEntry("402", "家庭经济状况核对授权书（本人和义务人）"),
)


def required(family: Application, facts: SupportFacts) -> tuple[MaterialEntry, ...]:
    """The list for this person, with what the entry already says about each; others already there follow."""
    known = {(each.code, each.title): each for each in family.materials}
    listed = (*ALWAYS, *_by_facts(family, facts))
    kept = [known.pop((each.code, each.title), each) for each in listed]
    further = [each for each in known.values() if each.state in ("have", "promise") or each.note]
    return (*kept, *further)


def _by_facts(family: Application, facts: SupportFacts) -> Iterator[MaterialEntry]:
    evidence = codes.table("evidence")
    if any(line.disability_number for line in family.members):
        yield MaterialEntry("203", evidence.title_of("203"), "platform")
    if facts.at_school:
        yield MaterialEntry("205", evidence.title_of("205"))
    if family.supporters:
        yield MaterialEntry(OTHER, MEANS)
    if any(needs_proof(line) for line in family.members):
        yield MaterialEntry("212", evidence.title_of("212"))
    if family.proxy_kind in ("person", "village"):
        yield MaterialEntry("403", evidence.title_of("403"))
    if family.relative_relation or family.relative_name:
        yield MaterialEntry("404", evidence.title_of("404"))
