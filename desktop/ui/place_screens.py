"""Each place's screen, made when it is first wanted and connected to the window; what only it needs is loaded then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.services.ledger_sights import usual_year
from desktop.viewmodels.place import Place

if TYPE_CHECKING:
    from desktop.ui.office_window import OfficeWindow


def screen_of(place: Place, window: OfficeWindow) -> QWidget:
    """The screen of a place, new."""
    return _MAKERS[place](window)


def _overview(window: OfficeWindow) -> QWidget:
    from desktop.ui.screens.overview_screen import OverviewScreen

    made = OverviewScreen(window.overview)
    made.resumed.connect(window.resume)
    made.entered.connect(window.enter)
    made.turn_taken.connect(window.take_turn)
    made.round_wanted.connect(window.keep_round)
    made.print_wanted.connect(window.print)
    made.check_wanted.connect(window.check_code)
    made.setting_wanted.connect(window.show_setting)
    made.reports_wanted.connect(window.show_reports)
    made.repair_wanted.connect(window.show_repair)
    return made


def _scoring(window: OfficeWindow) -> QWidget:
    return window.room.enter()


def _ledgers(window: OfficeWindow) -> QWidget:
    from desktop.ui.screens.ledger_screen import LedgerScreen

    year = usual_year(window.workplace.workspace, window.ledgers.today)
    window.ledgers.open(year=year)
    made = LedgerScreen(window.ledgers, window.jobs, window.preferences)
    made.settings_wanted.connect(lambda: window.go(Place.SETTINGS))
    made.overview_wanted.connect(lambda: window.go(Place.OVERVIEW))
    made.reports.months.print_wanted.connect(window.print_paper)
    return made


def _evidence(window: OfficeWindow) -> QWidget:
    from desktop.ui.evidence.evidence_screen import EvidenceScreen
    from desktop.viewmodels.evidence_book import EvidenceBook

    book = EvidenceBook(window.workplace, window.jobs)
    book.setParent(window)
    made = EvidenceScreen(book)
    made.overview_wanted.connect(lambda: window.go(Place.OVERVIEW))
    made.undo_wanted.connect(window.undo)
    made.redo_wanted.connect(window.redo)
    window.endings.append(made.let_go)
    window.sheets[Place.EVIDENCE] = book.assessment
    book.sheet_wanted.connect(window.resume)
    book.paper_wanted.connect(window.print_paper)
    return made


def _results(window: OfficeWindow) -> QWidget:
    from desktop.ui.results.results_screen import ResultsScreen
    from desktop.viewmodels.result_book import ResultBook

    book = ResultBook(window.workplace, window.jobs, window.ahead)
    book.setParent(window)
    made = ResultsScreen(book)
    made.turned.connect(window.message.move_on)
    made.overview_wanted.connect(lambda: window.go(Place.OVERVIEW))
    window.endings.append(made.let_go)
    book.sheet_wanted.connect(window.resume)
    book.paper_wanted.connect(window.print_paper)
    return made


def _schemes(window: OfficeWindow) -> QWidget:
    from desktop.ui.screens.scheme_screen import SchemeScreen
    from desktop.viewmodels.scheme_library import SchemeLibrary

    library = SchemeLibrary(window.workplace, window.jobs)
    library.setParent(window)
    made = SchemeScreen(library)
    made.round_wanted.connect(window.keep_round)
    return made


def _settings(window: OfficeWindow) -> QWidget:
    from desktop.ui.screens.settings_screen import SettingsScreen
    from desktop.ui.settings.settings_desk import Machine

    machine = Machine(window.jobs, window.preferences, window.backups)
    made = SettingsScreen(window.workplace, machine)
    made.scale_chosen.connect(window.scale_chosen)
    made.scanner_chosen.connect(window.room.watch_scanner)
    made.phrases_wanted.connect(window.room.open_phrases)
    made.other_wanted.connect(window.other_wanted)
    made.moved.connect(window.message.move_on)
    made.mended.connect(window.message.withdraw)
    return made


_MAKERS: Final[dict[Place, Callable[[OfficeWindow], QWidget]]] = {
    Place.OVERVIEW: _overview,
    Place.SCORING: _scoring,
    Place.LEDGERS: _ledgers,
    Place.EVIDENCE: _evidence,
    Place.RESULTS: _results,
    Place.SCHEMES: _schemes,
    Place.SETTINGS: _settings,
}
