"""Labels: words in one of the roles of the style sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui.theme.icons import pixmap


def label(text: str = "", role: str = "", tone: str = "") -> QLabel:
    """One line in a role (title, heading, strong, soft, small) and a tone."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    return made


def signed(amount: str) -> str:
    """An amount with a minus sign as wide as a plus."""
    return amount.replace("-", "−")


def paragraph(text: str = "", role: str = "", tone: str = "") -> QLabel:
    """Words that wrap and can be copied."""
    made = label(text, role, tone)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def pill(text: str, kind: str = "plain") -> QLabel:
    """A state in a small frame."""
    made = label(text)
    made.setProperty("pill", kind)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def sign(name: str, ink: str, size: int = 18) -> QLabel:
    """An icon that stands by itself."""
    made = QLabel()
    made.setPixmap(pixmap(name, ink, size))
    return made


def rule() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at; only a real change costs anything."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line that gives way, with the whole of it in the tool tip."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        elided: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._whole, self._elided = "", elided
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show this text, or as much of it as there is room for."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)  # all of it, whatever there is room for
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be more room now."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(0, self.width() - 2)
        self.setText(self.fontMetrics().elidedText(self._whole, self._elided, room))
