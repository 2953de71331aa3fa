"""The slip of help given first: who, why, how much, who agreed when, and by when the papers follow."""

from datetime import date

from tests.papers.readback import page_count, text_of
from tests.papers.relief import relief_cases as cases
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.relief import registration
from zqdesk.rules.process import Due
from zqdesk.rules.relief.amount import EXPENDITURE
from zqdesk.rules.relief.process import EMERGENCY

DUE = Due(next(clock for clock in EMERGENCY.clocks if clock.id == "papers"), date(2026, 12, 14), 5, False)


def drawn(case: Dossier) -> bytes:
    return registration.draw(registration.content(case, "", "K7M3Q-9XZ2P"))


def printed(case: Dossier) -> str:
    return text_of(drawn(case))


def test_it_says_all_that_is_known_after_the_help() -> None:
    text = printed(cases.dossier(dues=(DUE,)))
    for words in (
        "受助人王建国男51岁",
        "登记时间2026年12月7日8时40分",
        "事发地点示例东村7号",
        "☑火灾",
        "☑较重",
        "救助人数4人",
        "￥3,000.00",
        "人民币叁仟元整",
        "2026年12月7日9时12分，李大某同意先行救助。",
        "1.钱某（签字）",
        "2.王小某（签字）",
        "2026年12月7日，王建国，现金￥3,000.00",
        "应于2026年12月14日前补齐手续",
        "待补：火灾证明（消防、公安或村居出具）；签字或按指印的领款单",
    ):
        assert words in text, words
    assert "居民身份证" not in text, "what the platform shows is not asked for"
    assert page_count(drawn(cases.dossier(dues=(DUE,)))) == 1


def test_before_anybody_agreed_it_leaves_blanks_to_be_written_in() -> None:
    bare = cases.dossier(own=cases.file(grant=None, payments=(), paid_fen=0, first_paid_on=None), visits=())
    bare.applicant.id_number = ""
    text = printed(bare)
    assert "同意先行救助。" not in text
    assert "￥大写人民币" in text
    assert "1.（签字）：" in text


def test_when_the_papers_are_in_it_says_so() -> None:
    row = cases.facts(papers_ready_on=date(2026, 12, 10))
    text = printed(cases.dossier(own=cases.file(facts=row)))
    assert "手续已于2026年12月10日补齐" in text
    assert "待补" not in text


def test_goods_proxy_a_reversal_and_a_second_relief_stay_on_one_page() -> None:
    row = cases.facts(form="goods", goods="面粉10袋、棉被4床", repeat_reason="房屋再次失火，确无力自救")
    payments = (
        cases.payment(1, reversed_=True),
        cases.payment(
            299_999,
            id="p2",
            receipt_number="370114001-2026-LK-00013",
            proxy_name="李秀英𠅤",
            proxy_relation="妻",
        ),
    )
    case = cases.dossier(dues=(DUE,), own=cases.file(facts=row, payments=payments))
    case.applicant.name = "阿卜杜热合曼·买买提依明·吐尔逊𬭎"
    text = printed(case)
    assert "吐尔逊𬭎" in text
    assert "实物：面粉10袋、棉被4床" in text
    assert "已冲销作废（记" in text
    assert "2026-0032，2026年12月7日）" in text
    assert "李秀英𠅤（代领，妻）" in text
    assert "再次救助的理由：房屋再次失火" in text
    assert page_count(drawn(case)) == 1


def test_an_application_has_none() -> None:
    assert registration.available(cases.dossier(EXPENDITURE)) == "本案不是急难型救助"
    assert registration.available(cases.dossier()) == ""
