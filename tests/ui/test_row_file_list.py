"""扫描件 in the dialogs of rows: added, dropped, looked at, taken away and back; kept with the row."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.ledgers.due_reports import DueReport, ReportRule, ReportStanding
from desktop.domain.ledgers.kinds import LEDGERS, MEMBERS, Kept, Row
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.receipts import Receipt
from desktop.services.ledger_sights import LedgerUnit, row_files
from desktop.services.ledgers import keep_rows, rows_of
from desktop.ui.ledgers.file_dialog import FileDialog
from desktop.ui.ledgers.receipt_dialog import ReceiptDialog
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.ledgers.row_file_list import RowFileList
from desktop.viewmodels.row_draft import RowDraft
from desktop.viewmodels.row_files import RowFiles
from tests.services.building import ME, files_in
from tests.ui.dropping import answering, choose, drop, nameless
from tests.ui.seat import key_to, part_of, visible
from tests.viewmodels.handing import Handing, files

ROW: Final = "row"
UNITS: Final = (LedgerUnit("u-a", "甲科"), LedgerUnit("u-b", "乙科"))
SOON: Final = 10_000


@pytest.fixture
def shown(at: Handing, window: QWidget) -> RowFileList:
    """Of a row that is kept."""
    keep_rows(at.workspace, ME, MEMBERS, [Kept(ROW, "u-a", Member(name="成员"))])
    made = RowFileList(RowFiles(at.workplace, at.jobs, ROW))
    made.setParent(window)
    made.resize(900, 240)
    made.show()
    return made


def linked(at: Handing, row: str = ROW) -> list[str]:
    return sorted(one.name for one in row_files(at.workspace, row))


def listed(one: RowFileList) -> list[str]:
    return [one.list.item(at).text() for at in range(one.list.count())]


def says(parent: QWidget, words: str) -> bool:
    return any(words in one.text() for one in visible(parent, QLabel))


class TestList:
    """By itself."""

    def test_files_are_chosen_and_listed(
        self, shown: RowFileList, at: Handing, tmp_path: Path
    ) -> None:
        assert nameless(shown) == []
        assert says(shown, "可拖放文件、压缩包")
        assert not shown.look_button.isEnabled()
        answering(choose(*files(tmp_path / "in", "纪要.pdf")))
        shown.add_button.click()
        assert shown.stop_button.isVisible()
        assert says(shown, "正在收入“纪要.pdf”…")
        at.wait()
        assert (listed(shown), linked(at)) == (["纪要.pdf"], ["纪要.pdf"])
        assert not shown.stop_button.isVisible()
        assert shown.look_button.isEnabled()

    def test_calling_the_choice_off_adds_nothing(self, shown: RowFileList, at: Handing) -> None:
        answering(lambda dialog: dialog.reject())
        shown.add_button.click()
        shown.look()  # nothing is there to be looked at
        shown.remove()
        assert (at.jobs.running, at.refusals) == ([], [])

    def test_files_are_dropped(self, shown: RowFileList, at: Handing, tmp_path: Path) -> None:
        assert drop(shown, QPoint(20, 10), files(tmp_path / "in", "纪要.pdf", "签到.pdf"))
        at.wait()
        assert linked(at) == ["签到.pdf", "纪要.pdf"]

    def test_what_is_on_its_way_is_called_off(
        self, shown: RowFileList, at: Handing, tmp_path: Path
    ) -> None:
        shown.files.take_paths(files(tmp_path / "in", "纪要.pdf"))
        at.jobs.wait()
        shown.stop_button.click()
        at.wait()
        assert (linked(at), files_in(at.workspace.folder)) == ([], {})

    def test_keys_take_away_and_back(self, shown: RowFileList, at: Handing, tmp_path: Path) -> None:
        shown.files.take_paths(files(tmp_path / "in", "a.pdf", "b.pdf", "c.pdf", "d.pdf"))
        at.wait()
        shown.list.setFocus()
        shown.list.setCurrentRow(1)
        key_to(shown.list, "Delete")
        assert linked(at) == ["a.pdf", "c.pdf", "d.pdf"]
        assert shown.list.currentRow() == 1
        key_to(shown.list, "Ctrl+Z")
        assert linked(at) == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
        key_to(shown.list, "Down")
        assert shown.list.currentRow() == 2

    def test_without_files_the_cursor_stays_near(
        self, shown: RowFileList, at: Handing, tmp_path: Path
    ) -> None:
        shown.files.take_paths(files(tmp_path / "in", "a.pdf"))
        at.wait()
        shown.list.setFocus()
        key_to(shown.list, "Backspace")
        assert shown.add_button.hasFocus()
        key_to(shown.add_button, "Ctrl+Z")
        assert linked(at) == ["a.pdf"]

    def test_what_went_wrong_is_said_here(
        self, shown: RowFileList, at: Handing, tmp_path: Path
    ) -> None:
        (tmp_path / "空").mkdir()
        shown.files.take_paths([tmp_path / "空"])
        at.wait()
        assert shown._said.isVisible()
        assert says(shown, "里没有可以收入的文件")
        shown.files.take_paths(files(tmp_path / "in", "a.pdf"))
        at.wait()
        assert not shown._said.isVisible()

    @pytest.mark.parametrize("key", ["Return", "Space"])
    def test_a_file_is_looked_at(
        self, shown: RowFileList, at: Handing, tmp_path: Path, qtbot: QtBot, key: str
    ) -> None:
        path = tmp_path / "纪要.pdf"
        path.write_bytes(draw_scan("会议纪要", ["第三季度。"], 1))
        shown.files.take_paths([path])
        at.wait()
        seen: list[int] = []

        def answer(dialog: object) -> None:
            assert isinstance(dialog, FileDialog)
            qtbot.waitUntil(lambda: dialog.view.is_here, timeout=SOON)
            seen.append(dialog.view.pages)
            assert not dialog.viewer.toolbar.frame.isVisible()
            assert dialog.viewer.toolbar.open.isVisible()
            key_to(dialog.viewer.canvas, "R")
            assert not dialog.view.frame.is_on
            dialog.reject()

        titles = answering(answer)
        key_to(shown.list, key)
        assert (titles, seen) == (["纪要.pdf"], [1])


class TestRowDialog:
    """With the row's own fields."""

    @pytest.fixture
    def dialog(self, at: Handing, window: QWidget) -> RowDialog:
        """For a row that is not kept yet."""

        def keep(one: Kept[Row]) -> bool:
            return at.workplace.attempt(lambda: keep_rows(at.workspace, ME, MEMBERS, [one]))

        files_of = RowFiles(at.workplace, at.jobs)
        made = RowDialog(window, RowDraft(LEDGERS[MEMBERS], "u-a"), UNITS, keep, files_of)
        made.open()
        return made

    def name(self, dialog: RowDialog, words: str) -> None:
        part_of(dialog, QLineEdit, "成员单位").setText(words)

    def test_files_are_linked_once_the_row_is_kept(
        self, dialog: RowDialog, at: Handing, tmp_path: Path
    ) -> None:
        dialog.files.files.take_paths(files(tmp_path / "in", "名单.pdf"))
        at.wait()
        assert listed(dialog.files) == ["名单.pdf（登记后关联）"]
        dialog.keep_button.click()  # the name is missing
        assert dialog.isVisible()
        self.name(dialog, "市场监管局")
        dialog.keep_button.click()
        assert not dialog.isVisible()
        [row] = rows_of(at.workspace, MEMBERS)
        assert linked(at, row.id) == ["名单.pdf"]

    def test_each_row_gets_its_own(self, dialog: RowDialog, at: Handing, tmp_path: Path) -> None:
        for name in ("甲局", "乙局"):
            dialog.files.files.take_paths(files(tmp_path / name, f"{name}.pdf"))
            at.wait()
            self.name(dialog, name)
            dialog.next_button.click()
            assert listed(dialog.files) == []
        found = {one.row.told: linked(at, one.id) for one in rows_of(at.workspace, MEMBERS)}
        assert found == {"甲局": ["甲局.pdf"], "乙局": ["乙局.pdf"]}

    def test_called_off_nothing_stays(self, dialog: RowDialog, at: Handing, tmp_path: Path) -> None:
        dialog.files.files.take_paths(files(tmp_path / "in", "名单.pdf"))
        at.wait()
        key_to(dialog, "Esc")
        assert files_in(at.workspace.folder) == {}
        assert rows_of(at.workspace, MEMBERS) == []


class TestReceiptDialog:
    """Files where a receipt is there already."""

    RULE: Final = ReportRule("monthly", "月报", (1,), 20, "month")
    DUE: Final = DueReport(RULE, date(2022, 1, 20))

    def test_a_receipt_has_files(self, at: Handing, window: QWidget, tmp_path: Path) -> None:
        receipt = Kept("got", "u-a", Receipt(report="monthly", due=date(2022, 1, 20)))
        keep_rows(at.workspace, ME, "receipts", [receipt])
        standing = ReportStanding(self.DUE, "missing", receipt)
        files_of = RowFiles(at.workplace, at.jobs, "got")
        dialog = ReceiptDialog(window, [("甲科", standing)], date(2022, 1, 21), files_of)
        dialog.open()
        assert nameless(dialog) == []
        assert dialog.files is not None
        dialog.files.files.take_paths(files(tmp_path / "in", "月报.pdf"))
        dialog.reject()  # it is linked all the same
        at.wait()
        assert linked(at, "got") == ["月报.pdf"]

    def test_without_one_there_are_none(self, window: QWidget) -> None:
        standing = ReportStanding(self.DUE, "missing")
        dialog = ReceiptDialog(window, [("甲科", standing)], date(2022, 1, 21))
        dialog.open()
        assert dialog.files is None
        assert not says(dialog, "扫描件")
        dialog.keep_button.setFocus(Qt.FocusReason.TabFocusReason)
        dialog.keep_button.click()
        assert dialog.receipt.received == date(2022, 1, 21)
