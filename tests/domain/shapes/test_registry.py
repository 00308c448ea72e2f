"""The registry of shapes: each is known by the name that files write."""

from desktop.domain.shapes import SHAPES


def test_every_shape_is_known_by_its_name() -> None:
    assert list(SHAPES) == [
        "flag",
        "each",
        "graded",
        "shortfall",
        "share",
        "award",
        "rate",
        "target",
        "relative",
        "tiers",
        "choice",
    ]
