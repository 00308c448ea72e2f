"""Pictures of 结果: every page over a round of two dozen units, its dialogs, and the meeting on the projector."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey, Round, UnitRecord
from desktop.services.meetings import Convened
from desktop.services.office import keep_units
from desktop.store.desk import Deed
from desktop.ui.office_window import OfficeWindow
from desktop.ui.results.chart_page import ChartPage
from desktop.ui.results.letter_dialog import LetterDialog
from desktop.ui.results.letters_page import LettersPage
from desktop.ui.results.meeting_page import MeetingPage
from desktop.ui.results.objection_page import ObjectionPage
from desktop.ui.results.raise_dialog import RaiseDialog
from desktop.ui.results.rectification_page import RectificationPage
from desktop.ui.results.result_page import ResultPage
from desktop.ui.results.results_screen import ResultsScreen
from desktop.ui.shell import Shell
from desktop.viewmodels.place import Place
from tests.journeys.evaluator import wait_until
from tests.services.building import ME
from tests.services.charting import NOW, THEN, open_charted, unit_name
from tests.shown_dialogs import meet

_UNITS: Final = 24
_NAMES: Final = (
    "市场监督管理局", "公安局", "教育局", "民政局", "人力资源和社会保障局", "自然资源局",
    "生态环境局", "住房和城乡建设局", "交通运输局", "水利局", "农业农村局", "商务局",
    "文化和旅游局", "卫生健康局", "应急管理局", "统计局", "林业局", "消防救援支队",
    "城市管理局", "气象局", "邮政管理局", "烟草专卖局", "住房公积金管理中心", "档案局",
)  # fmt: skip
P = TypeVar("P", bound=ResultPage)


class Shot(Protocol):
    """Takes a picture under a name."""

    def __call__(self, name: str, wait: int = ..., of: QWidget | None = None) -> None: ...


class ResultShots:
    """Two years of two dozen departments, the newer one just scored."""

    def __init__(self, office: OfficeWindow, shell: Shell, shot: Shot) -> None:
        self._office, self._shell, self._shot = office, shell, shot

    def take(self) -> None:
        """All of them."""
        self._fill()
        self._office.go(Place.RESULTS)
        found = self._office.screen(Place.RESULTS)
        assert isinstance(found, ResultsScreen)
        self._screen = found
        found.book.open(NOW)
        for number, name in enumerate(found._names):
            found.show_page(name)
            wait_until(lambda: not self._office.jobs.running)
            self._shot(f"9{number}-{name}", 400)
        self._charts()
        self._meeting()
        self._objection()
        self._rectification()
        self._letters()

    def _fill(self) -> None:
        workspace = self._office.workplace.workspace
        units = [UnitRecord(f"u{n:03}", name) for n, name in enumerate(_NAMES)]
        keep_units(workspace, ME, units)
        for key, title, year in ((THEN, "2025年度部门考核", 2025), (NOW, "2026年度部门考核", 2026)):
            one = Round(key, title, f"{year}年", "charted", "", date(year, 11, 1))
            open_charted(workspace, one, _UNITS)
        with workspace.writing() as desk:
            for name in (THEN, NOW):
                for sheet in desk.all(Assessment, round=name):
                    at = int(sheet.unit[1:])
                    assert sheet.name == unit_name(at)
                    desk.put(replace(sheet, name=_NAMES[at]))
            desk.seal(Deed(Command.KEEP_UNITS, ME))
        rounds = frozenset(("round", name) for name in (THEN, NOW))
        self._office.workplace.dispatcher.changed.emit(rounds)  # written behind the window

    def _page(self, name: str, kind: type[P]) -> P:
        self._screen.show_page(name)
        page = self._screen.page
        assert isinstance(page, kind)
        return page

    def _charts(self) -> None:
        page = self._page("图表", ChartPage)
        for at in range(page.names.count()):
            page.names.setCurrentRow(at)
            self._shot(f"92-chart-{at}", 300)

    def _meeting(self) -> None:
        page = self._page("会议", MeetingPage)
        self._dialog("94-meeting", page.begin)
        page.meetings.begin(Convened("年度考核审定会", date(2026, 11, 22), "张主任", "联席办全体"))
        page.enter()
        hall = page.hall
        assert hall is not None
        hall.showNormal()
        hall.resize(self._shell.size())
        self._shot("94-hall", 400, of=hall)
        self._dialog("94-change", hall.change)
        hall.leave()
        self._shot("94-running", 300)

    def _objection(self) -> None:
        page = self._page("异议", ObjectionPage)
        self._dialog("95-raise", page.raise_objection, self._raise)
        page.table.selectRow(0)
        self._shot("95-raised", 300)
        self._dialog("95-decide", page.decide)

    def _raise(self, dialog: QWidget) -> None:
        assert isinstance(dialog, RaiseDialog)
        dialog.choose(AssessmentKey(NOW, "u005"), "i1", "c1")
        dialog.claim.setPlainText("当日已在平台公示，附截图。")
        dialog.keep_button.click()

    def _rectification(self) -> None:
        page = self._page("整改", RectificationPage)
        self._dialog("96-listing", page._on_add)
        page.list.put_on([one.unit for one in page.book.sheets][:3], date(2026, 12, 20))
        self._shot("96-listed", 300)
        page.table.selectRow(0)
        self._dialog("96-repair", page._on_open)

    def _letters(self) -> None:
        page = self._page("发文", LettersPage)
        dialog = LetterDialog(self._shell, page.desk.draft())
        dialog.open()
        for at in range(dialog.kinds.count()):
            dialog.kinds.setCurrentIndex(at)
            dialog.kinds.activated.emit(at)
            wait_until(lambda: not self._office.jobs.running)
            self._shot(f"97-letter-{at}", 1_000, of=dialog)
        dialog.close()

    def _dialog(
        self,
        name: str,
        opened: Callable[[], object],
        then: Callable[[QWidget], object] | None = None,
    ) -> None:
        def seen(dialog: QWidget) -> None:
            self._shot(name, 300, of=dialog)
            if then is not None:
                then(dialog)

        meet(opened, self._office.jobs, seen)
