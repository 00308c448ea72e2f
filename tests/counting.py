"""Which tests count the lines they run through: counting takes as long again as what is counted.

Not those marked `uncounted`, nor the modules below: nearly all that they run through is counted by others, as a run
with a context for each module has shown. Lines of the domain and of `schemefiles` are all counted without them.
"""

import os
from pathlib import Path
from typing import Final

import pytest
from coverage import Coverage

_TESTS: Final = Path(__file__).parent
# By their folders, without `test_` and `.py`.
_BESIDES: Final = {
    ".": """
        mishap_log norms release
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
    "domain": """
        averages properties recorded relative_ways
    """,
    "domain/ledgers": """
        measures
    """,
    "journeys": """
        closed_workspace handover printing proposals reachable settings
    """,
    "services": """
        demonstration demonstration_year duty_grid evidence joint_rows kept_files ledgers
        meetings merging_packages objections office phrases proposals proposals_at_once
        report_calendar report_grid review_states round_archive sample_sheets scheme_replacement
        strict_json workspaces
    """,
    "ui": """
        archive_box asking code_dialog import_dialog row_dialog state_grid year_calendar
    """,
    "viewmodels": """
        chart_book checklist_tree checklist_view code_check evidence_shelf filing_draft
        first_task_words indicator_tree open_assessment overview page_thumbnails part_rows
        plan_table proposals_beside relative_views taking_in
    """,
}
_UNCOUNTED: Final = frozenset(
    _TESTS / folder / f"test_{name}.py"
    for folder, names in _BESIDES.items()
    for name in names.split()
)
# The folders whose tests have their child processes count, too: elsewhere those would say the same again, and would
# take thrice as long.
_CHILDREN: Final = frozenset({"cli", "intake", "store"})
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
    _tell_children(wanted=wanted and item.path.relative_to(_TESTS).parts[0] in _CHILDREN)
    if wanted:
        while _aside:
            _aside.pop().start()
    else:
        _leave()


def count_loading() -> None:
    """Each worker loads the same modules: that one of them counts it is enough."""
    if os.environ.get("PYTEST_XDIST_WORKER", _FIRST) != _FIRST:
        _leave()


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
