"""The family that comes to the counter in the tests: complete, so that each test breaks one thing of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import town
from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.applying.materials import required
from zqdesk.office.cases.entry.values import (
    Application,
    AssetEntry,
    ExpenseEntry,
    IncomeEntry,
    MaterialEntry,
    MemberEntry,
    SupporterEntry,
)
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records import parameters
from zqdesk.records.register import Register
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.people.identity import check_digit
from zqdesk.rules.problem import Problem, Refused

TODAY = date(2026, 11, 23)
VALUES = Parameters(parameters.shipped_values(), TODAY, TODAY, town.SCOPES)


def id_number(born: date, sequence: int = 1) -> str:
    """A number nobody has, in a division never assigned; odd sequences are men."""
    first = f"379999{born:%Y%m%d}{sequence:03d}"
    return first + check_digit(first)


HUSBAND, WIFE, SON = (
    id_number(date(1970, 5, 1), 1),
    id_number(date(1972, 6, 2), 2),
    id_number(date(2015, 7, 3), 3),
)


def member(name: str, number: str, relation: str, **facts: Any) -> MemberEntry:
    return MemberEntry(PersonEntry(name=name, id_number=number), relation=relation, **facts)


def with_papers(entry: Application) -> Application:
    """The same entry with every paper there that must be."""
    return replace(entry, materials=brought(required(replace(entry, materials=()))))


def brought(papers: Sequence[MaterialEntry]) -> tuple[MaterialEntry, ...]:
    """The same papers, none of them missing."""
    return tuple(replace(each, state="have") if each.state == "missing" else each for each in papers)


FAMILY = with_papers(
    Application(
        applied_on=TODAY,
        village_id="370114001201",
        address="7号",
        hukou_address="示例东村7号",
        phone="13000000001",
        bank_name="示例农村商业银行",
        account_name="张某",
        account_number="6222000000000000004",
        reason="户主患病，收入减少",
        members=(
            member(
                "张某",
                HUSBAND,
                "02",
                illness="02",
                work_ability="03",
                incomes=(
                    IncomeEntry("business.crops", "种植", 240_000, 12),
                    IncomeEntry("transfer.pension", "", 19_500),
                ),
                expenses=(ExpenseEntry("medical", "自付药费", 64_100),),
            ),
            member("李某", WIFE, "10", work_ability="01", incomes=(IncomeEntry("wages.job", "", 50_000),)),
            member("张小某", SON, "20", student=True, school="示例小学"),
        ),
        assets=(
            AssetEntry("house.dwelling", "平房三间", "张某"),
            AssetEntry("financial.deposit", "", "", 1, 5),
        ),
        supporters=(SupporterEntry("张大某", "05", family_count=2),),
    )
)


def with_line(entry: Application, number: int, **facts: Any) -> Application:
    """The same entry with one line of the family table changed."""
    lines = list(entry.members)
    lines[number] = replace(lines[number], **facts)
    return replace(entry, members=tuple(lines))


def with_person(entry: Application, number: int, **facts: Any) -> Application:
    return with_line(entry, number, person=replace(entry.members[number].person, **facts))


def draft(register: Register, entry: Application = FAMILY) -> str:
    return register.do(intake.record_application, entry).result


def accepted(register: Register, entry: Application = FAMILY) -> str:
    case_id = draft(register, entry)
    register.do(intake.accept_application, case_id)
    return case_id


def refused(register: Register, act: Any, *args: Any) -> dict[str, str]:
    """The problems an act is refused with: code → field."""
    with pytest.raises(Refused) as answer:
        register.do(act, *args)
    return by_code(answer.value.problems)


def by_code(problems: Sequence[Problem]) -> dict[str, str]:
    return {each.code: each.field for each in problems}
