"""The check of a code: typed, or read from a file beside the window, answered or refused in words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.documents.drawn_scan import draw_scan
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.recording import record_finding
from desktop.services.sheet_contents import sheet_contents
from desktop.services.sheet_verification import Verdict, Verified
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from desktop.viewmodels.code_check import CodeCheck
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, office_in, rounds

KEY = rounds().section


@dataclass
class Checking:
    """The check, and what it said."""

    workspace: Workspace
    jobs: Jobs
    check: CodeCheck
    answers: list[Verified] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        return sheet_contents(self.workspace, KEY).code

    def ask_file(self, file: Path) -> None:
        self.check.check_file(file)
        wait_until(lambda: not self.jobs.running)


@pytest.fixture
def at(qapp: QApplication, tmp_path: Path) -> Iterator[Checking]:
    with open_workspace(office_in(tmp_path)) as workspace:
        jobs = Jobs()
        made = Checking(workspace, jobs, CodeCheck(Workplace(workspace, ME), jobs))
        made.check.answered.connect(made.answers.append)
        made.check.refused.connect(made.refusals.append)
        jobs.failed.connect(made.refusals.append)
        yield made


def test_what_is_typed_is_answered_at_once(at: Checking) -> None:
    code = at.code
    at.check.check(code.lower())
    record_finding(at.workspace, ME, KEY, "study-missed", {"count": 4})
    at.check.check(code)
    assert [one.verdict for one in at.answers] == [Verdict.HOLDS, Verdict.HELD]
    assert (at.refusals, at.jobs.running) == ([], [])


def test_what_is_no_code_is_refused_in_words(at: Checking) -> None:
    at.check.check("甲科")
    at.check.check(at.code[:-1] + ("A" if at.code[-1] != "A" else "B"))
    assert at.answers == []
    assert [one[:4] for one in at.refusals] == ["“甲科”", "核验码“"]


@pytest.mark.parametrize("blank", ["", "  "])
def test_nothing_typed_is_asked_for(at: Checking, blank: str) -> None:
    at.check.check(blank)
    assert (at.answers, at.refusals) == ([], ["请输入核验码，或从 PDF 读取"])


def test_a_file_that_is_gone_is_told_as_gone(at: Checking, tmp_path: Path) -> None:
    at.ask_file(tmp_path / "原件.pdf")
    [refusal] = at.refusals
    assert "文件不见了" in refusal


def test_a_file_is_read_beside_the_window(at: Checking, tmp_path: Path) -> None:
    file = save_paper(at.workspace, Wanted(Paper.SHEET, *KEY), tmp_path / "纸面.pdf")
    at.check.check_file(file)
    assert [one.words for one in at.jobs.running] == ["正在读取“纸面.pdf”"]
    assert at.answers == []
    wait_until(lambda: not at.jobs.running)
    [answer] = at.answers
    assert (answer.verdict, answer.code) == (Verdict.HOLDS, at.code)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (draw_scan("通知", ["报送总结。"]), "里没有找到核验码"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 300, "不是能读的 PDF"),
        (b"PK\x03\x04", "请选择评分表的 PDF，或直接输入核验码"),
        (b"", "不是能读的 PDF"),
    ],
    ids=["no code", "damaged", "no pdf", "empty"],
)
def test_a_file_that_tells_nothing_is_refused_once(
    at: Checking, tmp_path: Path, content: bytes, why: str
) -> None:
    (tmp_path / "原件.pdf").write_bytes(content)
    at.ask_file(tmp_path / "原件.pdf")
    [refusal] = at.refusals
    assert refusal.startswith("“原件.pdf”")
    assert why in refusal
    assert "它自己的程序" not in refusal  # that is said of evidence
    assert at.answers == []
