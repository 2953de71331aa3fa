"""The cards of the case page: the family, the papers it brought, what has happened, what to mind."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from zqdesk.office.across.dossier import Dossier, Elsewhere, MemberFacts
from zqdesk.records.codes import table
from zqdesk.rules.people.identity import mask_id
from zqdesk.rules.process import Unit
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Flow
from zqdesk.ui.pages.across.case_looks import CaseView, due_words, hours_words
from zqdesk.ui.widgets.tables.rows import Column, Table, yuan

MATERIAL_KINDS = {"have": "good", "platform": "good", "promise": "accent", "missing": "warn"}
MATERIAL_WORDS = {"have": "✓", "platform": "✓ 平台", "promise": "承诺", "missing": "待补"}
DASH = "—"
OTHER = "000"
"""A paper that is in no table; only its title says which."""
ROW = 36
LONGEST_NAME = 256
HUKOU, SOURCES = 4, 6


class MembersCard(QFrame):
    """Numbers are masked until somebody asks to see them; opening a line opens the person."""

    opened = Signal(str)

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._revealed = False
        self.count = theme.label("", "small")
        self.reveal = theme.button("显示证件号", self._toggle, role="quiet")
        self.rows = Table("家庭成员", self._columns(), row_height=ROW)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.opened.connect(lambda facts: self.opened.emit(facts.person.id))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(8)
        box.addLayout(
            theme.head(theme.label("共同生活的家庭成员", "section"), self.count, None, self.reveal, *buttons)
        )
        box.addWidget(self.rows)

    def show_members(self, dossier: Dossier) -> None:
        members = dossier.members
        counted = len(dossier.counted)
        self.count.setText(
            f"{counted} 人" if counted == len(members) else f"{len(members)} 人，其中计入 {counted} 人"
        )
        self.rows.show_rows(members, identity=lambda facts: facts.member.id)
        metrics = self.rows.fontMetrics()
        widest = max((metrics.horizontalAdvance(_name(facts)) for facts in members), default=0)
        self.rows.setColumnWidth(0, min(theme.pixels(LONGEST_NAME), max(theme.pixels(92), widest + 24)))
        # A long name is read in full; what stands on the person's page makes room for it.
        self.rows.setColumnHidden(HUKOU, widest > theme.pixels(130))
        self.rows.setColumnHidden(SOURCES, widest > theme.pixels(180))
        height = theme.pixels(38) + theme.pixels(ROW) * len(members) + 2
        self.rows.setFixedHeight(height)

    def _columns(self) -> list[Column]:
        return [
            Column("姓名", _name, 92, tip=lambda f: f.person.name),
            Column("与户主关系", lambda f: table("relation").short_of(f.member.relation), 76),
            Column("公民身份证号码", self._number, 156),
            Column(
                "年龄", lambda f: DASH if f.age is None else str(f.age), 46, key=lambda f: f.age, right=True
            ),
            Column("户口", lambda f: table("hukou_kind").short_of(f.person.hukou_kind) or DASH, 58),
            Column("劳动与健康", _health, 120, stretch=True, tip=_health_in_full),
            Column("收入来源", _sources, 84, tip=_sources),
            Column("月收入(元)", lambda f: yuan(f.monthly_fen), 94, key=lambda f: f.monthly_fen, right=True),
        ]

    def _number(self, facts: MemberFacts) -> str:
        number = facts.person.id_number
        return (number if self._revealed else mask_id(number)) if number else DASH

    def _toggle(self) -> None:
        self._revealed = not self._revealed
        self.reveal.setText("隐藏证件号" if self._revealed else "显示证件号")
        self.rows.viewport().update()


class MaterialsCard(QFrame):
    """A sign for each paper; a click on it says whether it is there or hangs a scan on it."""

    chosen = Signal(str, object)

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.summary = theme.label("", "small")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 10, 16, 12)
        self._box.setSpacing(8)
        self._box.addLayout(theme.head(theme.label("材料", "section"), self.summary, None, *buttons))
        self._signs: QWidget | None = None

    def show_materials(self, dossier: Dossier) -> None:
        missing = sum(material.state == "missing" for material in dossier.materials)
        here = len(dossier.materials) - missing
        said = f"{here} 份已齐" + (f" · {missing} 份待补" if missing else "")
        scans = sum(attachment.taken_back_on is None for attachment in dossier.attachments)
        self.summary.setText(said + (f" · 附件 {scans} 个" if scans else ""))
        self._signs = theme.anew(self._signs)
        flow = Flow(self._signs)
        ordered = sorted(dossier.materials, key=lambda material: material.state != "missing")
        for material in ordered:
            named = material.code in table("evidence") and material.code != OTHER
            short = table("evidence").short_of(material.code) if named else ""
            words = MATERIAL_WORDS.get(material.state, material.state)
            sign = theme.button(f"{short or material.title} {words}", role="sign")
            sign.setToolTip(material.title + (f"\n{material.note}" if material.note else ""))
            theme.mark(sign, "sign", MATERIAL_KINDS.get(material.state, "plain"))
            sign.clicked.connect(partial(self._choose, material.id, sign))
            flow.addWidget(sign)
        self._box.insertWidget(1, self._signs)
        self._signs.setVisible(bool(ordered))

    def _choose(self, material_id: str, sign: QPushButton) -> None:
        self.chosen.emit(material_id, sign)


class RemindersCard(QFrame):
    """What is missing, what runs out when, and who is known elsewhere."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 12, 16, 14)
        self._box.setSpacing(8)
        self._box.addWidget(theme.label("提醒", "section"))
        self._inside: QWidget | None = None

    def show_reminders(self, seen: CaseView, next_words: str) -> None:
        dossier = seen.dossier
        self._inside = theme.anew(self._inside)
        grid = theme.grid(self._inside, across=8, down=6)
        grid.setColumnStretch(1, 1)
        lines: list[tuple[str, str, str, Callable[[], object] | None]] = []
        if next_words:
            lines.append(("下一步", "accent", next_words, None))
        for due in dossier.dues:
            if due.clock.unit is Unit.HOURS and dossier.due_at is not None:
                kind, words = hours_words(due, dossier.due_at, dossier.today)
            else:
                kind, words = due_words(due, dossier.today, seen.calendar)
            lines.append(("时限", kind, words, None))
        lines += [("待办", "warn", problem.text, None) for problem in dossier.missing]
        for each in dossier.elsewhere:
            go_there = partial(self._open, each)
            lines.append(("比对", "warn", f"{each.person_name}：{each.what}", go_there))
        if not dossier.elsewhere:
            lines.append(("比对", "good", "成员在本街道无其他在办或在册业务", None))
        for row, (sign, kind, words, go) in enumerate(lines):
            grid.addWidget(theme.chip(sign, kind), row, 0, Qt.AlignmentFlag.AlignTop)
            text = theme.label(words, wrap=True)
            grid.addWidget(text, row, 1)
            if go is not None:
                grid.addWidget(theme.button("打开", go, role="quiet"), row, 2, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(self._inside)

    def _open(self, chosen: Elsewhere) -> None:
        self.opened.emit(chosen.case_id, chosen.household_id)


def _name(facts: MemberFacts) -> str:
    if facts.member.left_on is not None:
        return f"{facts.person.name}（已离开）"
    return facts.person.name if facts.member.counted else f"{facts.person.name}（不计入）"


def _health(facts: MemberFacts) -> str:
    member = facts.member
    parts = []
    if member.disability_grade:
        grade = table("disability_grade").title_of(member.disability_grade)
        parts.append(f"{grade}{table('disability_type').short_of(member.disability_type)}残疾")
    if member.illness:
        parts.append("重病")
    if not parts and member.health not in ("", "10"):
        parts.append(table("health").short_of(member.health))
    if member.work_ability not in ("", "01") and not parts:
        parts.append(f"{table('work_ability').short_of(member.work_ability)}劳动能力")
    return "、".join(parts) or DASH


def _health_in_full(facts: MemberFacts) -> str:
    illness = facts.member.illness
    return f"{_health(facts)}（{table('illness').title_of(illness)}）" if illness else _health(facts)


def _sources(facts: MemberFacts) -> str:
    names = dict.fromkeys(each.title or table("income_kind").short_of(each.kind) for each in facts.incomes)
    return "、".join(names) or DASH
