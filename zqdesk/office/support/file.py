"""What a case of 特困 has beside every other case: its facts, the assessments, the care, the district's sample."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.support import CareArrangement, DistrictSample, SelfCareAssessment, Support
from zqdesk.rules.parameters import Parameters


@frozen
class SupportFile:
    """Tuples in order of time; `assessments` and `care` are of the person, from whichever case.
    `opinion_days`: working days for the town's opinion.
    """

    facts: Support
    assessments: tuple[SelfCareAssessment, ...]
    care: tuple[CareArrangement, ...]
    samples: tuple[DistrictSample, ...]
    case_id: str
    opinion_days: int

    @property
    def level(self) -> str:
        """The level in force; empty before the first assessment."""
        return self.assessments[-1].level if self.assessments else ""

    @property
    def here(self) -> SelfCareAssessment | None:
        """The last assessment of this very case."""
        return next((each for each in reversed(self.assessments) if each.case_id == self.case_id), None)

    @property
    def assessed(self) -> bool:
        """Whether the six abilities were looked at in this very case."""
        return self.here is not None

    @property
    def placement(self) -> str:
        """How the person is cared for, else how they wish to be."""
        return self.care[-1].placement if self.care else self.facts.placement


def read_file(session: Session, case: Case, parameters: Parameters) -> SupportFile:
    """The file of a case of 特困, with what its steps added."""
    person = case.applicant_id
    assessed = select(SelfCareAssessment).where(SelfCareAssessment.person_id == person)
    arranged = select(CareArrangement).where(CareArrangement.person_id == person)
    sampled = select(DistrictSample).where(DistrictSample.case_id == case.id)
    return SupportFile(
        facts=support_of(session, case.id),
        assessments=tuple(session.scalars(assessed.order_by(SelfCareAssessment.id))),
        care=tuple(session.scalars(arranged.order_by(CareArrangement.id))),
        samples=tuple(session.scalars(sampled.order_by(DistrictSample.id))),
        case_id=case.id,
        opinion_days=parameters.number("support.days.opinion"),
    )


def level_of_person(session: Session, person_id: str) -> str:
    """The level that was found last; empty where nobody looked yet."""
    levels = select(SelfCareAssessment.level).where(SelfCareAssessment.person_id == person_id)
    return session.scalars(levels.order_by(SelfCareAssessment.id.desc()).limit(1)).first() or ""


def support_of(session: Session, case_id: str) -> Support:
    """The row beside the case; every case of 特困 has one."""
    return session.scalars(select(Support).where(Support.case_id == case_id)).one()


def file_of(dossier: Dossier) -> SupportFile:
    """The file of a case that is at hand; asking another programme's case for it is a bug of ours."""
    assert isinstance(dossier.own, SupportFile)
    return dossier.own
