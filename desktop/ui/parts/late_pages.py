"""Late pages: a stack whose pages are made when they are first wanted; the tab key comes to each where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui.parts.tab_order import order_after, place_holder


class LatePages(QStackedWidget):
    """Takes one page more at any time."""

    def __init__(self) -> None:
        super().__init__()
        self._before = place_holder(self)

    def add(self, page: QWidget) -> None:
        """One more, not shown yet."""
        self.addWidget(page)
        order_after(self._before, (page,))
