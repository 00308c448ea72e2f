"""Chart pictures: a chart laid out for a screen, or as a file that stands alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop.documents.charts.chart import Chart, drawings, poster
from desktop.documents.charts.drawing import Box, Dot, Drawing, Hatch, Label, Shape, Stroke
from desktop.documents.charts.palette import TONES
from desktop.documents.charts.png import as_png
from desktop.documents.charts.svg import as_svg
from desktop.domain.refusals import Refused
from desktop.domain.safe_names import joined_name
from desktop.services.charts.charted import Charted, Known
from desktop.services.printing import put_whole
from desktop.store.workspace import Workspace

# The window paints them, and may not know the documents.
__all__ = [
    "TONES",
    "Box",
    "Chart",
    "Charted",
    "Dot",
    "Drawing",
    "Hatch",
    "Known",
    "Label",
    "Shape",
    "Stroke",
    "poster",
]

PNG: Final = ".png"
SVG: Final = ".svg"


def laid_out(chart: Chart, width: float) -> Drawing | None:
    """On one surface of this width; None where there is nothing to be drawn."""
    return next(iter(drawings(chart, width)), None)


def chart_file_name(chart: Chart, heading: str, ending: str) -> str:
    """What its file is to be called."""
    return joined_name((heading,), f"_{chart.name}{ending}")


def save_chart(workspace: Workspace, chart: Chart, heading: str, out: Path) -> Path:
    """A picture with its title and its sentence, whole or not at all; the ending says of which kind."""
    ending = out.suffix.lower()
    if ending not in {PNG, SVG}:
        raise Refused(f"图不能存成“{out.suffix}”，文件名请以 {PNG} 或 {SVG} 结尾", "out")
    drawing = poster(chart, heading)
    content = as_png(drawing) if ending == PNG else as_svg(drawing).encode()
    return put_whole(workspace, out, lambda draft: draft.write_bytes(content))
