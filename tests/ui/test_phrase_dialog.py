"""The library of phrases: searched, read, and corrected by keys, saying beforehand what it will reach."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.services.finalising import finalise
from desktop.services.recording import record_finding
from desktop.services.workspaces import create_workspace, open_workspace
from desktop.ui.dialogs.phrase_dialog import PhraseDialog
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.phrases import Phrases
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, office_in, rounds
from tests.ui.seat import key_to

LATE: Final = "逾期三天报送"


@pytest.fixture
def workplace(dressed: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    """Three sheets say the same; one of them is finalised."""
    with open_workspace(office_in(tmp_path)) as workspace:
        for key in (rounds().section, rounds().neighbour, rounds().settled):
            fact = {"found": True, "note": LATE}
            record_finding(workspace, ME, key, "unplanned", fact)
        finalise(workspace, ME, rounds().settled)
        yield Workplace(workspace, ME)


@contextmanager
def opened(workplace: Workplace, qtbot: QtBot) -> Iterator[PhraseDialog]:
    """The dialog over a window of the least size."""
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    made = PhraseDialog(window, Phrases(workplace))
    made.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=5_000)
    yield made
    if isValid(made):
        made.close()


@pytest.fixture
def dialog(workplace: Workplace, qtbot: QtBot) -> Iterator[PhraseDialog]:
    with opened(workplace, qtbot) as made:
        yield made


def listed(dialog: PhraseDialog) -> list[str]:
    return [one.text for one in dialog.view.model().phrases]  # type: ignore[attr-defined]  # ours


def press(*keys: str) -> None:
    for key in keys:
        key_to(QApplication.focusWidget() or QWidget(), key)


def where(dialog: PhraseDialog) -> list[str]:
    found = dialog.pane._where
    return [found.item(row).text() for row in range(found.count())]


def test_the_most_used_is_shown_with_where_it_is_used(dialog: PhraseDialog) -> None:
    assert listed(dialog) == ["市局统一留存", LATE, "第一季度", "第三季度"]
    press("Down", "Down")
    assert dialog.pane._words.text() == LATE
    assert dialog.pane._used.text() == "用过 3 次，在 3 份考核表里"
    place = "序号2①未统筹安排年度双随机监管工作"
    assert where(dialog) == [
        "科室督查",
        f"甲科 · 说明\n{place}",
        f"乙科 · 说明\n{place}",
        f"丙科（已锁定） · 说明\n{place}",
    ]


def test_the_search_narrows_the_list(dialog: PhraseDialog) -> None:
    dialog.search.setText("季度")
    assert listed(dialog) == ["第一季度", "第三季度"]
    assert dialog._count.text() == "找到 2 条"
    dialog.search.setText("没有的话")
    assert (listed(dialog), dialog.pane._words.text()) == ([], "没有这样的常用语")
    assert not dialog.pane.begin_button.isVisible()


def correcting(dialog: PhraseDialog, text: str = LATE) -> None:
    dialog.search.setText(text)
    dialog.pane.begin_button.setFocus()
    press("Space")


def test_correcting_says_what_it_reaches_and_does_it(
    dialog: PhraseDialog, workplace: Workplace
) -> None:
    correcting(dialog)
    assert QApplication.focusWidget() is dialog.pane.field
    assert dialog.pane._reach.text() == (
        "将改正 2 份没有定稿的考核表；1 份已锁定的保留原文。每份考核表里都可以撤销。"
    )
    assert not dialog.pane.do_button.isEnabled()
    press("End", "Backspace", "Backspace", "Return")
    assert dialog.pane._said.text() == (
        "已改正 2 份考核表，1 份已锁定的保留原文；在各考核表里可以撤销"
    )
    dialog.search.clear()
    used = {one.text: one.times for one in Phrases(workplace).ranked()}
    assert (used[LATE], used[LATE[:-2]]) == (1, 2)
    assert dialog.pane._words.text() == LATE[:-2]


def test_words_that_are_there_already_are_merged(
    dialog: PhraseDialog, workplace: Workplace
) -> None:
    correcting(dialog)
    dialog.pane.field.setText("第一季度")
    assert "已有同样的一句，改正后合为一条" in dialog.pane._reach.text()
    press("Return")
    used = {one.text: one.times for one in Phrases(workplace).ranked()}
    assert (used["第一季度"], used[LATE]) == (3, 1)
    assert (dialog.search.text(), dialog.pane._words.text()) == ("", "第一季度")


def test_escape_leaves_the_correcting_first(dialog: PhraseDialog, qtbot: QtBot) -> None:
    correcting(dialog)
    press("Escape")
    assert dialog.isVisible()
    assert not dialog.pane.field.isVisible()
    assert QApplication.focusWidget() is dialog.pane.begin_button
    with qtbot.waitSignal(dialog.destroyed, timeout=1_000):
        press("Escape")


def test_what_is_final_everywhere_cannot_be_corrected(workplace: Workplace, qtbot: QtBot) -> None:
    finalise(workplace.workspace, ME, rounds().waived)
    with opened(workplace, qtbot) as dialog:
        assert dialog.pane._words.text() == "市局统一留存"
        assert not dialog.pane.begin_button.isEnabled()
        assert dialog.pane.begin_button.toolTip() == (
            "用到它的考核表都已锁定，保留原文；需要改时请先撤销定稿或退回"
        )


def test_an_office_that_wrote_nothing_yet_is_told_what_comes(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with (
        create_workspace(tmp_path / "new") as workspace,
        opened(Workplace(workspace, ME), qtbot) as dialog,
    ):
        assert dialog._none.isVisible()
        assert dialog._none.text().startswith("还没有写过说明或理由。")
        assert not dialog.search.isVisible()


@pytest.mark.parametrize("scale", [100, 150])
def test_it_stays_on_the_screen(
    workplace: Workplace, qtbot: QtBot, qapp: QApplication, scale: int
) -> None:
    dress(qapp, scale)
    with opened(workplace, qtbot) as dialog:
        correcting(dialog)
        qtbot.wait(20)
        assert dialog.width() <= 1366
        assert dialog.height() <= 768
    dress(qapp)
