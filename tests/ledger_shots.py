"""Pictures of 台账: every ledger, its dialogs, and where there is nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtWidgets import QWidget

from desktop.domain.ledgers.kinds import ACTIVITIES, DUTIES, INSPECTIONS, LEDGERS, PLAN, RECEIPTS
from desktop.ui.office_window import OfficeWindow
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.ui.shell import Shell
from desktop.viewmodels.place import Place
from tests.journeys.evaluator import wait_until
from tests.services.packing import packed, scan, sheet
from tests.shown_dialogs import meet

_TABLE: Final = """任务编号,任务名称,抽查类别,牵头部门,结束时间,公示时间,本次数量,备注
R1,餐饮服务单位抽查,部门联合抽查,{unit},2020-06-10,2020-06-20,12,
R2,药品零售企业抽查,部门内抽查,没有的局,2020-07-10,七月下旬,7,单位名称和公示时间都写得不对
R3,成品油质量抽查,部门内抽查,{unit},2020-08-10,2020-08-20,3,
"""


class Shot(Protocol):
    """Takes a picture under a name."""

    def __call__(self, name: str, wait: int = ..., of: QWidget | None = None) -> None: ...


class LedgerShots:
    """The place as it is, and each dialog as it is opened by a hand."""

    def __init__(self, office: OfficeWindow, shell: Shell, shot: Shot) -> None:
        self._office, self._shell, self._shot = office, shell, shot

    def take(self, work: Path) -> None:
        """All of them."""
        self._office.go(Place.LEDGERS)
        screen = self._office.screen(Place.LEDGERS)
        assert isinstance(screen, LedgerScreen)
        for ledger in LEDGERS:
            _open(screen, ledger)
            screen.entry.setFocus()
            self._shot(f"8-{ledger}")
        for ledger in (RECEIPTS, DUTIES, PLAN, INSPECTIONS, ACTIVITIES):
            _open(screen, ledger)
            self._dialog(f"8-{ledger}-add", screen.add)
        _open(screen, INSPECTIONS)
        self._dialog("8-row", lambda: screen.rows.rows.opened.emit(screen.book.rows[0]))
        self._dialog("8-figures", screen.show_figures)
        table = work / "平台导出.csv"
        table.write_text(_TABLE.format(unit=screen.book.units[0].name))
        self._dialog("8-import", lambda: screen.import_file(table))
        self._dialog("8-package", lambda: self._open_package(screen, work))
        screen.book.search("没有这样的词")
        self._shot("8-nothing-found")
        screen.book.search("")
        for ledger in (RECEIPTS, DUTIES, PLAN):
            screen.book.open(ledger, year=1998)
            self._shot(f"8-{ledger}-none")

    def _open_package(self, screen: LedgerScreen, work: Path) -> None:
        """As a unit hands one in; the dialog opens once it is unpacked."""
        unit, table = (
            screen.book.units[0].name,
            sheet(("抽查任务", "抽查类型"), ("餐饮抽查", "内部")),
        )
        scans = {
            name: scan(name) for name in ("食品/公示截图.png", "药品/公示截图.png", "部署会.pdf")
        }
        files = {"抽查任务.xlsx": table, **scans, "安装.exe": b"MZ"}
        screen.open_package(packed(work / f"{unit}3月材料.zip", files))
        wait_until(lambda: not self._office.jobs.running)

    def _dialog(self, name: str, opened: Callable[[], object]) -> None:
        meet(opened, self._office.jobs, lambda dialog: self._shot(name, of=dialog))


def _open(screen: LedgerScreen, ledger: str) -> None:
    """In the newest year that has anything of it."""
    for year in screen.book.years:
        screen.book.open(ledger, year=year)
        if screen.page.filled:
            return
