"""报送安排, by keyboard: a report is added, stands in the ledger's grid, is changed and retired."""

from pathlib import Path

from PySide6.QtWidgets import QDialog

from desktop.domain.records import OfficeReport
from desktop.services.report_calendar import office_reports
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.setting_pages import reach
from tests.services.building import office_in
from tests.ui.dropping import answering


def reports(evaluator: Evaluator) -> list[OfficeReport]:
    return office_reports(evaluator.office.workplace.workspace)


def test_a_report_is_added_seen_in_the_ledger_changed_and_retired(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.go(Place.SETTINGS)

    def add(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.write("Quarterly")
        evaluator.press("Tab", "Space", "Right", "Right", "Right", "Space")  # January, April
        evaluator.tab_to("报送日")
        evaluator.press("End", "Return")  # the last day of the month; Enter keeps

    titles = answering(add)
    reach(evaluator, "增加报送…")
    evaluator.press("Space")
    assert titles == ["增加报送"]
    [kept] = reports(evaluator)
    assert (kept.name, kept.months, kept.day) == ("Quarterly", ("1", "4"), "last")

    evaluator.office.go(Place.LEDGERS)
    columns = {one.name for one in evaluator.office.ledgers.grid.columns}
    year = evaluator.office.ledgers.year
    assert {f"{year}年1月Quarterly", f"{year}年4月Quarterly"} <= columns

    evaluator.office.go(Place.SETTINGS)
    reach(evaluator, "报送安排")
    evaluator.press("Ctrl+Home", "Shift+Tab")
    assert evaluator.focus.accessibleName() == "停用所选"
    evaluator.press("Space")
    assert reports(evaluator)[0].until is not None
    evaluator.press("Space")

    def rename(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.press("Ctrl+A")
        evaluator.write("Every quarter")
        evaluator.press("Return")

    answering(rename)
    evaluator.press("Shift+Tab", "Space")
    [changed] = reports(evaluator)
    assert (changed.id, changed.name, changed.until) == (kept.id, "Every quarter", None)
    evaluator.return_to_window()
    evaluator.press("Ctrl+Z")
    assert reports(evaluator) == [kept]
