"""The receipt of a payment: two halves with all an auditor asks for, proxies, goods, and what was crossed out."""

from typing import Any

from tests.papers.readback import chars_of, page_count, text_of
from tests.papers.relief import relief_cases as cases
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.relief.file import PaymentFacts
from zqdesk.papers.making.page import MM
from zqdesk.papers.relief import receipt
from zqdesk.rules.relief.amount import EXPENDITURE

LONG = "阿卜杜热合曼·买买提依明·吐尔逊𬭎𠅤"


def paid(*payments: PaymentFacts, **changed: Any) -> Dossier:
    return cases.dossier(own=cases.file(payments=payments, **changed))


def drawn(case: Dossier, subject: str = "pd", mark: str = "") -> bytes:
    return receipt.draw(receipt.of(case, subject, "", "K7M3Q-9XZ2P"), mark)


def printed(case: Dossier, subject: str = "pd", mark: str = "") -> str:
    return text_of(drawn(case, subject, mark))


def test_both_halves_say_who_got_how_much_from_whom_on_which_approval() -> None:
    text = printed(cases.dossier())
    for words in (
        "№370114001-2026-LK-00012",
        "领款人王建国",
        "370114197503120014",
        "￥3,000.00",
        "人民币叁仟元整",
        "370114001-2026-LS-00012，批准3,000.00元，李大某2026年12月7日9时12分同意先行救助，手续后补",
        "钱某（签字）",
        "王小某（签字）",
        "领款日期：2026年12月7日记账凭证：记-2026-0031",
        "单据编码：K7M3Q-9XZ2P",
    ):
        assert text.count(words) == 2, words
    assert "正本" in text
    assert "存根" in text
    assert "沿此线裁开" in text


def test_neither_illness_nor_misfortune_is_named() -> None:
    row = cases.facts(cause="illness", situation="突发脑出血住院")
    text = printed(cases.dossier(own=cases.file(facts=row)))
    assert "家庭遭遇突发困难" in text
    assert [word for word in ("疾病", "脑出血", "住院", "火灾") if word in text] == []


def test_nothing_of_the_upper_half_crosses_the_cut() -> None:
    """Also with everything at once: long name, proxy with phone, goods, a stage, a reversal."""
    full = cases.payment(
        way="goods",
        payee_name=LONG,
        proxy_name=LONG,
        proxy_id_number="370114197706050025",
        proxy_phone="130 0000 0002",
        proxy_relation="外祖父母或外孙子女",
        goods="面粉10袋、棉被4床、食用油2桶、煤炭半吨、取暖炉一台、" * 3,
        supplier="示例街道惠民超市有限公司",
        invoice="00012345678901234567",
        stage_id="st1",
        reversed_=True,
    )
    case = paid(full, stages=cases.stages(150_000, 150_000))
    pdf = drawn(case)
    assert page_count(pdf) == 1
    cut = receipt.CUT_MM * MM
    chars = chars_of(pdf, 0)
    crossing = [
        each.char for each in chars if each.top < cut < each.bottom and each.char not in "┄沿此线裁开"
    ]
    assert crossing == []
    lower = [each.bottom for each in chars if each.top > cut and each.bottom < 281 * MM]
    assert max(lower) < 280 * MM, "the foot of the page stays free"


def test_a_fen_and_a_rare_name_are_printed() -> None:
    text = printed(paid(cases.payment(1, payee_name=LONG)))
    assert "￥0.01" in text
    assert "人民币壹分" in text
    assert LONG in text


def test_a_proxy_signs_with_their_own_number() -> None:
    one = cases.payment(
        proxy_name="孙某",
        proxy_id_number="370181190002150027",
        proxy_phone="130 0000 0002",
        proxy_relation="邻居",
        sign_kind="fingerprint",
    )
    text = printed(paid(one))
    assert "代领人孙某（邻居）身份证号370181190002150027" in text
    assert "代领人按指印" in text
    assert "130 0000 0002".replace(" ", "") in text
    assert "代领人" not in printed(cases.dossier())


def test_a_transfer_names_the_account_and_its_stage() -> None:
    one = cases.payment(
        150_000,
        way="transfer",
        stage_id="st2",
        second_payer="",
        bank_name="示例农村商业银行示例支行",
        account_name="王建国",
        account_number="6222000000000000004",
    )
    file = cases.file(
        EXPENDITURE,
        grant=cases.grant(help_first=False, amount_fen=241_200, confirmed_on=cases.PAID_ON),
        stages=cases.stages(91_200, 150_000),
        payments=(one,),
    )
    text = printed(cases.dossier(EXPENDITURE, own=file))
    assert "☑转账" in text
    assert "账号6222000000000000004" in text
    assert "（第2期，共2期）" in text
    assert "批准2,412.00元，李大某2026年12月7日批准" in text
    assert "附银行回单" in text


def test_goods_have_a_slip_of_their_own_name() -> None:
    text = printed(
        paid(cases.payment(128_050, way="goods", goods="棉被4床", supplier="惠民超市", invoice="0012"))
    )
    assert text.count("临时救助物资领取单") == 2
    assert "☑实物棉被4床供货单位惠民超市发票号0012" in text
    assert "人民币壹仟贰佰捌拾元伍角整" in text


def test_a_reversed_payment_is_crossed_on_both_halves() -> None:
    text = printed(paid(cases.payment(reversed_=True)))
    assert text.count("已冲销作废（记-2026-0032，2026年12月7日），原金额￥3,000.00") == 2
    assert text.count("作废") == 6, "the stamp, the name of the field and its text, twice"
    assert "作废" not in printed(cases.dossier())


def test_a_copy_is_marked_on_each_half_and_crossed_where_it_holds_no_more() -> None:
    text = printed(cases.dossier(), mark="副本")
    assert text.count("副本") == 2
    assert "作废" not in text
    crossed = printed(cases.dossier(), mark="副本　已冲销作废（记-2026-0032，2026年12月7日）")
    assert crossed.count("原金额￥3,000.00") == 2
    assert crossed.count("副本") == 2


def test_each_payment_has_its_own() -> None:
    pair = (cases.payment(100_000), cases.payment(200_000, id="p2", receipt_number="370114001-2026-LK-00013"))
    case = paid(*pair)
    assert "￥1,000.00" in printed(case, "pd")
    assert "￥2,000.00" in printed(case, "p2")
    assert receipt.content(case, "", "").number == "370114001-2026-LK-00013"


def test_without_a_payment_there_is_none() -> None:
    assert receipt.available(paid()) == "尚未发放"
    assert receipt.available(cases.dossier()) == ""
