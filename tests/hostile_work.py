"""Work that ends badly, for the processes in which work on files of unknown origin is done."""

import os
import resource
import signal
import sys
from threading import Event


def echo(content: bytes) -> bytes:
    return content[::-1]


def hang(_: bytes) -> bytes:
    Event().wait()
    return b""


def spin(_: bytes) -> bytes:
    while True:
        pass


def spend(_: bytes) -> bytes:
    """Reach the limit of the processor's time long before that of the clock on the wall."""
    resource.setrlimit(resource.RLIMIT_CPU, (1, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    return spin(b"")


def grab(_: bytes) -> bytes:
    return bytes(2 * 1024**3)[:1]


def be_killed(_: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def abort(_: bytes) -> bytes:
    os.abort()


def panic(_: bytes) -> bytes:
    raise BaseException("as calamine does")  # noqa: TRY002


def leave(_: bytes) -> bytes:
    sys.exit(7)


def babble(_: bytes) -> bytes:
    return b"\xc1 no answer"


def say_nothing(_: bytes) -> bytes:
    os._exit(0)
