"""Pages: sheets of paper that fill from the top, drawn once it is known how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from desktop.documents.charts.drawing import Drawing
from desktop.documents.charts.on_canvas import draw_on
from desktop.documents.manuscript import Ink, Paper
from desktop.documents.setting.paragraphs import Paragraph

Foot = Callable[[Canvas, int, int], None]  # draws what belongs to page x of y
Ground = Callable[[Canvas], None]  # draws what lies beneath the text

_CLOSE: Final = 0.02  # points; rules nearer than this are one
_THIN: Final = 0.5  # points


class Placed(NamedTuple):
    """A paragraph and its upper left corner."""

    paragraph: Paragraph
    left: float
    top: float


class Rule(NamedTuple):
    """A straight line: `at` across its direction, from there to there along it."""

    upright: bool
    at: float
    begin: float
    end: float


class Shown(NamedTuple):
    """A drawing, its upper left corner and its scale."""

    drawing: Drawing
    left: float
    top: float
    scale: float


class Stroke(NamedTuple):
    """A line across the page that is no table's."""

    top: float
    begin: float
    end: float
    weight: float
    ink: Ink


@dataclass
class Page:
    """What stands on one page; titles with the height at which they begin."""

    texts: list[Placed] = field(default_factory=list)
    drawings: list[Shown] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    titles: list[tuple[str, float]] = field(default_factory=list)

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        """Four rules around."""
        for at in (top, bottom):
            self.rules.append(Rule(upright=False, at=at, begin=left, end=right))
        for at in (left, right):
            self.rules.append(Rule(upright=True, at=at, begin=bottom, end=top))


class Pages:
    """The pages of one document, the last of them still open."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.filled = [Page()]
        self.top = paper.height - paper.top  # where the next thing goes

    @property
    def page(self) -> Page:
        """The one that is open."""
        return self.filled[-1]

    @property
    def room(self) -> float:
        """What is left of it."""
        return self.top - self.paper.bottom

    def has_room(self, height: float) -> bool:
        """Whether so much still goes on it: what was summed up in another order may be a hair more."""
        return height <= self.room + _CLOSE

    def turn(self) -> None:
        """Go on on a new page."""
        self.filled.append(Page())
        self.top = self.paper.height - self.paper.top

    def entitle(self, title: str, height: float) -> None:
        """Name what stands next, where there is room for so much of it."""
        if self.room < height:
            self.turn()
        self.page.titles.append((title, self.top))

    def write(self, left: Paragraph, inset: float = 0.0) -> None:
        """A paragraph so far from the left edge; it goes on on the next page."""
        while left.lines:
            fit = int((self.room + _CLOSE) // left.style.pitch)
            if fit < 1 and self.room < self.paper.depth:
                self.turn()
                continue
            part = left.part(0, max(fit, 1))
            self.page.texts.append(Placed(part, self.paper.left + inset, self.top))
            self.top -= part.height
            left = left.part(len(part.lines), len(left.lines))

    def show(self, drawing: Drawing) -> None:
        """A drawing in the middle of the measure, whole."""
        scale = self.paper.scale_of(drawing)
        height = drawing.height * scale
        if not self.has_room(height):
            self.turn()
        left = self.paper.left + (self.paper.measure - drawing.width * scale) / 2
        self.page.drawings.append(Shown(drawing, left, self.top, scale))
        self.top -= height

    def rule_off(self, weight: float, ink: Ink, left: float = 0.0, right: float = 0.0) -> None:
        """A line where the next thing would begin."""
        begin, end = self.paper.left + left, self.paper.width - self.paper.right - right
        self.page.strokes.append(Stroke(self.top, begin, end, weight, ink))

    def skip(self, height: float) -> None:
        """Leave something blank; at a page's end nothing."""
        self.top -= min(height, self.room)

    def draw(self, canvas: Canvas, foot: Foot, ground: Ground | None = None) -> None:
        """Every page: what lies beneath, its text, and what its number adds."""
        for number, page in enumerate(self.filled, 1):
            canvas.setPageSize((self.paper.width, self.paper.height))
            if ground is not None:
                ground(canvas)
            for one in page.drawings:
                draw_on(canvas, *one)
            draw_texts(canvas, page.texts)
            canvas.setLineWidth(_THIN)
            canvas.lines(
                [
                    (one.at, one.begin, one.at, one.end)
                    if one.upright
                    else (one.begin, one.at, one.end, one.at)
                    for one in _joined(page.rules)
                ]
            )
            for stroke in page.strokes:
                canvas.setLineWidth(stroke.weight)
                canvas.setStrokeColor(f"#{stroke.ink.value}")
                canvas.line(stroke.begin, stroke.top, stroke.end, stroke.top)
                canvas.setStrokeColor(f"#{Ink.BLACK.value}")
            foot(canvas, number, len(self.filled))
            canvas.showPage()


def draw_texts(canvas: Canvas, texts: Iterable[Placed]) -> None:
    """Paragraphs where they stand."""
    out = canvas.beginText()
    for one in texts:
        one.paragraph.draw(out, one.left, one.top)
    canvas.drawText(out)


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Rules that meet or lie upon each other as one: a smaller file, and crisp corners."""
    ordered = sorted(rules, key=lambda one: (one.upright, round(one.at, 2), one.begin))
    for _, group in groupby(ordered, lambda one: (one.upright, round(one.at, 2))):
        held: Rule | None = None
        for one in group:
            if held is not None and one.begin <= held.end + _CLOSE:
                held = held._replace(end=max(held.end, one.end))
                continue
            if held is not None:
                yield held
            held = one
        if held is not None:
            yield held
