"""The command demo: a workspace with demonstration data, and on request a printed sheet of each of its schemes."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from pathlib import Path
from shutil import which
from typing import Final

from desktop.cli.calls import DONE
from desktop.cli.workspace_commands import STATES, total_words
from desktop.domain.refusals import printable
from desktop.services.demonstration import make_demonstration
from desktop.services.rounds import UnitStanding
from desktop.services.workspaces import is_workspace, open_workspace

_NEXT: Final = "接着可以看：\n  {0} rounds --workspace {1}\n  {0} verify --workspace {1}"


def demo(call: Namespace) -> int:
    """Make a workspace with demonstration data."""
    if call.sheets:
        return _show_round(call.workspace)
    make_demonstration(call.workspace)
    print(f"演示工作区已建好：{_named(call.workspace)}")
    return DONE


def _show_round(folder: Path) -> int:
    """Make it unless it is there, print a sheet of each scheme, and say where all of it lies."""
    from desktop.services.sample_sheets import save_samples  # noqa: PLC0415  # loads what draws

    begun = time.monotonic()
    if is_workspace(folder):
        print(f"演示工作区已经在这里，没有重建：{_named(folder)}", flush=True)
    else:
        print("正在建立演示工作区，数据全部虚构……", flush=True)
        make_demonstration(folder)
        print(f"演示工作区已建好：{_named(folder)}", flush=True)
    sheets = folder.with_name(f"{folder.name}-sheets")
    with open_workspace(folder) as workspace:
        print(f"每个考核办法打印一份正式的表，在 {_named(sheets)}：", flush=True)
        for sample, place, new in save_samples(workspace, sheets):
            told = f"  {sample.round.name}\n    {_standing(sample.unit)}\n    {_named(place)}"
            print(told if new else f"{told}（已有，没有重印）", flush=True)
    print(f"用时 {time.monotonic() - begun:.0f} 秒。{_NEXT.format(_program(), _named(folder))}")
    return DONE


def _standing(unit: UnitStanding) -> str:
    return f"{unit.name}，{total_words(unit)}，{STATES[unit.state]}"


def _program() -> str:
    """How one calls it here."""
    beside = Path(sys.executable).with_name("kaoping")
    return "kaoping" if which("kaoping") or not beside.exists() else _named(beside)


def _named(path: Path) -> str:
    """As short as it can be typed where one stands."""
    near = os.path.relpath(path) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path
    return printable(str(near))
