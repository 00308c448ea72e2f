"""A child process keeps to its limits, and what it says is JSON or nothing."""

import sys
from pathlib import Path
from time import monotonic

import pytest

from desktop.intake.confined import Broken, Limits, Overrun, answer_of, poured_by

CHILD = "tests.intake.misbehaving"
TIGHT = Limits(seconds=0.3, memory=256 << 20, answer=1 << 20)
ROOMY = TIGHT._replace(seconds=20)


def asked(folder: Path, to: str, limits: Limits = ROOMY, module: str = CHILD) -> object:
    path = folder / "question"
    path.write_text(to, encoding="utf-8")
    with path.open("rb", buffering=0) as file:
        return answer_of(module, file, limits)


def test_an_answer_comes_back_as_plain_values(tmp_path: Path) -> None:
    assert asked(tmp_path, "考评") == {"said": "考评"}


@pytest.mark.parametrize("what", ["sleep", "close and stay"])
def test_time_is_limited(what: str, tmp_path: Path) -> None:
    began = monotonic()
    with pytest.raises(Overrun):
        asked(tmp_path, what, TIGHT)
    assert monotonic() - began < 30  # it would have stayed for sixty


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to it")
def test_memory_is_limited(tmp_path: Path) -> None:
    with pytest.raises(Overrun):
        asked(tmp_path, "grow")
    assert asked(tmp_path, "grow", ROOMY._replace(memory=2 << 30)) == 1 << 29


def test_an_answer_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with pytest.raises(Overrun):
        asked(tmp_path, "flood")


@pytest.mark.parametrize("what", ["die", "fail", "nest", "pickle"])
def test_what_is_no_answer_is_broken(what: str, tmp_path: Path) -> None:
    with pytest.raises(Broken):
        asked(tmp_path, what)
    assert not Path("executed").exists()


def test_a_module_that_is_not_there_answers_nothing(tmp_path: Path) -> None:
    with pytest.raises(Broken):
        asked(tmp_path, "考评", module="desktop.intake.nowhere")


def test_a_drive_that_is_gone_is_no_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Input/output error"):
        asked(tmp_path, "pulled out")


class TestPouring:
    """What a child pours comes bit by bit, each soon enough after the last."""

    def poured(self, folder: Path, to: str, limits: Limits = ROOMY, silence: float = 10) -> bytes:
        path = folder / "question"
        path.write_text(to, encoding="utf-8")
        with path.open("rb", buffering=0) as file:
            return b"".join(poured_by(CHILD, file, limits, silence))

    def test_bytes_come_back(self, tmp_path: Path) -> None:
        assert self.poured(tmp_path, "考评") == "考评".encode()
        assert self.poured(tmp_path, "flood") == b"flood" + bytes(3 << 20)

    @pytest.mark.parametrize("what", ["sleep", "close and stay"])
    def test_silence_ends_it(self, what: str, tmp_path: Path) -> None:
        began = monotonic()
        with pytest.raises(Overrun):
            self.poured(tmp_path, what, silence=0.5)
        assert monotonic() - began < 30

    @pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
    def test_work_without_end_ends_with_its_time(self, tmp_path: Path) -> None:
        began = monotonic()
        with pytest.raises(Overrun):
            self.poured(tmp_path, "work", ROOMY._replace(seconds=1), silence=60)
        assert monotonic() - began < 30

    def test_a_failure_is_told_behind_what_came(self, tmp_path: Path) -> None:
        with pytest.raises(Broken):
            self.poured(tmp_path, "fail")
        with pytest.raises(OSError, match="Input/output error"):
            self.poured(tmp_path, "pulled out")

    def test_who_wants_no_more_ends_it(self, tmp_path: Path) -> None:
        path = tmp_path / "question"
        path.write_bytes(b"flood")
        with path.open("rb", buffering=0) as file:
            poured = poured_by(CHILD, file, ROOMY)
            assert next(poured)
            poured.close()
