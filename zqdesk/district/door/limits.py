"""What one sender may ask of the server: how often, and how much of it waits in memory at a time."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from zqdesk.frozen import frozen

REMEMBERED = 10_000
"""Senders watched at a time; the one not heard of longest is forgotten first."""


@frozen
class Rate:
    """So many at once, and so many more each second."""

    burst: float
    each_second: float


class Buckets:
    """A bucket of tokens for each sender, filled by the seconds that pass."""

    def __init__(self, rate: Rate, watch: Callable[[], float]) -> None:
        self._rate, self._watch = rate, watch
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def may(self, sender: str) -> bool:
        """Whether the sender has a token left; takes none."""
        with self._lock:
            return self._left(sender, self._watch()) >= 1

    def take(self, sender: str) -> bool:
        """Take a token; False where none is left."""
        with self._lock:
            now = self._watch()
            left = self._left(sender, now)
            taken = left >= 1
            self._held[sender] = (left - 1 if taken else left, now)
            self._held.move_to_end(sender)
            if len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
            return taken

    def _left(self, sender: str, now: float) -> float:
        left, at = self._held.get(sender, (self._rate.burst, now))
        return min(self._rate.burst, left + (now - at) * self._rate.each_second)


class Budget:
    """Bytes of letters in memory at a time, over all senders."""

    def __init__(self, most: int) -> None:
        self._most, self.used = most, 0

    def take(self, count: int) -> bool:
        """Only the one thread of the event loop counts, so nothing is locked."""
        if self.used + count > self._most:
            return False
        self.used += count
        return True

    def give_back(self, count: int) -> None:
        self.used -= count
