"""Phrases as fields ask for them: lazily, freshly, and those that fit what is typed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.services.finalising import finalise
from desktop.services.phrases import Wording
from desktop.services.recording import record_finding
from desktop.services.workspaces import open_workspace
from desktop.viewmodels.phrases import MOST_OFFERED, PHRASE_ROLE, PhraseList, Phrases
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, office_in, rounds

Fail: Final = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def workplace(qapp: object, tmp_path: Path) -> Iterator[Workplace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield Workplace(workspace, ME)


def write(workplace: Workplace, criterion: str, *notes: str) -> None:
    """Notes one after the other, each told to the window."""
    items = {"items": [{"note": one} for one in notes]}
    done = record_finding(workplace.workspace, ME, rounds().section, criterion, items)
    workplace.dispatcher.tell(done.outcome)


def offered(phrases: Phrases, typed: str, criterion: str | None = None) -> list[str]:
    return [one.text for one in phrases.offered(typed, criterion, None)]


def test_every_word_that_is_typed_is_in_it_wherever(workplace: Workplace) -> None:
    write(workplace, "study-missed", "第一季度没有学习", "第三季度学习无签到", "PDF 缺页")
    phrases = Phrases(workplace)
    assert offered(phrases, "学习") == ["第一季度没有学习", "第三季度学习无签到"]
    assert offered(phrases, "季度 签到") == ["第三季度学习无签到"]
    assert offered(phrases, "pdf") == ["PDF 缺页"]
    assert offered(phrases, "第四") == []


def test_what_is_typed_already_is_not_offered(workplace: Workplace) -> None:
    write(workplace, "study-missed", "第一季度", "第一季度没有学习")
    assert offered(Phrases(workplace), " 第一季度 ") == ["第一季度没有学习"]


def test_the_likeliest_come_first(workplace: Workplace) -> None:
    phrases = Phrases(workplace)
    assert offered(phrases, "")[0] == "市局统一留存"
    assert offered(phrases, "", "study-missed")[0] == "第一季度"
    ranked = phrases.ranked("study-missed", Wording.GROUNDS)
    assert ranked[0].text == "市局统一留存"


def test_a_long_list_is_cut(workplace: Workplace) -> None:
    write(workplace, "study-missed", *(f"第{number}次" for number in range(50)))
    assert len(offered(Phrases(workplace), "次")) == MOST_OFFERED


def test_it_stays_as_it_is_until_it_is_asked_to_freshen(workplace: Workplace, qtbot: QtBot) -> None:
    phrases = Phrases(workplace)
    assert offered(phrases, "学习") == []
    with qtbot.waitSignal(phrases.changed, timeout=100):
        write(workplace, "study-missed", "没有学习")
    assert offered(phrases, "学习") == []
    phrases.freshen()
    assert offered(phrases, "学习") == ["没有学习"]


def test_it_reads_only_when_it_is_asked_first(workplace: Workplace) -> None:
    phrases = Phrases(workplace)
    workplace.workspace.close()
    with open_workspace(workplace.workspace.folder) as reopened:
        workplace.workspace = reopened
        write(workplace, "study-missed", "没有学习")
        assert offered(phrases, "学习") == ["没有学习"]


def test_a_correction_is_told_once_with_all_that_it_touched(
    workplace: Workplace, qtbot: QtBot
) -> None:
    for key in (rounds().section, rounds().settled):
        fact = {"found": True, "note": "逾期"}
        record_finding(workplace.workspace, ME, key, "unplanned", fact)
    finalise(workplace.workspace, ME, rounds().settled)
    phrases = Phrases(workplace)
    [late] = phrases.offered("逾", None, None)
    with (
        qtbot.waitSignal(workplace.dispatcher.changed, timeout=100) as told,
        qtbot.waitSignal(workplace.remarked, timeout=100) as remarked,
    ):
        done = phrases.correct(late, "逾期报送")
    assert done is not None
    assert (done.sheets, done.kept) == (1, 1)
    assert told.args == [frozenset({("finding", (*rounds().section, "unplanned"))})]
    assert remarked.args == ["已改正 1 份考核表，1 份已锁定的保留原文；在各考核表里可以撤销"]


def test_a_refused_correction_is_said(workplace: Workplace, qtbot: QtBot) -> None:
    phrases = Phrases(workplace)
    with qtbot.waitSignal(workplace.refused, timeout=100) as said:
        assert phrases.correct(phrases.ranked()[0], " ") is None
    assert said.args == ["请写明改成什么"]


def test_the_list_speaks_its_counts(workplace: Workplace) -> None:
    model = PhraseList()
    QAbstractItemModelTester(model, Fail, model)
    model.show_phrases(Phrases(workplace).ranked("study-missed"))
    first = model.index(0)
    assert first.data() == "第一季度"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "第一季度，用过 1 次"
    assert first.data(PHRASE_ROLE).here == 1
    assert model.data(QModelIndex()) is None
    assert first.data(Qt.ItemDataRole.DecorationRole) is None
