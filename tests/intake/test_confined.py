"""A child process keeps to its limits, and what it says is JSON or nothing."""

import sys
from pathlib import Path
from time import monotonic

import pytest

from desktop.intake.confined import Broken, Limits, Overrun, answer_of

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
