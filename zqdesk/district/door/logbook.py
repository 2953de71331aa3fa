"""The server's log: one JSON object a line on the error stream, where the system's own journal keeps it."""

import json
import logging
import sys
from datetime import UTC, datetime

from zqdesk import log


class _Lines(logging.Formatter):
    """Codes and facts as `zqdesk.log` is given them: long numbers, anything beyond ASCII and messages of errors are dropped."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "code", "") or log.masked(record.getMessage()),
        }
        for name, fact in getattr(record, "facts", {}).items():
            said[name] = fact if isinstance(fact, bool | int | float) else log.masked(str(fact))
        if record.exc_info and record.exc_info[1] is not None:
            said["places"] = log.places(record.exc_info[1]).splitlines()
        return json.dumps(said)


def start() -> None:
    """Write the log to the error stream from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("zqdesk").setLevel(logging.INFO)
