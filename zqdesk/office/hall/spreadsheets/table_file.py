"""A table chosen on this PC, read in a process of its own; whatever ends that process is a sentence."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from zqdesk import confined
from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.reading import Answer, Sheet, refuse_large
from zqdesk.rules.problem import Problem, Refused

READER = "zqdesk.office.hall.spreadsheets.reading:answer"
PATTERNS = "*.xlsx *.xls *.xlsm *.et *.ods *.csv *.txt"

ENDED = {
    "unstarted": "没能开始读这个文件，可能是内存不足。请关闭其他程序后再试。",
    "slow": "读了 {seconds} 秒还没有读完，已停止。请在 Excel 或 WPS 中把表格复制到新的工作簿，另存为 .xlsx，再导入。",
    "lost": "读不出这个文件：它太大、在离表格很远的地方有内容，或已损坏。"
    "请在 Excel 或 WPS 中把表格复制到新的工作簿，另存为 .xlsx，再导入。",
}


@frozen
class TableFile:
    """A file that was read: its name, what tells its content from any other, and its sheets."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def open_table(
    path: Path,
    limits: confined.Limits | None = None,
    *,
    beat: Callable[[], object] | None = None,
    reader: str = READER,
) -> TableFile:
    """The sheets of a file; `beat` is called all the time while it is read, and may raise to stop it.

    Refused: what `spreadsheets.read` refuses, a file that cannot be opened (`file.unopenable`, `.forbidden`), and
    one that the reader does not survive (`.lost`, `.slow`, `.unstarted`).
    """
    limits = limits or confined.Limits()
    content = _content(path)
    try:
        said = confined.call(reader, content, limits, beat)
        answer = msgspec.msgpack.decode(said, type=Answer)
    except confined.Ended as ended:
        raise _ended(ended.how, limits) from ended
    except msgspec.MsgspecError as error:
        raise _ended("lost", limits) from error
    if answer.problems:
        raise Refused(*answer.problems)
    return TableFile(path.name, hashlib.sha256(content).hexdigest(), answer.sheets)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():  # a folder, or a device that never ends
            raise FileNotFoundError
        refuse_large(path.stat().st_size)
        return path.read_bytes()
    except PermissionError:
        text = f"没有权限读“{path.name}”，或它正被别的程序占用。请关闭 Excel，或把文件复制到桌面后再导入。"
        raise Refused(Problem("file.forbidden", text, "file")) from None
    except OSError:
        text = f"打不开“{path.name}”，请确认文件没有被移走，U盘没有拔出。"
        raise Refused(Problem("file.unopenable", text, "file")) from None


def _ended(how: str, limits: confined.Limits) -> Refused:
    return Refused(Problem(f"file.{how}", ENDED[how].format(seconds=limits.seconds), "file"))
