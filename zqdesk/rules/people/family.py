"""The people of a family beside each other: one head, one spouse, nobody twice, ages and sexes that can be."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice

from zqdesk.frozen import frozen
from zqdesk.rules.codes import Code, CodeTable
from zqdesk.rules.people.identity import age_on
from zqdesk.rules.problem import Problem

SELF = ("01", "02")
SPOUSE = ("10", "11", "12")
HAN = "01"
MEN, WOMEN = 22, 20  # Civil Code art. 1047: no notice of a district changes it
EARLIER = 2  # the autonomous areas let ethnic minorities marry two years earlier
ARTICLE_AGE = "《民法典》第一千零四十七条"
ARTICLE_TWO = "《民法典》第一千零四十二条、第一千零四十六条"


@frozen
class Kin:
    """One of the family: `relation` is the GB/T 4761 code to the first; what is not known stays empty.

    Problems come out at `path` and `relation` or `person.name`.
    """

    path: str
    relation: str
    name: str
    id_number: str = ""
    sex: str = ""
    born_on: date | None = None
    ethnicity: str = ""


def family_problems(family: Sequence[Kin], relations: CodeTable, on: date) -> Iterator[Problem]:
    """What cannot be between the first, who is the head, and the others; unknown facts say nothing.

    `relations` says of each relation the `sex`, how many years such a relative is at least `older` or `younger`
    than the head, `older_than_spouse`, who is or was `wed`, of whom there is but one (`once`), who is an `only` child,
    and who of the children of one sex comes first (`rank`).
    """
    spouse = next((each for each in family if each.relation in SPOUSE), None)
    for place, each in enumerate(family):
        known, before = relations.get(each.relation), family[:place]
        odd = chain(_relation(each, known, family[0], spouse, on), _among(each, known, before, relations))
        yield from islice(odd, 1)
        yield from _twice(each, before)


def _relation(each: Kin, known: Code | None, head: Kin, spouse: Kin | None, on: date) -> Iterator[Problem]:
    path = f"{each.path}relation"
    if (each.relation in SELF) != (each is head):
        text = "第一行应为本人或户主" if each is head else "本户已有户主（本人），请选择与其的关系"
        yield Problem("relation.head", text, path)
    if each.relation in SPOUSE and each is not spouse:
        yield Problem("relation.spouse", "家庭成员中有不止一位配偶，请核对关系", path, ARTICLE_TWO)
    if known is not None:
        yield from _sex(each, known, head)
        yield from _ages(each, known, head, spouse)
        yield from _wed(each, known, head, on)


def _among(each: Kin, known: Code | None, before: Sequence[Kin], relations: CodeTable) -> Iterator[Problem]:
    """Nobody has two fathers or two eldest sons, an only child has no brothers and sisters, the elder was born first."""
    if known is None:
        return
    path = f"{each.path}relation"
    for other in before:
        theirs = relations.get(other.relation)
        if theirs is None:
            continue
        if theirs is known and known.extra.get("once"):
            text = f"家庭成员中已有“{known.title}”{other.name}，请核对{each.name}的关系"
            yield Problem("relation.once", text, path)
        elif _is_child(known) and _is_child(theirs) and (known.extra.get("only") or theirs.extra.get("only")):
            text = (
                f"{other.name}登记为“{theirs.title}”，{each.name}登记为“{known.title}”，不是独生子女，请核对"
            )
            yield Problem("relation.only", text, path)
        elif _out_of_turn(each, known, other, theirs):
            text = (
                f"{other.name}登记为“{theirs.title}”，{each.name}登记为“{known.title}”，出生先后不符，请核对"
            )
            yield Problem("relation.turn", text, path)


def _is_child(known: Code) -> bool:
    return known.code[:1] in ("2", "3") and "younger" in known.extra


def _out_of_turn(each: Kin, known: Code, other: Kin, theirs: Code) -> bool:
    mine, rank = known.extra.get("rank"), theirs.extra.get("rank")
    if mine is None or rank is None or known.code[:1] != theirs.code[:1]:
        return False
    if each.born_on is None or other.born_on is None or each.born_on == other.born_on:
        return False
    return bool(mine < rank) != (each.born_on < other.born_on)


def _twice(each: Kin, before: Sequence[Kin]) -> Iterator[Problem]:
    """The same name and birthday twice, and not two numbers that tell them apart."""
    for other in before:
        apart = each.born_on and other.born_on and each.born_on != other.born_on
        numbers = each.id_number and other.id_number
        if each.name and each.name == other.name and not apart and not numbers:
            text = (
                f"本户已有“{other.name}”，像是同一个人：是同一人的不要重复加入，补号请更正原来的登记；"
                "确是两个人的，请填写两人的身份证号"
            )
            yield Problem("household.same_person", text, f"{each.path}person.name")
            return


def _sex(each: Kin, known: Code, head: Kin) -> Iterator[Problem]:
    sexes = ("1", "2")
    if each.sex not in sexes:
        return
    if known.extra.get("sex", each.sex) != each.sex:
        yield Problem("relation.sex", f"关系“{known.title}”与性别不符，请核对", f"{each.path}relation")
    elif each.relation in SPOUSE and each is not head and each.sex == head.sex:
        text = f"{head.name}和{each.name}性别相同，不能登记为配偶，请核对身份证号和关系"
        yield Problem("relation.same_sex", text, f"{each.path}relation", ARTICLE_TWO)


def _ages(each: Kin, known: Code, head: Kin, spouse: Kin | None) -> Iterator[Problem]:
    years = known.extra
    for elder, younger, least in (
        (each, head, years.get("older")),
        (head, each, years.get("younger")),
        (each, spouse, years.get("older_than_spouse")),
    ):
        if least is None or younger is None or elder.born_on is None or younger.born_on is None:
            continue
        if age_on(elder.born_on, younger.born_on) < least:
            by = f"年长至少{least}岁" if least else "年长"
            text = (
                f"{each.name}登记为“{known.title}”，{elder.name}应比{younger.name}{by}，请核对关系和出生日期"
            )
            yield Problem("relation.age", text, f"{each.path}relation")


def _wed(each: Kin, known: Code, head: Kin, on: date) -> Iterator[Problem]:
    """Whoever is somebody's spouse is of the age at which one marries (Civil Code art. 1047)."""
    couple = (each, head) if each.relation in SPOUSE else (each,) if known.extra.get("wed") else ()
    han = all(who.ethnicity == HAN for who in (each, head))
    for who in couple:
        if who.born_on is None or who.sex not in ("1", "2"):
            continue
        least = (MEN if who.sex == "1" else WOMEN) - (0 if han else EARLIER)
        age = age_on(who.born_on, on)
        if age < least:
            text = (
                f"{each.name}登记为“{known.title}”，而{who.name}现为{age}周岁，不到法定结婚年龄，"
                "请核对关系和出生日期"
            )
            yield Problem("relation.wed", text, f"{each.path}relation", ARTICLE_AGE)
