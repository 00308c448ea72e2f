"""Next year's document on a stick: taken in by keys, a round opened with it, another round moved to a newer text."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QListView,
    QListWidget,
    QMenu,
    QMessageBox,
    QPushButton,
)

from desktop.domain.records import Round
from desktop.services.office_schemes import office_schemes
from desktop.services.rounds import rounds_of
from desktop.services.taking_in_schemes import offer_scheme
from desktop.store.workspace import Workspace
from desktop.ui.dialogs.replacement_dialog import ReplacementDialog
from desktop.ui.dialogs.round_dialog import RoundDialog
from desktop.ui.dialogs.scheme_dialog import SchemeDialog
from desktop.ui.dialogs.scheme_faults_dialog import SchemeFaultsDialog
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import SECTIONS, office_in, rounds
from tests.services.scheme_files import DEARER, ID, NEXT_YEAR, OWN, file_in, take_in
from tests.ui.dropping import answering

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

TAKE = "收入办法文件…"


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before 办法."""
    made = sit(office_in(tmp_path))
    made.office.go(Place.SCHEMES)
    made.return_to_window()
    made.part(QListView, "考核办法").setFocus()
    return made


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What lies on it is what is chosen."""
    folder = tmp_path / "U盘"
    chosen = str(folder / "scheme.toml")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    return folder


def workspace(evaluator: Evaluator) -> Workspace:
    return evaluator.office.workplace.workspace


def taken_in(evaluator: Evaluator) -> list[tuple[str, str]]:
    found = office_schemes(workspace(evaluator))
    return [(one.id, one.version) for one in found if one.taken_in]


def said(dialog: QDialog) -> str:
    labels = cast("list[QLabel]", dialog.findChildren(QLabel))
    return "\n".join(one.text() for one in labels)


def take(evaluator: Evaluator, *keys: str) -> list[str]:
    """By keys to the button; what the dialog says comes back, answered with these keys."""
    seen: list[str] = []

    def answer(dialog: QDialog) -> None:
        seen.extend((type(dialog).__name__, said(dialog)))
        evaluator.press(*keys)

    answering(answer)
    evaluator.tab_to(TAKE)
    evaluator.press("Space")
    wait_until(lambda: len(seen) == 2)
    wait_until(lambda: QApplication.activeModalWidget() is None)
    evaluator.return_to_window()
    return seen


def test_next_year_s_scheme_is_taken_in_and_a_round_opened_with_it(
    evaluator: Evaluator, stick: Path
) -> None:
    path = file_in(stick, NEXT_YEAR)
    kind, words = take(evaluator, "Escape")
    assert kind == SchemeDialog.__name__
    assert taken_in(evaluator) == []
    assert "代号：next-year　版本：2027　满分：100 分　内容：13 个指标，24 条评分标准" in words
    assert "新办法" in words
    take(evaluator, "Return")
    path.unlink()
    assert taken_in(evaluator) == [(ID, "2027")]
    wait_until(lambda: evaluator.says("收入的办法 · 版本 2027"))

    def open_it(dialog: QDialog) -> None:
        assert isinstance(dialog, RoundDialog)
        [schemes] = [
            one
            for one in cast("list[QListWidget]", dialog.findChildren(QListWidget))
            if one.accessibleName() == "考核办法"
        ]
        schemes.setFocus()
        evaluator.press("End")
        dialog.open_button.click()

    answering(open_it)
    evaluator.office.keep_round("new", "")
    wait_until(lambda: len(rounds_of(workspace(evaluator))) == 4)
    assert ID in {one.scheme for one in rounds_of(workspace(evaluator))}


def test_a_file_with_a_long_name_does_not_widen_its_dialog(
    evaluator: Evaluator, stick: Path
) -> None:
    offered = offer_scheme(workspace(evaluator), file_in(stick, NEXT_YEAR, "n" * 200 + ".toml"))
    dialog = SchemeDialog(evaluator.shell, offered)
    dialog.show()
    assert dialog.minimumSizeHint().width() <= evaluator.shell.width()
    dialog.close()


def test_faults_are_listed_and_nothing_is_taken_in(evaluator: Evaluator, stick: Path) -> None:
    file_in(stick, OWN.replace("points = 100\n", "points = 100\nponts = 1\n"))
    listed: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, SchemeFaultsDialog)
        listed.extend(dialog.list.item(at).text() for at in range(dialog.list.count()))
        [copy] = [
            one
            for one in cast("list[QPushButton]", dialog.findChildren(QPushButton))
            if one.text() == "复制清单"
        ]
        copy.click()
        evaluator.press("Return")

    answering(read)
    evaluator.tab_to(TAKE)
    evaluator.press("Return")
    wait_until(lambda: bool(listed))
    wait_until(lambda: QApplication.activeModalWidget() is None)
    assert [one[:7] for one in listed] == ["第 11 行："]
    assert QApplication.clipboard().text() == "\n".join(listed)
    assert taken_in(evaluator) == []


def test_saved_by_keys_as_the_file_that_it_was(
    evaluator: Evaluator, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluator.office.workplace.dispatcher.tell(take_in(workspace(evaluator), NEXT_YEAR))
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(stick / "给隔壁"), ""))
    evaluator.part(QListView, "考核办法").setFocus()
    evaluator.press("End")
    evaluator.tab_to("另存为办法文件")
    evaluator.press("Space")
    assert (stick / "给隔壁.toml").read_text("utf-8") == NEXT_YEAR
    wait_until(lambda: evaluator.says("已存成“给隔壁.toml”"))


def test_removed_by_keys_and_brought_back_by_undo(evaluator: Evaluator) -> None:
    evaluator.office.workplace.dispatcher.tell(take_in(workspace(evaluator), NEXT_YEAR))
    evaluator.part(QListView, "考核办法").setFocus()
    evaluator.press("End")
    asked: list[str] = []

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        asked.append(dialog.informativeText())
        evaluator.press("Tab", "Space")  # the safe answer has the focus

    answering(agree)
    evaluator.tab_to("移去收入的办法")
    evaluator.press("Space")
    assert asked == ["以后新建批次不能再选它；再要用时，可以从原来的文件重新收入。"]
    assert taken_in(evaluator) == []
    evaluator.return_to_window()
    assert evaluator.focus.accessibleName() == "考核办法"
    evaluator.press("Ctrl+Z")
    assert taken_in(evaluator) == [(ID, "2027")]


def choose_in_menu(menu: QMenu, start: str) -> None:
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().text().startswith(start):
            QTest.keyClick(menu, Qt.Key.Key_Return)
            QApplication.processEvents()
            return
    raise AssertionError([one.text() for one in menu.actions()])


def replacing(evaluator: Evaluator, asked: list[str]) -> None:
    """Wait for the preview, then agree, and agree once more."""

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, ReplacementDialog)
        wait_until(dialog.replace_button.isEnabled)
        asked.append(said(dialog))
        assert dialog.table.rowCount() == 3

        def again(box: QDialog) -> None:
            assert isinstance(box, QMessageBox)
            asked.append(box.informativeText())
            evaluator.press("Tab", "Space")

        answering(again, dialog)
        evaluator.tab_to("换用…")
        evaluator.press("Space")

    answering(agree)


def scheme_of_round(evaluator: Evaluator) -> Round:
    found = rounds_of(workspace(evaluator))
    return next(one for one in found if one.id == rounds().sections)


def test_a_round_is_moved_to_the_newer_text_while_its_sheet_is_open(evaluator: Evaluator) -> None:
    evaluator.office.enter(rounds().section)
    wait_until(lambda: evaluator.says("每次扣 2 分"))
    evaluator.office.go(Place.SCHEMES)
    evaluator.office.workplace.dispatcher.tell(take_in(workspace(evaluator), DEARER))
    before = scheme_of_round(evaluator)
    evaluator.return_to_window()
    titles = evaluator.part(QListView, "考核办法")
    titles.setFocus()
    at = [one.id for one in office_schemes(workspace(evaluator))].index(SECTIONS)
    evaluator.press("Home", *["Down"] * at)
    evaluator.tab_to("批次换用…")
    asked: list[str] = []
    replacing(evaluator, asked)
    evaluator.press("Space")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose_in_menu(menu, "科室督查（版本 1）")
    wait_until(lambda: scheme_of_round(evaluator) != before)
    wait_until(lambda: QApplication.activeModalWidget() is None)
    assert "1 个单位的得分会变" in asked[1]
    assert "不能撤销" in asked[1]
    evaluator.return_to_window()
    wait_until(lambda: evaluator.says("“科室督查”已换用版本 2"))
    evaluator.office.go(Place.SCORING)
    wait_until(lambda: evaluator.says("每次扣 3 分"))
    assert not evaluator.says("每次扣 2 分")
    evaluator.press("F4")  # and one goes on in it
    assert evaluator.office.assessment.sight.whole.version == "2"


def test_the_overview_s_menu_offers_it_only_where_it_can_be_done(evaluator: Evaluator) -> None:
    evaluator.office.workplace.dispatcher.tell(take_in(workspace(evaluator), DEARER))
    evaluator.office.go(Place.OVERVIEW)
    wait_until(lambda: all(one.complete for one in evaluator.office.overview.rounds))
    offered = []
    for name in ("科室督查", "各市考核"):
        evaluator.return_to_window()
        evaluator.part(QPushButton, "新建考核批次").setFocus()
        evaluator.tab_to(f"更多操作：{name}")
        evaluator.press("Space")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.append("换用办法版本…" in [one.text() for one in menu.actions()])
        menu.close()
    assert offered == [True, False]
    evaluator.return_to_window()
    asked: list[str] = []
    replacing(evaluator, asked)
    evaluator.office.keep_round("replace", rounds().sections)
    wait_until(lambda: QApplication.activeModalWidget() is None and len(asked) == 2)
    assert not evaluator.office.overview.is_outdated(rounds().sections)
    evaluator.office.keep_round("replace", rounds().sections)  # overtaken meanwhile: nothing opens
    assert QApplication.activeModalWidget() is None
