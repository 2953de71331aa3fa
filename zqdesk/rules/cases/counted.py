"""Who counts as living together: the answer, its reason and its article."""

from collections.abc import Sequence
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.rules.people.identity import age_on

ADULT_AGE = 18  # Civil Code art. 17: no notice of a district changes it
ARTICLE_MEMBERS = "《最低生活保障审核确认办法》第七条"
_SPOUSES_OF_CHILDREN = frozenset({"28", "38"})
_WITHOUT_DUTY = frozenset({"72", "74", "76", "78"})  # spouses of brothers and sisters


@frozen
class Relative:
    """What decides whether somebody counts; `relation` is the GB/T 4761 code to the applicant.

    `student` is empty or the level (`school`, `bachelor`, `graduate`); `religious`: a member of the clergy who
    has lived away from the family for three years without a break; `has_duty`: a duty of support that the
    relation does not show (adoption, guardianship).
    """

    key: str
    relation: str
    born_on: date | None
    lives_together: bool = True
    student: str = ""
    independent: bool = True
    in_prison: bool = False
    in_rehabilitation: bool = False
    missing: bool = False
    religious: bool = False
    has_duty: bool = False


@frozen
class Counting:
    """The answer for one person and why; other facts, not another tick, lead to another answer."""

    key: str
    counted: bool
    reason: str
    source: str = ARTICLE_MEMBERS


def who_counts(people: Sequence[Relative], on: date) -> tuple[Counting, ...]:
    """For each person whether they count as living together on the day (S2 art. 7).

    The exclusions come first: clergy away three years and more, prison, compulsory drug rehabilitation,
    declared missing. Then spouse, minor children, adult children who cannot live independently (full-time
    students up to bachelor level among them), others with a legal duty of support who live there.
    """
    return tuple(Counting(person.key, *_judge(person, on)) for person in people)


def _judge(person: Relative, on: date) -> tuple[bool, str]:
    excluded = _exclusion(person)
    family = person.relation[:1]
    if excluded:
        return False, excluded
    if family in ("0", "1"):
        return True, "申请人本人" if family == "0" else "配偶"
    if family in ("2", "3") and person.relation not in _SPOUSES_OF_CHILDREN:
        return _judge_child(person, on)
    return _judge_other(person)


def _judge_other(person: Relative) -> tuple[bool, str]:
    if not person.lives_together:
        return False, "未共同居住"
    if person.relation in _SPOUSES_OF_CHILDREN:
        return True, "子女的配偶，长期共同居住"
    by_relation = person.relation[:1] in ("4", "5", "6", "7") and person.relation not in _WITHOUT_DUTY
    if by_relation or person.has_duty:
        return True, "有法定赡养、扶养、抚养关系，长期共同居住"
    return False, "没有法定赡养、扶养、抚养关系"


def _exclusion(person: Relative) -> str:
    if person.religious:
        return "连续三年以上（含三年）脱离家庭独立生活的宗教教职人员"
    if person.in_prison:
        return "在监狱内服刑"
    if person.in_rehabilitation:
        return "在戒毒所强制隔离戒毒"
    return "宣告失踪" if person.missing else ""


def _judge_child(person: Relative, on: date) -> tuple[bool, str]:
    if person.born_on is not None and age_on(person.born_on, on) < ADULT_AGE:
        return True, "未成年子女"
    if person.student in ("school", "bachelor"):
        return True, "已成年但在全日制学校就读（本科及以下）的子女"
    if not person.independent:
        return True, "已成年但不能独立生活的子女"
    if person.lives_together:
        return True, "有赡养义务并长期共同居住的成年子女"
    return False, "已成年、能独立生活且未共同居住的子女"
