"""What changes about the hall after it was set up: its own particulars, and new villages."""

from sqlalchemy import select

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import require
from zqdesk.office.hall.setup import VILLAGE_DIGITS, VillageEntry, hall
from zqdesk.records.register import Work
from zqdesk.records.tables.place import Desk, Division, Hall
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role


@frozen
class HallChange:
    """The particulars that papers print; the town itself stays what it is."""

    name: str = ""
    phone: str = ""
    address: str = ""
    document_word: str = ""


def change_hall(work: Work, change: HallChange) -> None:
    """Bring the hall's particulars up to date. Refused: anybody but an administrator, an empty name."""
    require(work, Role.ADMINISTRATOR)
    refuse_if([] if change.name.strip() else [Problem("hall.name", "请填写服务大厅名称", "name")])
    present = work.session.scalars(select(Hall)).one()
    present.name, present.phone = change.name.strip(), change.phone.strip()
    present.address, present.document_word = change.address.strip(), change.document_word.strip()


def name_desk(work: Work, name: str) -> None:
    """What this desk is called, when it has joined its town. Refused: anybody but an administrator, no name."""
    require(work, Role.ADMINISTRATOR)
    refuse_if([] if name.strip() else [Problem("desk.name", "请填写窗口名称", "desk_name")])
    known = work.session.get(Desk, work.desk_id)
    if known is None:
        work.session.add(Desk(id=work.desk_id, name=name.strip()))
    else:
        known.name = name.strip()
    work.note(f"窗口{name.strip()}")


def open_village(work: Work, village: VillageEntry) -> str:
    """A village or community that is new from today; returns its code.

    Refused: anybody but an administrator, a code that is not 12 digits of this town (`village.id`) or is in
    use (`village.taken`), no name (`village.name`).
    """
    require(work, Role.ADMINISTRATOR)
    code, name = village.id.strip(), village.name.strip()
    town_id = hall(work.session).town_id
    problems = []
    if not code.isdecimal() or len(code) != VILLAGE_DIGITS or not code.startswith(town_id):
        problems.append(Problem("village.id", f"村（居）代码为12位数字，以{town_id}开头", "id"))
    elif (known := work.session.get(Division, code)) is not None:
        whose = f"由区里公布，名称是“{known.name}”" if known.by_district else "已经在用"
        problems.append(Problem("village.taken", f"代码“{code}”{whose}", "id"))
    if not name:
        problems.append(Problem("village.name", "请填写村（居）名称", "name"))
    refuse_if(problems)
    work.session.add(Division(id=code, name=name, parent_id=town_id, valid_from=work.today))
    work.note(f"增加村（居）{name}")
    return code
