"""Lists printed as they stand: columns, order and filter of the screen; drawn aside, and never more than was asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from zqdesk.frozen import frozen
from zqdesk.office.hall import setup
from zqdesk.ui.desk import messages, pictures
from zqdesk.ui.desk.desk import CHINA, Desk
from zqdesk.ui.printing.drawn import PREVIEW_DPI, Drawn
from zqdesk.ui.printing.print_dialog import PrintDialog, write_pdf
from zqdesk.ui.widgets.tables.rows import Column, Table

if TYPE_CHECKING:
    from zqdesk.papers.cases.list_sheet import Listed

MOST_SHOWN = 1000
"""Rows of a list that the preview can show; a longer one goes into a PDF file, after a question."""


@frozen
class Standing:
    """A list as it stands on the screen at the moment of printing."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Any, ...]
    filtered: str

    @classmethod
    def of(cls, table: Table, title: str, filtered: str) -> "Standing":
        name = table.accessibleName()
        whole = f"{title} · {name}" if name and name not in title and title not in name else name or title
        sorting = table.sorting()
        said = "\u3000".join(filter(None, [f"筛选：{filtered}" if filtered else "", sorting]))
        return cls(whole, tuple(table.columns_shown()), tuple(table.rows.rows), said)


def print_list(desk: Desk, page: QWidget, standing: Standing) -> None:
    """Through the preview; a list too long for it is offered as a PDF file."""
    if not standing.rows:
        desk.shell.say("名单是空的，没有可以打印的内容。", "warn")
        return
    if len(standing.rows) <= MOST_SHOWN:
        _begin(desk, page, standing, None)
    elif path := _asked_for(page, standing):
        save_list(desk, page, standing, path)


def save_list(desk: Desk, page: QWidget, standing: Standing, path: Path) -> None:
    """The whole list into a PDF file, however long it is."""
    _begin(desk, page, standing, path)


def _begin(desk: Desk, page: QWidget, standing: Standing, path: Path | None) -> None:
    desk.shell.say("正在排版，请稍候…")
    desk.read(setup.hall, then=lambda hall: _draw(desk, page, standing, getattr(hall, "name", ""), path))


def _asked_for(page: QWidget, standing: Standing) -> Path | None:
    count = len(standing.rows)
    text = (
        f"这张名单有 {count:,} 行，约 {count // 25:,} 页，预览放不下。可以另存为 PDF 再打印，"
        "或者先筛选得短一些。"
    )
    if not messages.ask(page, "名单很长", text, yes="另存为 PDF…"):
        return None
    name, _ = QFileDialog.getSaveFileName(page, "另存为 PDF", f"{standing.title}.pdf", "PDF (*.pdf)")
    return Path(name if name.lower().endswith(".pdf") else f"{name}.pdf") if name else None


def _draw(desk: Desk, page: QWidget, standing: Standing, hall: str, path: Path | None) -> None:
    work = partial(listed, standing, hall, desk.actor.name, desk.clock().astimezone(CHINA))
    if path is None:
        show = partial(_preview, desk, page.window())  # the page may be left meanwhile
        desk.background.run(lambda: drawn(work()), then=show, lane=pictures.LANE)
        return
    desk.background.run(
        partial(_write, path, work),
        then=lambda _: desk.shell.say(f"已存为 {path.name}。"),
        progressed=lambda done, total: desk.shell.say(f"正在排版：{done:,} / {total:,} 行…"),
        lane=pictures.LANE,
    )


def listed(standing: Standing, hall: str, by: str, at: Any) -> "Listed":
    """The words of every cell and the sums, away from the window."""
    from zqdesk.papers.cases.list_sheet import Heading, Listed

    columns = [each for each in standing.columns if each.title]
    rows = [tuple(each.text(row) for each in columns) for row in standing.rows]
    headings = tuple(
        Heading(each.title, each.width, each.right, each.money and each.summed) for each in columns
    )
    sums = tuple(_sum(each, standing.rows) if each.money and each.summed else None for each in columns)
    return Listed(standing.title, hall, by, at, standing.filtered, headings, rows, sums)


def _sum(column: Column, rows: Sequence[Any]) -> int | None:
    assert column.key is not None
    return sum(column.key(row) or 0 for row in rows)


def drawn(*lists: "Listed") -> Drawn:
    """Ready for the preview; a list is no paper of the hall and is not entered among those issued."""
    from zqdesk.papers.cases.list_sheet import draw

    pdf = draw(*lists)
    return Drawn("", lists[0].title, "", "", {}, pdf, pictures.pdf_pages(pdf, dpi=PREVIEW_DPI))


def _write(path: Path, content: "Callable[[], Listed]", *, progress: Callable[[int, int], None]) -> None:
    from zqdesk.papers.cases.list_sheet import draw

    write_pdf(path, draw(content(), progress=progress))


def _preview(desk: Desk, page: QWidget, ready: Drawn) -> None:
    PrintDialog(desk, ready, page).show()
