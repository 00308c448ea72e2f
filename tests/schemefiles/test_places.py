"""Places: from ids to positions in the file's lists."""

import pytest

from desktop.domain.slips import Place
from desktop.schemefiles.places import inside, resolve

RAW = {"rows": [{"id": "a"}, 3, {"id": "b", "cells": [{"id": "c"}]}, {"id": "a"}], "x": "text"}


@pytest.mark.parametrize(
    ("place", "resolved"),
    [
        ((), ()),
        (("x",), ("x",)),
        (("rows", "b"), ("rows", 2)),
        (("rows", "b", "cells", "c", "deduct"), ("rows", 2, "cells", 0, "deduct")),
        (("rows", "a", "id"), ("rows", 3, "id")),  # of two with one id, the later
        (("rows", 0, "id"), ("rows", 0, "id")),
        (("rows", "z", "id"), ("rows", "z", "id")),
        (("rows", 9, "id"), ("rows", 9, "id")),
        (("x", "y", "z"), ("x", "y", "z")),
    ],
)
def test_ids_become_positions(place: Place, resolved: Place) -> None:
    assert resolve(place, RAW) == resolved


def test_one_step_further_in() -> None:
    assert inside(RAW, "x") == "text"
    assert inside([1, 2], 1) == 2
    assert inside([1, 2], 2) is None
    assert inside({}, "x") is None
    assert inside("text", 0) is None
