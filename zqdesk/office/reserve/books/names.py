"""What the books and slips of the reserve are called, and what stands in each: said once, for lists and for paper."""

MONTH_REPORT, YEAR_REPORT = "month_report", "年报"
TITLES = {
    "cash_book": ("现金日记账", "现金逐笔收付与每日余额"),
    "bank_book": ("银行日记账", "银行存款逐笔收付与余额"),
    "disbursement_register": ("发放登记表", "每一笔发放的领款人、金额、审批和签收"),
    "ledger": ("台账", "全部收付的流水台账，功能科目 2082001 临时救助支出"),
    MONTH_REPORT: ("月报", "收、付、余，人次和金额按类型"),
    "carry_over": ("年度结转表", "全年收付合计和结转下年的余额"),
    "bank_reconciliation": ("银行存款余额调节表", "月末银行对账单与账面余额，未达账项逐笔"),
    "allocation_slip": ("拨付/领用单", "一笔收付的凭单"),
    "handover_slip": ("交接单", "现金或备用金的交接"),
    "count_sheet": ("盘点表", "按面额清点，账实对照"),
    "settlement_form": ("核销报账单", "一个批次的发放清单"),
    "replenishment_request": ("补充申请表", "申请时的余额和金额"),
}
"""Title, and what stands in it."""


def title_of(kind: str, subject: str = "") -> str:
    """What it is called; the report of a whole year is no 月报."""
    yearly = kind == MONTH_REPORT and len(subject) == len("2026")
    return YEAR_REPORT if yearly else TITLES[kind][0]
