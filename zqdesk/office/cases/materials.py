"""The papers of a case: whether they are there, and their scans."""

from dataclasses import replace

from sqlalchemy import select

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry.values import MaterialEntry
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Attachment, Case, Material
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table

STATES = {"have": "已收", "missing": "缺少", "platform": "平台可查", "promise": "告知承诺"}
ATTACHMENT_KINDS = frozenset({"material", "visit", "notice", "paper", "other"})


@frozen
class NewAttachment:
    """A stored file (`records.attachments.store` gave `digest`) to hang on a case.

    `kind`: material, visit (入户照片), notice (公示照片), paper (签字件), other.
    """

    digest: str
    title: str
    media_type: str
    size: int
    kind: str = "material"
    material_id: str | None = None


def attach(work: Work, case_id: str, attachment: NewAttachment) -> str:
    """Hang a file on a case, also on a closed one; returns the attachment's id.

    With `material_id` that paper is there from now on; a picture for no paper, while the notice hangs, is the
    photo of it (S2 art. 19). Refused: a paper of another case, and a file that hangs there already
    (`attachment.twice`).
    """
    require(work, Role.CLERK)
    case = found(work.session, Case, case_id)
    keep_out(work, case.household_id)
    if attachment.kind not in ATTACHMENT_KINDS:
        raise ValueError(attachment.kind)
    if case.state == "posted" and attachment.kind == "material" and not attachment.material_id:
        attachment = replace(attachment, kind="notice")
    _not_twice(work, case, attachment)
    if attachment.material_id:
        material = _material(work, case, attachment.material_id)
        if material.state == "missing":
            material.state = "have"
    row = Attachment(
        digest=attachment.digest,
        title=attachment.title.strip() or "附件",
        kind=attachment.kind,
        media_type=attachment.media_type,
        size=attachment.size,
        case_id=case.id,
        material_id=attachment.material_id or None,
    )
    work.session.add(row)
    return row.id


def _not_twice(work: Work, case: Case, attachment: NewAttachment) -> None:
    same = select(Attachment.id).where(
        Attachment.case_id == case.id,
        Attachment.digest == attachment.digest,
        Attachment.taken_back_on.is_(None),
        Attachment.kind == attachment.kind,
        Attachment.material_id.is_(None)
        if not attachment.material_id
        else Attachment.material_id == attachment.material_id,
    )
    if work.session.scalars(same.limit(1)).first():
        text = f"“{attachment.title}”已经添加过，同一个文件不用添加两次。"
        raise Refused(Problem("attachment.twice", text))


def take_back(work: Work, attachment_id: str, reason: str) -> None:
    """Hide a wrong attachment; it is never deleted and stays in the history.

    Before acceptance, and while an emergency's papers are brought, the paper it stood for is missing again,
    unless another scan of it is there.
    """
    require(work, Role.CLERK)
    row = found(work.session, Attachment, attachment_id)
    if row.taken_back_on is not None:
        raise Refused(Problem("attachment.taken_back", "这份附件已经撤下。"))
    if not reason.strip():
        raise Refused(Problem("reason.empty", "请写明撤下的原因", "reason"))
    case = found(work.session, Case, row.case_id)
    keep_out(work, case.household_id)
    row.taken_back_on, row.taken_back_reason = work.today, reason.strip()
    work.note(reason.strip())
    if (
        row.material_id
        and case.state in table(case.programme, case.kind).gathering
        and not _scans(work, row.material_id)
    ):
        material = found(work.session, Material, row.material_id)
        if material.state == "have":
            material.state = "missing"


def set_material(work: Work, case_id: str, material_id: str, state: str, note: str = "") -> None:
    """Say whether a paper is there: have, missing, platform, promise.

    Refused: platform for what no platform shows, a promise for what must be signed (S2 art. 10).
    """
    require(work, Role.CLERK)
    case = found(work.session, Case, case_id)
    keep_out(work, case.household_id)
    material = _material(work, case, material_id)
    problem = state_problem(MaterialEntry(material.code, material.title, state))
    if problem is not None:
        raise Refused(replace(problem, field="state"))
    material.state, material.note = state, note.strip()


def state_problem(entry: MaterialEntry) -> Problem | None:
    """Why a paper cannot be in the state the entry gives it."""
    if entry.state not in STATES:
        return Problem("material.state", "请选择：已收、缺少、平台可查或告知承诺")
    evidence = codes.table("evidence")
    code = evidence.find(entry.title) or evidence.get(entry.code)  # a paper of no list still has its title
    if entry.state == "platform" and code is not None and not code.extra.get("from_platform"):
        return Problem("material.platform", f"“{entry.title}”不能通过政务平台查询，请收取或由申请人承诺")
    if entry.state in ("platform", "promise") and code is not None and code.extra.get("signed"):
        return Problem("material.signed", f"“{entry.title}”须由申请人签字提交")
    return None


def _material(work: Work, case: Case, material_id: str) -> Material:
    material = found(work.session, Material, material_id)
    if material.case_id != case.id:
        raise Refused(Problem("material.other_case", "这份材料不属于本案。"))
    return material


def _scans(work: Work, material_id: str) -> bool:
    shown = select(Attachment.id).where(
        Attachment.material_id == material_id, Attachment.taken_back_on.is_(None)
    )
    return work.session.scalars(shown).first() is not None
