"""One line of the family table: its widgets, and what is kept about the person beside them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zqdesk.office.cases.entry.values import MemberEntry
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records.codes import table
from zqdesk.rules.people.identity import age_on
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.look import theme
from zqdesk.ui.widgets.fields.code_picker import picker
from zqdesk.ui.widgets.fields.id_edit import IdEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.tables.member_fields import PERSON_FIELDS
from zqdesk.ui.widgets.tables.rows_editor import Cell, remover

_NOT_TYPED = ("person", "key", "incomes", "expenses", "person_id")
CELLS = (
    Cell("name", "姓名", QWidget),
    Cell("id_number", "公民身份证号码", QWidget, 170),
    Cell("age", "性别年龄", QWidget, 66),
    Cell("relation", "与户主关系", QWidget, 96),
    Cell("health", "健康状况", QWidget, 108),
    Cell("work_ability", "劳动能力", QWidget, 96),
)
"""Headings and widths; the widgets are made by the row."""


class MemberRow(QObject):
    """`values` holds the fields that stand under the table, `typed` those of them that cannot be read yet."""

    edited = Signal()
    id_entered = Signal()

    def __init__(self, entry: MemberEntry, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._entry = entry
        self._number = ""
        self.number = theme.label("", "small")
        self.age = theme.label("", "soft")
        self.remove = remover()
        self.widgets: dict[str, Any] = {
            "name": NameEdit(),
            "id_number": IdEdit(today),
            "relation": picker("relation", short=True, optional=False),
            "health": picker("health", short=True, optional=False),
            "work_ability": picker("work_ability", short=True),
        }
        self.message = theme.label("", "small", wrap=True)
        self.message.hide()
        self.values: dict[str, Any] = {}
        self.typed: dict[str, str] = {}
        self._unread: dict[str, Problem] = {}
        self.more_problems: list[tuple[str, Problem]] = []
        for widget in self.widgets.values():
            widget.edited.connect(self._edited)
            widget.left.connect(self._check)
        for cell in CELLS[1:]:
            (self.age if cell.name == "age" else self.widgets[cell.name]).setFixedWidth(
                theme.pixels(cell.width)
            )
        self.widgets["id_number"].edited.connect(self._id_edited)
        self.show_entry(entry)

    def show_number(self, number: int) -> None:
        """Which person of the family this is: before the line, and in the name of each of its fields."""
        self.number.setText(str(number))
        for name, cell in zip(self.widgets, (c for c in CELLS if c.name != "age"), strict=True):
            self.widgets[name].setAccessibleName(f"{cell.title}，第{number}人")
        self.remove.setAccessibleName(f"移除第{number}人")

    def cells(self) -> list[QWidget]:
        return [self.age if cell.name == "age" else self.widgets[cell.name] for cell in CELLS]

    def everything(self) -> list[QWidget]:
        return [self.number, *self.cells(), self.remove, self.message]

    def holds(self, widget: QWidget) -> bool:
        held = [*self.widgets.values(), self.remove]
        return any(own is widget or own.isAncestorOf(widget) for own in held)

    def show_entry(self, entry: MemberEntry) -> None:
        self._entry = entry
        for name, widget in self.widgets.items():
            of_person = name in ("name", "id_number")
            widget.set_value(getattr(entry.person if of_person else entry, name))
        held = {field.name: getattr(entry, field.name) for field in fields(entry)}
        held |= {name: getattr(entry.person, name) for name in PERSON_FIELDS}
        self.values = {n: v for n, v in held.items() if n not in _NOT_TYPED and n not in self.widgets}
        self._number = self.widgets["id_number"].value()
        self._show_age()

    def take_keys(self, entry: MemberEntry) -> None:
        """The row and person this line has become by being saved."""
        person = replace(self._entry.person, person_id=entry.person.person_id)
        self._entry = replace(self._entry, key=entry.key, person=person)

    def entry(self) -> MemberEntry:
        """The line as it stands, without income and spending."""
        typed = {name: widget.value() for name, widget in self.widgets.items()}
        of_person = {name: self.values[name] for name in PERSON_FIELDS}
        of_member = {name: value for name, value in self.values.items() if name not in PERSON_FIELDS}
        person = replace(
            self._entry.person, name=typed.pop("name"), id_number=typed.pop("id_number"), **of_person
        )
        return replace(self._entry, person=person, incomes=(), expenses=(), **typed, **of_member)

    def raws(self) -> dict[str, str]:
        return {name: widget.raw() for name, widget in self.widgets.items()} | self.typed

    def set_raws(self, raws: Mapping[str, str]) -> None:
        for name, text in raws.items():
            if name in self.widgets:
                self.widgets[name].set_raw(text)
            else:
                self.typed[name] = text
        self._show_age()

    def unread(self) -> list[tuple[str, Problem]]:
        """Texts that cannot be read, here and under the table."""
        found = ((name, widget.problem()) for name, widget in self.widgets.items())
        return [*((name, p) for name, p in found if p is not None), *self._unread.items()]

    def set_more(self, field: str, value: Any, raw: str, problem: Problem | None) -> None:
        """A field under the table was edited."""
        self.values[field] = value
        self.typed[field] = raw
        self._unread.pop(field, None)
        if problem is not None:
            self._unread[field] = problem
        self.more_problems = [(name, problem) for name, problem in self.more_problems if name != field]
        if field in ("born_on", "sex"):
            self._show_age()

    def fill(self, person: PersonEntry) -> None:
        """Take what is known about this person; what has been typed stays."""
        self._entry = replace(self._entry, person=replace(self._entry.person, person_id=person.person_id))
        if not self.widgets["name"].raw().strip():
            self.widgets["name"].set_value(person.name)
        fresh = PersonEntry()
        for name in PERSON_FIELDS:
            if self.values[name] in ("", None, getattr(fresh, name)) and name not in self.typed:
                self.values[name] = getattr(person, name)
        self._show_age()

    def say(self, text: str) -> None:
        """A remark under the line that is no problem."""
        theme.mark(self.message, "role", "small")
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def show_problems(self, problems: Iterable[tuple[str, Problem]]) -> None:
        listed = list(problems)
        for name, widget in self.widgets.items():
            widget.mark("\n".join(problem.text for field, problem in listed if field == name))
        self.more_problems = [(name, problem) for name, problem in listed if name not in self.widgets]
        if listed:
            theme.mark(self.message, "role", "problem")
            self.message.setText("\n".join(dict.fromkeys(problem.text for _, problem in listed)))
            self.message.show()
        elif self.message.property("role") == "problem":
            self.message.hide()

    def _edited(self) -> None:
        self.show_problems(self.more_problems)
        self.edited.emit()

    def _check(self) -> None:
        """On leaving a field: what is wrong with the line as far as it has been typed."""
        found = [(name, widget.problem()) for name, widget in self.widgets.items()]
        self.show_problems([*((n, p) for n, p in found if p is not None), *self.more_problems])

    def _id_edited(self) -> None:
        number = self.widgets["id_number"].number()
        if number is None:
            self._number = ""
            self.say("")
            self._show_age()
            return
        if number.number == self._number:
            return
        self._number = number.number
        self.values |= {"sex": number.sex, "born_on": number.born_on}
        self.typed.pop("sex", None)
        self.typed.pop("born_on", None)
        self._show_age()
        self.say(f"15 位旧号码已换算为 18 位：{number.number}" if number.converted else "")
        self.id_entered.emit()

    def _show_age(self) -> None:
        born = self.values.get("born_on")
        sex = table("sex").title_of(self.values.get("sex", ""))[:1]
        age = "" if born is None or born > self._today() else f"{age_on(born, self._today())}岁"
        self.age.setText(f"{sex} {age}".strip())
