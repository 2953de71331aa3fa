"""Makes one system call of a piece of work fail, come out torn, or be its last; Linux on x86-64, nothing to compile.

The work runs in a forked process of its own, which a seccomp filter stops at each call that touches a file, and its
parent, tracing it, lets the call through or not. So the faults reach what SQLite and SQLCipher ask of the system as well
as what Python does. Counted are the calls on files in one folder only.
"""

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

READS = {"read": 0, "pread64": 17, "openat": 257, "open": 2}
WRITES = {"write": 1, "pwrite64": 18, "writev": 20}
SYNCS = {"fsync": 74, "fdatasync": 75}
SIZES = {"ftruncate": 77, "fallocate": 285, "copy_file_range": 326, "sendfile": 40}
NAMES = {
    "rename": 82, "renameat": 264, "renameat2": 316, "unlink": 87, "unlinkat": 263, "mkdir": 83, "mkdirat": 258, "rmdir": 84,
}  # fmt: skip
WATCHED = READS | WRITES | SYNCS | SIZES | NAMES
NAME_OF = {number: name for name, number in WATCHED.items()}
PATH_ARGUMENT = {"openat": 1, "open": 0, "rename": 0, "renameat": 1, "renameat2": 1, "unlink": 0, "unlinkat": 1,
                 "mkdir": 0, "mkdirat": 1, "rmdir": 0}  # fmt: skip
FD_ARGUMENT = {"copy_file_range": 2}
"""Where it is not the first."""
CREATES = os.O_CREAT


def unable(system: str = sys.platform, machine: str = platform.machine()) -> str:
    """Why this machine cannot run the harness, in a word for its table; empty where it can.

    Numbers and registers are those of one processor. What it would show of SQLCipher and Python is the same on another:
    the tests that kill whole processes (`test_killed`, `test_reserve_killed`, `test_restore_killed`) run everywhere.
    """
    if system != "linux":
        return f"not on {system}: needs Linux (ptrace, seccomp)"
    if machine not in ("x86_64", "AMD64") or struct.calcsize("P") != 8:
        return f"not on {machine}: the calls are known by the numbers of x86-64"
    return ""


KINDS = ("io", "denied", "full", "torn", "killed")
"""One call answers EIO; one answers EACCES; from one on the disk is full; one writes half and dies; one is never made."""

TRACEME, CONT, GETREGS, SETREGS, SETOPTIONS, SYSCALL = 0, 7, 12, 13, 0x4200, 24
OPTIONS = 0x80 | 0x8 | 0x100000
"""Stop at what the filter names, follow threads, and let nobody live on without the tracer."""
SECCOMP_STOP = signal.SIGTRAP | 7 << 8
WALL = 0x40000000
REGISTERS = struct.Struct("27Q")
RAX, RDI, RSI, RDX, ORIG_RAX, R10 = 10, 14, 13, 12, 15, 7
"""Where these stand in the kernel's `user_regs_struct`."""

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.ptrace.restype = ctypes.c_long


@dataclass
class Fault:
    """The fault that is to come, and how far it has come: calls seen of its kind, the call it struck."""

    kind: str
    nth: int
    folder: Path
    seen: int = 0
    struck: str = ""
    calls: list[tuple[str, int, str]] = field(default_factory=list)
    """The calls on files of the folder that it could have struck: name, flags, file."""

    def concerns(self, name: str, flags: int) -> bool:
        """Whether a call can fail in this way."""
        if self.kind == "denied":
            return name in NAMES or name in ("open", "openat")
        if self.kind == "full":
            makes = name in ("open", "openat") and bool(flags & CREATES)
            return name in WRITES or name in SIZES or name.startswith(("mkdir", "rename")) or makes
        if self.kind == "torn":
            return name in WRITES
        if self.kind == "killed":
            return name not in READS or bool(flags & CREATES)
        return True


def run(work: Callable[[], None], fault: Fault) -> int:
    """Do the work in a process that meets the fault; returns how it ended, as `waitpid` says it."""
    child = os.fork()
    if child == 0:
        try:
            _libc.ptrace(TRACEME, 0, None, None)
            os.kill(os.getpid(), signal.SIGSTOP)
            _filter()
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    _trace(SETOPTIONS, child, 0, OPTIONS)
    _trace(CONT, child)
    return _watch(child, fault)


def _watch(child: int, fault: Fault) -> int:
    ended = 0
    while True:
        try:
            pid, status = os.waitpid(-1, WALL)
        except ChildProcessError:
            return ended
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if pid == child:
                ended = status
        elif status >> 8 == SECCOMP_STOP:
            _meet(pid, child, fault)
        else:
            sent = os.WSTOPSIG(status)
            _trace(CONT, pid, 0, 0 if sent in (signal.SIGTRAP, signal.SIGSTOP) else sent)


def _meet(pid: int, child: int, fault: Fault) -> None:
    """Decide about one call before it is made."""
    registers = _registers(pid)
    name = NAME_OF[registers[ORIG_RAX]]
    flags = registers[RDX] if name == "openat" else registers[RSI] if name == "open" else 0
    path = _path_of(pid, name, registers) if fault.concerns(name, flags) else ""
    if not path.startswith(f"{fault.folder}/"):
        _trace(CONT, pid)
        return
    fault.seen += 1
    fault.calls.append((name, flags, Path(path).name))
    struck = fault.seen == fault.nth or (fault.kind == "full" and 0 < fault.nth < fault.seen)
    if struck and not fault.struck:
        fault.struck = f"{name} {Path(path).name}"
    if not struck:
        _trace(CONT, pid)
    elif fault.kind == "killed":
        os.kill(child, signal.SIGKILL)
    elif fault.kind == "torn":
        _set(pid, registers | {RDX: registers[RDX] // 2} if name != "writev" else registers)
        _trace(SYSCALL, pid)
        os.waitpid(pid, WALL)
        os.kill(child, signal.SIGKILL)
    else:
        number = {"io": errno.EIO, "denied": errno.EACCES, "full": errno.ENOSPC}[fault.kind]
        # No call has the number -1: the kernel makes none, and the answer stays.
        _set(pid, registers | {ORIG_RAX: (1 << 64) - 1, RAX: (1 << 64) - number})
        _trace(CONT, pid)


def _path_of(pid: int, name: str, registers: dict[int, int]) -> str:
    arguments = (registers[RDI], registers[RSI], registers[RDX], registers[R10])
    try:
        if name not in PATH_ARGUMENT:
            return str(Path(f"/proc/{pid}/fd/{arguments[FD_ARGUMENT.get(name, 0)]}").readlink())
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            memory.seek(arguments[PATH_ARGUMENT[name]])
            return (memory.read(1024) or b"").partition(b"\0")[0].decode(errors="replace")
    except OSError:
        return ""


def _registers(pid: int) -> dict[int, int]:
    place = ctypes.create_string_buffer(REGISTERS.size)
    _trace(GETREGS, pid, 0, ctypes.addressof(place))
    return dict(enumerate(REGISTERS.unpack(place.raw)))


def _set(pid: int, registers: dict[int, int]) -> None:
    place = ctypes.create_string_buffer(REGISTERS.pack(*registers.values()), REGISTERS.size)
    _trace(SETREGS, pid, 0, ctypes.addressof(place))


def _trace(request: int, pid: int, address: int = 0, value: int = 0) -> None:
    if _libc.ptrace(request, pid, address, value) < 0 and ctypes.get_errno() != errno.ESRCH:
        raise OSError(ctypes.get_errno(), "ptrace")


def _filter() -> None:
    """From now on this process stops at each of the calls that are watched."""
    load, jump, answer = 0x20, 0x15, 0x06
    allow, stop = 0x7FFF0000, 0x7FF00000
    numbers = sorted(NAME_OF)
    code = struct.pack("HBBI", load, 0, 0, 0)
    for n, number in enumerate(numbers):
        code += struct.pack("HBBI", jump, len(numbers) - n, 0, number)
    code += struct.pack("HBBI", answer, 0, 0, allow) + struct.pack("HBBI", answer, 0, 0, stop)
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    no_new_rights, mode = 38, 22
    _libc.prctl(no_new_rights, 1, 0, 0, 0)
    if _libc.prctl(mode, 2, ctypes.c_char_p(program), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")
