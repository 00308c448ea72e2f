"""What Windows is told of the child is laid out as Windows reads it."""

import ctypes
import sys

import pytest

from desktop.intake.pages.job import BasicLimits, ExtendedLimits, enclose, limits_of


@pytest.mark.skipif(sys.maxsize < 2**32, reason="sizes of 64 bits")
def test_structures_are_laid_out_as_in_winnt_h() -> None:
    assert ctypes.sizeof(BasicLimits) == 64
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert BasicLimits.flags.offset == 16
    assert BasicLimits.processes.offset == 40
    assert ExtendedLimits.process_memory.offset == 112


def test_one_process_so_much_memory_and_no_life_beyond_the_programs() -> None:
    limits = limits_of(1 << 30)
    assert limits.basic.flags == 0x8 | 0x100 | 0x400 | 0x2000
    assert limits.basic.processes == 1
    assert limits.process_memory == 1 << 30


@pytest.mark.skipif(sys.platform == "win32", reason="it has jobs")
def test_other_systems_have_no_jobs() -> None:
    assert enclose(1, 1 << 30) is None
