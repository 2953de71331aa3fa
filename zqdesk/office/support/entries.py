"""What is entered in a case of 特困, as frozen values between the windows and the acts."""

from dataclasses import field
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry.values import Application


@frozen
class SupportFacts:
    """What is asked of the person beside the family; see `records.tables.support.Support`."""

    placement: str = ""
    nobody: bool = False
    orphan: bool = False
    at_school: bool = False


@frozen
class SupportApplication:
    """An application for one person, who is the applicant among the lines of the family."""

    family: Application = field(default_factory=Application)
    facts: SupportFacts = field(default_factory=SupportFacts)


@frozen
class SelfCareRecord:
    """Which of the six abilities are met, and who looked (S3 art. 20, 21)."""

    assessed_on: date
    assessors: tuple[str, ...]
    eats: bool = True
    dresses: bool = True
    gets_up: bool = True
    toilets: bool = True
    walks: bool = True
    bathes: bool = True
    agency: str = ""
    findings: str = ""
    signed_by: str = ""
    signed_relation: str = ""


@frozen
class CareEntry:
    """How the person is cared for from a day on; what is not of that placement stays empty."""

    placement: str
    from_on: date | None
    institution: str = ""
    caretaker: str = ""
    caretaker_id_number: str = ""
    caretaker_phone: str = ""
    caretaker_relation: str = ""
    duties: str = ""
    signed_on: date | None = None


@frozen
class SampleRecord:
    """What the district found when it looked into the case itself (S3 art. 16)."""

    sampled_on: date
    by_names: str
    fits: bool = True
    findings: str = ""
