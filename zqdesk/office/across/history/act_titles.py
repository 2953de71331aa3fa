"""What each act is called in the history; those of a process table are called as the table says."""

from functools import cache

from zqdesk.office.across.history.field_titles import merged
from zqdesk.rules.programmes import table, tables

OUTSIDE = {
    "attach": "添加附件",
    "take_back": "收回附件",
    "set_material": "登记材料",
    "correct_person": "更正人员信息",
    "member_joined": "家庭成员增加",
    "member_left": "家庭成员离开",
    "move_member": "成员迁往别户",
    "split_off": "分户",
    "change_head": "变更户主",
    "record_death": "登记死亡",
    "undo_death": "撤销死亡登记",
    "record_dispute": "登记投诉、复议、诉讼",
    "reply_to_dispute": "登记答复",
    "end_dispute": "登记复议、诉讼结果",
    "hand_over_case": "移交经办人",
    "make_notice_sheet": "制作公示单",
    "reserve_number": "领取文号",
    "issue_paper": "出具文书",
    "record_copies": "打印文书",
    "replace_letter": "更正后重新出具文书",
    "reissue_letter": "补发遗失、损毁的文书",
    "import_roster": "导入名册",
    "revert_import": "撤销名册导入",
    "set_up_hall": "设置服务大厅",
    "change_hall": "修改大厅信息",
    "open_village": "增加村（居）",
    "name_desk": "窗口加入",
    "change_division": "变更区划",
    "place_household": "变更家庭所在村（居）",
    "open_account": "开设账号",
    "change_account": "修改账号",
    "close_account": "停用账号",
    "reopen_account": "恢复账号",
    "same_person": "认定为同一人",
    "part_person": "撤销同一人认定",
    "correct_identity": "更正工作人员身份证号",
    "record_sign_in": "登录",
    "record_recovery_code": "更换恢复码",
    "restored": "从备份恢复",
    "confirm_day": "确认电脑日期",
    "settle_conflict": "处理两处不一致",
    "went_on": "接着用现有的数据文件",
    "record_parameter": "登记参数",
    "record_calendar_year": "登记放假安排",
    "seed": "更新随程序提供的参数",
    "publish": "区里公布",
    "said_later": "补记升级时整理的内容",
    **merged("acts"),
}
"""Acts that belong to no case or are not steps of one."""


@cache
def act_titles() -> dict[str, str]:
    """Title by name of act; an application's words win where a review calls the same step otherwise."""
    steps = {step.act: step.title for process in reversed(tables()) for step in process.steps}
    return OUTSIDE | steps


def title_of(act: str, case: tuple[str, str] | None = None) -> str:
    """`decisions.confirm` → 确认; an act of a later version is shown by its name.

    In a `case` of this programme and kind a step is called as its process calls it: 审批 here, 补办审批 after the help.
    """
    name = act.rpartition(".")[2]
    steps = table(*case).steps if case else ()
    own = next((step.title for step in steps if step.act == name), "")
    return own or act_titles().get(name, name)
