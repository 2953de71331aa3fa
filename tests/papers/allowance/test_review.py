"""The form of a review or a change: what was paid, what shall be paid, and who signs."""

from datetime import date
from functools import partial
from typing import Any

from tests.papers.family_case import decision, dossier, opinion, roll_entry
from tests.papers.readback import page_count, read_back
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.allowance import review
from zqdesk.papers.allowance.calculation import Amounts

printed = partial(read_back, review)


def raised(kind: str = "review", **changed: Any) -> Dossier:
    """A review after which more is paid from January on."""
    now = dossier(kind=kind).calculation
    after = roll_entry(
        id="r2", case_id="c", from_month="2027-01", allowance_fen=200_400, review_by=date(2027, 6, 9)
    )
    steps: dict[str, Any] = {
        "notices": (),
        "appraisals": (),
        "roll": (roll_entry(to_month="2026-12"), after),
        "opinions": (opinion(now, result="raise", text="收入减少，建议增发。"),),
        "decisions": (decision(now, result="raise"),),
    }
    return dossier(kind=kind, **{**steps, **changed})


def test_before_and_after_stand_side_by_side() -> None:
    content = review.content(raised(), "", "")
    assert content.was == Amounts(4, 180_000, 8_040)
    assert content.becomes == Amounts(4, 200_400, 16_080)
    text = printed(raised())
    was = ("1,800.00", "80.40", "1,880.40", "2026年1月", "DB370114001000137")
    becomes = ("2,004.00", "160.80", "2,164.80", "人民币贰仟壹佰陆拾肆元捌角整", "2027年1月", "2027年6月9日")
    assert [part for part in (*was, *becomes) if part not in text] == []
    assert "☐继续享受☑增发☐减发☐停发" in text
    assert "☐年度核查☑半年核查" in text


def test_signatures_stand_in_their_order() -> None:
    text = printed(raised())
    order = ["核查人（签字）", "审核意见", "经办人（签字）", "负责人（签字）"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert "确认意见" in text
    assert "收入减少，建议增发。" in text


def test_at_its_start_the_form_is_blank_but_for_the_roll() -> None:
    case = raised(roll=(roll_entry(),), opinions=(), decisions=(), visits=(), cross_checks=())
    content = review.content(case, "", "")
    assert (content.becomes, content.result, content.review_by) == (None, "", None)
    text = printed(case)
    assert "1,880.40" in text
    assert "☐继续享受☐增发☐减发☐停发" in text
    assert page_count(review.draw(content)) == 2


def test_a_stop_tells_its_reason_and_pays_nothing() -> None:
    stop = {"result": "stop", "stop_reason": "death", "allowance_fen": 0, "uplift_fen": 0, "person_count": 0}
    now = dossier(kind="change").calculation
    case = raised(
        "change",
        roll=(roll_entry(to_month="2026-12"),),
        opinions=(opinion(now, **stop),),
        decisions=(decision(now, **stop),),
    )
    text = printed(case)
    assert "最低生活保障待遇变更审批表" in text
    assert "☑停发停发原因：死亡" in text
    assert "人民币零元整" in text


def test_each_organ_signs_its_own_amount() -> None:
    now = dossier(kind="review").calculation
    proposed = opinion(now, result="cut", text="收入增加。", allowance_fen=70_000, uplift_fen=0)
    decided = decision(now, result="cut", allowance_fen=50_000, uplift_fen=0)
    _, _, signed = printed(raised(opinions=(proposed,), decisions=(decided,))).partition("镇（街道）审核意见")
    assert "建议减发：保障4人，户月保障金700.00元，" in signed
    assert "合计700.00元（大写：人民币柒佰元整）" in signed
    assert "决定减发：保障4人，户月保障金500.00元，" in signed
    assert "合计500.00元（大写：人民币伍佰元整）" in signed


def test_only_for_reviews_and_changes() -> None:
    assert review.available(raised()) == ""
    assert review.available(raised("change")) == ""
    assert review.available(dossier()) == "本案不是定期核查或待遇变更"
