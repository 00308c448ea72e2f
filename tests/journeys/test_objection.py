"""An objection by keyboard: raised with what came with it, upheld, and both sheets stand beside each other."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from desktop.domain.amounts import show
from desktop.domain.records import AssessmentKey
from desktop.services.assessments import sheet_of
from desktop.services.objections import files_of, objections_of
from desktop.services.workspaces import open_workspace, verify
from desktop.ui.printing.code_dialog import CodeDialog
from desktop.ui.results.decide_dialog import DecideDialog
from desktop.ui.results.objection_page import ObjectionPage
from desktop.ui.results.ranking_page import RankingPage
from desktop.viewmodels.place import Place
from desktop.viewmodels.ranking_lines import RankLine
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, stand_up, wait_until
from tests.journeys.result_steps import (
    answered,
    cells,
    choose,
    go_to_page,
    idle,
    open_round,
    paper_of,
)
from tests.services.building import office_in, rounds
from tests.viewmodels.deciding import MISSED, score_sections

KEY = AssessmentKey(rounds().sections, "u-a")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """甲科 lost 4 points, 乙科 2, 丙科 none; each sheet is final."""
    made = office_in(tmp_path)
    with open_workspace(made) as workspace:
        score_sections(workspace)
    return made


def places(page: RankingPage) -> dict[str, str]:
    lines = (one for one in page.board.lines if isinstance(one, RankLine))
    return {one.name: one.cells[0] for one in lines}


def raise_one(evaluator: Evaluator) -> None:
    """In the dialog, from its first field to the last."""
    choose(evaluator, "甲科")
    evaluator.tab_to("异议的条款")
    choose(evaluator, "扣 4 分　序号1")
    evaluator.tab_to("异议内容")
    evaluator.write("第三季度学习过，附会议纪要")
    evaluator.tab_to("提出人")
    evaluator.write("办公室 张科长")
    evaluator.tab_to("扫描件：添加…")
    evaluator.press("Space")
    wait_until(lambda: evaluator.says("会议纪要.pdf") or not evaluator.office.jobs.running)
    evaluator.press("Ctrl+Return")


def uphold(evaluator: Evaluator, dialog: QDialog) -> None:
    """成立, one time instead of two, and why."""
    assert isinstance(dialog, DecideDialog)
    assert not dialog.keep_button.isEnabled()
    evaluator.press("1")
    assert dialog.state == "upheld"
    assert dialog.editor.card is not None
    evaluator.tab_to(dialog.editor.card.control.entry().accessibleName())
    evaluator.press("Ctrl+A")
    evaluator.write("1")
    turns = dialog.editor.turns._turns
    assert [one.text() for one in turns["total"]] == ["96", "98"]
    assert [one.text() for one in turns["place"]] == ["3", "2（并列）"]
    evaluator.tab_to("理由")
    evaluator.write("会议纪要属实")
    evaluator.press("Ctrl+Return")


def code_of(paper: str) -> str:
    found = re.search(r"核验码[：:]?([0-9A-Z-]+)", paper)
    assert found, paper
    return found[1]


def checked(evaluator: Evaluator, code: str) -> str:
    """What is said of a code, typed on 总览."""
    evaluator.press("Alt+1")
    wait_until(evaluator.office.screen(Place.OVERVIEW).isVisible)
    told: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, CodeDialog)
        evaluator.write(f"{code}\n")
        told.append(dialog._head.text())
        evaluator.press("Esc")

    answered(evaluator, "核验纸面…", answer)
    return told[0]


def test_an_objection_is_upheld(
    sit: Sit, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluator = sit(folder)
    workspace = evaluator.office.workplace.workspace
    scan = tmp_path / "会议纪要.pdf"
    scan.write_bytes(b"%PDF minutes")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(scan)], ""))
    ranking = go_to_page(evaluator, RankingPage)
    open_round(evaluator, "科室督查")
    assert places(ranking) == {"丙科": "1", "乙科": "2", "甲科": "3"}

    page = go_to_page(evaluator, ObjectionPage)
    answered(evaluator, "登记异议…", lambda _: raise_one(evaluator))
    assert evaluator.focus.accessibleName() == "登记异议…"
    idle(evaluator)
    [sight] = objections_of(workspace, KEY.round)
    assert (sight.objection.unit, sight.objection.criterion) == ("u-a", MISSED)
    assert [name for _, name in files_of(workspace, sight.objection.id)] == ["会议纪要.pdf"]
    assert cells(page.table, 0)[:2] == ["待裁定", "甲科"]
    assert page.files_button.text() == "材料 1 件…"
    assert show(sheet_of(workspace, KEY).total) == "96"

    answered(evaluator, "裁定…", lambda dialog: uphold(evaluator, dialog))
    assert evaluator.focus is page.table
    assert cells(page.table, 0)[0] == "成立"
    assert evaluator.says("总分 96 → 98")
    assert show(sheet_of(workspace, KEY).total) == "98"

    codes = {}
    for name, total in (("原评分表", "96"), ("更正后评分表", "98")):
        evaluator.tab_to(name)
        evaluator.press("Space")
        paper = paper_of(evaluator)
        assert f"考核得分：{total}分" in paper
        codes[name] = code_of(paper)
        evaluator.press("Esc")
        wait_until(page.isVisible)
        assert evaluator.focus.accessibleName() == name
    evaluator.tab_to("更正对照表")
    evaluator.press("Space")
    paper = paper_of(evaluator)
    for said in ("甲科", "第三季度学习过，附会议纪要", "会议纪要属实", "96", "98"):
        assert said in paper
    evaluator.press("Esc")

    assert places(go_to_page(evaluator, RankingPage)) == {
        "丙科": "1",
        "甲科": "2（并列）",
        "乙科": "2（并列）",
    }
    assert checked(evaluator, codes["更正后评分表"]) == "✓ 与工作区一致"
    assert checked(evaluator, codes["原评分表"]) == "！印出以后有改动"
    stand_up(evaluator)
    QApplication.processEvents()
    assert verify(folder).faults == ()
