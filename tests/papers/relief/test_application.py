"""The form of relief: all blocks of the paper form, amounts in both writings, who signs in which order."""

from typing import Any

import pytest

from tests.papers import family_case as family
from tests.papers.readback import page_count, says, text_of
from tests.papers.relief import relief_cases as cases
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers import catalogue
from zqdesk.papers.relief import application
from zqdesk.records.tables.steps import Submission
from zqdesk.rules.relief.amount import EMERGENCY, EXPENDITURE


def drawn(case: Dossier) -> bytes:
    return application.draw(application.content(case, "", "K7M3Q-9XZ2P"))


def printed(case: Dossier) -> str:
    return text_of(drawn(case))


def approved(**changed: Any) -> Dossier:
    file = cases.file(
        EXPENDITURE,
        grant=cases.grant(help_first=False, amount_fen=241_200, confirmed_on=cases.PAID_ON),
        earlier=(cases.earlier(),),
        parallel=("低保在册，4人，月保障金2,004.00元",),
        **changed,
    )
    return cases.dossier(EXPENDITURE, own=file, decisions=(cases.decision(),))


def test_an_approved_application_has_every_block() -> None:
    text = printed(approved())
    says(
        text,
        "☐急难型☑支出型☐先行救助",
        "年龄51",
        "☑低保边缘",
        "上次救助：2026年3月2日，突发重大疾病，800.00元（370114001-2026-LS-00003）",
        "本年累计：1次，800.00元",
        "其他救助：低保在册，4人，月保障金2,004.00元",
        "☑医疗支出",
        "86,000.00元",
        "51,000.00元",
        "35,000.00元",
        "☑医疗☐学习",
        "☑转账",
        "☑属实",
        "2026年12月1日至12月7日，示例东村公示栏",
        "☑无异议",
        "标准×人数×月数：804.00×4×3＝9,648.00元",
        "￥2,412.00",
        "人民币贰仟肆佰壹拾贰元整",
        "☑镇街备用金",
        "情况属实，同意救助。",
        "2026年12月9日",
    )
    assert "区民政局审批意见" not in text
    assert "超过限额" not in text, "who decides is said by who signs"
    assert page_count(drawn(approved())) == 2


def test_signatures_come_in_the_order_of_the_law() -> None:
    case = cases.dossier(
        EXPENDITURE, wording=cases.DISTRICT_WORDING, own=cases.file(EXPENDITURE, by_district=True)
    )
    text = printed(case)
    order = ("调查人（签字）", "村（居）民委员会意见", "镇（街道）审核意见", "区民政局审批意见", "领取")
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.index("科室经办（签字）") < text.index("分管领导（签字）") < text.index("财务审核（签字）")
    assert "济南市示例区民政局（盖章）" in text
    assert "2026年11月30日" in text, "the town's opinion bears its day"


def test_what_the_district_answered_stands_in_its_block() -> None:
    said = cases.decision(authority="district", approver_name="济南市示例区民政局", text="同意救助")
    sent = Submission(id="sb", case_id="c", sent_on=cases.PAID_ON, document_number="示民〔2026〕9号")
    file = cases.file(EXPENDITURE, by_district=True, grant=cases.grant(help_first=False, fund="district"))
    case = cases.dossier(EXPENDITURE, decisions=(said,), submissions=(sent,), own=file)
    text = printed(case)
    assert "答复文号：示民〔2026〕9号" in text
    assert "☑区级资金" in text


def submitted(kind: str, **changed: Any) -> Dossier:
    """The town proposes 7,000.00, for an application in an opinion, in an emergency in what is asked for."""
    opinions = (family.opinion(family.dossier().calculation, allowance_fen=700_000),)
    grant = cases.grant(amount_fen=500_000, fund="reserve", confirmed_on=cases.PAID_ON)
    first = kind == EMERGENCY
    file = cases.file(kind, by_district=True, proposed_fen=700_000, grant=grant if first else None)
    steps: dict[str, Any] = {} if first else {"opinions": opinions}
    return cases.dossier(kind, own=file, wording=cases.DISTRICT_WORDING, **steps, **changed)


@pytest.mark.parametrize("kind", [EXPENDITURE, EMERGENCY])
@pytest.mark.parametrize(
    ("answer", "theirs"),
    [
        ({"allowance_fen": 500_000}, ("￥5,000.00", "人民币伍仟元整")),
        ({"result": "refuse"}, ("救助金额—", "大写—", "资金来源—")),
        (None, ("救助金额￥", "大写人民币", "☐镇街备用金☐区级资金")),
    ],
)
def test_each_organ_signs_its_own_amount(
    kind: str, answer: dict[str, Any] | None, theirs: tuple[str, ...]
) -> None:
    district = {"authority": "district", "approver_name": "济南市示例区民政局"}
    said = () if answer is None else (cases.decision(**answer, **district),)
    _, _, signed = printed(submitted(kind, decisions=said)).partition("镇（街道）审核意见")
    town, _, district_block = signed.partition("区民政局审批意见")
    assert "￥7,000.00" in town
    assert "人民币柒仟元整" in town
    assert "5,000.00" not in town
    assert [words for words in theirs if words not in district_block] == []
    assert "7,000.00" not in district_block


def test_a_form_issued_before_the_district_had_an_amount_is_drawn_as_it_was() -> None:
    content = application.content(submitted(EXPENDITURE), "", "")
    record = catalogue.to_record(content)
    for name in ("amount_fen", "refused", "fund"):
        del record["district"][name]
    before = application.draw(catalogue.from_record("relief_application", record))
    counts = [text_of(each).count("救助金额") for each in (before, application.draw(content))]
    assert counts[0] == counts[1] - 1


def test_an_emergency_is_simplified_and_says_so() -> None:
    text = printed(cases.dossier())
    assert "☑急难型☐支出型☑先行救助" in text
    assert "简化核对和公示" in text
    assert "公示结果" not in text
    assert "￥3,000.00" in text
    assert "370114001-2026-LK-00012" in text


def test_before_anything_was_decided_the_amount_is_written_by_hand() -> None:
    text = printed(cases.dossier(EXPENDITURE, opinions=(), notices=(), visits=(), cross_checks=()))
    assert "救助金额￥大写人民币" in text
    assert "☐镇街备用金☐区级资金" in text
    assert "申请金额￥2,412.00" in text


def test_a_refused_application_has_no_amount() -> None:
    text = printed(cases.dossier(EXPENDITURE, decisions=(cases.decision("refuse"),)))
    assert "救助金额—大写—" in text
    assert "支出没有超出家庭承受能力" in text


def test_stages_payments_and_what_was_crossed_out_are_seen() -> None:
    payments = (
        cases.payment(150_000, reversed_=True),
        cases.payment(91_200, id="p2", receipt_number="370114001-2026-LK-00013", returned_fen=1_200),
    )
    text = printed(approved(stages=cases.stages(150_000, 91_200), payments=payments))
    assert "分期发放：第1期1,500.00元（2026年12月20日起）；第2期912.00元" in text
    assert "已冲销作废" in text
    assert "已退回12.00元" in text


def test_a_family_of_twelve_with_rare_names_is_printed_whole() -> None:
    case = cases.dossier(EXPENDITURE, extra=8)
    text = printed(case)
    assert text.count("阿卜杜热合曼·买买提依明·吐尔逊") == 4
    assert text.count("𬭎") == 4
    assert "家庭人口12人，救助4人" in text
    assert page_count(drawn(case)) == 3
