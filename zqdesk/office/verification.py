"""Verifying what a household stated: cross-check, home visit, appraisal, and the longer limit (S2 art. 15-22)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.records.register import Work

CHECK_RESULTS = {"fits": "与申报一致", "differs": "与申报有出入", "exceeds": "不符合条件"}
VISIT_METHODS = {
    "visit": "入户调查",
    "neighbours": "邻里访问",
    "letter": "信函索证",
    "phone": "电话或视频调查",
}


@dataclass(frozen=True, slots=True)
class CrossCheckResult:
    """What the district's information check found; `result` out of `CHECK_RESULTS`."""

    returned_on: date
    result: str
    findings: str = ""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit to the home; codes of housing and house_structure, `method` out of `VISIT_METHODS`."""

    visited_on: date
    investigators: tuple[str, ...]
    method: str = "visit"
    present_name: str = ""
    present_relation: str = ""
    village_officer: str = ""
    truthful: bool = True
    housing_kind: str = ""
    housing_structure: str = ""
    housing_area: str = ""
    housing_condition: str = ""
    belongings: str = ""
    livestock: str = ""
    vehicles: str = ""
    neighbours: str = ""
    findings: str = ""


@dataclass(frozen=True, slots=True)
class AppraisalRecord:
    """A meeting of villagers: how many were due, came, spoke for the villagers, and voted how."""

    held_on: date
    place: str
    host: str
    recorder: str
    due_count: int
    present_count: int
    villager_count: int
    agree_count: int
    disagree_count: int
    abstain_count: int
    summary: str = ""


def request_cross_check(work: Work, case_id: str, request_number: str = "") -> str:
    """Ask the district for the information check; starts verification (S2 art. 15). Returns its id."""
    raise NotImplementedError


def record_cross_check(work: Work, case_id: str, result: CrossCheckResult) -> str:
    """What the check asked for brought back (S2 art. 17, 18). Returns its id."""
    raise NotImplementedError


def visit_home(work: Work, case_id: str, record: VisitRecord) -> str:
    """A home visit by two or more different people (S2 art. 16). Returns its id."""
    raise NotImplementedError


def hold_appraisal(work: Work, case_id: str, record: AppraisalRecord) -> str:
    """A meeting of villagers over an objection or doubt; passed by two thirds of the votes. Returns its id."""
    raise NotImplementedError


def extend_limit(work: Work, case_id: str, kind: str, reason: str) -> None:
    """Take the longer limit for one of the law's kinds of special circumstances (S2 art. 22)."""
    raise NotImplementedError


def extension_kinds(session: Session, case_id: str) -> tuple[str, ...]:
    """The special circumstances the law knows, as the parameters have them on the day of acceptance."""
    raise NotImplementedError


def record_district_visit(work: Work, case_id: str, visited_on: date) -> None:
    """The district's own visit to a household related to an official (S2 art. 20)."""
    raise NotImplementedError
