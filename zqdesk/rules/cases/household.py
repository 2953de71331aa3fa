"""The frozen input of all calculations: who lives together, what they have, and who of them counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.cases.counted import Relative as Relative  # noqa: PLC0414 - part of this door
from zqdesk.rules.cases.counted import who_counts as who_counts  # noqa: PLC0414 - part of this door
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.people.identity import age_on
from zqdesk.rules.problem import Problem

ARTICLE_SINGLE = "《最低生活保障审核确认办法》第八条"
NOTICE_ADULT = "《关于进一步做好最低生活保障等社会救助兜底保障工作的通知》第一条"

ELDERLY = "elderly"
MINOR = "minor"
SEVERE_DISABILITY = "severe_disability"
SERIOUS_ILLNESS = "serious_illness"
CATEGORY_TITLES = {
    ELDERLY: "老年人",
    MINOR: "未成年人",
    SEVERE_DISABILITY: "重度残疾",
    SERIOUS_ILLNESS: "重病",
}
THIRD_OF_ARTICLE_8 = ("5", "6")
"""Intellectual and mental disability, of which S2 art. 8 lets grade 3 apply alone too."""
SINGLE_TITLES = {
    "severe_disability": "低保边缘家庭中的重度残疾人、三级智力或精神残疾人",
    "serious_illness": "低保边缘家庭中的重特大疾病患者",
    "clergy": "脱离家庭、在宗教场所居住三年以上的生活困难宗教教职人员",
    "adult_severe_disability": "成年无业重度残疾人",
    "other": "县级以上民政部门规定的其他情形",
}


@frozen
class Disability:
    """Type 1-7 and grade 1-4 as on the card."""

    type: str
    grade: int


def is_severe(disability: Disability | None, with_grade_three: Sequence[str] = THIRD_OF_ARTICLE_8) -> bool:
    """Grade 1 or 2 of any type; grade 3 only of the types named: of `THIRD_OF_ARTICLE_8` it lets apply alone, of those
    of `disability.severe.third` it counts as severe altogether.
    """
    if disability is None:
        return False
    return disability.grade <= 2 or (disability.grade == 3 and disability.type in with_grade_three)


def severe_third(parameters: Parameters) -> list[str]:
    """Types of disability (5 intellectual, 6 mental, …) of which the district calls grade 3 severe too."""
    return [str(each) for each in parameters.table("disability.severe.third")]


@frozen
class Member:
    """A person of the family; `relation` is the two-digit GB/T 4761 code to the applicant.

    `categories` are the uplift categories that apply (`uplift_categories` derives them); `counted` is
    whether they count as living together (`who_counts` says it), else the ground stands beside it.
    `work_refusals`: how often in a row they refused suitable work without good reason (S2 art. 34).
    """

    key: str
    name: str
    relation: str
    born_on: date | None
    counted: bool = True
    not_counted_reason: str = ""
    categories: frozenset[str] = frozenset()
    disability: Disability | None = None
    serious_illness: bool = False
    student: bool = False
    can_work: bool = True
    employed: bool = False
    work_refusals: int = 0

    def age(self, on: date) -> int | None:
        """Full years on a day; None where the day of birth is not known."""
        return None if self.born_on is None else age_on(self.born_on, on)

    def is_adult(self, on: date) -> bool:
        """Known to be of age."""
        age = self.age(on)
        return age is not None and age >= ADULT_AGE


@frozen
class Income:
    """What a member received (`amount_fen` in all, over `months` months).

    `kind` is a code of income_kinds: its class, a dot, the item (`transfer.pension`). A member key that is
    empty means the household as a whole. `counted_fen` is the part that counts where the clerk set part
    of it aside (then `exempt_reason` says why); None: all of it, unless the law exempts the kind.
    """

    member: str
    kind: str
    title: str
    amount_fen: int
    months: int = 1
    counted_fen: int | None = None
    exempt_reason: str = ""


@frozen
class Deduction:
    """Rigid spending that lessens the counted income, fen over `months` months (S2 art. 13)."""

    kind: str
    title: str
    amount_fen: int
    months: int = 1
    member: str = ""


@frozen
class Asset:
    """A possession: worth in fen, or how many; `kind` is a code of property_kinds (`financial.deposit`).

    `owner` is the key of the member whose it is; empty: the family's together, or nobody's in particular.
    """

    kind: str
    title: str
    amount_fen: int = 0
    quantity: int = 1
    exempt_reason: str = ""
    owner: str = ""


@frozen(kw_only=True)
class HouseholdFacts:
    """A household on a day. `standard_kind` is urban or rural by the division's class.

    With `single_reason` (a key of `SINGLE_TITLES`) only `single_member` applies, and `members` lists the
    family too, whose income decides whether it is a marginal household (S2 art. 8).
    """

    on: date
    members: tuple[Member, ...]
    incomes: tuple[Income, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    assets: tuple[Asset, ...] = ()
    standard_kind: str = "rural"
    single_reason: str = ""
    single_member: str = ""

    def counted(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.counted)

    def applicants(self) -> tuple[Member, ...]:
        """Those the allowance is for: everyone counted, or the single applicant alone."""
        if not self.single_reason:
            return self.counted()
        chosen = self.single_member or next((member.key for member in self.counted()), "")
        return tuple(member for member in self.members if member.key == chosen)


def uplift_categories(member: Member, on: date, parameters: Parameters) -> frozenset[str]:
    """Which of the four categories of art. 27 apply on the day; the ages are parameters."""
    age = member.age(on)
    found = {
        ELDERLY: age is not None and age >= parameters.number("uplift.elderly.age"),
        MINOR: age is not None and age < parameters.number("uplift.minor.age"),
        SEVERE_DISABILITY: is_severe(member.disability, severe_third(parameters)),
        SERIOUS_ILLNESS: member.serious_illness,
    }
    return frozenset(category for category, applies in found.items() if applies)


def with_categories(facts: HouseholdFacts, parameters: Parameters) -> HouseholdFacts:
    """The same facts with every member's uplift categories derived for the day of the facts."""
    members = (replace(m, categories=uplift_categories(m, facts.on, parameters)) for m in facts.members)
    return replace(facts, members=tuple(members))


def check_facts(facts: HouseholdFacts) -> list[Problem]:
    """Contradictions in the input itself, before any calculation."""
    keys = [member.key for member in facts.members]
    problems = []
    if len(set(keys)) != len(keys):
        problems.append(Problem("household.duplicate", "同一人在家庭成员中出现了两次，请删去一行", "members"))
    if facts.standard_kind not in ("urban", "rural"):
        problems.append(Problem("household.standard_kind", "请选择执行城市标准还是农村标准", "standard_kind"))
    if facts.single_reason and facts.single_reason not in SINGLE_TITLES:
        problems.append(Problem("single.reason", "请选择单独提出申请的情形", "single_reason", ARTICLE_SINGLE))
    if facts.single_reason and not facts.applicants():
        problems.append(
            Problem("single.member", "请指明单独提出申请的是哪一位成员", "single_member", ARTICLE_SINGLE)
        )
    for income in facts.incomes:
        problems += _check_income(income, keys)
    for item in facts.deductions:
        if item.amount_fen < 0 or item.months < 1:
            problems.append(
                Problem("deduction.amount", f"“{item.title}”的扣减金额或月数有误，请更正", "deductions")
            )
    for asset in facts.assets:
        if asset.amount_fen < 0 or asset.quantity < 0:
            problems.append(Problem("property.amount", f"“{asset.title}”的金额或数量不能是负数", "assets"))
    return problems


def _check_income(income: Income, keys: list[str]) -> list[Problem]:
    problems = []
    if income.member and income.member not in keys:
        problems.append(
            Problem("income.member", f"“{income.title}”登记在不属于本户的人名下，请更正", "incomes")
        )
    if income.months < 1:
        problems.append(Problem("income.months", f"“{income.title}”的计算月数至少为1个月", "incomes"))
    if income.amount_fen < 0 and not income.kind.startswith("business"):
        problems.append(
            Problem("income.negative", f"“{income.title}”不能是负数，只有经营净收入可以亏损", "incomes")
        )
    if income.counted_fen is None:
        return problems
    if not 0 <= income.counted_fen <= max(income.amount_fen, 0):
        problems.append(
            Problem("income.counted", f"“{income.title}”的计入金额应在0与收入金额之间", "incomes")
        )
    elif income.counted_fen < income.amount_fen and not income.exempt_reason:
        problems.append(
            Problem("income.exempt_reason", f"“{income.title}”有一部分不计入，请写明理由", "incomes")
        )
    return problems
