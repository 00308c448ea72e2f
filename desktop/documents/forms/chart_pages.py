"""Chart pages: every chart of a round with its sentence, each on one page or going on on the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.documents.charts.chart import Chart, drawings
from desktop.documents.charts.stacking import Depth
from desktop.documents.forms.contents import RoundContents
from desktop.documents.forms.letter_looks import LED, NOTED, SET, TITLED, UPRIGHT
from desktop.documents.manuscript import Align, Blank, Block, Figure, Manuscript, Words
from desktop.documents.measuring import height_of

_KIND: Final = "图表"
_CALLED: Final = TITLED._replace(size=16.0, pitch=26.0)
_ABOVE: Final = 6.0
_BELOW: Final = 18.0
_SLACK: Final = 2.0


def chart_pages(contents: RoundContents) -> Manuscript:
    """One paper of all of them; each is found by its name among the bookmarks."""
    heads: tuple[Words, ...] = (
        Words(contents.round, TITLED, Align.MIDDLE, kept=True),
        Words(_KIND, _CALLED, Align.MIDDLE, kept=True),
        Words(f"考核时段：{contents.period}", NOTED, Align.RIGHT, kept=True),
    )
    blocks: list[Block] = []
    for number, one in enumerate(contents.charts):
        blocks += _chart(one, () if number else heads)
    return contents.manuscript(_KIND, UPRIGHT, blocks)


def _chart(chart: Chart, heads: tuple[Words, ...]) -> Iterator[Block]:
    drawn = chart.figures is not None
    told = (
        *heads,
        Words(chart.name, LED, title=chart.name, kept=True),
        Words(chart.words, SET, Align.BOTH, indent=2, kept=drawn),
    )
    yield from told
    above = sum(height_of(one.text, one.face, UPRIGHT.measure - 2 * SET.size) for one in told)
    room = UPRIGHT.depth - _ABOVE - _SLACK
    depth = Depth(room - above, room - LED.pitch)
    for number, one in enumerate(drawings(chart, UPRIGHT.measure, depth)):
        if number:
            yield Words(f"{chart.name}（续）", LED, kept=True)
        yield Blank(_ABOVE, kept=True)
        yield Figure(one)
    yield Blank(_BELOW)
