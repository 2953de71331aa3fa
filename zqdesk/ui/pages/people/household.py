"""One household: who lives there, its cases and times on the roll, and what can be begun from here."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from zqdesk.office.across import files
from zqdesk.office.across.files import HouseholdFile, Residence
from zqdesk.office.cases.acts.referrals import ReferralRow
from zqdesk.office.hall import setup
from zqdesk.office.hall.setup import Village
from zqdesk.office.payroll import accounts, months
from zqdesk.office.payroll.accounts import AccountStanding
from zqdesk.office.payroll.months import MonthRow
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.codes import table
from zqdesk.rules.payroll.checks import AccountStatus
from zqdesk.rules.people.identity import age_on, mask_card, mask_id
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.face import Application, Beginning
from zqdesk.ui.pages.cases.referral_bar import ReferralBar
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.payroll import forms as payroll_forms
from zqdesk.ui.pages.people import forms
from zqdesk.ui.pages.people.file_cards import (
    FactsCard,
    RowsCard,
    case_columns,
    month_columns,
    open_entries,
    open_entry,
    roll_columns,
)
from zqdesk.ui.pages.people.file_page import FilePage
from zqdesk.ui.pages.programmes import FACES
from zqdesk.ui.pages.reserve.part import ActPanel
from zqdesk.ui.widgets.tables.rows import Column


class HouseholdPage(FilePage):
    """Reviews and changes begin here; members come and go only while no case is open."""

    look = staticmethod(files.household)

    def __init__(self, desk: Desk, household_id: str) -> None:
        super().__init__(desk, household_id)
        self.household_id = household_id
        self.file: HouseholdFile | None = None
        self.place.done.connect(self._done)
        self.on_roll = theme.chip("", "good")
        self.on_roll.hide()
        self.begins = [
            (programme, theme.button(f"{each.title}…", partial(self._begin, programme, each)))
            for programme, face in FACES.items()
            for each in face.beginnings
        ]
        self.beginning = [button for _, button in self.begins]
        self.applications = {
            programme: face.application for programme, face in FACES.items() if face.application is not None
        }
        self.applying = {
            programme: theme.button(each.title, partial(self._apply, each), role="primary")
            for programme, each in self.applications.items()
        }
        joined = theme.button("成员加入…", self._joined, role="quiet")
        left = theme.button("成员离开…", self._left, role="quiet")
        self.referrals = ReferralBar(desk, self._answer)
        among_homes = tuple(
            theme.button(f"{title}…", partial(self._ask_of_file, title, form), role="quiet")
            for title, form in (
                ("迁往别户", partial(forms.move_member, desk)),
                ("分户", partial(forms.split_off, desk)),
                ("变更户主", forms.change_head),
            )
        )
        placed = theme.button("更改村（居）…", self._place, role="quiet")
        account = theme.button("变更账户…", self._account, role="quiet")
        noted = theme.button("账户情况…", self._note_account, role="quiet")
        self.facts = FactsCard("家庭", joined, left, *among_homes, placed, account, noted)
        self.account: AccountStanding | None = None
        self.months = RowsCard("逐月发放", month_columns(), None, "还没有通过名册发放过。")
        self.members = RowsCard("家庭成员", self._member_columns(), self._open_person, "没有登记成员。")
        self.former = RowsCard("曾经的成员", self._former_columns(), self._open_person, "没有。")
        self.cases = RowsCard("业务", case_columns(), self.open_case, "还没有办理过业务。")
        self.roll = RowsCard("在册记录", roll_columns(), None, "不在任何名册中。")
        if "clerk" not in desk.actor.roles:
            for button in (
                *self.beginning,
                *self.applying.values(),
                joined,
                left,
                *among_homes,
                placed,
                account,
                noted,
            ):
                button.hide()
        self.stand(
            theme.head(self.heading, self.on_roll, None, *self.beginning, *self.applying.values()),
            (self.referrals, self.facts, self.members, self.former, self.months, self.cases, self.roll),
        )

    def reload(self) -> None:
        super().reload()
        today = self.desk.today()
        self.desk.read(months.household_months, self.household_id, today, then=self._show_months)
        self.desk.read(accounts.account_of, self.household_id, then=self._show_account)

    def show_file(self, file: HouseholdFile) -> None:
        self.file = file
        month = f"{self.desk.today():%Y-%m}"
        self.title = f"{file.head.name} 户"
        self.heading.setText(self.title)
        entry = open_entry(file.roll, month)
        theme.set_chip(self.on_roll, "在册" if entry else "不在册", "good" if entry else "plain")
        self.on_roll.show()
        for programme, button in self.begins:
            there = open_entry(file.roll, month, programme) is not None
            button.setEnabled(there)
            button.setToolTip("" if there else f"本户不在{PROGRAMMES[programme].title}名册中")
        for programme, application in self.applications.items():
            button = self.applying[programme]
            why_not = application.why_not(file, open_entry(file.roll, month, programme) is not None)
            button.setEnabled(not why_not)
            button.setToolTip(why_not)
        self._show_facts(file)
        self.referrals.show_referrals(file.referrals)
        self.members.show_rows(file.members, lambda each: each.membership.id)
        self.former.show_rows(file.former, lambda each: each.membership.id)
        self.former.setVisible(bool(file.former))
        self.cases.show_rows(file.cases, lambda case: case.id)
        self.roll.show_rows(file.roll, lambda each: each.id)

    def _show_months(self, rows: tuple[MonthRow, ...]) -> None:
        self.months.show_rows(rows, lambda each: (each.month, each.programme, each.alone_id))
        self.months.setVisible(bool(rows))

    def _show_facts(self, file: HouseholdFile) -> None:
        home = file.household
        self.facts.show_facts(
            [
                ("村（居）", home.village_name),
                ("居住地址", home.address),
                ("联系电话", home.phone or file.head.phone),
                ("执行标准", table("standard_kind").title_of(home.standard_kind)),
                *([("标准理由", home.standard_reason)] if home.standard_reason else []),
                ("户籍地址", home.hukou_address),
                ("建档立卡", "是" if home.registered_poor else "否"),
                ("户名", home.account_name),
                ("开户行", home.bank_name),
                ("账号", mask_card(home.account_number)),
                *(
                    [("账户状态", _status_words(self.account))]
                    if self.account and self.account.status
                    else []
                ),
            ]
        )

    def _show_account(self, account: AccountStanding) -> None:
        self.account = account
        if self.file is not None:
            self._show_facts(self.file)

    def _member_columns(self) -> list[Column]:
        return [
            Column("姓名", lambda each: each.person.name, 240),
            Column("与户主关系", lambda each: table("relation").short_of(each.membership.relation), 110),
            Column("公民身份证号码", lambda each: mask_id(each.person.id_number) or "—", 180),
            Column("年龄", self._age, 70, right=True),
            Column("共同生活起始", lambda each: _day(each.membership.joined_on), 130, stretch=True),
        ]

    def _former_columns(self) -> list[Column]:
        return [
            Column("姓名", lambda each: each.person.name, 240),
            Column("与户主关系", lambda each: table("relation").short_of(each.membership.relation), 110),
            Column("离开日期", lambda each: _day(each.membership.left_on), 120),
            Column("原因", lambda each: each.membership.left_reason, 200, stretch=True),
        ]

    def _age(self, each: Residence) -> str:
        born = each.person.born_on
        return "—" if born is None else str(age_on(born, self.desk.today()))

    def _open(self, subject_id: str, title: str, form: StepForm, source: str = "") -> None:
        self.place.open(StepPanel(self.desk, subject_id, title, form, source))

    def _joined(self) -> None:
        self._open(self.household_id, "成员加入", forms.member_joined(self.desk))

    def _left(self) -> None:
        if self.file is not None:
            self._open(self.household_id, "成员离开", forms.member_left(self.desk, self.file))

    def _ask_of_file(self, title: str, form: Callable[[HouseholdFile], StepForm]) -> None:
        if self.file is not None:
            self._open(self.household_id, title, form(self.file))

    def _place(self) -> None:
        def asked(villages: tuple[Village, ...]) -> None:
            self._open(self.household_id, "更改村（居）", forms.place_household(self.desk, villages))

        self.desk.read(setup.villages, self.desk.today(), then=asked)

    def _account(self) -> None:
        if self.account is not None:
            self._act("变更账户", payroll_forms.change_account(self.household_id, self.account))

    def _note_account(self) -> None:
        self._act("账户情况", payroll_forms.note_account(self.desk, self.household_id))

    def _act(self, title: str, form: StepForm) -> None:
        self.place.open(ActPanel(self.desk, self.household_id, title, form))

    def _begin(self, programme: str, beginning: Beginning) -> None:
        """Of the one entry on this roll, or of the one that is chosen where several people stand on it alone."""
        if self.file is None:
            return
        entries = open_entries(self.file.roll, f"{self.desk.today():%Y-%m}", programme)
        if len(entries) == 1:
            self._begin_on(beginning, entries[0].id)
            return
        names = {each.person.id: each.person.name for each in (*self.file.members, *self.file.former)}
        menu = QMenu(self)
        for entry in entries:
            name = names.get(entry.person_id or "", self.file.head.name)
            menu.addAction(name, partial(self._begin_on, beginning, entry.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _begin_on(self, beginning: Beginning, roll_id: str) -> None:
        self._open(roll_id, beginning.title, beginning.form(self.desk), beginning.source)

    def _apply(self, application: Application) -> None:
        self.desk.shell.open_entry(application.command, household_id=self.household_id)

    def _answer(self, referral: ReferralRow) -> None:
        self._open(referral.referral_id, "转介办理结果", forms.take_up_referral(referral))

    def _done(self, title: str, result: object) -> None:
        if title in {each.title for face in FACES.values() for each in face.beginnings}:
            self.desk.shell.open_case(str(result))
            return
        self.desk.shell.say(f"“{title}”已登记。")
        self.reload()

    def _open_person(self, each: Residence) -> None:
        self.desk.shell.open_person(each.person.id)


def _status_words(account: AccountStanding) -> str:
    words = AccountStatus(account.status).words
    if account.holder_name and account.agreement_on:
        return f"{words}：{account.holder_name}，{account.agreement_on:%Y-%m-%d}协议"
    return words


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"
