"""What each act is called in the history; those of a process table are called as the table says."""

from functools import cache

from zqdesk.rules.processes import tables

OUTSIDE = {
    "record_application": "登记申请",
    "attach": "添加附件",
    "take_back": "收回附件",
    "set_material": "登记材料",
    "correct_person": "更正人员信息",
    "member_joined": "家庭成员增加",
    "member_left": "家庭成员离开",
    "record_death": "登记死亡",
    "start_review": "开始定期核查",
    "start_change": "开始待遇变更",
    "reserve_number": "领取文号",
    "issue_paper": "出具文书",
    "record_copies": "打印文书",
    "import_roster": "导入名册",
    "revert_import": "撤销名册导入",
    "set_up_hall": "设置服务大厅",
    "change_hall": "修改大厅信息",
    "open_village": "增加村（居）",
    "open_account": "开设账号",
    "change_account": "修改账号",
    "close_account": "停用账号",
    "reopen_account": "恢复账号",
    "record_sign_in": "登录",
    "record_recovery_code": "更换恢复码",
    "restored": "从备份恢复",
    "record_parameter": "登记参数",
    "record_calendar_year": "登记放假安排",
    "seed": "更新随程序提供的参数",
    "register_emergency": "登记急难先行救助",
    "record_relief": "登记临时救助申请",
    "take_up_referral": "办理转介",
    "open_till": "设立现金保管",
    "close_till": "撤销现金保管",
    "offer_cash": "移交现金",
    "take_cash": "接收现金",
    "offer_till": "移交保管",
    "take_till": "接手保管",
    "call_off": "撤销交接",
    "open_reserve": "登记期初余额",
    "receive_allocation": "登记区级拨付",
    "withdraw_cash": "提取现金",
    "deposit_cash": "现金存行",
    "return_to_district": "上缴区级",
    "count_cash": "盘点现金",
    "sign_count": "监盘签字",
    "close_month": "月末结账",
    "carry_over": "年度结转",
    "refund": "登记退回",
    "reverse": "红字冲销",
    "submit_settlement": "报送核销",
    "record_settlement_answer": "登记核销批复",
    "withdraw_settlement": "撤回核销",
    "request_replenishment": "申请补充备用金",
    "withdraw_request": "撤回补充申请",
    "record_replenishment": "登记补足拨款",
}
"""Acts that belong to no case or are not steps of one."""


@cache
def act_titles() -> dict[str, str]:
    """Title by name of act; an application's words win where a review calls the same step otherwise."""
    steps = {step.act: step.title for process in reversed(tables()) for step in process.steps}
    return OUTSIDE | steps


def title_of(act: str, kind: str = "") -> str:
    """`decisions.confirm` → 确认; an act of a later version is shown by its name.

    In a case of this kind a step is called as its process calls it: 审批 here, 补办审批 after the help.
    """
    name = act.rpartition(".")[2]
    steps = (step for process in tables() if process.kind == kind for step in process.steps)
    own = next((step.title for step in steps if step.act == name), "")
    return own or act_titles().get(name, name)
