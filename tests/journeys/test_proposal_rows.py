"""What stands behind a proposal, and what is asked: its rows, their days, grounds, and what rests on a row."""

from typing import Final, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox, QTableWidget

from desktop.services.recording import record_finding, withdraw_finding
from desktop.ui.dialogs.accept_all_dialog import AcceptAllDialog
from desktop.ui.dialogs.grounds_dialog import GroundsDialog
from desktop.ui.dialogs.ledger_check_dialog import LedgerCheckDialog
from desktop.ui.dialogs.proposal_dialog import ProposalDialog
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.viewmodels.place import Place
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.test_proposals import LATE, cells_of, fact, opened, strip, tell
from tests.journeys.test_reachable import cut_off
from tests.services.building import ME
from tests.ui.dropping import answering
from tests.viewmodels.ledgered import HERE, NAMES, row_named

CTRL: Final = Qt.KeyboardModifier.ControlModifier


def test_the_row_leads_to_itself_in_its_ledger_and_tells_its_days(ledgered: Evaluator) -> None:
    screen = ledgered.office.screen(Place.LEDGERS)
    assert isinstance(screen, LedgerScreen)
    screen.book.open("activities", "u-b", year=2019)
    screen.book.search("没有这样的行")
    ledgered.tab_to(f"看明细：{LATE}")
    ledgered.press("Space")
    dialog = opened(ProposalDialog)
    assert isinstance(dialog, ProposalDialog)
    ledgered.tab_to("台账里的记录")
    ledgered.press("Down")
    days = dialog._days.text()
    assert days.startswith("2022-09-01 结束，公示期限：最后一日是 2022年9月30日，即第 20 个工作日")
    assert "中秋节" in days
    [table] = cast("list[QTableWidget]", dialog.findChildren(QTableWidget))
    item = table.item(1, 0)
    assert item is not None
    assert days in item.toolTip()
    assert cut_off(dialog) == []
    ledgered.tab_to("到台账里看")
    ledgered.press("Space")
    wait_until(screen.isVisible)
    book = screen.book
    assert (book.ledger.id, book.unit, book.year) == ("inspections", HERE.unit, 2022)
    assert screen.search.text() == ""
    at = screen.rows.rows.currentIndex().row()
    assert screen.rows.rows.table.row_at(at).row.told == NAMES[2]


def test_striking_a_row_tells_of_the_finding_that_rests_on_it(ledgered: Evaluator) -> None:
    workspace = ledgered.office.workplace.workspace
    screen = ledgered.office.screen(Place.LEDGERS)
    assert isinstance(screen, LedgerScreen)

    def asked(name: str) -> str:
        assert screen.book.show_row(row_named(workspace, name))
        told: list[str] = []

        def answer(box: QDialog) -> None:
            assert isinstance(box, QMessageBox)
            told.append(box.informativeText())
            box.reject()

        answering(answer)
        at = screen.rows.rows.currentIndex().row()
        screen.rows.rows.struck.emit([screen.rows.rows.table.row_at(at)])
        return told[0]

    ledgered.press("Alt+A")
    wait_until(lambda: fact(ledgered) is not None)
    ledgered.office.go(Place.LEDGERS)
    back = "删除后可以撤销（Ctrl+Z）。"
    assert asked(NAMES[0]) == back
    told = "已有 1 条认定用到这一行，删除后认定不会变，会提示台账有变化。"
    assert asked(NAMES[1]) == f"{told}{back}"
    ledgered.office.workplace.dispatcher.tell(withdraw_finding(workspace, ME, HERE, "late").outcome)
    assert asked(NAMES[1]) == back


def test_grounds_are_agreed_to_by_keys_alone(ledgered: Evaluator) -> None:
    ledgered.tab_to(f"不采用：{LATE}")

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, GroundsDialog)
        wait_until(dialog.isActiveWindow)
        QTest.keyClick(dialog._text, Qt.Key.Key_Return, CTRL)
        assert dialog.isVisible()
        dialog._text.setPlainText("另有说法")
        QTest.keyClick(dialog._text, Qt.Key.Key_Return, CTRL)
        assert not dialog.isVisible()

    titles = answering(write)
    ledgered.press("Space")
    assert len(titles) == 1
    wait_until(lambda: "另有说法" in strip(ledgered))


def test_where_the_points_stay_it_says_so(ledgered: Evaluator) -> None:
    workspace = ledgered.office.workplace.workspace
    tell(ledgered, record_finding(workspace, ME, HERE, "late", {"count": 1}).outcome)
    ledgered.scoring.strip.ledgers.click()
    dialog = opened(LedgerCheckDialog)
    assert isinstance(dialog, LedgerCheckDialog)
    dialog.accept_all.click()
    told = [one[2] for one in cells_of(opened(AcceptAllDialog))]
    assert told == ["分值不变，补记明细", ""]
    ledgered.press("Escape")
    dialog.reject()
