"""Work on many files from outside in a process that stays; for one file at a time see `confined`."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from zqdesk.confined import Limits, confine

P = ParamSpec("P")
T = TypeVar("T")


class Overtaxed(Exception):  # noqa: N818 - says what happened to the process
    """The process died of what it was given, or needed more memory or time than it may have."""


class Child(Generic[P, T]):
    """Calls one function of a module in another process, within bounds on its memory and time.

    The process begins with the first call and stays for the next ones; after `Overtaxed` the next call begins
    another. What the function raises comes back; it must be possible to pickle it.
    """

    def __init__(self, work: Callable[P, T], *, megabytes: int, seconds: float) -> None:
        self._work, self._megabytes, self._seconds = work, megabytes, seconds
        self._one_at_a_time = Lock()
        self._running: tuple[SpawnProcess, Connection] | None = None

    def ask(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns for these arguments."""
        with self._one_at_a_time:
            try:
                _, line = self._running or self._begin()
                line.send((args, kwargs))
                answer = line.recv() if line.poll(self._seconds) else None
            except (EOFError, OSError):
                answer = None
            if answer is None:
                self.stop()
                raise Overtaxed
        result: T
        result, error = answer
        if error is not None:
            raise error
        return result

    def stop(self) -> None:
        """End the process and all it holds; the next call begins another."""
        running, self._running = self._running, None
        if running is not None:
            process, _ = running
            process.kill()
            process.join()

    def _begin(self) -> tuple[SpawnProcess, Connection]:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self._work, self._megabytes), daemon=True)
        process.start()
        there.close()
        self._running = process, here
        return self._running


def _serve(line: Connection, work: Callable[..., Any], megabytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a library that gives up quotes what it read
    confine(Limits(memory=megabytes << 20, seconds=0))
    while True:
        try:
            args, kwargs = line.recv()
        except EOFError:
            return  # the desk is gone
        answer: tuple[Any, Exception | None]
        try:
            answer = work(*args, **kwargs), None
        except MemoryError:
            return
        except Exception as error:  # noqa: BLE001 - raised again where it was asked
            answer = None, error
        line.send(answer)
