"""The forms of the monthly payments."""

from collections.abc import Mapping, Sequence
from dataclasses import make_dataclass
from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.hall.setup import Village
from zqdesk.office.payroll import accounts, lists, one_offs, recoveries, reissues, signing
from zqdesk.office.payroll.accounts import AccountEntry, AccountNote, AccountStanding
from zqdesk.office.payroll.bank import answering, bank_files
from zqdesk.office.payroll.bank.answer_file import AnswerFile
from zqdesk.office.payroll.bank.answering import LineDecision, OddLine
from zqdesk.office.payroll.failed import OpenRow
from zqdesk.office.payroll.lists import HoldEntry, MonthEntry
from zqdesk.office.payroll.one_offs import OneOffEntry
from zqdesk.office.payroll.recoveries import Overpaid, ReceiptEntry, RecoveryEntry, RecoveryMonth, RecoveryRow
from zqdesk.office.payroll.since import Sighting
from zqdesk.office.payroll.values import ListRow
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.rules.money import format_yuan
from zqdesk.rules.payroll.answers import Outcome, Read
from zqdesk.rules.payroll.checks import AccountStatus
from zqdesk.rules.payroll.recovering import WAY_TITLES
from zqdesk.rules.process import Role
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, at_once, because
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit, MonthEdit
from zqdesk.ui.widgets.fields.id_edit import AccountEdit, IdEdit, PhoneEdit
from zqdesk.ui.widgets.fields.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.place_picker import PlacePicker
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit

PAY, STOP = "pay", "stop"


@frozen
class _Held:
    reason: str = ""


@frozen
class _Decided:
    serial: int = 0
    paid_fen: int | None = None
    paid_on: date | None = None
    reason: str = ""


@frozen
class _Asked:
    from_name: str = ""
    from_phone: str = ""
    reason: str = ""


def make(desk: Desk, villages: Sequence[Village]) -> StepForm:
    """The list of a month."""
    programmes = [(each.id, each.title) for each in PROGRAMMES.values() if each.monthly is not None]
    return StepForm(
        lists.open_list,
        MonthEntry(programmes[0][0], f"{desk.today():%Y-%m}"),
        [
            ("programme", "救助项目", CodePicker(programmes, optional=False), 1),
            ("month", "月份", MonthEdit(), 1),
            ("village_id", "村（居）（不填为全镇街）", PlacePicker([(v.id, v.name) for v in villages]), 1),
        ],
        explain="按当月在册情况逐户列出，与上月逐户比较并自动核对；签字以前随在册情况变动。已在当月其他名册上的不再列入。",
        submit="制作名册",
    )


def one_off(desk: Desk) -> StepForm:
    """Something paid once to everybody on a roll."""
    programmes = [(each.id, each.title) for each in PROGRAMMES.values() if each.monthly is not None]
    return StepForm(
        one_offs.open_one_off,
        OneOffEntry(programmes[0][0], "", f"{desk.today():%Y-%m}", one_offs.HOUSEHOLD, 0, ""),
        [
            ("programme", "救助项目", CodePicker(programmes, optional=False), 1),
            ("title", "名称", TextEdit("例如：2026年冬季取暖补贴"), 1),
            ("month", "按哪个月在册的发放", MonthEdit(), 1),
            ("per", "发放标准", CodePicker(list(one_offs.PER.items()), optional=False), 1),
            ("amount_fen", "金额（元）", MoneyEdit(), 1),
            ("source", "依据文件（名称、文号）", TextEdit(), 1),
        ],
        explain="按所选月份在册的各户逐户列出，制表、复核、批准三人签字以后报送银行；不发的户在名册上暂缓。同一名称只做一次。",
        submit="制作名册",
    )


def drop(list_id: str) -> StepForm:
    then = "拟制中的名册作废，不再显示其中各户；可以重新制作。"
    return because(lists.drop_list, "作废的原因", then=then, submit="作废", about=(list_id,), danger=True)


def give_back(list_id: str) -> StepForm:
    then = "退回后这份名册不再发放，保留备查；改正以后由经办人重新制作。"
    return because(signing.give_back, "退回的原因", then=then, submit="退回", about=(list_id,), danger=True)


def release(list_id: str, since: Sequence[Sighting]) -> StepForm:
    """Release a list of whose rows something came to light since it was signed: each is decided by name."""
    names = {each.row_id: f"row_{each.position}" for each in since}
    record = make_dataclass("Chosen", [(name, str, "") for name in names.values()], frozen=True)()

    def arguments(chosen: Any) -> tuple[object, ...]:
        said = {row_id: getattr(chosen, name) for row_id, name in names.items()}
        return list_id, tuple(
            signing.RowChoice(row_id, word == STOP) for row_id, word in said.items() if word
        )

    fields = [
        (
            names[each.row_id],
            f"{each.position}号{each.name} {format_yuan(each.fen)}元",
            CodePicker([(STOP, "停发")] if each.grave else [(PAY, "照发"), (STOP, "停发")]),
            1,
        )
        for each in since
    ]
    told = "；".join(f"{each.position}号{each.name}：{each.words}" for each in since)
    return StepForm(
        signing.release,
        record,
        fields,
        arguments,
        f"制表以后又有变化：{told}。请逐户决定：停发的不列入报送银行的文件，查清以后在“未付清”中重发或不再发放。",
        "批准",
        colleague=(Role.APPROVER,),
    )


def hold(list_id: str, row: ListRow) -> StepForm:
    """Hold one row back."""
    said = "；".join(note.text for note in row.notes)

    def arguments(record: _Held) -> tuple[object, ...]:
        return list_id, [HoldEntry(row.home_id, row.alone_id, record.reason)]

    return StepForm(
        lists.hold,
        _Held(),
        [("reason", "暂缓发放的原因" + ("（不填的记为提示的内容）" if said else ""), LongTextEdit(said), 3)],
        arguments,
        explain=f"{row.name} {format_yuan(row.total_fen)} 元留在名册上，本次不发；查清以后在“未付清”中重发或不再发放。",
        submit="暂缓发放",
    )


def stop(row: ListRow) -> StepForm:
    then = f"{row.name}不列入报送银行的文件；查清以后在“未付清”中重发或不再发放。"
    return because(
        bank_files.stop_row,
        "停止的原因",
        "例如：本人昨日去世",
        then=then,
        submit="停止报盘",
        about=(row.row_id,),
    )


def recall(list_id: str) -> StepForm:
    then = "银行没有按这份文件付款、也不会再付，才能收回；收回后可以重新报送。"
    return because(
        bank_files.recall_file, "收回的原因", "例如：银行不认文件格式", then=then, submit="收回文件", about=(list_id,)
    )  # fmt: skip


def answer(list_id: str, file: AnswerFile, meant: Sequence[Read]) -> StepForm:
    """What was understood of the bank's answer, to be looked through before it is kept."""
    counted = {outcome: sum(1 for each in meant if each.outcome == outcome) for outcome in Outcome}
    said = "，".join(f"{outcome.words} {count} 行" for outcome, count in counted.items() if count)
    paid = sum(each.paid_fen or 0 for each in meant if each.outcome in (Outcome.PAID, Outcome.PART))
    notes = "".join(f"{note}。" for note in file.notes)
    then = f"{file.file_name}：{said}；到账 {format_yuan(paid)} 元。{notes}不是明确到账或未到账的行，读入后逐行处理。"
    return at_once(answering.read_answer, then, "读入回盘", about=(list_id, file))


def decide(desk: Desk, line: OddLine, rows: Mapping[int, str]) -> StepForm:
    """What is made of an odd line; `rows` are the list's rows by their number."""

    def arguments(record: _Decided) -> tuple[object, ...]:
        row_id = line.row_id or rows.get(record.serial, "")
        fen = record.paid_fen or 0
        return line.result_id, LineDecision(record.reason, row_id, fen, record.paid_on if fen else None)

    fields: list[tuple[str, str, object, int]] = []
    if not line.row_id:
        fields.append(("serial", "是名册上的第几号（不是本名册的填0）", CountEdit(), 1))
    fields += [
        ("paid_fen", "实际到账（元），没有到账填 0", MoneyEdit(optional=True), 1),
        ("paid_on", "到账日期", DateEdit(desk.today), 1),
        ("reason", "处理的理由", LongTextEdit("例如：已与银行核对，银行确认第二行重复列出"), 3),
    ]
    said = f"应发 {format_yuan(line.due_fen)} 元，" if line.row_id else ""
    shown = f"银行列 {format_yuan(line.paid_fen)} 元" if line.paid_fen is not None else "银行没有列金额"
    then = (
        f"第{line.position}行 {line.name}：{line.outcome.words}。{said}{shown}，{line.words or '没有说明'}。"
    )
    proposed = _Decided(0, line.paid_fen, line.paid_on)
    return StepForm(answering.decide_line, proposed, fields, arguments, then, "登记处理结果")


def reissue(rows: Sequence[OpenRow]) -> StepForm:
    total = format_yuan(sum(row.rest_fen for row in rows))
    then = (
        f"选中 {len(rows)} 笔，{total} 元，按各户现在登记的账户另列一份重发名册；同样由三人签字后报送银行。"
    )
    return at_once(reissues.open_reissue, then, "制作重发名册", about=([row.row_id for row in rows],))


def end_row(row: OpenRow) -> StepForm:
    then = f"{row.name} {row.month} 的 {format_yuan(row.rest_fen)} 元不再发放，留在财政。"
    return because(
        reissues.end_row, "不再发放的原因", then=then, submit="不再发放", about=(row.row_id,), danger=True
    )


def book(rows: Sequence[Overpaid]) -> StepForm:
    """What one household is to give back."""
    first = rows[0]
    months = tuple(RecoveryMonth(row.row_id, row.month, row.fen) for row in rows)

    def arguments(record: _Asked) -> tuple[object, ...]:
        return (
            RecoveryEntry(
                first.home_id, first.kind, months, record.from_name, record.reason, record.from_phone
            ),
        )

    listed = "、".join(f"{row.month} {format_yuan(row.fen)} 元" for row in rows)
    return StepForm(
        recoveries.book_recovery,
        _Asked(reason="；".join(dict.fromkeys(row.why for row in rows))),
        [
            ("from_name", "退款人", NameEdit(), 1),
            ("from_phone", "退款人电话", PhoneEdit(), 1),
            ("reason", "追回的原因", LongTextEdit(), 3),
        ],
        arguments,
        explain=f"{first.name}户应退：{listed}，合计 {format_yuan(sum(row.fen for row in rows))} 元。",
        submit="登记应追回",
    )


def receipt(desk: Desk, row: RecoveryRow) -> StepForm:
    return StepForm(
        recoveries.book_receipt,
        ReceiptEntry(row.rest_fen, desk.today(), "treasury", "", row.from_name),
        [
            ("amount_fen", "收回金额（元）", MoneyEdit(optional=True, loss=True), 1),
            ("received_on", "收款日期", DateEdit(desk.today), 1),
            ("way", "交款方式", CodePicker(list(WAY_TITLES.items()), optional=False), 1),
            ("slip", "缴款凭证号", TextEdit(), 1),
            ("payer", "交款人", NameEdit(), 1),
        ],
        lambda record: (row.recovery_id, record),
        explain=f"{row.name}户应追回 {format_yuan(row.amount_fen)} 元，已收回 {format_yuan(row.back_fen)} 元，"
        f"还差 {format_yuan(row.rest_fen)} 元。登记有误的，用负数冲回。",
        submit="登记收款",
    )


def end_recovery(row: RecoveryRow) -> StepForm:
    then = f"还差的 {format_yuan(row.rest_fen)} 元不再追，须有依据，由审批人办理。"
    return because(
        recoveries.end_recovery, "不再追回的依据", "例如：当事人已故、无遗产，会议纪要〔2026〕8号", then=then,
        submit="不再追回", about=(row.recovery_id,), danger=True, colleague=(Role.APPROVER,),
    )  # fmt: skip


def change_account(household_id: str, now: AccountStanding) -> StepForm:
    return StepForm(
        accounts.change_account,
        AccountEntry(now.bank_name, now.account_name, "", ""),
        [
            ("account_name", "户名", NameEdit(), 1),
            ("bank_name", "开户银行", TextEdit(), 1),
            ("account_number", "账号", AccountEdit(), 1),
            ("reason", "变更的原因", LongTextEdit("例如：原卡已销户，换发新卡"), 3),
        ],
        lambda record: (household_id, record),
        explain="从下一份名册起发到新账户；未到账的重发也用新账户。下一次名册会提示账号与上次不同。",
        submit="变更账户",
    )


def note_account(desk: Desk, household_id: str) -> StepForm:
    return StepForm(
        accounts.note_account,
        AccountNote("in_order"),
        [
            ("status", "账户状态", CodePicker(list(AccountStatus.choices().items()), optional=False), 1),
            ("holder_name", "代管人（由他人代管的填）", NameEdit(), 1),
            ("holder_id_number", "代管人身份证号", IdEdit(desk.today), 1),
            ("holder_relation", "与本户的关系", TextEdit("村干部、亲属等"), 1),
            ("agreement_on", "书面协议日期", DateEdit(desk.today), 1),
            ("filed_on", "报区备案日期", DateEdit(desk.today), 1),
            ("note", "备注", TextEdit(), 3),
        ],
        lambda record: (household_id, record),
        explain="工作人员代管存折、银行卡的，须有书面协议并报区备案（《办法》第二十六条）；没有协议的不列入发放。",
        submit="登记账户情况",
    )
