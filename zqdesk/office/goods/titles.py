"""What the history calls goods, their lists, and help by charities."""

from zqdesk.office.goods.charity import OUTCOMES
from zqdesk.office.goods.handing import PER
from zqdesk.office.goods.stock import WAYS
from zqdesk.office.hall.words import Words, first_of

WORDS = Words(
    tables={
        "goods_items": "物资品种",
        "goods_receipts": "物资入库",
        "goods_lists": "物资发放单",
        "goods_lines": "发放单明细",
        "goods_handouts": "物资发放",
        "charity_helps": "慈善转介",
        "donations": "捐赠资金",
        "donation_spendings": "捐赠资金支出",
    },
    fields={
        "asked_fen": "求助金额",
        "asked_on": "转介日期",
        "charity": "慈善组织",
        "donor": "捐赠单位（人）",
        "kept_at": "存放账户",
        "purpose": "捐赠用途",
        "spent_on": "支出日期",
        "granted_fen": "救助金额",
        "handed_on": "发放日期",
        "matter": "求助事项",
        "outcome": "结果",
        "per": "按人或按户",
        "persons": "人数",
        "recipients_title": "发放对象",
        "worth_fen": "价值",
    },
    own_fields={
        ("goods_items", "name"): "品名",
        ("goods_receipts", "way"): "来源方式",
        ("goods_receipts", "received_on"): "入库日期",
        ("goods_receipts", "reason"): "冲销原因",
        ("goods_receipts", "voucher"): "单据号",
        ("goods_lists", "month"): "名册月份",
        ("goods_lists", "made_on"): "制作日期",
        ("goods_handouts", "receiver"): "领取人",
        ("goods_handouts", "relation"): "代领人与本人关系",
        ("goods_handouts", "reason"): "冲销原因",
        ("charity_helps", "answer"): "答复内容",
        ("donations", "amount_fen"): "金额",
        ("donations", "received_on"): "收到日期",
        ("donations", "voucher"): "单据号",
        ("donations", "reason"): "冲销原因",
        ("donation_spendings", "amount_fen"): "金额",
        ("donation_spendings", "matter"): "救助事由",
        ("donation_spendings", "basis"): "批准依据",
        ("donation_spendings", "receiver"): "领款人",
        ("donation_spendings", "voucher"): "单据号",
        ("donation_spendings", "reason"): "冲销原因",
    },
    hidden=frozenset(
        {"item_id", "line_id", "norms", "due", "recipients", "home_id", "reverses_id", "donation_id"}
    ),
    values={
        ("goods_receipts", "way"): WAYS,
        ("goods_lists", "per"): PER,
        ("charity_helps", "outcome"): OUTCOMES,
    },
    acts={
        "open_item": "增加物资品种",
        "receive_goods": "物资入库",
        "reverse_receipt": "冲销入库",
        "make_goods_list": "制作发放单",
        "hand_out": "发放物资",
        "hand_out_rest": "批量发放物资",
        "reverse_handout": "冲销发放",
        "refer_to_charity": "转介慈善组织",
        "record_charity_outcome": "登记慈善转介结果",
        "receive_donation": "收到捐赠资金",
        "reverse_donation": "冲销捐赠资金",
        "spend_donation": "支出捐赠资金",
        "reverse_spending": "冲销捐赠支出",
    },
    sentences={
        "goods_receipts": first_of("reason", "source"),
        "goods_lists": first_of("title"),
        "charity_helps": first_of("answer", "matter"),
        "donations": first_of("reason", "donor"),
        "donation_spendings": first_of("reason", "matter"),
    },
)
