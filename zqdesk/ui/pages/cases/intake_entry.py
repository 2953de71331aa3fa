"""The application on the page: all sections together as one record, its draft, and its problems."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zqdesk.office.cases.entry.values import Application
from zqdesk.office.hall.setup import Village
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.commands import key_text
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Sideways
from zqdesk.ui.pages.cases.intake_problems import EntryProblems, Forms
from zqdesk.ui.pages.cases.intake_sections import (
    Field,
    Section,
    account_fields,
    household_fields,
    proxy_fields,
)
from zqdesk.ui.widgets.form import FieldBox, Form, unread
from zqdesk.ui.widgets.tables.material_list import MaterialList
from zqdesk.ui.widgets.tables.member_table import MemberTable
from zqdesk.ui.widgets.tables.money_rows import MoneyRows, expenses, incomes
from zqdesk.ui.widgets.tables.rows_editor import Today
from zqdesk.ui.widgets.tables.struct_rows import StructRows, assets, supporters

NAMING = ("applicant", "single_member")
"""Fields that name a member by the line."""


class ApplicationEntry(QObject):
    """The widgets of the whole application, in `sections`, and what they say together.

    `taken_away(words, put_back)` says which member or row was removed and how it comes back.
    """

    edited = Signal()
    taken_away = Signal(str, object)

    def __init__(self, today: Today, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form: Form[Application] = Form(Application(), self)
        self.members = MemberTable(today)
        self.incomes, self.expenses = incomes(), expenses()
        self.assets, self.supporters = assets(), supporters(today)
        self.materials = MaterialList()
        self._household_id = ""
        self._standards: dict[str, str] = {}
        self._single: dict[str, Any] = {}
        self._names: list[str] = []
        self._order: list[QWidget | MemberTable | MoneyRows | StructRows | MaterialList] = []
        self.sections = self._build(today)
        self.problems = EntryProblems(self)
        self.form.edited.connect(self._form_edited)
        self.members.edited.connect(self._members_edited)
        self.members.taken_away.connect(self._member_removed)
        for table in self.tables().values():
            table.taken_away.connect(self.taken_away)
        for rows in (self.incomes, self.expenses):
            rows.edited.connect(self.edited)

    def _build(self, today: Today) -> list[Section]:
        household = Section("申请人与家庭")
        self._put(household, household_fields(today))
        add = theme.button(f"添加成员  {key_text('Ins')}", self.members.add_member)
        add.setFocusPolicy(add.focusPolicy().NoFocus)
        family = Section("共同生活的家庭成员", add)
        family.put(self.members)
        money = Section("收入与支出")
        for rows in (self.incomes, self.expenses):
            money.put(Sideways(rows))
        owned = Section("家庭财产")
        owned.put(Sideways(self._bound("assets", self.assets, "家庭财产")))
        duty = Section("赡养、抚养、扶养义务人")
        duty.put(Sideways(self._bound("supporters", self.supporters, "赡养、抚养、扶养义务人")))
        self.material_section = Section("材料")
        self.material_section.put(self._bound("materials", self.materials, "材料"))
        proxy = Section("代办与近亲属备案")
        account = Section("银行账户")
        self._names += ["members", *self.tables(), "materials"]
        self._order += [
            self.members, self.incomes, self.expenses, self.assets, self.supporters, self.materials,
        ]  # fmt: skip
        self._put(proxy, proxy_fields(today))
        self._put(account, account_fields())
        return [household, family, money, owned, duty, self.material_section, proxy, account]

    def _put(self, section: Section, fields: list[Field]) -> None:
        section.put_fields(self.form, fields)
        self._single |= {name: widget for name, _, widget, _ in fields}
        self._names += [name for name, _, _, _ in fields]
        self._order += [widget for _, _, widget, _ in fields]

    def _bound(self, field: str, widget: QWidget, name: str) -> FieldBox:
        box = self.form.add(field, FieldBox("", widget))
        box.caption.hide()
        widget.setAccessibleName(name)
        return box

    def fields(self) -> list[QWidget]:
        """Every field in the order of typing."""
        found: list[QWidget] = []
        for each in self._order:
            own = getattr(each, "fields", None)
            found += own() if own is not None else [each]
        return found

    def record(self) -> Application:
        """The application as it stands."""
        members = self.expenses.put_into(self.incomes.put_into(self.members.members()))
        return replace(self.form.record(), members=members, household_id=self._household_id)

    def offer_villages(self, villages: Iterable[Village]) -> None:
        """The villages to choose from, and the standard each gives."""
        listed = list(villages)
        self._standards = {village.id: village.standard_kind for village in listed}
        self._single["village_id"].set_entries([(village.id, village.name) for village in listed])

    def take_day(self, day: date) -> None:
        """The day of an application that nobody has typed into yet."""
        self._single["applied_on"].set_value(day)

    def names_somebody(self) -> bool:
        """Whether there is anybody to calculate for yet."""
        return any(each.person.name or each.person.id_number for each in self.members.members())

    def take_keys(self, entry: Application) -> None:
        """After saving: which rows these lines are now, so that later corrections find them."""
        self._household_id = entry.household_id
        for row, member in zip(self.members.rows, entry.members, strict=False):
            row.take_keys(member)

    def show(self, entry: Application) -> None:
        self._household_id = entry.household_id
        self.form.load(entry)
        self.members.set_members(entry.members)
        self._name_members()
        self._show_choices(entry)
        self._depend()
        for rows in (self.incomes, self.expenses):
            rows.show_members(entry.members)

    def draft(self) -> dict[str, Any]:
        """All that stands on the page, also what cannot be read yet."""
        held = {name: widget.raw() for name, widget in self._single.items()}
        rows = {name: [row.raws() for row in table.rows()] for name, table in self.tables().items()}
        record = msgspec.to_builtins(self.record())
        return {"record": record, "raws": held, "rows": rows, "members": self.members.raws()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show a draft again exactly as it was typed."""
        self.show(msgspec.convert(draft["record"], Application))
        self.members.set_raws(draft["members"])
        self._name_members()
        for name, widget in self._single.items():
            if name in draft["raws"] and widget.raw() != draft["raws"][name]:
                widget.set_raw(draft["raws"][name])
        for name, table in self.tables().items():
            table.set_raws(draft["rows"][name])
        self._depend()

    def remove_chosen(self) -> None:
        """Remove the row or member that is chosen: nothing, where the cursor is in another field."""
        if not any(table.remove_chosen() for table in self.tables().values()):
            self.members.remove_chosen()

    def unread(self) -> list[Problem]:
        """Texts on the page that cannot be read, each at its field: they must not be lost in silence."""
        found = unread(self._single)
        for line, row in enumerate(self.members.rows):
            for name, problem in row.unread():
                found.append(replace(problem, field=f"members.{line}.{name}"))
        for name, table in self.tables().items():
            rows = [
                (at, field, problem)
                for at, row in enumerate(table.rows())
                for field, problem in row.problems()
            ]
            if isinstance(table, MoneyRows):
                rows += table.missing_kinds()
            found += [replace(problem, field=f"{name}.{at}.{field}") for at, field, problem in rows]
        return found

    def forms(self) -> Forms:
        """The forms of the page, each with the beginning of its paths."""
        return [("", self.form)]

    def order(self) -> list[str]:
        """The fields and tables by their names, as they stand on the page."""
        return [*self._names]

    def tables(self) -> dict[str, Any]:
        return {
            "incomes": self.incomes,
            "expenses": self.expenses,
            "assets": self.assets,
            "supporters": self.supporters,
        }

    def _form_edited(self, field: str) -> None:
        given = self._standards.get(self._single["village_id"].value())
        if field == "village_id" and given:
            self._single["standard_kind"].set_value(given)
        if field in ("village_id", "standard_kind") and given == self._single["standard_kind"].value():
            self._single["standard_reason"].set_value("")
        self._depend()
        self.edited.emit()

    def _depend(self) -> None:
        """Fields that only some answers ask for."""
        self._single["single_member"].setEnabled(bool(self._single["single_reason"].value()))
        reason, standard = self._single["standard_reason"], self._single["standard_kind"].value()
        given = self._standards.get(self._single["village_id"].value(), standard)
        asked = standard != given or bool(reason.value())
        reason.setVisible(asked)
        reason.parentWidget().setVisible(asked)

    def _members_edited(self) -> None:
        self._name_members()
        self.edited.emit()

    def _member_removed(self, line: int, name: str, put_back: Callable[[], None]) -> None:
        """Rows and choices that name a member by the line follow, there and back."""
        gone = line >= 0
        money = [(rows, rows.taken(line)) for rows in (self.incomes, self.expenses) if gone]
        choices = [(self._single[field], self._single[field].value()) for field in NAMING]
        for choice, chosen in choices:
            if gone and chosen >= max(line, 1):
                choice.set_value(chosen - 1)

        def undo() -> None:
            put_back()
            for rows, theirs in money:
                rows.given_back(line, theirs)
            for choice, chosen in choices:
                choice.set_value(chosen)
            self.edited.emit()

        self.taken_away.emit(f"已移除“{name}”" + ("及其收入、支出。" if gone else "。"), undo)

    def _name_members(self) -> None:
        names = self.members.names()
        for rows in (self.incomes, self.expenses):
            rows.set_names(names)
        for field in NAMING:
            self._single[field].set_names(names)

    def _show_choices(self, entry: Application) -> None:
        for field in NAMING:
            self._single[field].set_value(getattr(entry, field))
