"""A day at the office, whatever its clock shows: every command, then the window with every place, undo, and the end.

    python -m tests.clocks.office_day FOLDER ROUND UNIT OTHER

FOLDER holds `office`, in whose round both units' sheets are open. What was said stands in the answer, as JSON.
"""

import contextlib
import io
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop.cli import program
from desktop.domain.records import AssessmentKey
from desktop.viewmodels.place import Place
from tests.journeys.evaluator import Evaluator, sit_down, stand_up, wait_until

Said = dict[str, Any]


def called(*call: str | Path, given: str = "") -> list[object]:
    """A command in this process: its code, and what it said."""
    out, aside = (io.TextIOWrapper(io.BytesIO(), write_through=True) for _ in range(2))
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(given.encode()))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(aside):
        code = program.main([str(one) for one in call])
    sys.stdin = before
    for one in (out, aside):
        one.seek(0)
    return [code, out.read(), aside.read()]


def commands(folder: Path, round_id: str, unit: str, other: str) -> Said:
    """Each command that leaves something behind."""
    office, of = ("--workspace", folder / "office"), ("--round", round_id)
    line = json.dumps({"criterion": "study-missed", "fact": {"count": 1}})
    return {
        "record": called("record", *office, *of, "--unit", unit, given=line),
        **{
            kind: called("sheet", *office, *of, "--unit", unit, "--out", folder / f"sheet.{kind}")
            for kind in ("pdf", "docx", "xlsx")
        },
        "code": called("code", folder / "sheet.pdf", *office),
        "handover": called(
            "handover", *office, *of, "--unit", other, "--to", "二组", "--out", folder / "x.kpjh"
        ),
        "merge": called("merge", folder / "x.kpjh", "--workspace", folder / "there"),
        "backup": called("backup", *office, "--out", folder / "all.zip"),
        "restore": called("restore", folder / "all.zip", "--workspace", folder / "back"),
        "verify": called("verify", "--workspace", folder / "back"),
        "verify there": called("verify", "--workspace", folder / "there"),
    }


def window(folder: Path, key: AssessmentKey) -> Said:
    """Sit down, go everywhere, record something, take it back, leave."""
    application = QApplication([])
    evaluator = sit_down(application, folder / "settings", folder / "office")
    said: Said = {"greeting": evaluator.shell.message.text}
    for place in Place:
        evaluator.office.go(place)
        QApplication.processEvents()
        refused = evaluator.shell.message.text
        said[place.name] = "" if refused == said["greeting"] else refused
    said["undone"] = undone(evaluator, key)
    stand_up(evaluator)
    return said


def undone(evaluator: Evaluator, key: AssessmentKey) -> list[str]:
    """What the undo key offers after something was recorded, and after it was taken back."""
    evaluator.office.enter(key)
    evaluator.office.assessment.record("study-missed", {"count": 4})
    said = []
    for _ in range(2):
        wait_until(lambda: bool(evaluator.office.undoing.undo_words))
        said.append(evaluator.office.undoing.undo_words)
        evaluator.office.undo()
    return said


def main(folder: Path, round_id: str, unit: str, other: str) -> Said:
    """All of it."""
    return {
        "today": datetime.now().astimezone().isoformat(),
        "rounds": called("rounds", "--workspace", folder / "office"),
        "window": window(folder, AssessmentKey(round_id, unit)),
        "commands": commands(folder, round_id, unit, other),
    }


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), *sys.argv[2:])
    sys.stdout.write(json.dumps(told, ensure_ascii=False))
