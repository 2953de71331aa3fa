"""What the papers of relief have in common: who is helped and why, how much and how, what was paid, what came before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zqdesk.office.disbursing import WAYS
from zqdesk.office.dossier import Dossier
from zqdesk.office.journal import voucher_number
from zqdesk.office.relief_file import PaymentFacts, ReliefFile
from zqdesk.papers.blocks import SMALL, fixed, label, left, numbered
from zqdesk.papers.boxes import day, ticks
from zqdesk.papers.cell import Cell
from zqdesk.papers.family import MemberLine
from zqdesk.papers.grid import Row, heights, table
from zqdesk.papers.sheet import Sheet, need
from zqdesk.records.register import CHINA
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.relief import APPLICANT_CLASSES, CAUSES, DEGREES, FORMS, KIND_TITLES
from zqdesk.rules.trace import Line

REGULATION = "《民政部 财政部关于进一步加强和改进临时救助工作的意见》（民发〔2018〕23号）"
BLANK_SUM = "￥　　　　　　　"
BLANK_CAPITALS = "人民币　　　　　　　　　　"


@dataclass(frozen=True, slots=True)
class Help:
    """What happened and what is asked for, codes turned into words; sums in fen."""

    kind: str
    cause: str
    degree: str
    happened_on: date
    place: str
    situation: str
    person_count: int
    applicant_class: str
    spending_fen: int
    reimbursed_fen: int
    requested_fen: int
    amount_reason: str
    form: str
    goods: str


@dataclass(frozen=True, slots=True)
class Before:
    """Relief the family had before, as far as the hall knows; `last` empty: none is known."""

    last: str
    year_count: int
    year_fen: int
    others: str
    repeat_reason: str


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment: `who` received it, with the proxy's relation; `where` is their ID number or the account."""

    on: date
    number: str
    way: str
    amount_fen: int
    who: str
    where: str
    note: str


def file_of(dossier: Dossier) -> ReliefFile:
    """What only a relief case has; the papers of relief are asked of no other."""
    assert dossier.relief is not None
    return dossier.relief


def help_of(dossier: Dossier) -> Help:
    facts = file_of(dossier).facts
    return Help(
        kind=KIND_TITLES[dossier.case.kind],
        cause=CAUSES.get(facts.cause, ""),
        degree=DEGREES.get(facts.degree, ""),
        happened_on=facts.happened_on,
        place=facts.place,
        situation=facts.situation,
        person_count=facts.person_count,
        applicant_class=APPLICANT_CLASSES.get(facts.applicant_class, ""),
        spending_fen=facts.spending_fen,
        reimbursed_fen=facts.reimbursed_fen,
        requested_fen=facts.requested_fen,
        amount_reason=facts.amount_reason,
        form=FORMS.get(facts.form, ""),
        goods=facts.goods,
    )


def before_of(dossier: Dossier) -> Before:
    """Earlier relief of this household and its people; who only looks the same is left to the screen."""
    file = file_of(dossier)
    sure = [each for each in file.earlier if each.sure and each.paid_fen]
    this_year = [each for each in sure if each.registered_on.year == dossier.case.applied_on.year]
    last = sure[0] if sure else None
    told = ""
    if last is not None:
        cause = CAUSES.get(last.cause, "")
        told = f"{chinese_day(last.registered_on)}，{cause}，{format_yuan(last.paid_fen)}元（{last.number}）"
    return Before(
        last=told,
        year_count=len(this_year),
        year_fen=sum(each.paid_fen for each in this_year),
        others="；".join(file.parallel),
        repeat_reason=file.facts.repeat_reason,
    )


def paid_of(dossier: Dossier) -> tuple[Paid, ...]:
    """All payments, the reversed ones marked as such: an auditor sees what was crossed out."""
    return tuple(_paid(each) for each in file_of(dossier).payments)


def _paid(facts: PaymentFacts) -> Paid:
    row = facts.disbursement
    proxy = f"{row.proxy_name}（代领，{row.proxy_relation}）" if row.proxy_name else ""
    note = f"已退回{format_yuan(facts.returned_fen)}元" if facts.returned_fen else ""
    return Paid(
        on=facts.entry.booked_on,
        number=row.receipt_number,
        way=WAYS.get(row.way, row.way),
        amount_fen=row.amount_fen,
        who=proxy or row.payee_name,
        where=row.account_number or row.proxy_id_number or row.payee_id_number,
        note=void_words(facts) or note,
    )


def void_words(facts: PaymentFacts) -> str:
    """`已冲销作废（记-2026-0013，2026年11月24日）`; empty while the payment stands."""
    reversal = facts.reversal
    if reversal is None:
        return ""
    return f"已冲销作废（{voucher_number(reversal)}，{chinese_day(reversal.booked_on)}）"


def moment(at: datetime) -> str:
    """`2026年11月24日9时12分` of the hall's clock."""
    local = at.astimezone(CHINA)
    return f"{chinese_day(local.date())}{local.hour}时{local.minute:02d}分"


def ticked(options: Iterable[str], word: str, *, apart: str = "　") -> str:
    """All options with their boxes, the one that is said ticked; words that are none of them tick nothing."""
    offered = list(options)
    return ticks(offered, *([word] if word in offered else []), apart=apart)


def ticked_lines(options: Iterable[str], word: str, each: int, *, apart: str = "　") -> str:
    """The same over several lines, `each` options on one: none is torn apart."""
    offered = list(options)
    lines = (offered[start : start + each] for start in range(0, len(offered), each))
    return "\n".join(ticked(line, word, apart=apart) for line in lines)


def figures(fen: int) -> str:
    """`￥3,000.00`; blanks for the hand while there is no amount."""
    return f"￥{format_yuan(fen)}" if fen else BLANK_SUM


def in_words(fen: int) -> str:
    """`人民币叁仟元整`; blanks for the hand while there is no amount."""
    return f"人民币{capitals(fen)}" if fen else BLANK_CAPITALS


def before_text(before: Before) -> str:
    last = before.last or "无记录"
    year = f"{before.year_count}次，{format_yuan(before.year_fen)}元" if before.year_count else "0次"
    parts = [f"上次救助：{last}。", f"本年累计：{year}。", f"其他救助：{before.others or '无记录'}。"]
    if before.repeat_reason:
        parts.append(f"再次救助的理由：{before.repeat_reason}")
    return "".join(parts)


def form_text(help_: Help) -> str:
    """How help is given; goods by their name."""
    goods = f"\n实物：{help_.goods}" if help_.goods and help_.form == FORMS["goods"] else ""
    return ticked(FORMS.values(), help_.form) + goods


def members(sheet: Sheet, lines: Sequence[MemberLine], *, least: int = 4) -> None:
    """The family in one line each: relation, age, health, work, income a month."""
    titles = (
        *("姓名", "与户主\n关系", "性别", "年龄", "身份证号", "健康状况\n（残疾类别等级）"),
        *("从业或\n就学状况", "月收入\n（元）"),
    )
    rows = numbered("家庭\n成员", titles, [_member(line) for line in lines], least)
    table(sheet, (10, 26, 14, 9, 9, 34, 28, 22, 16), rows, header_rows=1, size=SMALL, row_mm=6.4)


def _member(line: MemberLine) -> Row:
    income = "" if line.monthly_fen is None else format_yuan(line.monthly_fen)
    return [
        line.name,
        line.relation,
        line.sex,
        "" if line.age is None else str(line.age),
        fixed(line.id_number),
        "\n".join(part for part in (line.health, line.disability) if part),
        "\n".join(part for part in (line.employment, line.school) if part),
        Cell(income, align="right", one_line=True),
    ]


def calculation(sheet: Sheet, lines: Sequence[Line]) -> None:
    """How the amount comes about: standard × persons × months, with the ground of each."""
    rows: list[Row] = [[label("测算"), label("项目"), label("计算过程"), label("结果"), label("依据")]]
    rows += [
        [
            str(number),
            left(line.label),
            left(line.formula),
            Cell(line.value, align="right", one_line=True, role="hei" if line.key == "total" else "fang"),
            left(line.source),
        ]
        for number, line in enumerate(lines, 1)
    ]
    columns = (10, 27, 50, 18, 63)
    need(sheet, sum(heights(sheet, columns, rows, size=8, row_mm=5)))
    table(sheet, columns, rows, header_rows=1, size=8, row_mm=5)


def payments(sheet: Sheet, paid: Sequence[Paid], *, least: int = 2) -> None:
    """Who received what, with the place to sign; blank lines for what is still to be paid."""
    heads = (
        "日期",
        "领款单号",
        "方式",
        "金额（元）",
        "领取人\n（与对象关系）",
        "身份证号或银行账号",
        "签字（指印）",
    )
    rows: list[Row] = [[label("领取", rows=max(least, len(paid)) + 1), *map(label, heads)]]
    rows += [
        [
            fixed(day(each.on)),
            fixed(each.number),
            each.way,
            Cell(format_yuan(each.amount_fen), align="right", one_line=True),
            each.who,
            fixed(each.where),
            each.note,
        ]
        for each in paid
    ]
    rows += [[""] * len(heads) for _ in range(least - len(paid))]
    columns = (10, 20, 35, 10, 18, 26, 30, 19)
    table(sheet, columns, rows, size=8, row_mm=10)
