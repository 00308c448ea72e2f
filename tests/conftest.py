"""What every test stands on: a screen that needs no screen, and examples that never change."""

import gc
import os
from pathlib import Path
from typing import Final

import pytest
from coverage import Coverage
from hypothesis import settings

from desktop.ui.tidying import tidy
from tests.shared_place import clear_shared_place, make_shared_place

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate is short and never fails by chance; `make torture` looks further, each time elsewhere.
settings.register_profile("gate", derandomize=True, deadline=None, database=None, max_examples=40)
settings.register_profile("explore", max_examples=600, deadline=None, database=None)
settings.register_profile(
    "mutants", derandomize=True, deadline=None, database=None, max_examples=15
)
settings.load_profile("gate")

# While lines are not counted: who counted them, and what told child processes to count theirs.
_aside: list[Coverage] = []
_told: dict[str, str] = {}
# The folders whose tests have their child processes count, too: elsewhere those would say the same again, and would
# take thrice as long.
_CHILDREN: Final = frozenset({"cli", "intake", "store"})
_TESTS: Final = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        make_shared_place()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        clear_shared_place()


def pytest_sessionstart() -> None:
    """As in the program: what dies by collection dies in the window's thread, never in a job's."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: they need not be looked through each time."""
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    tidy()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    """Counting lines doubles what a test takes: those marked `uncounted` go where others have counted.

    It is switched only between them and others: threads that are at work then may trip over one another.
    """
    wanted = item.get_closest_marker("uncounted") is None
    _tell_children(wanted=wanted and item.path.relative_to(_TESTS).parts[0] in _CHILDREN)
    if wanted:
        while _aside:
            _aside.pop().start()
    # One that is stopped wakes the one that it had put to sleep: a worker has three of them.
    while not wanted and (counting := Coverage.current()) is not None:
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
