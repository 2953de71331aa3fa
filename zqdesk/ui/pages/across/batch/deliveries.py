"""Decisions to be delivered: the letters of all that are ticked in one print job, their deliveries recorded at once."""

from datetime import date
from functools import partial
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.across.deliveries import Receiver, deliver_decisions, receivers
from zqdesk.office.across.today.ready import DELIVER, Ready
from zqdesk.office.cases.acts.deciding import DELIVERY_WAYS, DeliveryRecord
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.batch.part import AMOUNT, NAME, NUMBER, PERSONS, VILLAGE, BatchPart
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.printing import printing
from zqdesk.ui.printing.printing import letter_of
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit

MOST_NAMED = 12


@frozen
class DayOfDelivery:
    """What the deliveries of one day have in common; who signed is each household's own."""

    delivered_on: date
    way: str = "direct"
    witness: str = ""


class DeliveriesPart(BatchPart):
    """None is ticked beforehand: what was handed over today, the clerk knows."""

    id, title = "deliveries", "待送达"
    nothing = "没有等待送达的决定。"

    def __init__(self, desk: Desk, place: PanelPlace) -> None:
        super().__init__(desk, place, (NAME, VILLAGE, NUMBER, PERSONS, AMOUNT))
        self.papers = printing.PaperPrinter(desk, self)
        self.print_button = theme.button("打印文书和回证  Ctrl+P", self.print_out)
        self.deliver_button = theme.button("登记送达…  Ctrl+Enter", self.main, role="primary")
        said = theme.label("签收人是各户的受送达人；由别人代收的，到案件页单独登记。", "soft")
        self.build(said, self.print_button, self.deliver_button)

    def show_ready(self, seen: Ready) -> None:
        """What was read; what is ticked stays ticked."""
        self.show_list(seen.of(DELIVER))

    def print_out(self) -> None:
        """The letter of each with its 送达回证, one behind the other."""
        if rows := self.chosen():
            none = "勾选的各户没有可以打印的告知文书。"
            ids = [row.case_id for row in rows]
            self.papers.print_of_each(f"告知文书和送达回证（{len(rows)} 户）", ids, letter_of, none)

    def main(self) -> None:
        """Ask for the day and the way, once who signs for each is known."""
        if rows := self.chosen():
            ids = tuple(row.case_id for row in rows)
            self.desk.read(receivers, ids, self.desk.today(), then=self._ask)

    def _ask(self, found: tuple[Receiver, ...]) -> None:
        names = "、".join(f"{each.name or '（待定）'}（{each.role}）" for each in found[:MOST_NAMED])
        more = f" 等 {len(found)} 户" if len(found) > MOST_NAMED else ""
        form = StepForm(
            deliver_decisions,
            DayOfDelivery(self.desk.today()),
            [
                ("delivered_on", "送达日期", DateEdit(self.desk.today), 1),
                ("way", "送达方式", CodePicker(DELIVERY_WAYS.items(), optional=False), 1),
                ("witness", "见证人（留置送达）", NameEdit(), 1),
            ],
            arguments=partial(_records, found),
            explain=f"签收：{names}{more}。每户各记一条送达；确认的自次月起列入名册。",
            submit=f"登记 {len(found)} 户送达",
        )
        self.act(form, "登记送达")


def _records(found: tuple[Receiver, ...], day: Any) -> tuple[tuple[tuple[str, DeliveryRecord], ...]]:
    """A delivery for each, signed by its own receiver."""
    return (
        tuple(
            (each.case_id, DeliveryRecord(day.delivered_on, day.way, each.name, each.role, day.witness))
            for each in found
        ),
    )
