"""What is to be looked at before a list is signed: who died or left, whose account it is, what is above the standard.

A grave finding keeps a row out of the payment until it is put right or held back; the others are signed with open eyes.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from zqdesk.frozen import frozen
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.people.identity import check_bank_card, parse_bank_card
from zqdesk.rules.people.names import name_key
from zqdesk.rules.problem import Refused
from zqdesk.rules.worded import Worded


class AccountStatus(Worded):
    """How it stands with an account: the card lies uncollected, is to be renewed, or another person keeps it."""

    IN_ORDER = "in_order", "正常"
    UNCOLLECTED = "uncollected", "卡未领取"
    RENEWAL = "renewal", "待换卡"
    OTHER_PERSON = "other_person", "由他人代管"


@frozen
class Person:
    """Somebody of the household, whether they are still there or not."""

    name: str
    died_on: date | None = None
    left_on: date | None = None


@frozen
class Payee:
    """A row as the checks see it.

    `people` are those the money is for: the household's, or the one who is on the roll alone. `standard_fen` is the
    highest amount a person may get, `status` what is known of the account, `agreed` whether there is an agreement with
    the person who keeps it, `shared` who else is paid into the same account, `twice` where else somebody of them is paid.
    """

    month: str
    people: tuple[Person, ...]
    person_count: int
    base_fen: int
    standard_fen: int | None
    account_name: str
    account_number: str
    status: str = ""
    agreed: bool = False
    shared: str = ""
    twice: str = ""
    review_by: date | None = None
    phase_out: bool = False
    to_month: str = ""
    ended_village: str = ""


@frozen
class Note:
    """One finding: `code` is stable, `text` stands on the list, `grave` ones are not paid."""

    code: str
    text: str
    grave: bool = False


def notes(payee: Payee) -> tuple[Note, ...]:
    """Everything that is to be looked at, the gravest first."""
    found = [*_people(payee), *_account(payee), *_roll(payee)]
    return tuple(sorted(found, key=lambda note: not note.grave))


@lru_cache(maxsize=1 << 10)
def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _people(payee: Payee) -> Iterator[Note]:
    """The month after a death nothing is paid for the dead (S2 art. 32, 民发〔2022〕83号)."""
    begins = first_day(payee.month)
    dead = [each for each in payee.people if each.died_on is not None and each.died_on < begins]
    gone = [each for each in payee.people if each.died_on is None and each.left_on and each.left_on < begins]
    if payee.people and len(dead) + len(gone) == len(payee.people):
        who = "、".join(each.name for each in (*dead, *gone))
        yield Note("all_gone", f"{who}已去世或离开，本户已无人，不应再发", grave=True)
        return
    for each in dead:
        assert each.died_on is not None
        yield Note("died", f"{each.name}已于{chinese_day(each.died_on)}去世，待遇尚未变更")
    for each in payee.people:
        if each.died_on is not None and each.died_on >= begins:
            text = f"{each.name}于{chinese_day(each.died_on)}去世，当月照发、下月起变更，请核对收款账户"
            yield Note("died_since", text)
    for each in gone:
        assert each.left_on is not None
        yield Note("moved", f"{each.name}已于{chinese_day(each.left_on)}离开，待遇尚未变更")
    if payee.twice:
        yield Note("twice", f"重复：{payee.twice}", grave=True)


def _account(payee: Payee) -> Iterator[Note]:
    """Into the account of the household (S2 art. 25); another person's only with an agreement (art. 26)."""
    if not payee.account_number:
        yield Note("account_none", "没有收款账号", grave=True)
        return
    try:
        doubt = check_bank_card(parse_bank_card(payee.account_number))
    except Refused as refused:
        yield Note("account_wrong", refused.problems[0].text, grave=True)
    else:
        if doubt is not None:
            yield Note("account_doubt", doubt.text)
    yield from _holder(payee)
    if payee.shared:
        yield Note("account_shared", f"与{payee.shared}同一账号")
    if payee.status == AccountStatus.UNCOLLECTED:
        yield Note("account_uncollected", "银行卡尚未领取")
    if payee.status == AccountStatus.RENEWAL:
        yield Note("account_renewal", "银行卡待更换，可能退票")


def _holder(payee: Payee) -> Iterator[Note]:
    alike = [each for each in payee.people if each.name == payee.account_name]
    if not alike:  # nearly all are written alike: names are folded only where they are not
        key = name_key(payee.account_name)
        if not key:
            yield Note("account_unnamed", "没有收款账户的户名", grave=True)
            return
        alike = [each for each in payee.people if name_key(each.name) == key]
    begins = first_day(payee.month)
    if alike and all(each.died_on is not None and each.died_on < begins for each in alike):
        yield Note("account_dead", f"收款账户的户名是已去世的{payee.account_name}", grave=True)
    elif (not alike or payee.status == AccountStatus.OTHER_PERSON) and not payee.agreed:
        text = f"账户由{payee.account_name}持有，不是本户成员或由他人代管，没有书面协议"
        yield Note("account_other", text, grave=True)


def _roll(payee: Payee) -> Iterator[Note]:
    limit = payee.standard_fen
    if limit is not None and payee.base_fen > limit * payee.person_count:
        text = f"高于标准：{payee.person_count}人，每人最多{format_yuan(limit)}元"
        yield Note("above_standard", text)
    if payee.person_count < 1:
        yield Note("nobody_counted", "保障人数为0", grave=True)
    if payee.review_by is not None and payee.review_by < first_day(payee.month):
        yield Note("review_overdue", f"应于{chinese_day(payee.review_by)}前核查，已过期")
    if payee.phase_out and not payee.to_month:
        yield Note("phase_out_open", "渐退期没有登记截止月份")
    elif payee.phase_out and payee.to_month == payee.month:
        yield Note("phase_out_ends", "渐退期本月结束，下月起停发")
    if payee.ended_village:
        yield Note("village_ended", f"{payee.ended_village}已撤销，请核对所属村（居）")
