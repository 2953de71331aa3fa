"""The log file: event codes and record ids; whatever could be personal is dropped before it is written."""

import faulthandler
import logging
import os
import re
import traceback
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE = "zqdesk.log"
CRASH_FILE = "zqdesk-crash.log"
FILE_BYTES = 1_000_000
FILES_KEPT = 3

_logger = logging.getLogger("zqdesk")

# Ids of records are kept whole: they mean nothing outside the vault, and without them a log is of no use.
_ID = r"\b(?=[0-9]*[a-f])[0-9a-f]{32}\b"
# Seven digits and more, also in groups: ID, phone and card numbers, dates of birth.
_NUMBER = r"[0-9](?:[ -]?[0-9]){6,}[Xx]?"
_PERSONAL = re.compile(rf"(?P<id>{_ID})|{_NUMBER}|[^\x00-\x7f]+")


def start(folder: Path) -> None:
    """Write the log into `folder` from now on; a folder that cannot be written to is no reason not to work."""
    logging.raiseExceptions = False  # a full disk must not print a traceback
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _Private(
            folder / FILE, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="ascii", errors="replace"
        )
    except OSError:
        return
    handler.setFormatter(_Masking("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    _logger.setLevel(logging.INFO)


class _Private(RotatingFileHandler):
    """Its files are for their owner only, as all in the data folder."""

    def _open(self) -> TextIOWrapper:
        (Path(self.baseFilename)).touch(mode=0o600)
        return super()._open()


def record_crashes(folder: Path) -> None:
    """Note in `folder` where the program was if Qt or a library brings the process down; frames only, no values."""
    try:
        faulthandler.enable(os.open(folder / CRASH_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    except OSError:
        faulthandler.enable()


def event(code: str, **facts: object) -> None:
    """Note that something happened: an ASCII code (`backup.written`) and ids or counts, never what they hold."""
    _logger.info(_line(code, facts), extra={"code": code, "facts": facts})


def failure(code: str, error: BaseException, **facts: object) -> None:
    """Note an error by its kind and the places it passed. Its message may quote a record and is left out."""
    _logger.error(_line(code, facts), exc_info=error, extra={"code": code, "facts": facts})


def masked(text: str) -> str:
    """`text` without long numbers and without anything beyond ASCII."""
    return _PERSONAL.sub(lambda found: found["id"] or "#", text)


def places(error: BaseException) -> str:
    """An error as its kinds and places, causes first, without any message: fit for a log or a bug report."""
    return "\n".join(chain.from_iterable(_places(each) for each in reversed(list(_causes(error)))))


class _Masking(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = masked(record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        text = self.formatMessage(record).replace("\n", " ")
        error = record.exc_info[1] if record.exc_info else None
        return text if error is None else f"{text}\n{places(error)}"


def _line(code: str, facts: dict[str, object]) -> str:
    return " ".join([code, *(f"{name}={fact}" for name, fact in facts.items())])


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        yield current
        seen.add(id(current))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _places(error: BaseException) -> Iterator[str]:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"  {kind}" if not isinstance(error, OSError) else f"  {kind} errno={error.errno}"
    for frame in traceback.extract_tb(error.__traceback__):
        where = "/".join(Path(frame.filename).parts[-3:])  # the folders above may name a person
        yield masked(f"    {where}:{frame.lineno} {frame.name}")
