"""Shift+F1: the keys by which everything works."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from desktop.services.manual.shortcuts import (
    EVERYWHERE,
    EVIDENCE,
    LEDGERS,
    MEETING,
    OVERVIEW,
    RESULTS,
    SCORING,
    Place,
)
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, pill
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px

_SIDE: Final = 530


class ShortcutDialog(QDialog):
    """Two columns of keys where there is room for them, else one that is scrolled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        room = parent.window().size()
        left, right = (
            column(_keys(SCORING), _keys(EVIDENCE), _keys(MEETING), None),
            column(_keys(OVERVIEW), _keys(LEDGERS), _keys(RESULTS), _keys(EVERYWHERE), None),
        )
        beside = room.width() >= px(2 * _SIDE) + px(100)
        both = row(left, right, gap=32) if beside else column(left, right, gap=12)
        both.setContentsMargins(px(22), px(18), px(22), px(12))
        keys = framed("pane", both)
        width = px(2 * _SIDE + 60 if beside else _SIDE + 44)
        keys.setFixedWidth(width)
        scroll = QScrollArea()
        scroll.setWidget(keys)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("快捷键")
        scroll.setProperty("page", "true")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = button("关闭", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = framed("foot", row(None, close, margins=(18, 8, 18, 12)))
        whole = column(scroll, foot, gap=0)
        whole.setStretchFactor(scroll, 1)
        self.setLayout(whole)
        high = keys.heightForWidth(width) + foot.sizeHint().height()
        bar = scroll.verticalScrollBar().sizeHint().width()
        self.resize(width + bar, min(high + px(4), room.height() - px(40)))
        scroll.setFocus()


def _keys(place: Place) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(14))
    grid.setVerticalSpacing(px(7))
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(place.name, "heading"), 0, 0, 1, 2)
    for at, (keys, words) in enumerate(place.keys, 1):
        grid.addWidget(pill(keys), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(flowing(words), at, 1)
    return grid
