"""What is wrong with an entry: everything at once, each at its field, in words a clerk can act on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zqdesk.office.cases.entry.member_checks import check_line, check_lines
from zqdesk.office.cases.entry.part_checks import check_assets, check_months, check_supporters
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.hall.checks import check_day
from zqdesk.office.hall.setup import standard_kind_of
from zqdesk.office.people.field_checks import code_problems, id_number_problems, name_problems, phone_problems
from zqdesk.records import codes
from zqdesk.rules.calendar import add_months
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.cases.household import ARTICLE_SINGLE
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.people.identity import age_on, parse_bank_card, parse_id_number
from zqdesk.rules.problem import Problem, Refused

OLDEST_APPLICATION = 12
"""Months after which a day of application is a slip of the hand: such a one is made anew."""
ARTICLE_APPLY = "《最低生活保障审核确认办法》第四条"


ARTICLE_STANDARD = "《最低生活保障审核确认办法》第二十三条"


ARTICLE_PROXY = "《最低生活保障审核确认办法》第六条"


ARTICLE_RELATIVES = "《最低生活保障审核确认办法》第十一条"


def storable(entry: Application, today: date) -> list[Problem]:
    """What keeps even a draft of a tidy entry from being stored."""
    return list(_unstorable(entry, today))


def complete(entry: Application, today: date, parameters: Parameters) -> list[Problem]:
    """What a tidy application lacks, apart from papers and from who is entitled to what."""
    return list(dict.fromkeys([*family(entry, today, parameters), *single(entry, today)]))


def single(entry: Application, today: date) -> list[Problem]:
    """What a tidy application lacks outside its tables: of the household, the applicant, who applies for them."""
    problems = list(_standard(entry, today))
    problems += _household(entry, today)
    problems += _applicant(entry, today)
    problems += _proxy(entry, today)
    problems += _relatives(entry)
    return problems


def family(entry: Application, today: date, parameters: Parameters) -> list[Problem]:
    """What is wrong with the persons, the money and the standard of a tidy entry: all that a later review
    looks at.
    """
    problems = list(_unstorable(entry, today))
    problems += check_lines(entry.members, today)
    longest = parameters.number("income.months")
    for number, line in enumerate(entry.members):
        problems += check_line(line, f"members.{number}", today)
        problems += check_months(line, f"members.{number}", longest)
    problems += check_assets(entry, today)
    problems += check_supporters(entry, today)
    problems += _standard(entry, today)
    problems += phone_problems(entry.phone, "phone")
    problems += _account_number(entry)
    return list(dict.fromkeys(problems))


def _unstorable(entry: Application, today: date) -> Iterator[Problem]:
    if not entry.members:
        yield Problem("members.none", "请至少录入申请人的姓名或身份证号", "members")
    for number, line in enumerate(entry.members):
        path = f"members.{number}.person"
        if not line.person.name and not line.person.id_number:
            yield Problem("name.empty", "请填写姓名或身份证号；多余的一行请删去", f"{path}.name")
        yield from id_number_problems(line.person.id_number, f"{path}.id_number", today)
    if entry.members and not 0 <= entry.applicant < len(entry.members):
        yield Problem("applicant.missing", "请指明由哪一位成员提出申请", "applicant", ARTICLE_APPLY)
    if entry.single_reason and not 0 <= entry.single_member < len(entry.members):
        yield Problem("single.member", "请指明单独提出申请的是哪一位成员", "single_member", ARTICLE_SINGLE)


def _household(entry: Application, today: date) -> Iterator[Problem]:
    earliest = add_months(today, -OLDEST_APPLICATION)
    yield from check_day("applied_on", entry.applied_on, "申请日期", today=today, earliest=earliest)
    for field, title in (("village_id", "村（居）"), ("address", "现住址"), ("reason", "申请理由")):
        if not getattr(entry, field):
            yield Problem(f"{field}.empty", f"请填写{title}", field)
    yield from code_problems("poverty_cause", entry.poverty_cause, "poverty_cause")
    yield from _account(entry)


def _standard(entry: Application, today: date) -> Iterator[Problem]:
    """The village gives the standard; another one needs a reason, which stands on the approval form."""
    if entry.standard_kind not in ("urban", "rural"):
        yield Problem("household.standard_kind", "请选择执行城市标准还是农村标准", "standard_kind")
    elif entry.village_id and not entry.standard_reason:
        given = standard_kind_of(entry.village_id, today)
        if given != entry.standard_kind:
            titles = codes.table("standard_kind")
            text = f"这个村（居）执行{titles.title_of(given)}标准；改用{titles.title_of(entry.standard_kind)}标准的，请写明理由"
            yield Problem("standard.other", text, "standard_reason", ARTICLE_STANDARD)


def _account_number(entry: Application) -> Iterator[Problem]:
    if entry.account_number:
        try:
            parse_bank_card(entry.account_number)
        except Refused as refused:
            yield from (replace(each, field="account_number") for each in refused.problems)


def _account(entry: Application) -> Iterator[Problem]:
    if entry.account_number:
        for field, title in (("bank_name", "开户银行"), ("account_name", "账户名称")):
            if not getattr(entry, field):
                yield Problem(f"{field}.empty", f"填了银行账号，还要填写{title}", field)
    elif entry.bank_name or entry.account_name:
        yield Problem("account_number.empty", "填了开户银行或户名，还要填写银行账号", "account_number")


def _applicant(entry: Application, today: date) -> Iterator[Problem]:
    """One member who lives there signs; a minor only through somebody else (S2 art. 4, 6)."""
    if not 0 <= entry.applicant < len(entry.members):
        return
    line = entry.members[entry.applicant]
    alone = entry.single_reason and entry.single_member == entry.applicant
    if not line.counted and not alone:
        text = "申请须由共同生活的家庭成员提出，这一位不计入共同生活，请改由其他成员提出"
        yield Problem("applicant.not_counted", text, "applicant", ARTICLE_APPLY)
    born = line.person.born_on
    if born and age_on(born, today) < ADULT_AGE and entry.proxy_kind not in ("person", "village"):
        text = f"申请人未满{ADULT_AGE}周岁，请由监护人或村（居）委会代为提出，并填写代理人"
        yield Problem("applicant.minor", text, "proxy_kind", ARTICLE_PROXY)


def _proxy(entry: Application, today: date) -> Iterator[Problem]:
    yield from code_problems("applicant_kind", entry.proxy_kind, "proxy_kind")
    if entry.proxy_kind not in ("person", "village"):
        if entry.proxy_name or entry.proxy_id_number:
            yield Problem("proxy.kind", "填了代理人，请选择是谁代为申请", "proxy_kind", ARTICLE_PROXY)
        return
    yield from name_problems(entry.proxy_name, "proxy_name")
    yield from phone_problems(entry.proxy_phone, "proxy_phone")
    if entry.proxy_kind == "person" and not entry.proxy_id_number:
        yield Problem("id_number.empty", "请填写代理人身份证号", "proxy_id_number", ARTICLE_PROXY)
    wrong = list(id_number_problems(entry.proxy_id_number, "proxy_id_number", today))
    yield from wrong
    if entry.proxy_id_number and not wrong:
        yield from _who_may_be_proxy(entry, today)


def _who_may_be_proxy(entry: Application, today: date) -> Iterator[Problem]:
    """Somebody of age, other than the applicant (S2 art. 6, Civil Code art. 18)."""
    proxy = parse_id_number(entry.proxy_id_number)
    if age_on(proxy.born_on, today) < ADULT_AGE:
        text = f"代理人未满{ADULT_AGE}周岁，不能代为申请"
        yield Problem("proxy.minor", text, "proxy_id_number", ARTICLE_PROXY)
    if 0 <= entry.applicant < len(entry.members):
        applicant = entry.members[entry.applicant].person
        if applicant.id_number == proxy.number:
            text = "代理人与申请人是同一个证件号码：本人申请的不填代理人"
            yield Problem("proxy.self", text, "proxy_id_number", ARTICLE_PROXY)


def _relatives(entry: Application) -> Iterator[Problem]:
    """A relative of the clerk or of a village officer is registered separately (S2 art. 11)."""
    if not (entry.relative_relation or entry.relative_name or entry.relative_post):
        return
    for field, title in (
        ("relative_relation", "与其的关系"),
        ("relative_name", "经办人员或村（居）干部的姓名"),
        ("relative_post", "其单位职务"),
    ):
        if not getattr(entry, field):
            yield Problem(f"{field}.empty", f"近亲属备案请填写{title}", field, ARTICLE_RELATIVES)
    if entry.relative_name:
        yield from name_problems(entry.relative_name, "relative_name")
