"""The history reads like a file: every act and field has its name, numbers are masked."""

import ast
import inspect
from pathlib import Path

import pytest

import zqdesk.office
from tests.house.test_acts import PARTS_OF_ACTS
from tests.office.allowance.test_reviews import decide, started, with_wage
from tests.office.course import HEAD, Course, publish
from tests.office.family import draft
from zqdesk.office.across.history import act_titles, field_titles
from zqdesk.office.across.history import lines as history
from zqdesk.office.across.history.lines import HistoryLine
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.reviewing.reviews import Proposal
from zqdesk.office.cases.acts import ending, verification
from zqdesk.office.cases.acts.confirming import DistrictAnswer
from zqdesk.office.cases.letters import printouts
from zqdesk.office.hall.words import Words
from zqdesk.papers import bound, catalogue
from zqdesk.records import codes
from zqdesk.records.changes import LOCAL_TABLES
from zqdesk.records.register import Register
from zqdesk.records.tables.base import Row

MAPPED = {mapper.class_.__tablename__: mapper.class_ for mapper in Row.registry.mappers}
LOGGED = [MAPPED[name] for name in sorted(MAPPED.keys() - LOCAL_TABLES)]
MADE_OF_ACTS = {
    "post_notice_sheet", "close_notices", "deliver_decisions", "start_reviews", "issue_papers", "reserve_numbers",
    "hand_over_cases", "record_unchanged", "agree_unchanged",
}  # fmt: skip
NOT_ACTS = {part.rpartition(".")[2] for part in PARTS_OF_ACTS} | MADE_OF_ACTS | {"save", "discard"}
"""Parts of acts, acts that are made of acts, and drafts: they leave no trace of their own."""


def lines(course: Course, case_id: str) -> list[HistoryLine]:
    """Oldest first."""
    return list(reversed(course.register.read(history.of_subjects, [case_id])))


def test_every_act_of_the_office_has_a_title() -> None:
    acts = set()
    for path in Path(inspect.getfile(zqdesk.office)).parent.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "work":
                acts.add(node.name)
    public = {act for act in acts if not act.startswith("_")} - NOT_ACTS
    assert len(public) > 40
    assert {act for act in public if act not in act_titles.act_titles()} == set()


@pytest.mark.parametrize("kind", LOGGED, ids=lambda kind: kind.__tablename__)
def test_every_field_has_a_title_or_is_hidden(kind: type[Row]) -> None:
    table = kind.__tablename__
    assert table in field_titles.TABLES
    for column in kind.__table__.columns:
        known = field_titles.title_of(table, column.key, Words())
        assert known is None or not known.isascii(), f"{table}.{column.key}"


def test_every_code_table_named_there_exists() -> None:
    for (table, field), name in field_titles.CODES.items():
        assert len(codes.table(name)) > 1, (table, field)
        assert field in Row.metadata.tables[table].columns
    for table, field in field_titles.WORDS:
        assert field in Row.metadata.tables[table].columns


def test_a_whole_case_in_words(course: Course) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    course.deliver(case_id)
    told = [(line.actor, line.title, line.text) for line in lines(course, case_id)]
    assert told == [
        ("王小某", "登记申请", ""),
        ("王小某", "受理", "370114001-2026-DB-00001"),
        ("王小某", "提请信息核对", "已提请区级核对"),
        ("王小某", "登记核对结果", "核对结果：与申报一致"),
        ("王小某", "登记入户调查", "调查人王小某、孙某，在场李某"),
        ("李大某", "提出审核意见", "拟同意，月保障金2,084.40元"),
        ("王小某", "张榜公示", "张贴于村务公开栏，2026-11-12至2026-11-18"),
        ("王小某", "公示期满", "无异议"),
        ("李大某", "确认", "确认，月保障金2,084.40元，自2026-12起"),
        ("王小某", "登记告知送达", "直接送达，签收人李某"),
    ]


def test_fields_are_told_with_old_and_new_value(course: Course) -> None:
    case_id = course.accepted()
    accepting = lines(course, case_id)[1]
    assert ("状态", "草稿", "已受理") in accepting.details
    assert ("受理日期", "", "2026-11-04") in accepting.details
    recording = {title: new for title, _, new in lines(course, case_id)[0].details}
    assert recording["家庭成员·李小某：重病病种"] == codes.table("illness").title_of("02")
    assert recording["收入·李小某：金额"] == "17,400.00"
    assert recording["家庭成员·王某：与户主关系"] == "配偶"
    assert recording["申请人"] == "李某"


def test_papers_brought_are_told_by_their_titles(course: Course) -> None:
    details = lines(course, course.accepted())[0].details
    assert ("材料·低保申请书：状态", "", "已收") in details
    assert not [each for each in details if each[0].endswith("：代码")]


def test_papers_printed_are_told_by_name_number_and_pages(course: Course) -> None:
    case_id = course.accepted()
    course.register.do(printouts.issue_paper, case_id, "acceptance", {}, digest="ab" * 32, page_count=2)
    drawn = lines(course, case_id)[-1]
    assert drawn.text == "受理通知书 示街救受〔2026〕1号"
    assert ("文书：种类", "", "受理通知书") in drawn.details
    course.register.do(printouts.reserve_number, case_id, "approval")
    course.register.do(printouts.issue_paper, case_id, "approval", {}, digest="cd" * 32, page_count=2)
    assert [line.text for line in lines(course, case_id)[-2:]] == ["审核确认表", "共2页"]


def test_every_kind_of_paper_has_the_name_it_is_printed_under() -> None:
    named = {each.code: each.title for each in codes.table("paper_kind")}
    papers = {kind: catalogue.title_of(kind) for kind in catalogue.KINDS}
    assert named == papers | {kind: bound.title_of(kind) for kind in bound.BOOKS}


def test_what_the_district_answered_is_told_with_its_reason(course: Course) -> None:
    publish(course.register, "delegation.allowance", "district")
    case_id = course.deciding()
    course.register.do(decisions.send_to_district, case_id)
    answer = DistrictAnswer(course.today, "return", "章民函7号", "请补充核实")
    course.register.do(decisions.record_district_answer, case_id, answer)
    assert lines(course, case_id)[-1].text == "退回，章民函7号，请补充核实"


def test_why_a_line_of_the_roll_ended_is_told_in_words(course: Course) -> None:
    """It ends by a raise or a cut as well as by a stop."""
    case_id = started(course)
    with_wage(course, case_id, 100_000)
    decide(course, case_id, Proposal("raise", "收入减少"))
    told = [each for line in lines(course, case_id) for each in line.details]
    assert ("在册：结束原因", "", "增发") in told


def test_numbers_of_people_are_masked(course: Course, register: Register) -> None:
    draft(register)
    case_id = course.deciding()
    text = repr(lines(course, case_id))
    for number in (HEAD, "6222000000000000004", "13000000001"):
        assert number not in text
    assert f"{HEAD[:6]}********{HEAD[-4:]}" in text
    assert "6222***********0004" in text


def test_reasons_are_told(course: Course) -> None:
    case_id = course.deciding()
    course.approver.do(ending.reopen_verification, case_id, "照片不清")
    course.approver.do(verification.extend_limit, case_id, "hard", "成员外出")
    course.register.do(ending.withdraw, case_id, "不再申请")
    back, longer, gone = lines(course, case_id)[-3:]
    assert (back.title, back.text) == ("退回重新调查", "照片不清")
    assert (longer.title, longer.text) == ("延长办理期限", "成员外出")
    assert ("延期情形", "", "家庭经济状况调查难度较大") in longer.details
    assert gone.text.startswith("不再申请")


def test_an_act_of_a_later_version_is_shown_by_its_name() -> None:
    assert act_titles.title_of("later.pay_month") == "pay_month"
