"""The forms of verification: cross-check, home visit, appraisal, the longer limit."""

from collections.abc import Callable
from dataclasses import astuple
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts import verification
from zqdesk.office.cases.acts.verification import (
    CHECK_RESULTS,
    VISIT_METHODS,
    AppraisalRecord,
    CheckTold,
    CrossCheckResult,
    VisitRecord,
)
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import Field, StepForm, by_act
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.money_edit import CountEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.names_edit import NamesEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.fields.tick import Tick


@frozen
class _Request:
    request_number: str = ""


@frozen
class _Extension:
    kind: str = ""
    reason: str = ""


@frozen
class _Begun:
    begun_on: object = None


@frozen
class _DistrictVisit:
    visited_on: object = None


def request_cross_check(_desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        verification.request_cross_check,
        _Request(),
        [("request_number", "核对编号（可不填）", TextEdit("区核对机构给出的编号"), 1)],
        astuple,
        explain="向区民政局提请家庭经济状况信息核对。提请前请确认每名成员都已签署核对授权书。",
        submit="提请核对",
    )


def record_cross_check(desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        verification.record_cross_check,
        CrossCheckResult(returned_on=desk.today(), result=""),
        [
            ("returned_on", "核对报告日期", DateEdit(desk.today), 1),
            ("result", "核对结果", CodePicker(CHECK_RESULTS.items()), 1),
            ("findings", "报告内容", LongTextEdit("有出入的，写明哪一项、相差多少"), 3),
        ],
        explain="核对结果与申报不一致的，请接着“修改申请内容”，测算会随之更新。",
        submit="登记结果",
    )


def start_cross_check(desk: Desk, _dossier: Dossier) -> StepForm:
    act, said = verification.start_cross_check, "区民政局回话说已经启动的，登记是哪一天。"
    return _on_a_day(act, _Begun(desk.today()), ("begun_on", "区级启动日期"), desk, said, submit="登记启动")


def tell_cross_check(desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        verification.tell_cross_check,
        CheckTold(desk.today()),
        [
            ("told_on", "告知日期", DateEdit(desk.today), 1),
            (
                "reply",
                "申请人的异议或说明（没有可不填）",
                LongTextEdit("提出异议的，写明哪一项、提供了什么证明"),
                3,
            ),
        ],
        explain="把核对结果书面告知申请人，由申请人签收。有异议的，核实后请“修改申请内容”或再次提请核对。",
        submit="登记告知",
    )


def visit_home(desk: Desk, _dossier: Dossier) -> StepForm:
    fields: list[Field] = [
        ("visited_on", "调查日期", DateEdit(desk.today), 1),
        ("method", "调查方式", CodePicker(VISIT_METHODS.items(), optional=False), 1),
        ("investigators", "调查人（两人以上）", NamesEdit("姓名之间用、隔开"), 1),
        ("present_name", "在场家庭成员", NameEdit(), 1),
        ("present_relation", "与申请人关系", TextEdit(), 1),
        ("village_officer", "村（居）参加人", NameEdit(), 1),
        ("housing_kind", "住房状况", picker("housing"), 1),
        ("housing_structure", "房屋结构", picker("house_structure"), 1),
        ("housing_area", "建筑面积（平方米）", TextEdit(), 1),
        ("housing_condition", "房屋情况", TextEdit(), 1),
        ("belongings", "主要生活物品", TextEdit(), 1),
        ("livestock", "种植养殖", TextEdit(), 1),
        ("vehicles", "车辆农机", TextEdit(), 1),
        ("neighbours", "邻里走访", TextEdit(), 2),
        ("findings", "调查结论", LongTextEdit("家庭人口、收入、财产和支出是否与申报一致"), 3),
        ("truthful", "", Tick("申报情况属实"), 1),
    ]
    return StepForm(
        verification.visit_home,
        VisitRecord(visited_on=desk.today(), investigators=()),
        fields,
        explain="调查人和在场成员都要在入户调查表上签字；照片可在登记后从“附件”添加。",
        submit="登记入户",
    )


def hold_appraisal(desk: Desk, dossier: Dossier) -> StepForm:
    counts = [
        ("due_count", "应到人数"),
        ("present_count", "实到人数"),
        ("villager_count", "其中村（居）民代表"),
        ("agree_count", "同意票"),
        ("disagree_count", "不同意票"),
        ("abstain_count", "弃权票"),
    ]
    fields: list[Field] = [
        ("held_on", "评议日期", DateEdit(desk.today), 1),
        ("place", "地点", TextEdit(), 2),
        ("host", "主持人", NameEdit(), 1),
        ("recorder", "记录人", NameEdit(), 1),
        *[(name, caption, CountEdit(), 1) for name, caption in counts],
        ("summary", "评议意见", LongTextEdit(), 3),
    ]
    place = f"{dossier.household.village_name}村（居）民委员会"
    return StepForm(
        verification.hold_appraisal,
        AppraisalRecord(desk.today(), place, "", "", 0, 0, 0, 0, 0, 0),
        fields,
        explain="对有异议或难以核实的家庭，由村（居）民代表评议。",
        submit="登记评议",
    )


def extend_limit(_desk: Desk, _dossier: Dossier) -> StepForm:
    return StepForm(
        verification.extend_limit,
        _Extension(),
        [("kind", "特殊情形", picker("extension_kind"), 1), ("reason", "具体原因", LongTextEdit(), 3)],
        astuple,
        explain="有特殊情形的，可以延长至受理之日起 45 个工作日。原因写入档案，不能以等待补正材料为由。",
        submit="延长期限",
    )


def record_district_visit(desk: Desk, _dossier: Dossier) -> StepForm:
    act, said = (
        verification.record_district_visit,
        "备案的近亲属申请和有投诉举报的申请，区民政局须全部入户调查。",
    )
    return _on_a_day(
        act, _DistrictVisit(desk.today()), ("visited_on", "区级入户日期"), desk, said, submit="登记"
    )


def _on_a_day(
    act: Callable[..., object], record: Any, field: tuple[str, str], desk: Desk, said: str, *, submit: str
) -> StepForm:
    """A step of which only the day is asked."""
    name, title = field
    asked: list[Field] = [(name, title, DateEdit(desk.today), 1)]
    return StepForm(act, record, asked, astuple, explain=said, submit=submit)


FORMS = by_act(
    request_cross_check,
    start_cross_check,
    record_cross_check,
    tell_cross_check,
    visit_home,
    hold_appraisal,
    extend_limit,
    record_district_visit,
)
