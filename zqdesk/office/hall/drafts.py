"""Half-typed entries: local to this desk, outside the change log, one per account, form and subject."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.records.register import Work
from zqdesk.records.tables.paper import Draft


@frozen
class DraftRow:
    """One kept entry; `subject_id` is the case or person it belongs to, empty for a new one."""

    form: str
    subject_id: str
    saved_at: datetime
    content: dict[str, Any]


def save(work: Work, form: str, subject_id: str, content: dict[str, Any]) -> None:
    """Keep what has been typed so far, in place of what was kept before."""
    draft = _find(work.session, work.actor.id, form, subject_id)
    if draft is None:
        draft = Draft(
            account_id=work.actor.id, form=form, subject_id=subject_id, content=content, saved_at=work.now
        )
        work.session.add(draft)
    draft.content, draft.saved_at = content, work.now


def discard(work: Work, form: str, subject_id: str) -> None:
    """Forget an entry, because it was recorded or given up; nothing happens if there is none."""
    draft = _find(work.session, work.actor.id, form, subject_id)
    if draft is not None:
        work.session.delete(draft)


def load(session: Session, account_id: str, form: str, subject_id: str) -> dict[str, Any] | None:
    """What was typed, or None."""
    draft = _find(session, account_id, form, subject_id)
    return None if draft is None else dict(draft.content)


def listing(session: Session, account_id: str) -> tuple[DraftRow, ...]:
    """Every kept entry of an account, the latest first."""
    rows = session.scalars(
        select(Draft).where(Draft.account_id == account_id).order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    return tuple(DraftRow(row.form, row.subject_id, row.saved_at, dict(row.content)) for row in rows)


def _find(session: Session, account_id: str, form: str, subject_id: str) -> Draft | None:
    wanted = select(Draft).where(
        Draft.account_id == account_id, Draft.form == form, Draft.subject_id == subject_id
    )
    return session.scalars(wanted).first()
