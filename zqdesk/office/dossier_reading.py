"""Reading a dossier out of the database."""

from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.dossier import Dossier


def of_case(session: Session, case_id: str, today: date) -> Dossier:
    """See `dossier.of_case`."""
    raise NotImplementedError
