"""A job on Windows: what the program puts the child into, so that it stays small and ends with the program."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_EXTENDED_LIMITS: Final = 9  # JobObjectExtendedLimitInformation
_ONE_PROCESS: Final = 0x8  # JOB_OBJECT_LIMIT_ACTIVE_PROCESS
_PROCESS_MEMORY: Final = 0x100
_NO_DIALOG_ON_CRASH: Final = 0x400
_ENDS_WITH_ITS_HANDLE: Final = 0x2000
_SET_QUOTA_AND_TERMINATE: Final = 0x101


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

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
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits_of(memory: int) -> ExtendedLimits:
    """One process, so much memory, and no life beyond the handle, which closes with the program."""
    limits = ExtendedLimits()
    limits.basic.flags = (
        _ONE_PROCESS | _PROCESS_MEMORY | _NO_DIALOG_ON_CRASH | _ENDS_WITH_ITS_HANDLE
    )
    limits.basic.processes = 1
    limits.process_memory = memory
    return limits


class Job:
    """One that holds a process; closing it ends the process."""

    def __init__(self, handle: ctypes.c_void_p) -> None:
        self._handle = handle

    def close(self) -> None:
        """Let go of it."""
        if sys.platform == "win32":
            ctypes.windll.kernel32.CloseHandle(self._handle)


def enclose(process: int, memory: int) -> Job | None:
    """Put a process, by its number, into a job of its own; None where the system has or allows none."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.CreateJobObjectW.restype = kernel.OpenProcess.restype = ctypes.c_void_p
        limits = limits_of(memory)
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        held = ctypes.c_void_p(kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, 0, process))
        size = ctypes.sizeof(limits)
        done = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        done = done and kernel.AssignProcessToJobObject(job, held)
        kernel.CloseHandle(held)
        if done:
            return Job(job)
        kernel.CloseHandle(job)
    return None
