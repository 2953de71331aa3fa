"""What the history calls the tables, fields and acts of the monthly payments, in the words of the hall."""

from collections.abc import Mapping
from typing import Any

from zqdesk.office.hall.words import RowSaid, Words, first_of
from zqdesk.rules.payroll.answers import Outcome
from zqdesk.rules.payroll.checks import AccountStatus
from zqdesk.rules.payroll.process import Kind, State
from zqdesk.rules.payroll.recovering import WAY_TITLES, RecoveryKind


def _list(row: RowSaid) -> str:
    """`2026年12月农村低保金发放名册，132户，118,300.00元`."""
    if row.new.get("row_count"):
        return f"{row.words['number']}，{row.new['row_count']}户，{row.words['total_fen']}元"
    return row.words["ended_reason"] or row.words["title"]


TABLES = {
    "payroll_lists": "发放名册",
    "payroll_rows": "名册明细",
    "payroll_holds": "暂缓发放",
    "payroll_stops": "停止报盘",
    "payroll_files": "银行代发文件",
    "payroll_answers": "银行回盘",
    "payroll_results": "回盘明细",
    "payroll_decisions": "回盘处理",
    "payroll_ends": "不再发放",
    "payroll_recoveries": "追回",
    "payroll_recovery_lines": "追回明细",
    "payroll_receipts": "追回收款",
    "payroll_accounts": "账户情况",
}
HIDDEN = frozenset(
    {
        "list_id", "file_id", "answer_id", "row_id", "recovery_id", "home_id", "alone_id", "earlier_id", "origin_id",
        "matter", "made_by_id", "prepared_by_id", "reviewed_by_id", "released_by_id", "ended_by_id", "lifted_by_id",
        "recalled_by_id", "result_id",
    }
)  # fmt: skip
FIELDS = {
    "account": "银行所列账号",
    "agreement_on": "协议日期",
    "bank": "代发银行",
    "base_fen": "基本金额",
    "change": "与上月相比",
    "decided_at": "处理时间",
    "due_on": "应退日期",
    "encoding": "文字编码",
    "ended_by_name": "结束人",
    "fen": "金额",
    "filed_on": "报备日期",
    "from_phone": "退款人电话",
    "given_at": "报送时间",
    "held": "暂缓原因",
    "held_at": "暂缓时间",
    "held_count": "暂缓户数",
    "held_fen": "暂缓金额",
    "holder_id_number": "持有人身份证号",
    "holder_relation": "持有人与本户关系",
    "lifted_at": "解除时间",
    "lifted_by_name": "解除人",
    "line_count": "行数",
    "made_by_name": "制表人",
    "notes": "提示",
    "noted_at": "登记时间",
    "outcome": "结果",
    "paid_fen": "到账金额",
    "paid_on": "到账日期",
    "pay_on": "发放日期",
    "payer": "交款人",
    "prepared_at": "制表签字时间",
    "prepared_by_name": "制表签字人",
    "read_at": "读入时间",
    "recalled_at": "收回时间",
    "recalled_by_name": "收回人",
    "recalled_reason": "收回的原因",
    "released_at": "批准时间",
    "released_by_name": "批准人",
    "reviewed_at": "复核时间",
    "reviewed_by_name": "复核人",
    "row_count": "户数",
    "stopped_at": "停止时间",
    "total_fen": "合计",
    "was_fen": "上月金额",
    "why": "变动原因",
    "words": "银行说明",
    "status": "账户状态",
}
OWN_FIELDS = {
    ("payroll_lists", "facts"): "依据的参数",
    ("payroll_lists", "uplift_fen"): "另计金额",
    ("payroll_lists", "made_at"): "拟制时间",
    ("payroll_lists", "source"): "依据文件",
    ("payroll_rows", "uplift_fen"): "另计金额",
    ("payroll_rows", "months"): "各月明细",
    ("payroll_rows", "certificate_number"): "证号",
    ("payroll_holds", "reason"): "暂缓原因",
    ("payroll_stops", "reason"): "停止的原因",
    ("payroll_answers", "serial"): "第几次回盘",
    ("payroll_results", "serial"): "第几次回盘",
    ("payroll_results", "key"): "银行所列编号",
    ("payroll_results", "name"): "银行所列户名",
    ("payroll_decisions", "reason"): "处理理由",
    ("payroll_ends", "reason"): "不再发放的原因",
    ("payroll_recoveries", "reason"): "追回原因",
    ("payroll_recoveries", "from_name"): "退款人",
    ("payroll_recovery_lines", "month"): "月份",
    ("payroll_receipts", "way"): "交款方式",
    ("payroll_receipts", "slip"): "缴款凭证",
    ("payroll_accounts", "holder_name"): "持有人",
}
VALUES: Mapping[tuple[str, str], Mapping[Any, str]] = {
    ("payroll_lists", "kind"): Kind.choices(),
    ("payroll_lists", "state"): State.choices(),
    ("payroll_results", "outcome"): Outcome.choices(),
    ("payroll_recoveries", "kind"): RecoveryKind.choices(),
    ("payroll_receipts", "way"): WAY_TITLES,
    ("payroll_accounts", "status"): AccountStatus.choices(),
}
ACTS = {
    "open_list": "拟制发放名册",
    "drop_list": "作废拟制中的名册",
    "hold": "暂缓发放",
    "lift": "解除暂缓",
    "prepare": "名册制表签字",
    "review": "名册复核签字",
    "release": "名册批准",
    "give_back": "退回名册",
    "give_file": "报送银行代发文件",
    "recall_file": "收回银行代发文件",
    "stop_row": "停止报盘",
    "read_answer": "读入银行回盘",
    "decide_line": "处理回盘",
    "open_reissue": "拟制重发名册",
    "open_one_off": "拟制一次性发放名册",
    "open_raise": "拟制提标补发名册",
    "raise_roll": "按新标准调整在册金额",
    "end_row": "不再发放",
    "change_account": "变更收款账户",
    "note_account": "登记账户情况",
    "book_recovery": "登记应追回",
    "book_receipt": "登记追回款",
    "end_recovery": "不再追回",
}
WORDS = Words(
    tables=TABLES,
    fields=FIELDS,
    own_fields=OWN_FIELDS,
    hidden=HIDDEN,
    values={key: {str(code): title for code, title in words.items()} for key, words in VALUES.items()},
    acts=ACTS,
    sentences={
        "payroll_lists": _list,
        "payroll_files": first_of("recalled_reason", "file_name"),
        "payroll_answers": first_of("file_name"),
        "payroll_decisions": first_of("reason"),
        "payroll_holds": first_of("reason"),
        "payroll_stops": first_of("reason"),
        "payroll_ends": first_of("reason"),
        "payroll_recoveries": first_of("ended_reason", "reason"),
        "payroll_receipts": first_of("amount_fen"),
        "payroll_accounts": first_of("status"),
    },
)
