"""The program is killed in the middle; the next start goes on where it was."""

import subprocess
import sys
from pathlib import Path

from desktop.services.assessments import sheet_of
from desktop.services.workspaces import verify
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import wait_until
from tests.program import CHECKOUT, uncounted
from tests.services.building import office_in, rounds


def kill_in_the_middle(folder: Path) -> None:
    call = [sys.executable, "-m", "tests.journeys.killed", str(folder), *rounds().neighbour]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(call, cwd=CHECKOUT, env=uncounted(), **pipes) as working:  # type: ignore[call-overload]  # typed by name
        assert working.stdout
        assert [working.stdout.readline() for _ in range(2)] == [b"recorded\n", b"typing\n"]
        working.kill()


def test_what_was_recorded_is_there_and_one_click_goes_back_to_it(sit: Sit, tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    kill_in_the_middle(tmp_path)
    assert verify(folder).faults == ()
    evaluator = sit(folder)
    evaluator.tab_to("继续上次的考核")
    evaluator.press("Space")
    assert evaluator.office.assessment.key == rounds().neighbour
    workspace = evaluator.office.workplace.workspace
    [line] = sheet_of(workspace, rounds().neighbour).indicators[0].lines
    assert "2 次" in line.reason
    assert evaluator.focus.accessibleName().startswith("序号1")
    evaluator.press("Ctrl+A")
    evaluator.write("1")
    wait_until(
        lambda: "1 次" in sheet_of(workspace, rounds().neighbour).indicators[0].lines[0].reason
    )
