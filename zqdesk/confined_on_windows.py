"""The limits of a confined process on Windows: a job object that it puts itself into."""

import ctypes
import sys

PROCESS_TIME, PROCESS_MEMORY, DIE_QUIETLY = 0x2, 0x100, 0x400
NO_DIALOGS = 0x1 | 0x2 | 0x8000
EXTENDED_LIMITS = 9
HUNDRED_NANOSECONDS = 10_000_000


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, field by field."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("input_output", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def confine(memory: int, seconds: int) -> None:
    """Hold this process to bytes of memory and seconds of the processor (0: any); it dies without a dialog."""
    if sys.platform == "win32":  # the type checker reads no further elsewhere
        limits = Limits(
            process_time=seconds * HUNDRED_NANOSECONDS,
            flags=(PROCESS_TIME if seconds else 0) | PROCESS_MEMORY | DIE_QUIETLY,
            process_memory=memory,
        )
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetErrorMode(NO_DIALOGS)
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        held = kernel.SetInformationJobObject(
            job, EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        ) and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
        if not held:
            raise ctypes.WinError(ctypes.get_last_error())
