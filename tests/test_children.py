"""Processes of the program's own: by Python, and as the frozen program starts them, through itself."""

import sys
from pathlib import Path

import pytest
import xlsxwriter

from desktop import children
from desktop.children import command, serve
from desktop.intake.confined import Limits, answer_of
from desktop.intake.pages.child import command_line
from desktop.intake.pages.limits import Limits as PageLimits
from desktop.intake.pages.reader import PageReader
from desktop.store import copy_check
from tests.intake.pages.building import corners, saved
from tests.program import CHECKOUT


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An executable that is the program itself, as in a frozen build; it knows no Python options."""
    executable = tmp_path / "kaoping"
    executable.write_text(
        f'#!/bin/sh\nPYTHONPATH="{CHECKOUT}" exec "{sys.executable}" -m desktop "$@"\n',
        encoding="utf-8",
    )
    executable.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(executable))
    monkeypatch.setattr(sys, "frozen", True, raising=False)


def read_workbook(folder: Path) -> object:
    with xlsxwriter.Workbook(folder / "units.xlsx") as book:
        book.add_worksheet().write(0, 0, "县教育局")
    with (folder / "units.xlsx").open("rb", buffering=0) as file:
        return answer_of("desktop.intake.workbook_reading", file, Limits())


def test_by_python_a_child_is_a_module() -> None:
    assert command("desktop.store.copy_check", "x")[1:] == ["-m", "desktop.store.copy_check", "x"]


@pytest.mark.skipif(sys.platform == "win32", reason="the executable is a script")
def test_the_frozen_program_reads_workbooks_in_a_child(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    here = read_workbook(tmp_path)
    request.getfixturevalue("frozen")
    assert read_workbook(tmp_path) == here
    assert "县教育局" in str(here)


@pytest.mark.skipif(sys.platform == "win32", reason="the executable is a script")
def test_the_frozen_program_decodes_pages_in_a_child(frozen: None, tmp_path: Path) -> None:
    assert command_line(PageLimits())[:3] == [
        sys.executable,
        children.FLAG,
        "desktop.intake.pages.worker",
    ]
    with PageReader(PageLimits(memory=1 << 30)) as reader:
        assert reader.open(saved(tmp_path, "one.png", corners())).pages == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the executable is a script")
def test_the_frozen_program_checks_copies_in_a_child(
    frozen: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copy").write_bytes(b"rubbish" * 999)
    here = copy_check.check_copy(tmp_path / "copy")
    monkeypatch.setattr(copy_check, "_LARGE", 0)
    monkeypatch.setattr(copy_check, "faults_in", None)  # whoever calls it here fails
    assert copy_check.check_copy(tmp_path / "copy") == here != []


def test_only_modules_of_the_program_are_served(capsys: pytest.CaptureFixture[str]) -> None:
    assert serve("this") == 2
    assert capsys.readouterr().out == ""
