"""What the district refused is shown where the work is: on the case with the rule, and in today's work."""

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.sync.desks import INVITATION
from tests.ui.shell.hands import Hands
from zqdesk.records.changes import change_subjects, changes
from zqdesk.records.tables.case import Case
from zqdesk.sync import enrolment
from zqdesk.sync.local import transaction
from zqdesk.sync.wire import Answer, Complaint, Enrolled
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.across.today import TodayPage

RULE = "同一人已在另一镇街的在册名册上，不能重复纳入。"


def _last_act(session: Session) -> tuple[str, int]:
    """A case, and the last act on it."""
    query = (
        select(Case.id, change_subjects.c.seq)
        .join(change_subjects, change_subjects.c.subject_id == Case.id)
        .join(changes, changes.c.seq == change_subjects.c.seq)
        .order_by(changes.c.seq.desc())
    )
    row = session.execute(query).first()
    assert row is not None
    return row[0], row[1]


def test_a_refused_act_stands_on_its_case_with_the_rule_and_in_todays_work(busy: Hands) -> None:
    register = busy.desk.register
    case_id, seq = register.read(_last_act)
    enrolment.begin(register.engine, INVITATION, "1号窗口")
    enrolment.complete(register.engine, Enrolled(town="370114001", digit=1, generation="", server_time=""))
    said = Answer(kind="refused", received_at="", problems=[Complaint(code="roll.elsewhere", text=RULE)])
    with transaction(register.engine) as local:
        local.answer(
            seq, position=1, kind="refused", effect="none", answer=msgspec.json.encode(said).decode()
        )
    busy.desk.exchanger.look()
    busy.settle()
    assert busy.front(TodayPage).unsettled.sign.text() == "需要处理 1 件"
    busy.window.open_case(case_id)
    busy.settle()
    bar = busy.front(CasePage).unsettled
    assert bar.isVisible()
    assert RULE in bar.told.text()
