"""Sights of 台账: every ledger, and what is entered, read and unpacked there."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog

from desktop.domain.ledgers.kinds import ACTIVITIES, DUTIES, INSPECTIONS, LEDGERS, PLAN, RECEIPTS
from desktop.ui.ledgers.monthly_dialog import MonthlyDialog
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.viewmodels.place import Place
from tests.access.come_back import filled_form
from tests.services.packing import packed, scan, sheet

if TYPE_CHECKING:
    from tests.access.sights import Sights

_TABLE: Final = (
    "任务编号,任务名称,抽查类别,牵头部门,结束时间\nR1,餐饮抽查,部门联合抽查,{unit},2020-06-10\n"
)


def go_through_ledgers(sights: Sights) -> None:
    """Every ledger, and what is entered there."""
    sights.office.go(Place.LEDGERS)
    screen = sights.office.screen(Place.LEDGERS)
    assert isinstance(screen, LedgerScreen)
    for ledger in LEDGERS:
        _open_filled(screen, ledger)
        sights.page(f"台账：{LEDGERS[ledger].name}")
    for ledger in (RECEIPTS, DUTIES, PLAN, INSPECTIONS, ACTIVITIES):
        _open_filled(screen, ledger)
        sights.dialog(f"登记：{LEDGERS[ledger].name}", screen.add)
    _open_filled(screen, RECEIPTS)
    _to_a_form(screen)
    sights.dialog("月报表", screen.reports.months.open, lambda one: _read_form(sights, one))
    sights.dialog("台账数字", screen.show_figures)
    unit = screen.book.units[0].name
    table = sights.work / "平台导出.csv"
    table.write_text(_TABLE.format(unit=unit), encoding="utf-8")
    _open_filled(screen, INSPECTIONS)
    sights.dialog("导入", lambda: screen.import_file(table))
    files = {
        "抽查任务.xlsx": sheet(("抽查任务", "抽查类型"), ("餐饮抽查", "内部")),
        "公示.png": scan("公示"),
    }
    sights.dialog(
        "材料包", lambda: screen.open_package(packed(sights.work / f"{unit}3月材料.zip", files))
    )


def _read_form(sights: Sights, report: QDialog) -> None:
    """The form as the unit filled it in, over the report that it is for."""
    assert isinstance(report, MonthlyDialog)
    draft = report.draft
    form = filled_form(draft.workplace.workspace, draft.wanted, sights.work / "填好的表.docx")
    sights.dialog("填好的表", lambda: draft.read_file(form))
    report.reject()


def _to_a_form(screen: LedgerScreen) -> None:
    """To the first report that is made on a form, in whichever year."""
    for year in screen.book.years:
        screen.book.open(RECEIPTS, year=year)
        cells = screen.reports.table
        for row, at in product(range(cells.rowCount()), range(cells.columnCount())):
            found = cells.places([cells.index(row, at)])
            if found and found[0].standing.due.rule.form:
                screen.reports.grid.setCurrentIndex(cells.index(row, at))
                return
    raise AssertionError("no report is made on a form")


def _open_filled(screen: LedgerScreen, ledger: str) -> None:
    """In the newest year that has anything of it."""
    for year in screen.book.years:
        screen.book.open(ledger, year=year)
        if screen.page.filled:
            return
