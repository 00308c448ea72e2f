"""Lines by name, one below another: a line that stays keeps its focus, and the tab key follows the order shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.parts.tab_order import order_after, place_holder
from desktop.ui.theme.tokens import px

W = TypeVar("W", bound=QWidget)


class LinesByName(QWidget, Generic[W]):
    """Makes a line when its name first comes, and lets it go when its name is gone."""

    def __init__(self, make: Callable[[str], W], gap: int) -> None:
        super().__init__()
        self._make = make
        self.lines: dict[str, W] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(gap))
        self._before = place_holder(self)

    def arrange(self, names: Sequence[str]) -> W | None:
        """Show these in this order; the line that stands where the focus went with its line."""
        if [*names] == [*self.lines]:
            return None
        left_at = None
        for place, (name, line) in enumerate([*self.lines.items()]):
            if name not in names:
                if self._holds_focus(line):
                    left_at = place
                line.hide()
                line.deleteLater()
        self.lines = {name: self.lines.get(name) or self._make(name) for name in names}
        for line in self.lines.values():
            self._box.addWidget(line)  # what is there already moves
        order_after(self._before, self.lines.values())
        shown = [*self.lines.values()]
        return shown[min(left_at, len(shown) - 1)] if left_at is not None and shown else None

    def _holds_focus(self, line: W) -> bool:
        """Also while a dialog is in front, and the window's own focus waits behind it."""
        focused = cast("QWidget | None", self.window().focusWidget())
        return focused is not None and line.isAncestorOf(focused)
