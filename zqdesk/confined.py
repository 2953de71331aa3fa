"""Work on a file of unknown origin, in a process of its own: whatever happens there, the program lives on.

The process sets its own limits, gets bytes on its standard input and answers with bytes; nothing touches the disk.
"""

import importlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from zqdesk.frozen import frozen

T = TypeVar("T")

BEAT_SECONDS = 0.05
# How a process ends that has spent its time on the processor: a signal, or a quota of Windows (1816).
_SPENT = -getattr(signal, "SIGXCPU", -1816)
# A checkout is on the path of the program, not of every Python that it starts.
_START = (
    "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root);"
    " from zqdesk.__main__ import main; sys.exit(main())"
)


@frozen
class Limits:
    """What the process may take: bytes of memory, and seconds, of the processor as of the clock on the wall."""

    memory: int = 1536 * 1024 * 1024
    seconds: int = 120


class Ended(Exception):  # noqa: N818 - what a damaged file does, not an error of ours
    """The work gave no answer. `how`: `unstarted`, `slow` (its seconds are over) or `lost` (anything else)."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


def call(job: str, content: bytes, limits: Limits, beat: Callable[[], object] | None = None) -> bytes:
    """What the function `job` (`module:function`, bytes to bytes) makes of `content`.

    `beat` is called several times a second; what it raises ends the process and is passed on. Raises `Ended`.
    """
    asked = [*_program(), "confined", job, str(limits.memory), str(limits.seconds)]
    try:
        process = subprocess.Popen(  # noqa: S603 - this program itself
            asked,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library that gives up quotes what it read
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise Ended("unstarted") from error
    with process, ThreadPoolExecutor(1, "confined") as pipes:
        try:
            answer = _awaited(pipes.submit(process.communicate, content), limits.seconds, beat or _nothing)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise Ended("slow" if process.returncode == _SPENT else "lost")
    return answer[0]


def _awaited(coming: Future[T], seconds: float, beat: Callable[[], object]) -> T:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        beat()
        try:
            return coming.result(BEAT_SECONDS)
        except TimeoutError:
            continue
    raise Ended("slow")


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[1])]


def _nothing() -> None:
    return


def serve(job: str, limits: Limits) -> None:
    """In the process itself: take the limits, do the work, answer."""
    confine(limits)
    module, _, name = job.partition(":")
    answer = getattr(importlib.import_module(module), name)(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def confine(limits: Limits) -> None:
    """Hold this process to the limits; without seconds it may take what time it needs."""
    if sys.platform == "win32":
        from zqdesk import confined_on_windows

        confined_on_windows.confine(limits.memory, limits.seconds)
    else:
        import resource

        # No core either: it would leave what was read on the disk.
        wanted = {resource.RLIMIT_AS: limits.memory, resource.RLIMIT_CORE: 0}
        if limits.seconds:
            wanted[resource.RLIMIT_CPU] = limits.seconds
        for kind, most in wanted.items():
            allowed = resource.getrlimit(kind)[1]
            least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
            # The hard limit of time stays above: reaching both at once is a kill that does not say for what.
            resource.setrlimit(kind, (least, allowed if kind == resource.RLIMIT_CPU else least))
