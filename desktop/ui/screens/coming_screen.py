"""A place whose work is still to come: what it will hold, and nothing that looks as if it worked."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.place import Place

_WILL_HOLD: Final = {
    Place.EVIDENCE: (
        "全部佐证材料会在这里按单位、按要求查看。"
        "现在可以在“考核”里给每个单位添加、查看和关联佐证材料。"
    ),
}


class ComingScreen(QWidget):
    """One paragraph."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        words = paragraph(_WILL_HOLD[place], "soft")
        words.setFixedWidth(px(560))
        middle = column(
            None,
            label(place.value, "title"),
            label("这一部分在后续版本提供", "strong"),
            words,
            None,
            gap=10,
        )
        self.setLayout(row(None, middle, None))
