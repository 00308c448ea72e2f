"""The slow tests have a short form in `make test` and a long one in `make torture`."""

import os
import time
from typing import Final

LONG: Final = bool(os.environ.get("KAOPING_TORTURE"))


def times(short: int, long: int) -> int:
    """How often a test tries."""
    return long if LONG else short


def seed() -> int:
    """What chance starts from: the gate never fails by it, the long form looks further each time."""
    return time.time_ns() if LONG else 1
