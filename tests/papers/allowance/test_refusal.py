"""不予确认告知书 read back: facts, article, decision, reason and remedies, and the receipt behind it."""

from datetime import date

from tests.office.course import Course
from tests.papers.letters import ENTRUSTED, drawn, refused
from tests.papers.readback import page_count, says, text_of
from zqdesk.records.tables.steps import Delivery

REMEDIES = (
    "自收到本告知书之日起60日内向示例区人民政府申请行政复议",
    "自收到本告知书之日起6个月内依法向示例区人民法院提起行政诉讼",
)


def test_facts_article_reason_decision_and_remedies() -> None:
    pdf = drawn("refusal", refused())
    assert page_count(pdf) == 2
    says(
        text_of(pdf),
        "最低生活保障不予确认告知书",
        "于2026年11月20日提出",
        "人均月收入1,052.50元，高于农村最低生活保障标准。",
        "收入不低于标准。依据《最低生活保障审核确认办法》第四条规定，决定对你户的最低生活保障申请不予确认。",
        *REMEDIES,
        "示例街道办事处2026年12月9日",
        "联系单位：示例街道便民服务大厅电话：0531-0000000",
    )


def test_the_receipt_is_filled_in_by_hand_until_it_was_delivered() -> None:
    text = text_of(drawn("refusal", refused()))
    assert "示例街道办事处送达回证" in text
    assert "☐直接送达☐留置送达☐邮寄送达☐委托送达☐公告送达" in text
    assert "山东省济南市示例区示例街道示例东村7号" in text


def test_a_recorded_delivery_stands_on_the_receipt() -> None:
    left = Delivery(
        id="x",
        case_id="c",
        decision_id="d",
        delivered_on=date(2026, 12, 10),
        way="left",
        receiver="李秀英",
        receiver_relation="12",
        witness="孙某",
    )
    text = text_of(drawn("refusal", refused(deliveries=(left,))))
    assert "☐直接送达☑留置送达" in text
    assert "收件日期2026年12月10日" in text
    assert "李秀英" in text
    assert "与受送达人关系妻" in text
    assert "孙某" in text


def test_an_entrusted_refusal_is_the_districts() -> None:
    text = text_of(drawn("refusal", refused(ENTRUSTED)))
    assert "受济南市示例区民政局委托，示例街道办事处进行了审核" in text
    assert "济南市示例区民政局2026年12月9日" in text
    assert "济南市示例区民政局送达回证" in text


def test_a_bare_house_number_is_led_by_the_village() -> None:
    dossier = refused()
    dossier.household.address = "7号"
    assert "送达地址示例街道示例东村7号" in text_of(drawn("refusal", dossier))


def test_long_facts_take_another_page_but_the_seal_is_not_alone() -> None:
    dossier = refused()
    dossier.decisions[0].facts = "家庭名下有小型轿车一辆，购置价格86,000.00元；" * 12
    pdf = drawn("refusal", dossier)
    assert page_count(pdf) == 3
    for words in REMEDIES:
        assert words in text_of(pdf)


def test_the_whole_way(course: Course) -> None:
    """A refused case of the hall, before and after it was delivered."""
    case_id = course.deciding()
    course.refuse(case_id)
    text = text_of(drawn("refusal", course.dossier(case_id)))
    assert "人均月收入2,500.00元" in text
    assert "申请行政复议" in text
    course.deliver(case_id)
    assert "☑直接送达" in text_of(drawn("refusal", course.dossier(case_id)))
