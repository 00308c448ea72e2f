"""Which tests count the lines they run through: counting takes as long again as what is counted.

Not those marked `uncounted`, nor the modules below: nearly all that they run through is counted by others, as a run
with a context for each module has shown. Lines of the domain and of `schemefiles` are all counted without them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from coverage import Coverage

_TESTS: Final = Path(__file__).parent
# By their folders, without `test_` and `.py`.
_BESIDES: Final = {
    ".": """
        licences mishap_log norms release
    """,
    "documents/charts": """
        layout
    """,
    "documents/forms": """
        columns open_sheets
    """,
    "documents/letters": """
        filling own_templates
    """,
    "documents/setting": """
        lines
    """,
    "intake": """
        cell_days cell_values package_names packages table_columns
    """,
    "journeys": """
        closed_workspace diagnosis evidence first_start folder_settings keeping_rounds killed
        ledgers meeting monthly_report people_settings printing proposals reachable
        report_settings review scoring_room
    """,
    "services": """
        demonstration demonstration_year duty_grid evidence evidence_links finalising
        foreign_trail form_previews handing_over joint_rows kept_files ledger_figures
        ledger_imports ledgers letter_making letters meetings merging_packages objections office
        office_days phrases proposals proposals_at_once report_calendar report_grid
        review_states reviewing round_evidence sample_sheets
        scheme_replacement sheet_verification strict_json tried_sheets workspaces
    """,
    "store": """
        connection desk hostile_archives plain_rows schema
    """,
    "ui": """
        archive_box asking code_dialog controls fault_table handing_in handover_page import_dialog
        matrix_page objection_page printer round_dialog row_dialog state_grid year_calendar
    """,
    "viewmodels": """
        chart_book checklist_tree checklist_view code_check evidence_shelf filing_draft
        first_task_words indicator_tree ledger_book matrix_table monthly_draft open_assessment overview
        package_draft page_thumbnails part_rows plan_table proposals_beside ranking_board
        relative_views replacement_draft round_draft round_sheets round_table row_files taking_in workplace
    """,
}
_UNCOUNTED: Final = frozenset(
    _TESTS / folder / f"test_{name}.py"
    for folder, names in _BESIDES.items()
    for name in names.split()
)
# Whose child processes count, too: elsewhere those would say the same again, and would take thrice as long.
_CHILDREN: Final = (
    "cli",
    "intake/test_confined",
    "intake/test_filled_forms",
    "intake/test_table_files",
    "intake/test_workbooks",
    "store/test_backups",
    "test_commands",
)
_FIRST: Final = "gw0"

# While lines are not counted: who counted them, and what told child processes to count theirs.
_aside: list[Coverage] = []
_told: dict[str, str] = {}


def gone() -> list[str]:
    """Modules above that are no more."""
    return sorted(str(one.relative_to(_TESTS)) for one in _UNCOUNTED if not one.exists())


def count_for(item: pytest.Item) -> None:
    """Count from now on, or leave it.

    It is switched only between such tests and others: threads that are at work then may trip over one another.
    """
    wanted = item.get_closest_marker("uncounted") is None and item.path not in _UNCOUNTED
    told = item.path.relative_to(_TESTS).as_posix().startswith(_CHILDREN)
    _tell_children(wanted=wanted and told)
    if wanted:
        _go_on()
    else:
        _leave()


@contextmanager
def counted() -> Iterator[None]:
    """What is made once in a run is counted, whoever comes first: else what is counted would hang on the order."""
    held = bool(_aside)
    _go_on()
    try:
        yield
    finally:
        if held:
            _leave()


def count_loading() -> None:
    """Each worker loads the same modules: that one of them counts it is enough."""
    if os.environ.get("PYTEST_XDIST_WORKER", _FIRST) != _FIRST:
        _leave()


def _go_on() -> None:
    while _aside:
        _aside.pop().start()


def _leave() -> None:
    """Count no more. One that is stopped wakes the one that it had put to sleep: a worker has three of them."""
    while (counting := Coverage.current()) is not None:
        counting.stop()
        _aside.append(counting)


def _tell_children(*, wanted: bool) -> None:
    """They count where their environment says so."""
    if wanted:
        os.environ.update(_told)
        _told.clear()
    else:
        told = [name for name in os.environ if name.startswith("COVERAGE_")]
        _told.update({name: os.environ.pop(name) for name in told})
