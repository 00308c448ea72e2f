"""The style sheet: resources/theme/window.qss with the names of the look filled in."""

from __future__ import annotations

from string import Template
from typing import Final

from desktop.bundle import bundled
from desktop.ui.theme.tokens import COLOURS, CONTROL, HALL, TYPE, px

_LENGTHS: Final = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 18, 24)


def style_sheet() -> str:
    """The sheet at the present text scale."""
    resources = bundled("resources")
    template = Template((resources / "theme" / "window.qss").read_text(encoding="utf-8"))
    sizes = {name: f"{px(size)}px" for name, size in TYPE.items()}
    lengths = {f"p{n}": f"{px(n)}px" for n in _LENGTHS}
    icons = _quoted((resources / "icons").as_posix())
    control = f"{px(CONTROL) - 2}px"
    return template.substitute(COLOURS, **sizes, **lengths, icons=icons, control=control)


def _quoted(place: str) -> str:
    """As it stands between the sheet's quotation marks; it may lie in a folder of any name."""
    return place.replace("\\", "\\\\").replace('"', '\\"')


def hall_sheet(share: float) -> str:
    """What a room reads from afar: resources/theme/hall.qss, so many times as large."""
    text = (bundled("resources") / "theme" / "hall.qss").read_text(encoding="utf-8")
    sizes = {name: f"{px(size * share)}px" for name, size in HALL.items()}
    lengths = {f"p{n}": f"{px(n * share)}px" for n in _LENGTHS}
    return Template(text).substitute(COLOURS, **sizes, **lengths)
