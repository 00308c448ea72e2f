"""发文 at the keyboard: a letter is drafted before its pages, refused with why, registered, opened as sent, saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.domain.letter_forms import LetterKind, LetterLook
from desktop.domain.records import AssessmentKey, Office
from desktop.services.letters import letters_of
from desktop.services.office import describe_office
from desktop.services.recording import record_finding
from desktop.services.workspaces import Workspace, open_workspace
from desktop.ui.results.field_list_dialog import FieldListDialog
from desktop.ui.results.letter_dialog import LetterDialog
from desktop.ui.results.letters_page import LettersPage
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.letter_preview import LetterPreview
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, office_in, rounds, settle
from tests.ui.seat import key_to

pytestmark = pytest.mark.uncounted

SECTIONS = rounds().sections


def gone(dialog: QWidget) -> bool:
    """Closed, and perhaps ended already."""
    return not isValid(dialog) or dialog.isHidden()


@dataclass
class Seated:
    """Somebody before the page of letters, and what was said."""

    book: ResultBook
    page: LettersPage
    said: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Workspace:
        return self.book.workplace.workspace

    @property
    def kept(self) -> list[str]:
        return [one.number for one in letters_of(self.workspace, SECTIONS)]

    def begin(self) -> LetterDialog:
        """Ctrl+N, and the pages of what is suggested."""
        self.page.window().activateWindow()
        self.page.table.setFocus()
        wait_until(self.page.table.hasFocus)
        key_to(self.page.table, "Ctrl+N")
        found = cast("list[LetterDialog]", self.page.window().findChildren(LetterDialog))
        [dialog] = [one for one in found if one.isVisible()]
        drawn(dialog.draft.preview)
        return dialog

    def shown(self) -> list[list[str]]:
        table = self.page.table
        rows = range(table.rowCount())
        return [[table.item(at, n).text() for n in range(3)] for at in rows]  # type: ignore[union-attr]  # it is there


def drawn(preview: LetterPreview) -> None:
    """Until what is wanted is before the eyes."""
    wait_until(lambda: not preview.is_busy and preview.made is not None)


@pytest.fixture
def book(qtbot: QtBot, tmp_path: Path, dressed: object) -> Iterator[ResultBook]:
    """The sections' round: two units lost points, one of them is not scored to the end."""
    jobs = Jobs()
    with open_workspace(office_in(tmp_path)) as workspace:
        describe_office(workspace, ME, Office(name="考核办"))
        key = AssessmentKey(SECTIONS, "u-b")
        settle(workspace, key)
        record_finding(workspace, ME, key, "study-missed", {"items": [{"note": "第一季度"}]})
        made = ResultBook(Workplace(workspace, ME), jobs)
        made.open(SECTIONS)
        made.wake()
        yield made
        qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
        jobs.end()


@pytest.fixture
def at(book: ResultBook, window: QWidget) -> Iterator[Seated]:
    page = LettersPage(book)
    page.setParent(window)
    page.resize(1000, 580)
    page.show()
    page.show_round()
    made = Seated(book, page)
    book.workplace.refused.connect(made.said.append)
    book.workplace.remarked.connect(made.said.append)
    page.table.setFocus()
    yield made
    for one in cast("list[LetterDialog]", window.findChildren(LetterDialog)):
        one.reject()
    page.desk.preview.close()


def compose(field: QWidget, words: str) -> None:
    """As an input method gives them."""
    composed = QInputMethodEvent("", [])
    composed.setCommitString(words)
    QApplication.sendEvent(field, composed)


def register(dialog: LetterDialog, number: str) -> None:
    dialog.number.setText(number)
    dialog.number.textEdited.emit(number)
    wait_until(lambda: not dialog.draft._soon.isActive() and dialog.register_button.isEnabled())
    dialog.register_button.click()


def fault(dialog: LetterDialog) -> str:
    labels = cast("list[QLabel]", dialog.findChildren(QLabel))
    return next((one.text() for one in labels if one.property("tone") == "red"), "")


def test_an_empty_register_says_how_to_begin(at: Seated) -> None:
    assert at.page.desk.preview.refusal.startswith("这个批次还没有登记发文")
    assert not at.page.save_button.isEnabled()
    assert at.page.draft_button.isEnabled()
    assert at.page.entry is at.page.draft_button, "an empty table leads nowhere"


def test_a_round_without_points_has_no_letters(at: Seated) -> None:
    at.book.open(rounds().plan)
    at.page.show_round()
    assert not at.page.draft_button.isEnabled()
    assert "不计分" in at.page.desk.preview.refusal
    key_to(at.page.table, "Ctrl+N")
    assert at.page.window().findChildren(LetterDialog) == []


def test_a_bulletin_is_drafted_registered_and_opened_as_sent(at: Seated) -> None:
    dialog = at.begin()
    assert dialog.number.text().startswith("〔")
    dialog.number.setFocus()
    dialog.number.selectAll()
    compose(dialog.number, "云双随机办〔2026〕7号")
    dialog.body.setFocus()
    compose(dialog.body, "先说一句。")
    wait_until(lambda: "先说一句" in told(dialog.draft.preview))
    dialog.register_button.setFocus()
    key_to(dialog.register_button, "Space")
    wait_until(lambda: bool(at.kept))
    assert at.kept == ["云双随机办〔2026〕7号"]
    assert gone(dialog)
    assert at.said[-1] == "已登记发文“关于科室督查结果的通报”，文件一并留存"
    [row] = at.shown()
    assert row[:2] == ["云双随机办〔2026〕7号", "通报　关于科室督查结果的通报"]
    assert at.page.entry is at.page.table
    drawn(at.page.desk.preview)
    assert "先说一句" in told(at.page.desk.preview)
    assert at.page.save_button.isEnabled()


def test_what_is_being_registered_is_registered_when_the_dialog_is_gone(at: Seated) -> None:
    dialog = at.begin()
    drawn(dialog.draft.preview)
    gate = Event()
    for _ in range(2):  # nothing else can run before they end
        at.book.jobs.start("等", lambda *_: gate.wait(5), lambda _: None)
    dialog.number.setText("1号")
    dialog.number.textEdited.emit("1号")
    dialog.register_button.click()
    dialog.reject()
    assert gone(dialog)
    gate.set()
    wait_until(lambda: not at.book.jobs.running)
    assert at.kept == ["1号"]


def told(preview: LetterPreview) -> str:
    made = preview.made
    if made is None or preview.is_busy:
        return ""
    return "\n".join(one.text for one in made.shown().manuscript.blocks if hasattr(one, "text"))


def test_a_number_is_refused_in_the_dialog_and_mended_there(at: Seated) -> None:
    first = at.begin()
    register(first, "1号")
    wait_until(lambda: gone(first))
    dialog = at.begin()
    register(dialog, "1号")
    wait_until(lambda: bool(fault(dialog)))
    assert "文号“1号”已经用在" in fault(dialog)
    dialog.number.setText("")
    dialog.number.textEdited.emit("")
    assert fault(dialog) == ""
    wait_until(dialog.register_button.isEnabled)
    dialog.register_button.click()
    assert fault(dialog).startswith("请写上文号")
    dialog.dated.setText("没有这一天")
    dialog.register_button.click()
    assert "日期请写成" in fault(dialog)
    assert at.kept == ["1号"]


def test_each_unit_is_looked_at_and_gets_its_own(at: Seated) -> None:
    dialog = at.begin()
    dialog.kinds.setFocus()
    QTest.keyClick(dialog.kinds, Qt.Key.Key_Down)
    QTest.keyClick(dialog.kinds, Qt.Key.Key_Down)
    assert dialog.draft.order.kind is LetterKind.NOTICE
    drawn(dialog.draft.preview)
    assert [dialog.seen.itemText(n) for n in range(dialog.seen.count())] == ["甲科", "乙科"]
    assert "甲科：" in told(dialog.draft.preview)
    dialog.seen.setCurrentIndex(1)
    dialog.seen.activated.emit(1)
    wait_until(lambda: "乙科：" in told(dialog.draft.preview))
    assert dialog.register_button.text() == "登记 2 份"
    dialog.register_button.click()
    wait_until(lambda: len(at.kept) == 2)
    assert [one[1] for one in at.shown()] == ["扣分告知书　甲科", "扣分告知书　乙科"]
    assert at.said[-1] == "已登记发文 2 份，文件一并留存"


def test_without_units_there_is_nothing_to_look_at(at: Seated) -> None:
    dialog = at.begin()
    dialog.draft.choose_kind(LetterKind.URGING)
    drawn(dialog.draft.preview)
    assert dialog.due.isVisible()
    dialog.units.none_button.click()
    assert dialog.draft.preview.refusal.startswith("还没有选单位") or dialog.draft._soon.isActive()
    wait_until(lambda: dialog.draft.preview.refusal.startswith("还没有选单位"))
    assert not dialog.register_button.isEnabled()
    dialog.units.list.setFocus()
    QTest.keyClick(dialog.units.list, Qt.Key.Key_Space)
    drawn(dialog.draft.preview)
    assert dialog.draft.order.units == ("u-a",)
    dialog.units.all_button.click()
    assert len(dialog.draft.order.units) == 3


def test_what_is_typed_wrong_is_said_in_place_of_the_pages(at: Seated) -> None:
    dialog = at.begin()
    dialog.title.setText("致{{单位名称}}")
    dialog.title.textEdited.emit("")
    wait_until(lambda: "标题里没有" in dialog.draft.preview.refusal)
    assert not dialog.save_button.isEnabled()


def test_the_look_changes_at_once(at: Seated) -> None:
    dialog = at.begin()
    dialog.looks.choose(1)
    assert dialog.draft.order.look is LetterLook.PLAIN
    drawn(dialog.draft.preview)
    assert "（盖章）" in told(dialog.draft.preview)


def test_a_letter_is_saved_where_one_wants(
    at: Seated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "通报.docx"
    kind = "Word 文件 (*.docx)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), kind))
    dialog = at.begin()
    wait_until(dialog.save_button.isEnabled)
    dialog.save_button.click()
    wait_until(out.exists)
    assert dialog.draft.preview.made is not None
    assert out.read_bytes() == dialog.draft.preview.made.document


def test_fields_are_listed_and_copied(at: Seated) -> None:
    dialog = at.begin()
    dialog.fields_button.click()
    [fields] = cast("list[FieldListDialog]", dialog.findChildren(FieldListDialog))
    key_to(fields.table, "Down")
    fields.copy()
    assert QApplication.clipboard().text() == "{{文号}}"
    assert fields.table.rowCount() > 20
    fields.accept()


def test_what_draws_the_pages_ends_with_the_workspace(at: Seated) -> None:
    dialog = at.begin()
    register(dialog, "1号")
    wait_until(lambda: gone(dialog))
    drawn(at.page.desk.preview)
    wait_until(lambda: at.page.desk.preview.view.pages > 0)
    at.page.let_go()
    assert not at.page.desk.preview.view._loader._thread.isRunning()


def test_letters_of_one_year_are_told_apart(at: Seated) -> None:
    """Once: of number and title so little was to be read that two bulletins looked the same."""
    dialog = at.begin()
    dialog.number.setFocus()
    dialog.number.selectAll()
    compose(dialog.number, "市双随机一公开联席办〔2026〕118号")
    dialog.title.setFocus()
    compose(dialog.title, "（市直部门、各县区和开发区）")
    dialog.register_button.setFocus()
    key_to(dialog.register_button, "Space")
    wait_until(lambda: gone(dialog))
    table = at.page.table
    wait_until(lambda: table.rowCount() == 1)
    metrics = table.fontMetrics()
    for place in range(2):
        item = table.item(0, place)
        assert item
        lines = -(-metrics.horizontalAdvance(item.text()) // table.columnWidth(place))
        assert lines > 1
        assert table.rowHeight(0) > lines * metrics.lineSpacing()
