"""What every test stands on: a screen that needs no screen, and examples that never change."""

import gc
import os

from hypothesis import settings

from desktop.ui.tidying import tidy

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate is short and never fails by chance; `make torture` looks further, each time elsewhere.
settings.register_profile("gate", derandomize=True, deadline=None, database=None, max_examples=40)
settings.register_profile("explore", max_examples=600, deadline=None, database=None)
settings.register_profile(
    "mutants", derandomize=True, deadline=None, database=None, max_examples=15
)
settings.load_profile("gate")


def pytest_sessionstart() -> None:
    """As in the program: what dies by collection dies in the window's thread, never in a job's."""
    gc.disable()


def pytest_runtest_logfinish() -> None:
    tidy()
