"""What every test stands on: a screen that needs no screen, and examples that never change."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate never fails by chance; `pytest --hypothesis-profile=explore` looks further.
settings.register_profile("gate", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.register_profile(
    "mutants", derandomize=True, deadline=None, database=None, max_examples=15
)
settings.load_profile("gate")
