"""An entry is checked whole, each problem at its field, by S2 art. 4-11 and no stricter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office.family import (
    FAMILY,
    HUSBAND,
    TODAY,
    VALUES,
    WIFE,
    by_code,
    id_number,
    member,
    with_line,
    with_papers,
    with_person,
)
from tests.rules.shipped import parameters
from zqdesk.office.allowance.applying import materials
from zqdesk.office.allowance.applying.intake import check
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import (
    Application,
    AssetEntry,
    ExpenseEntry,
    IncomeEntry,
    SupporterEntry,
)

COMMUNITY = "370114001001"
"""A residents' community: its division is urban, so it gives the urban standard."""
SEVERE = f"{WIFE}41"


def problems(entry: Application) -> dict[str, str]:
    return by_code(check(entry, TODAY, VALUES, strict=True))


def test_a_complete_family_has_no_problem() -> None:
    assert problems(FAMILY) == {}


def test_another_standard_than_the_villages_stands_with_its_reason() -> None:
    assert problems(replace(FAMILY, village_id=COMMUNITY, standard_kind="urban")) == {}
    assert problems(replace(FAMILY, village_id=COMMUNITY, standard_reason="户籍仍在原村")) == {}


WRONG = [
    (replace(FAMILY, applied_on=TODAY + timedelta(1)), "applied_on.future", "applied_on"),
    (replace(FAMILY, applied_on=date(226, 11, 23)), "applied_on.far", "applied_on"),
    (replace(FAMILY, applied_on=None), "applied_on.empty", "applied_on"),
    (replace(FAMILY, reason=" "), "reason.empty", "reason"),
    (replace(FAMILY, standard_kind="town"), "household.standard_kind", "standard_kind"),
    (replace(FAMILY, standard_kind="urban"), "standard.other", "standard_reason"),
    (replace(FAMILY, village_id=COMMUNITY), "standard.other", "standard_reason"),
    (replace(FAMILY, village_id=COMMUNITY, standard_reason=" "), "standard.other", "standard_reason"),
    (replace(FAMILY, phone="1300000"), "phone.form", "phone"),
    (replace(FAMILY, account_number="6222-0000-ABCD"), "bank_card.form", "account_number"),
    (replace(FAMILY, bank_name=""), "bank_name.empty", "bank_name"),
    (replace(FAMILY, account_number=""), "account_number.empty", "account_number"),
    (replace(FAMILY, poverty_cause="99x"), "poverty_cause.code", "poverty_cause"),
    (replace(FAMILY, applicant=7), "applicant.missing", "applicant"),
    (replace(FAMILY, applicant=2), "applicant.minor", "proxy_kind"),
    (replace(FAMILY, proxy_name="代某"), "proxy.kind", "proxy_kind"),
    (replace(FAMILY, relative_post="村主任"), "relative_name.empty", "relative_name"),
    (with_line(FAMILY, 0, counted=False, not_counted_reason="在监狱内服刑"), "applicant.not_counted", "applicant"),
    (with_line(FAMILY, 1, counted=False), "not_counted_reason.empty", "members.1.not_counted_reason"),
    (with_line(FAMILY, 0, relation="20"), "relation.head", "members.0.relation"),
    (with_line(FAMILY, 2, relation="02"), "relation.head", "members.2.relation"),
    (with_line(FAMILY, 2, relation="10"), "relation.spouse", "members.2.relation"),
    (with_line(FAMILY, 2, relation="30"), "relation.sex", "members.2.relation"),
    (with_line(FAMILY, 2, relation=""), "relation.empty", "members.2.relation"),
    (with_line(FAMILY, 1, work_ability=""), "work_ability.empty", "members.1.work_ability"),
    (with_line(FAMILY, 1, health="77"), "health.code", "members.1.health"),
    (
        with_line(FAMILY, 1, disability_number=f"{HUSBAND}41"),
        "disability_card.id_number",
        "members.1.disability_number",
    ),
    (with_person(FAMILY, 1, name=""), "name.empty", "members.1.person.name"),
    (with_person(FAMILY, 1, name="李7"), "name.digit", "members.1.person.name"),
    (with_person(FAMILY, 1, id_number=HUSBAND), "household.duplicate", "members.1.person.id_number"),
    (with_person(FAMILY, 1, sex="1"), "sex.differs", "members.1.person.sex"),
    (with_person(FAMILY, 1, born_on=date(1972, 6, 3)), "born_on.differs", "members.1.person.born_on"),
    (with_person(FAMILY, 1, id_number=""), "born_on.empty", "members.1.person.born_on"),
    (
        with_person(FAMILY, 1, id_number="", born_on=date(1990, 1, 1), sex="2"),
        "id_number.empty",
        "members.1.person.id_number",
    ),
    (
        with_line(FAMILY, 1, incomes=(IncomeEntry("wages.job", "", -1),)),
        "income.negative",
        "members.1.incomes.0.amount_fen",
    ),
    (
        with_line(FAMILY, 1, incomes=(IncomeEntry("wages.job"), IncomeEntry("wages.job", "", 5, 0))),
        "income.months",
        "members.1.incomes.1.months",
    ),
    (
        with_line(FAMILY, 1, incomes=(IncomeEntry("wages.job", "", 500, 1, 100),)),
        "income.exempt_reason",
        "members.1.incomes.0.exempt_reason",
    ),
    (with_line(FAMILY, 1, incomes=(IncomeEntry(""),)), "income.kind", "members.1.incomes.0.kind"),
    (
        with_line(FAMILY, 1, incomes=(IncomeEntry("wages.job", "", 5, 13),)),
        "months.range",
        "members.1.incomes.0.months",
    ),
    (
        with_line(FAMILY, 1, expenses=(ExpenseEntry("medical", "", -5, deducted=False),)),
        "deduction.amount",
        "members.1.expenses.0.amount_fen",
    ),
    (replace(FAMILY, assets=(AssetEntry("house.dwelling", amount_fen=-1),)), "property.amount", "assets.0.amount_fen"),
    (replace(FAMILY, assets=(AssetEntry("castle"),)), "property_kind.code", "assets.0.kind"),
    (replace(FAMILY, supporters=(SupporterEntry(relation="05"),)), "name.empty", "supporters.0.name"),
    (replace(FAMILY, supporters=(SupporterEntry("张大某"),)), "supporter.relation", "supporters.0.relation"),
    (replace(FAMILY, single_reason="poor"), "single_reason.code", "single_reason"),
    (replace(FAMILY, single_reason="other", single_member=9), "single.member", "single_member"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "code", "field"), WRONG, ids=[f"{case[1]}-{n}" for n, case in enumerate(WRONG)]
)
def test_each_wrong_thing_is_said_at_its_field(entry: Application, code: str, field: str) -> None:
    assert problems(entry).get(code) == field


def test_losses_of_a_business_and_landlines_are_fine() -> None:
    loss = with_line(FAMILY, 0, incomes=(IncomeEntry("business.crops", "", -100_000, 12),))
    assert problems(with_papers(replace(loss, phone="0531-83000000"))) == {}


def test_a_newborn_needs_no_number_but_a_birthday_and_a_sex() -> None:
    baby = member("张小小", "", "30")
    entry = with_papers(replace(FAMILY, members=(*FAMILY.members, baby)))
    path = "members.3.person"
    assert problems(entry) == {"sex.empty": f"{path}.sex", "born_on.empty": f"{path}.born_on"}
    assert problems(with_person(entry, 3, sex="2", born_on=date(2026, 11, 1))) == {}


def test_a_proxy_brings_a_name_a_number_and_a_signed_paper() -> None:
    entry = replace(FAMILY, proxy_kind="person")
    assert {"name.empty": "proxy_name", "id_number.empty": "proxy_id_number"}.items() <= problems(
        entry
    ).items()
    named = replace(entry, proxy_name="代某", proxy_id_number=id_number(date(1960, 1, 1), 7))
    assert set(problems(named)) == {"material.missing"}
    asked = materials.required(named)
    assert asked[int(problems(named)["material.missing"].split(".")[1])].code == "403"
    assert problems(with_papers(named)) == {}


def test_relatives_of_staff_are_registered_with_their_own_paper() -> None:
    entry = replace(FAMILY, relative_name="王小某", relative_post="经办人", relative_relation="叔侄")
    assert set(problems(entry)) == {"material.missing"}
    assert problems(with_papers(entry)) == {}


def test_what_must_be_signed_is_neither_promised_nor_looked_up() -> None:
    promised = tuple(replace(each, state="promise") for each in FAMILY.materials)
    found = check(replace(FAMILY, materials=promised), TODAY, VALUES, strict=True)
    assert {each.code for each in found} == {"material.signed"}
    wrong = {FAMILY.materials[int(each.field.split(".")[1])].code for each in found}
    assert wrong == {"201", "401", "402"}


def single(entry: Application = FAMILY, **facts: object) -> Application:
    ill = with_line(entry, 1, disability_number=SEVERE, illness="")
    return with_papers(replace(ill, single_member=1, **{"single_reason": "severe_disability", **facts}))  # type: ignore[arg-type]


def richer(entry: Application, amount_fen: int) -> Application:
    return with_papers(with_line(entry, 0, incomes=(IncomeEntry("wages.job", "", amount_fen),)))


def test_alone_only_out_of_a_marginal_household() -> None:
    # 3 persons, standard 804.00, marginal line 1206.00 a head: 500 of the wife, the rest the husband's.
    assert problems(single()) == {"single.whole_household": "single_reason"}
    assert problems(richer(single(), 300_000)) == {}
    assert problems(richer(single(), 400_000)) == {"single.marginal": "single_reason"}


def test_adults_without_work_may_apply_alone_outside_one() -> None:
    alone = single(single_reason="adult_severe_disability")
    assert problems(richer(alone, 400_000)) == {}
    assert problems(richer(with_line(alone, 1, employment="03"), 400_000)) == {
        "single.employed": "single_reason"
    }


@given(st.text(max_size=12), st.text(max_size=12), st.integers(), st.integers(-2, 5))
def test_whatever_is_typed_is_answered_and_never_crashes(
    word: str, number: str, amount: int, place: int
) -> None:
    entry = with_person(FAMILY, 1, name=word, id_number=number, phone=number)
    entry = with_line(
        entry, 0, relation=word, disability_number=number, incomes=(IncomeEntry(word, word, amount, place),)
    )
    entry = replace(entry, account_number=number, applicant=place, single_member=place, single_reason=word)
    first = check(entry, TODAY, VALUES, strict=True)
    assert first == check(tidy(entry), TODAY, VALUES, strict=True)
    assert all(each.text and each.field for each in first)
    assert set(by_code(check(entry, TODAY, VALUES))) <= set(by_code(first))
    assert tidy(tidy(entry)) == tidy(entry)


@given(st.integers(1, 24), st.integers(1, 24))
def test_the_months_of_an_income_are_the_districts(longest: int, months: int) -> None:
    """Where the district looks at half a year, seven months are a slip of the hand."""
    wage = IncomeEntry("wages.job", "", 50_000, months)
    entry = with_line(FAMILY, 0, incomes=(wage,), expenses=())
    found = by_code(check(entry, TODAY, parameters(on=TODAY, income__months=longest), strict=True))
    expected = {} if months <= longest else {"months.range": "members.0.incomes.0.months"}
    assert found == expected
