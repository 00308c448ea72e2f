"""`kaoping code`: what a code or a printed PDF is to the workspace, told in words and by the exit code."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.records import AssessmentKey
from desktop.domain.sheet_code import SheetCode
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.recording import record_finding
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.cli.calling import kaoping, refusal
from tests.services.building import ME, everything, office_in, rounds

pytestmark = pytest.mark.uncounted

KEY = rounds().section


class Printed:
    """An office, a sheet of it on paper, and another that was changed since."""

    def __init__(self, folder: Path) -> None:
        self.folder = office_in(folder)
        self.changed = rounds().neighbour
        with open_workspace(self.folder) as workspace:
            self.code, self.old_code = (
                sheet_contents(workspace, key).code for key in (KEY, self.changed)
            )
            self.pdf = self._saved(workspace, KEY, folder / "甲科.pdf")
            self.old_pdf = self._saved(workspace, self.changed, folder / "乙科.PDF")
            record_finding(workspace, ME, self.changed, "study-missed", {"count": 2})
        self.rows = everything(self.folder)

    @staticmethod
    def _saved(workspace: Workspace, key: AssessmentKey, out: Path) -> Path:
        return save_paper(workspace, Wanted(Paper.SHEET, *key), out)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    made = Printed(tmp_path_factory.mktemp("code"))
    yield made
    assert everything(made.folder) == made.rows, "asking has changed something"


def test_what_holds_is_told_with_exit_code_0(printed: Printed) -> None:
    for asked in (printed.code, printed.code.lower().replace("-", ""), printed.pdf):
        ended = kaoping("code", asked, "--workspace", printed.folder, quick=True)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.count("\n") == 1
        assert ended.stdout.startswith("工作区现在就是这样：甲科，科室督查，草稿，得 6 分")


def test_what_held_once_is_told_with_what_changed_and_exit_code_1(printed: Printed) -> None:
    for asked in (printed.old_code, printed.old_pdf):
        ended = kaoping("code", asked, "--workspace", printed.folder)
        assert (ended.returncode, ended.stderr) == (1, "")
        words, *changes, since = ended.stdout.splitlines()
        assert "乙科，科室督查，草稿" in words
        assert "此后有 1 次改动" in words
        assert changes == ["  1 按季学习研究：未评 → 6", "  总分：未评 → 6"]
        assert "  王考评  认定“序号1 " in since


def test_what_never_was_is_told_with_exit_code_1(printed: Printed) -> None:
    made_up = str(SheetCode(1, "0123456789"))
    ended = kaoping("code", made_up, "--workspace", printed.folder)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith(f"工作区从来没有过核验码为 {made_up} 的评分表")


def test_a_typing_error_is_one_line_and_exit_code_2(printed: Printed) -> None:
    wrong = printed.code[:-1] + ("A" if printed.code[-1] != "A" else "B")
    words = refusal("code", wrong, "--workspace", printed.folder)
    assert words == f"核验码“{wrong}”有一位输入错了，请对照纸面再输入一遍"
    words = refusal("code", "甲科", "--workspace", printed.folder)
    assert words.startswith("“甲科”不是核验码：")


def test_a_pdf_without_a_code_is_one_line_and_exit_code_2(printed: Printed, tmp_path: Path) -> None:
    other = tmp_path / "通知.pdf"
    other.write_bytes(draw_scan("通知", ["报送总结。"]))
    words = refusal("code", other, "--workspace", printed.folder)
    assert words.startswith("“通知.pdf”里没有找到核验码")


def test_a_pdf_that_cannot_be_read_is_one_line_and_exit_code_2(
    printed: Printed, tmp_path: Path
) -> None:
    broken = tmp_path / "破损.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\x00\xff" * 300)
    assert "已损坏" in refusal("code", broken, "--workspace", printed.folder)
    assert "文件不见了" in refusal("code", tmp_path / "无.pdf", "--workspace", printed.folder)


def test_a_workspace_that_is_not_there_is_one_line_and_exit_code_2(
    printed: Printed, tmp_path: Path
) -> None:
    assert str(tmp_path / "无") in refusal("code", printed.code, "--workspace", tmp_path / "无")
    assert "kaoping code" in refusal("code")
