"""What the server counts about itself, told as Prometheus reads it. Codes and sums, nothing of what was in a letter."""

import threading
from collections import defaultdict

Labels = tuple[tuple[str, str], ...]

HELP = {
    "letters": "Letters answered, by HTTP status and kind of message.",
    "letter_seconds": "Seconds spent on letters.",
    "letter_bytes_in": "Bytes of letters received.",
    "letter_bytes_out": "Bytes of answers sent.",
}


class Figures:
    """Counters that only grow, since the server was started."""

    def __init__(self) -> None:
        self._counted: defaultdict[tuple[str, Labels], float] = defaultdict(float)
        self._lock = threading.Lock()

    def add(self, name: str, amount: float = 1, **labels: str) -> None:
        with self._lock:
            self._counted[name, tuple(sorted(labels.items()))] += amount

    def text(self, now: dict[str, float]) -> str:
        """All counters, and `now`: what is measured when it is asked."""
        with self._lock:
            counted = sorted(self._counted.items())
        lines: list[str] = []
        for name, text in HELP.items():
            lines += [f"# HELP zqdesk_{name}_total {text}", f"# TYPE zqdesk_{name}_total counter"]
            lines += [
                f"zqdesk_{name}_total{_labels(labels)} {amount:g}"
                for (each, labels), amount in counted
                if each == name
            ]
        for name, amount in now.items():
            lines += [f"# TYPE zqdesk_{name} gauge", f"zqdesk_{name} {amount:g}"]
        return "\n".join(lines) + "\n"


def _labels(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels) + "}" if labels else ""
