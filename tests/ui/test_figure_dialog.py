"""测算: what a unit's ledgers come to, each figure open to its rows, by keys."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QTreeWidgetItem

from desktop.domain.ledgers.kinds import INSPECTIONS, PLAN, Kept
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.ui.ledgers.figure_dialog import FigureDialog
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.ui.theme.tokens import colour
from tests.journeys.evaluator import wait_until
from tests.ui.dropping import answering, button_of, nameless
from tests.viewmodels.ledgering import YEAR, Ledgers, run

Key = Qt.Key


def looking(screen: LedgerScreen, look: Callable[[FigureDialog], None]) -> None:
    def within(dialog: QDialog) -> None:
        assert isinstance(dialog, FigureDialog)
        wait_until(dialog.isActiveWindow)
        look(dialog)
        if dialog.isVisible():
            dialog.reject()

    answering(within)
    button_of(screen, "测算…").click()


def figures(dialog: FigureDialog) -> dict[str, tuple[str, str]]:
    items = [dialog.tree.topLevelItem(at) for at in range(dialog.tree.topLevelItemCount())]
    return {one.text(0): (one.text(1), one.text(2)) for one in items}


def item(dialog: FigureDialog, name: str) -> QTreeWidgetItem:
    [found] = dialog.tree.findItems(name, Qt.MatchFlag.MatchExactly)
    return found


def test_figures_are_opened_to_their_rows(screen: LedgerScreen, year: Ledgers) -> None:
    ended = date(YEAR, 4, 1)
    items = [PlanItem(year=YEAR, no=no, title=f"第{no}项", sort="department") for no in ("1", "2")]
    year.keep(PLAN, *[Kept("", "u-a", one) for one in items])
    year.keep(
        INSPECTIONS,
        run("食品", plan="1", ended=ended, published=ended),
        run("药品", ended=ended),
    )
    year.book.open(INSPECTIONS, "u-a")

    def look(dialog: FigureDialog) -> None:
        told = figures(dialog)
        assert told["部门内抽查计划完成率"][0] == "50%"
        assert told["抽查检查结果公示率"] == (
            "50%（要求 100%）",
            "已结束的抽查 2 次，已公示 1 次",
        )
        assert told["部门联合抽查计划完成率"] == ("—", "还算不出：抽查计划台账没有登记这一年的计划")
        unknown = item(dialog, "部门联合抽查计划完成率")
        assert unknown.toolTip(1) == told["部门联合抽查计划完成率"][1]
        assert unknown.data(1, Qt.ItemDataRole.AccessibleTextRole) == unknown.toolTip(2)
        rate = item(dialog, "抽查检查结果公示率")
        assert rate.foreground(1).color() == colour("red")
        assert dialog.tree.hasFocus()
        dialog.tree.setCurrentItem(rate)
        QTest.keyClick(dialog.tree, Key.Key_Right)
        assert rate.isExpanded()
        assert (rate.child(0).text(0), rate.child(0).text(2)) == ("药品：未公示", "2022-04-01")
        gap = item(dialog, "部门联合抽查计划完成率").child(0)
        assert gap.text(0).startswith("台账不全：")
        assert nameless(dialog) == []

    looking(screen, look)


def test_another_unit_is_chosen(screen: LedgerScreen, year: Ledgers) -> None:
    year.keep(PLAN, Kept("", "u-b", PlanItem(year=YEAR, no="1", title="食品", sort="department")))

    def look(dialog: FigureDialog) -> None:
        assert dialog.units.currentText() == "丙科"
        assert figures(dialog)["部门内抽查计划完成率"][0] == "—"
        dialog.units.setFocus()
        QTest.keyClick(dialog.units, Key.Key_Down)
        assert dialog.units.currentText() == "乙科"
        assert figures(dialog)["部门内抽查计划完成率"][0] == "0%"
        QTest.keyClick(dialog, Key.Key_Escape)
        assert not dialog.isVisible()

    looking(screen, look)
