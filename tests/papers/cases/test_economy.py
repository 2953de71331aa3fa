"""The means of a family as forms show them: by month and class, costs taken off, property in words."""

from dataclasses import replace

from tests.papers.family_case import ASSETS, dossier
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.economy import PROPERTY, SPENDING, economy_of
from zqdesk.records.codes import table
from zqdesk.records.tables.case import CaseAsset, CaseIncome
from zqdesk.rules.cases.income import CLASS_TITLES


def with_income(*more: CaseIncome) -> Dossier:
    """The case with more income of its head."""
    case = dossier()
    head = replace(case.members[0], incomes=(*case.members[0].incomes, *more))
    return replace(case, members=(head, *case.members[1:]))


def income(kind: str, fen: int, months: int = 1) -> CaseIncome:
    return CaseIncome(id="x", case_id="c", member_id="m0", kind=kind, amount_fen=fen, months=months)


def test_income_stands_under_its_class_a_month() -> None:
    economy = economy_of(dossier())
    assert dict(zip(CLASS_TITLES, economy.classes_fen, strict=True)) == {
        "wages": 145_000,
        "business": 19_500,
        "property": 0,
        "transfer": 20_800,
        "other": 0,
    }
    assert economy.total_fen == 185_300
    assert [(line.name, line.total_fen) for line in economy.incomes if line.total_fen] == [
        ("王建国", 164_500),
        ("赵桂芳", 20_800),
    ]


def test_costs_are_taken_off_their_class() -> None:
    economy = economy_of(with_income(income("business.cost", 4_500), income("transfer.support_paid", 1_000)))
    assert economy.classes_fen[1] == 15_000
    assert economy.classes_fen[3] == 19_800
    assert economy.total_fen == 179_800


def test_thirds_are_rounded_once() -> None:
    economy = economy_of(with_income(*[income("other.other", 100, 3) for _ in range(3)]))
    assert economy.classes_fen[4] == 100
    assert economy.total_fen == 185_400


def test_the_figures_of_the_calculation_are_taken_from_its_trace() -> None:
    economy = economy_of(dossier())
    assert (economy.counted, economy.per_head) == ("1,212.00", "303.00")


def test_spending_is_shown_whether_deducted_or_not() -> None:
    economy = economy_of(dossier())
    assert dict(zip(SPENDING, economy.spending_fen, strict=True))["medical"] == 64_100
    assert dict(zip(SPENDING, economy.spending_fen, strict=True))["education"] == 30_000
    assert economy.spending_total_fen == 94_100


def test_property_stands_under_its_heading() -> None:
    car = CaseAsset(id="a9", case_id="c", kind="vehicle.car", quantity=2, owner="李秀英")
    shown = dict(
        zip([t for t, _ in PROPERTY], economy_of(dossier(assets=(*ASSETS, car))).property, strict=True)
    )
    assert shown["住房"] == "砖瓦平房4间，92平方米（王建国）"
    assert shown["车船、农机具"] == "三轮车1,500.00元（王建国）；汽车×2（李秀英）"
    assert shown["金融资产"] == "存款6,200.00元（王建国）"
    assert shown["土地、畜禽"] == "承包耕地×5"
    assert shown["经营实体"] == shown["其他财产"] == ""


def test_every_class_of_property_has_a_heading() -> None:

    classes = {name for _, names in PROPERTY for name in names}
    assert {code.code.partition(".")[0] for code in table("property_kind")} == classes
    assert {code.code for code in table("deduction_kind")} == set(SPENDING)
