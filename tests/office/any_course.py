"""What a course of any programme is: one hall, its people and its clock; every method is a step done by who may do it."""

from datetime import date, timedelta

from tests import town
from zqdesk.office.across import dossier
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts import notices
from zqdesk.office.cases.acts.notices import Posting
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Case


class AnyCourse:
    """The steps that are the same act in every programme, and what can be seen of a case."""

    def __init__(self, register: Register, clock: town.Clock) -> None:
        self.register, self.clock = register, clock
        self.approver = register.acting_as(town.APPROVER)

    def post(self, case_id: str) -> str:
        posting = Posting("村务公开栏", self.today, "王小某")
        return self.register.do(notices.post_notice, case_id, posting).result

    def close(self, case_id: str) -> None:
        """Wait for the notice to end, and close it on the day after."""
        notice = self.dossier(case_id).notices[-1]
        self.clock.set(notice.to_on + timedelta(days=1))
        self.register.do(notices.close_notice, case_id)

    @property
    def today(self) -> date:
        return self.clock.now.date()

    def case(self, case_id: str) -> Case:
        return self.register.read(lambda session: session.get_one(Case, case_id))

    def state(self, case_id: str) -> str:
        return self.case(case_id).state

    def dossier(self, case_id: str) -> Dossier:
        return self.register.read(dossier.of_case, case_id, self.today)
