"""What every test stands on: a screen that needs no screen, and examples that never change."""

import gc
import os
from typing import Final

import pytest
from hypothesis import settings

from desktop.ui.tidying import tidy
from tests.counting import count_for, count_loading
from tests.hands_off import let_go
from tests.shared_place import clear_shared_place, make_shared_place
from tests.warm_children import warm_for

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate is short and never fails by chance; `make torture` looks further, each time elsewhere.
settings.register_profile("gate", derandomize=True, deadline=None, database=None, max_examples=25)
settings.register_profile("explore", max_examples=600, deadline=None, database=None)
settings.register_profile(
    "mutants", derandomize=True, deadline=None, database=None, max_examples=15
)
settings.load_profile("gate")

# What takes ten seconds and more. Where one of them came last, one processor would wait for it.
_LONG: Final = frozenset(
    f"test_{one}.py"
    for one in (
        "sights",
        "soak",
        "from_outside",
        "wrong_clock",
        "settings",
        "round_to_bulletin",
        "real_windows",
        "first_task",
        "ledger_imports",
        "letter_making",
        "packages",
        "hostile_workbooks",
        "start",
        "wheel",
    )
)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        make_shared_place()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        clear_shared_place()


def pytest_sessionstart() -> None:
    """As in the program: what dies by collection dies in the window's thread, never in a job's."""
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    count_loading()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, whatever the order of the others."""
    items.sort(key=lambda one: one.path.name not in _LONG)


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: they need not be looked through each time."""
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    tidy()
    let_go()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    count_for(item)
    warm_for(item)
