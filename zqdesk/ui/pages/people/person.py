"""One person: who they are, where they live and lived, their cases, and corrections."""

from zqdesk.office.across import files
from zqdesk.office.across.files import PersonFile, Residence
from zqdesk.records.codes import table
from zqdesk.records.tables.person import Person
from zqdesk.rules.people.identity import age_on, mask_id
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.people import forms
from zqdesk.ui.pages.people.file_cards import FactsCard, RowsCard, case_columns
from zqdesk.ui.pages.people.file_page import FilePage
from zqdesk.ui.widgets.tables.rows import Column


class PersonPage(FilePage):
    """The ID number is masked until somebody asks to see it."""

    look = staticmethod(files.person)

    def __init__(self, desk: Desk, person_id: str) -> None:
        super().__init__(desk, person_id)
        self.person_id = person_id
        self.file: PersonFile | None = None
        self._revealed = False
        self.place.done.connect(self._done)
        self.died = theme.chip("", "plain")
        self.died.hide()
        self.correct_button = theme.button("更正个人信息…", self._correct)
        self.death_button = theme.button("登记死亡…", self._death)
        self.undo_death_button = theme.button("撤销死亡登记…", self._undo_death)
        self.reveal = theme.button("显示证件号", self._toggle, role="quiet")
        self.facts = FactsCard("个人信息", self.reveal)
        self.homes = RowsCard("所在家庭", self._home_columns(), self._open_household, "不在任何家庭中。")
        self.cases = RowsCard("业务", case_columns(), self.open_case, "还没有办理过业务。")
        self.undo_death_button.hide()
        if "clerk" not in desk.actor.roles:
            for button in (self.correct_button, self.death_button):
                button.hide()
        buttons = (self.undo_death_button, self.death_button, self.correct_button)
        self.stand(theme.head(self.heading, self.died, None, *buttons), (self.facts, self.homes, self.cases))

    def show_file(self, file: PersonFile) -> None:
        self.file = file
        person = file.person
        self.title = person.name
        self.heading.setText(person.name)
        self.died.setVisible(person.died_on is not None)
        self.death_button.setEnabled(person.died_on is None)
        may_see = not self.desk.actor.roles.isdisjoint(("clerk", "approver"))
        self.undo_death_button.setVisible(person.died_on is not None and may_see)
        if person.died_on is not None:
            theme.set_chip(self.died, f"{person.died_on.isoformat()} 死亡", "plain")
        self._show_facts(person)
        self.homes.show_rows(file.memberships, lambda each: each.membership.id)
        self.cases.show_rows(file.cases, lambda case: case.id)

    def _show_facts(self, person: Person) -> None:
        number = person.id_number if self._revealed else mask_id(person.id_number)
        born = person.born_on
        age = f"（{age_on(born, person.died_on or self.desk.today())} 岁）" if born else ""
        self.facts.show_facts(
            [
                ("身份证号", number),
                ("性别", table("sex").title_of(person.sex)),
                ("出生日期", f"{born.isoformat()}{age}" if born else ""),
                ("民族", table("ethnicity").title_of(person.ethnicity)),
                ("婚姻状况", table("marital").title_of(person.marital)),
                ("文化程度", table("education").title_of(person.education)),
                ("电话", person.phone),
                ("户口类别", table("hukou_kind").title_of(person.hukou_kind)),
                ("户籍地址", person.hukou_address),
            ]
        )

    def _home_columns(self) -> list[Column]:
        return [
            Column("户主", lambda each: each.head.name, 240),
            Column("村（居）", lambda each: each.household.village_name, 140),
            Column("与户主关系", lambda each: table("relation").short_of(each.membership.relation), 110),
            Column("起止", _span, 220),
            Column("离开原因", lambda each: each.membership.left_reason or "—", 140, stretch=True),
        ]

    def _toggle(self) -> None:
        self._revealed = not self._revealed
        self.reveal.setText("隐藏证件号" if self._revealed else "显示证件号")
        if self.file is not None:
            self._show_facts(self.file.person)

    def _correct(self) -> None:
        if self.file is not None:
            form = forms.correct_person(self.desk, self.file.person)
            self.place.open(StepPanel(self.desk, self.person_id, "更正个人信息", form))

    def _death(self) -> None:
        self.place.open(StepPanel(self.desk, self.person_id, "登记死亡", forms.record_death(self.desk)))

    def _undo_death(self) -> None:
        if self.file is not None:
            form = forms.undo_death(self.file.person)
            self.place.open(StepPanel(self.desk, self.person_id, "撤销死亡登记", form))

    def _done(self, title: str, _result: object) -> None:
        self.desk.shell.say(f"“{title}”已办理。")
        self.reload()

    def _open_household(self, each: Residence) -> None:
        self.desk.shell.open_household(each.household.id)


def _span(each: Residence) -> str:
    joined, left = each.membership.joined_on, each.membership.left_on
    begin = joined.isoformat() if joined else ""
    return f"{begin} 至 {left.isoformat()}" if left else (f"{begin} 起" if begin else "至今")
