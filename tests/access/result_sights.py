"""Sights of 结果: each page over two years of two dozen departments, and what is asked there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QApplication, QDialog

from desktop.domain.records import AssessmentKey
from desktop.services.meetings import Convened
from desktop.ui.results.handover_page import HandoverPage
from desktop.ui.results.letters_page import LettersPage
from desktop.ui.results.meeting_page import MeetingPage
from desktop.ui.results.objection_page import ObjectionPage
from desktop.ui.results.raise_dialog import RaiseDialog
from desktop.ui.results.ranking_page import RankingPage
from desktop.ui.results.rectification_page import RectificationPage
from desktop.ui.results.result_page import ResultPage
from desktop.ui.results.result_pages import RESULT_PAGES
from desktop.ui.results.results_screen import ResultsScreen
from desktop.viewmodels.place import Place
from tests.access.come_back import package_back
from tests.services.charting import NOW

if TYPE_CHECKING:
    from tests.access.sights import Sights

_TODAY: Final = date(2026, 11, 22)
Page = TypeVar("Page", bound=ResultPage)


def _result(sights: Sights, kind: type[Page]) -> Page:
    screen = sights.office.screen(Place.RESULTS)
    assert isinstance(screen, ResultsScreen)
    for name in RESULT_PAGES:
        screen.show_page(name)
        if isinstance(screen.page, kind):
            return screen.page
    raise AssertionError(kind)


def go_through_results(sights: Sights) -> None:
    """Each page over two years of two dozen departments, and what is asked there."""
    sights.office.go(Place.RESULTS)
    screen = sights.office.screen(Place.RESULTS)
    assert isinstance(screen, ResultsScreen)
    screen.book.open(NOW)
    for name in RESULT_PAGES:
        screen.show_page(name)
        sights.page(f"结果：{name}")
    ranking = _result(sights, RankingPage)
    sights.dialog("复评", ranking.ask_scoring)
    _objections(sights, _result(sights, ObjectionPage))
    _repairs(sights, _result(sights, RectificationPage))
    sights.dialog("发文", _result(sights, LettersPage).begin)
    _packages(sights, _result(sights, HandoverPage))
    _meeting(sights, _result(sights, MeetingPage))


def _objections(sights: Sights, page: ObjectionPage) -> None:
    def raise_it(dialog: QDialog) -> None:
        assert isinstance(dialog, RaiseDialog)
        dialog.choose(AssessmentKey(NOW, "u005"), "i1", "c1")
        dialog.claim.setPlainText("当日已在平台公示，附截图。")
        dialog.keep_button.click()

    sights.dialog("异议期", page.ask_days)
    sights.dialog("登记异议", page.raise_objection, raise_it)
    page.table.selectRow(0)
    sights.page("结果：异议，登记以后")
    sights.dialog("裁定", page.decide)
    sights.dialog("异议的材料", page.show_files)


def _repairs(sights: Sights, page: RectificationPage) -> None:
    sights.dialog("列入整改", page._on_add)
    page.list.put_on([one.unit for one in page.book.sheets][:3], date(2026, 12, 20))
    page.table.selectRow(0)
    sights.page("结果：整改，列入以后")
    sights.dialog("完成情况", page._on_open)
    sights.dialog("复查", page._on_look)


def _packages(sights: Sights, page: HandoverPage) -> None:
    sights.dialog("移交", page.exchange._on_give)
    place = sights.office.workplace.workspace
    package = package_back(place, NOW, ("u007", "u008"), sights.work)
    sights.dialog("合并考核包", lambda: page.exchange._exchange.open_package(package))


def _meeting(sights: Sights, page: MeetingPage) -> None:
    sights.dialog("开会", page.begin)
    page.meetings.begin(Convened("年度考核审定会", _TODAY, "张主任", "联席办全体"))
    page.enter()
    hall = page.hall
    assert hall is not None
    hall.showNormal()
    hall.resize(sights.shell.size())
    QApplication.processEvents()
    sights.look("会议：审定", hall)
    sights.dialog("会上改动", hall.change)
    hall.leave()
    sights.page("结果：会议进行中")
