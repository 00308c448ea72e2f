"""The registry of shapes: each module holds one shape's figures, fact, tally, sentence and checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.domain.shapes.award import Award
from desktop.domain.shapes.choice import Choice
from desktop.domain.shapes.each import Each
from desktop.domain.shapes.flag import Flag
from desktop.domain.shapes.graded import Graded
from desktop.domain.shapes.rate import Rate
from desktop.domain.shapes.relative import Relative
from desktop.domain.shapes.share import Share
from desktop.domain.shapes.shortfall import Shortfall
from desktop.domain.shapes.target import Target
from desktop.domain.shapes.tiers import Tiers
from desktop.domain.tally import Rule

_ALL: Final[tuple[type[Rule], ...]] = (
    Flag,
    Each,
    Graded,
    Shortfall,
    Share,
    Award,
    Rate,
    Target,
    Relative,
    Tiers,
    Choice,
)
SHAPES: Final[Mapping[str, type[Rule]]] = {shape.shape: shape for shape in _ALL}
