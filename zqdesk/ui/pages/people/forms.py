"""The forms about households and persons outside a case: joining, leaving, corrections, death, change."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.across.files import HouseholdFile
from zqdesk.office.cases.acts import referrals
from zqdesk.office.cases.acts.referrals import ReferralRow
from zqdesk.office.hall.setup import Village
from zqdesk.office.people import changes, division_changes, moving
from zqdesk.office.people.changes import Joining, Leaving
from zqdesk.office.people.division_changes import Dwelling
from zqdesk.office.people.moving import Move, NewHead, Split
from zqdesk.office.people.person_entry import PERSON_FIELDS, PersonEntry
from zqdesk.records.tables.person import Person
from zqdesk.rules.process import Role
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, because
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import IdEdit, PhoneEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.place_picker import PlacePicker
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit


@frozen
class _Joining:
    name: str = ""
    id_number: str = ""
    sex: str = ""
    born_on: date | None = None
    relation: str = ""
    joined_on: date | None = None
    reason: str = ""


@frozen
class _Leaving:
    person_id: str = ""
    left_on: date | None = None
    reason: str = ""


@frozen
class _Answer:
    answer: str = ""


@frozen
class _Death:
    died_on: date | None = None


@frozen
class _Correction:
    name: str
    id_number: str
    sex: str
    born_on: date | None
    ethnicity: str
    marital: str
    education: str
    phone: str
    hukou_kind: str
    hukou_address: str
    reason: str = ""


def member_joined(desk: Desk) -> StepForm:
    def arguments(record: _Joining) -> tuple[Any, ...]:
        who = PersonEntry(record.name, record.id_number, sex=record.sex, born_on=record.born_on)
        return Joining(who, record.relation, record.joined_on or desk.today()), record.reason

    return StepForm(
        changes.member_joined,
        _Joining(joined_on=desk.today()),
        [
            ("name", "姓名", NameEdit(), 1),
            ("id_number", "公民身份证号码", IdEdit(desk.today), 1),
            ("sex", "性别（没有身份证号的填）", picker("sex"), 1),
            ("born_on", "出生日期（没有身份证号的填）", DateEdit(desk.today), 1),
            ("relation", "与户主关系", picker("relation"), 1),
            ("joined_on", "共同生活起始日", DateEdit(desk.today), 1),
            ("reason", "原因", TextEdit("出生、结婚、迁入等"), 2),
        ],
        arguments,
        explain="在册家庭的保障金不会随之变动，须另行办理待遇变更。",
        submit="登记加入",
    )


def member_left(desk: Desk, file: HouseholdFile) -> StepForm:
    members = [(each.person.id, each.person.name) for each in file.members]
    return StepForm(
        changes.member_left,
        _Leaving(left_on=desk.today()),
        [
            ("person_id", "离开的成员", CodePicker(members, names=True), 1),
            ("left_on", "离开日期", DateEdit(desk.today), 1),
            ("reason", "原因", TextEdit("婚嫁、分户、迁出等"), 1),
        ],
        lambda record: (Leaving(record.person_id, record.left_on or desk.today()), record.reason),
        explain="成员死亡的，请到其个人页面登记死亡。在册家庭须另行办理待遇变更。",
        submit="登记离开",
    )


@frozen
class _Move:
    person_id: str = ""
    head_number: str = ""
    relation: str = ""
    moved_on: date | None = None
    reason: str = ""


@frozen
class _Split:
    person_id: str = ""
    moved_on: date | None = None
    address: str = ""
    reason: str = ""


@frozen
class _NewHead:
    person_id: str = ""
    relation: str = ""
    reason: str = ""


def move_member(desk: Desk, file: HouseholdFile) -> StepForm:
    return StepForm(
        moving.move_member,
        _Move(moved_on=desk.today()),
        [
            ("person_id", "迁出的成员", _others(file), 1),
            ("head_number", "迁往哪户：户主身份证号", IdEdit(desk.today), 1),
            ("relation", "与那户户主的关系", picker("relation"), 1),
            ("moved_on", "迁入日期", DateEdit(desk.today), 1),
            ("reason", "原因", TextEdit("结婚、投靠、赡养等"), 2),
        ],
        lambda record: (
            Move(record.person_id, record.head_number, record.relation, record.moved_on),
            record.reason,
        ),
        explain="一次登记离开本户、加入那户。两户在册的，保障金都须另行办理待遇变更。",
        submit="登记迁往",
    )


def split_off(desk: Desk, file: HouseholdFile) -> StepForm:
    return StepForm(
        moving.split_off,
        _Split(moved_on=desk.today()),
        [
            ("person_id", "分出去的成员（新户户主）", _others(file), 1),
            ("moved_on", "分户日期", DateEdit(desk.today), 1),
            ("address", "新户住址（不填同本户）", TextEdit(), 1),
            ("reason", "原因", TextEdit("分家、离婚等"), 2),
        ],
        lambda record: (Split(record.person_id, record.moved_on, record.address), record.reason),
        explain="新户在同一个村（居），执行标准和建档立卡同本户。同去的成员再用“迁往别户…”。本户在册的须另行办理待遇变更。",
        submit="登记分户",
    )


def change_head(file: HouseholdFile) -> StepForm:
    return StepForm(
        moving.change_head,
        _NewHead(),
        [
            ("person_id", "新户主", _others(file), 1),
            ("relation", f"{file.head.name}与新户主的关系", picker("relation"), 1),
            ("reason", "原因", TextEdit("户口簿变更等"), 1),
        ],
        lambda record: (NewHead(record.person_id, record.relation), record.reason),
        explain="其他成员与新户主的关系在下一次办理业务时填写。领款账户不随之改变，须改的用“变更账户…”。",
        submit="变更户主",
    )


def _others(file: HouseholdFile) -> CodePicker:
    """The members but the head."""
    members = [(each.person.id, each.person.name) for each in file.members if each.person.id != file.head.id]
    return CodePicker(members, names=True)


def place_household(desk: Desk, villages: Sequence[Village]) -> StepForm:
    """The household belongs to another village of the town."""
    return StepForm(
        division_changes.place_household,
        Dwelling(),
        [
            ("village_id", "村（居）", PlacePicker([(each.id, each.name) for each in villages]), 1),
            ("moved_on", "迁入日期（登记有误、拆村划入的不填）", DateEdit(desk.today), 1),
            ("reason", "原因", TextEdit("迁居、拆村划入、登记有误等"), 1),
        ],
        explain="填了迁入日期的，以前各期的统计仍计入原村（居）。执行标准不随之改变，须改的在申请内容中修改。",
        submit="更改村（居）",
    )


def take_up_referral(referral: ReferralRow) -> StepForm:
    return StepForm(
        referrals.take_up_referral,
        _Answer(),
        [("answer", "办理结果", LongTextEdit("已联系慈善会、已告知本人不申请等"), 3)],
        lambda record: (record.answer,),
        explain=f"{referral.sentence}。登记新申请的，转介随之办结，不用在这里登记。",
        submit="登记办理结果",
    )


def correct_person(desk: Desk, person: Person) -> StepForm:
    return StepForm(
        changes.correct_person,
        _Correction(**{name: getattr(person, name) for name in PERSON_FIELDS}),
        [
            ("name", "姓名", NameEdit(), 1),
            ("id_number", "公民身份证号码", IdEdit(desk.today), 1),
            ("phone", "电话", PhoneEdit(), 1),
            ("sex", "性别", picker("sex"), 1),
            ("born_on", "出生日期", DateEdit(desk.today), 1),
            ("ethnicity", "民族", picker("ethnicity"), 1),
            ("marital", "婚姻状况", picker("marital"), 1),
            ("education", "文化程度", picker("education"), 1),
            ("hukou_kind", "户口类别", picker("hukou_kind"), 1),
            ("hukou_address", "户籍地址", TextEdit(), 2),
            ("reason", "更正原因", TextEdit(), 1),
        ],
        lambda record: (_entry(record, person.id), record.reason),
        explain="更正登记有误的个人信息；原值和更正原因都留在经过里。",
        submit="更正",
    )


def record_death(desk: Desk) -> StepForm:
    return StepForm(
        changes.record_death,
        _Death(),
        [("died_on", "死亡日期", DateEdit(desk.today), 1)],
        lambda record: (record.died_on or desk.today(),),
        explain="登记后此人不再计入家庭；在册家庭的变更须在死亡之日起 3 个月内办完。",
        submit="登记死亡",
        danger=True,
    )


def undo_death(person: Person) -> StepForm:
    return because(
        changes.undo_death,
        "撤销的原因",
        "如：经派出所核实，死亡的是同名的另一人",
        then=f"{person.name}恢复为原家庭和在办业务的成员；死亡登记和撤销都留在经过里。"
        "因这次登记已经决定的待遇变更不随之撤销，须另行办理变更。须由登记人以外的审批人办理。",
        submit="撤销死亡登记",
        danger=True,
        colleague=(Role.APPROVER,),
    )


def _entry(record: _Correction, person_id: str) -> PersonEntry:
    return PersonEntry(person_id=person_id, **{name: getattr(record, name) for name in PERSON_FIELDS})
