"""特困: what the case says of the person, how far they look after themselves, how they are cared for, what was sampled."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Support(Row):
    """The facts of a case of 特困, one row beside its `Case`.

    `placement`: the wish of the person, `home` (分散供养) or `institution` (集中供养). `nobody`: there is nobody obliged.
    `orphan`: a minor who takes the orphans' programme instead (S3 art. 9). `at_school`: of age and still at school
    (art. 24). Of an ending: `ground` is a code of support_ending, `facts` what happened, `since` the day of it.
    """

    __tablename__ = "supports"
    case_id: Mapped[str] = mapped_column(unique=True)
    placement: Mapped[str] = mapped_column(default="")
    nobody: Mapped[bool] = mapped_column(default=False)
    orphan: Mapped[bool] = mapped_column(default=False)
    at_school: Mapped[bool] = mapped_column(default=False)
    ground: Mapped[str] = mapped_column(default="")
    facts: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None] = mapped_column(default=None)


class SelfCareAssessment(Row):
    """The six abilities as two or more people, or an agency, found them (S3 art. 20-22); `level` follows from them."""

    __tablename__ = "self_care_assessments"
    case_id: Mapped[str] = ref("cases")
    person_id: Mapped[str] = ref("persons")
    assessed_on: Mapped[date]
    eats: Mapped[bool]
    dresses: Mapped[bool]
    gets_up: Mapped[bool]
    toilets: Mapped[bool]
    walks: Mapped[bool]
    bathes: Mapped[bool]
    level: Mapped[str]
    assessors: Mapped[list[str]]
    agency: Mapped[str] = mapped_column(default="", server_default=text("''"))
    findings: Mapped[str] = mapped_column(default="", server_default=text("''"))
    signed_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    signed_relation: Mapped[str] = mapped_column(default="", server_default=text("''"))


class CareArrangement(Row):
    """In an institution, or at home with a caretaker under an agreement, from a day until the next one.

    `institution` is the name of the one, `caretaker_…` who looks after the person at home.
    """

    __tablename__ = "care_arrangements"
    case_id: Mapped[str] = ref("cases")
    person_id: Mapped[str] = ref("persons")
    placement: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    institution: Mapped[str] = mapped_column(default="", server_default=text("''"))
    caretaker: Mapped[str] = mapped_column(default="", server_default=text("''"))
    caretaker_id_number: Mapped[str] = mapped_column(default="", server_default=text("''"))
    caretaker_phone: Mapped[str] = mapped_column(default="", server_default=text("''"))
    caretaker_relation: Mapped[str] = mapped_column(default="", server_default=text("''"))
    duties: Mapped[str] = mapped_column(default="", server_default=text("''"))
    signed_on: Mapped[date | None] = mapped_column(default=None)


class DistrictSample(Row):
    """The district looked into this case itself, as it does with three in ten (S3 art. 16)."""

    __tablename__ = "district_samples"
    case_id: Mapped[str] = ref("cases")
    sampled_on: Mapped[date]
    by_names: Mapped[str]
    fits: Mapped[bool]
    findings: Mapped[str] = mapped_column(default="", server_default=text("''"))
