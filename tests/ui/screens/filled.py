"""The hall in which every screen is walked: a roll, cases at every step, a season of the reserve, one large family."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import town as tests_town
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases import materials
from zqdesk.office.cases.entry.values import (
    Application,
    AssetEntry,
    ExpenseEntry,
    IncomeEntry,
    SupporterEntry,
)
from zqdesk.office.hall import staff
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.office.invented import relief, town
from zqdesk.papers import issuing
from zqdesk.records import attachments, keys
from zqdesk.records.tables.case import Attachment, Case

TODAY = date(2026, 11, 23)
ROLES = ("administrator", "clerk", "approver", "cashier")
EVERYTHING = AccountEntry("09", "欧阳𬭎𠅤", ROLES)
"""Somebody who may do all there is, so that no button is hidden from the walk."""
LONG_NAME = "阿依古丽·买买提吐尔逊"


def build(folder: Path) -> None:
    """Make the hall in an empty folder; everybody's passphrase is that of the invented town."""
    engine = relief.build(folder, TODAY, issuing.issue, roll=30, cases=12, cost=tests_town.CHEAP)
    key = keys.unlock(folder, town.ADMINISTRATOR.login, town.PASSPHRASE, town.morning(TODAY))
    hall = town.opened(engine, TODAY)
    hall.acting(town.ADMINISTRATOR.login).do(staff.open_account, EVERYTHING)
    keys.set_passphrase(folder, key, EVERYTHING.login, town.PASSPHRASE, tests_town.CHEAP)
    clerk = hall.acting(town.CLERK.login)
    case_id = clerk.do(intake.record_application, large_family(hall)).result
    scan = io.BytesIO()
    Image.new("L", (640, 900), 200).save(scan, "PNG")
    digest = attachments.store(folder, key, scan.getvalue())
    clerk.do(materials.attach, case_id, materials.NewAttachment(digest, "户口簿首页.png", "image/png", 900))
    engine.dispose()


def large_family(hall: town.Town) -> Application:
    """An application with a line in every table and names as long as they come."""
    entry = town.application(hall.people, next(iter(hall.villages)), 4)
    incomes = (
        IncomeEntry("wages.casual", "建筑工地零工", 1_284_050, 12),
        IncomeEntry("transfer.pension", "城乡居民基本养老金", 20_800),
    )
    expenses = (
        ExpenseEntry("medical", "门诊慢性病用药", 80_000),
        ExpenseEntry("education", "学费", 500_000, 12),
    )
    members = [replace(each, incomes=incomes, expenses=expenses) for each in entry.members]
    person = replace(members[1].person, name=LONG_NAME)
    members[1] = replace(members[1], person=person)
    return replace(
        entry,
        applied_on=TODAY,
        members=tuple(members),
        assets=(
            AssetEntry("house.dwelling", "示例东村27号，砖瓦房三间", members[0].person.name, 1, 4_500_000),
            AssetEntry("financial.deposit", "示例农村商业银行", LONG_NAME, 2, 123_456_78),
        ),
        supporters=(SupporterEntry("李某华", "01", "", "", 4, 320_000, 20_000),),
    )


def cases(session: Session) -> dict[tuple[str, str, str], str]:
    """One case of each programme, kind and state."""
    found: dict[tuple[str, str, str], str] = {}
    for case in session.scalars(select(Case).order_by(Case.applied_on, Case.number, Case.id)):
        found.setdefault((case.programme, case.kind, case.state), case.id)
    return found


def large(session: Session) -> str:
    """The case of the large family."""
    return session.scalars(select(Attachment.case_id)).first() or ""
