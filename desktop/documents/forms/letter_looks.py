"""Letter looks: the faces and the paper of documents whose form no scheme prescribes."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from desktop.documents.manuscript import Align, Column, Face, Paper, paper_of
from desktop.documents.setting.typefaces import BODY, HEADING, LATIN, SECOND, TITLE

TITLED: Final = Face(TITLE.name, 18, 30)
HEADED: Final = Face(HEADING.name, 10.5, 15)
SET: Final = Face(BODY.name, 10.5, 15, LATIN.name)
SPOKEN: Final = Face(BODY.name, 12, 20, LATIN.name)  # running text of a letter
LED: Final = Face(HEADING.name, 12, 20)
NOTED: Final = Face(SECOND.name, 10.5, 15, LATIN.name)
UPRIGHT: Final = paper_of("A4", landscape=False, margins=(3.0, 2.4, 2.8, 2.4))
LYING: Final = paper_of("A4", landscape=True, margins=(2.4, 2.0, 2.7, 2.0))
LARGE: Final = paper_of("A3", landscape=True, margins=(2.4, 2.0, 2.7, 2.0))


def columns(
    headings: Sequence[str], widths: Sequence[float], left: Container[int]
) -> tuple[Column, ...]:
    """Words to the left in these places, all else in the middle."""
    return tuple(
        Column(heading, width, Align.LEFT if at in left else Align.MIDDLE)
        for at, (heading, width) in enumerate(zip(headings, widths, strict=True))
    )


def share(paper: Paper, *weights: float) -> tuple[float, ...]:
    """The measure in parts of these weights."""
    return tuple(paper.measure * one / sum(weights) for one in weights)
