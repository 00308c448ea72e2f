"""The look: one table of colours and sizes, the bundled font, and the style sheet made of them."""

from __future__ import annotations

from string import Template
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.bundle import bundled

FAMILY: Final = "GW Sans"
TOKENS: Final = {
    "ground": "#E9EDF2",
    "surface": "#FFFFFF",
    "sunken": "#F5F7FA",
    "line": "#DDE3EA",
    "edge": "#8592A3",
    "ink": "#18222E",
    "ink_soft": "#475364",
    "primary": "#1C4F8C",
    "primary_soft": "#E6EEF8",
    "bar": "#12305A",
}
SIZES: Final = {"small": "14px", "base": "15px", "title": "21px"}

_SHEET: Final = Template("""
* { color: $ink; font-size: $base; }
QMainWindow { background: $ground; }
#bar { background: $bar; }
#bar QLabel { color: $surface; font-weight: 600; }
#pane { background: $surface; border: none; }
#title { font-size: $title; font-weight: 600; }
#heading, #hint { color: $ink_soft; font-size: $small; }
QListView, QTreeView { background: $surface; border: 1px solid $line; }
QListView::item { padding: 10px 12px; border-bottom: 1px solid $line; }
QTreeView::item { padding: 6px 4px; }
* { outline: none; }
QListView:focus, QTreeView:focus { border: 2px solid $primary; }
QListView::item:selected, QTreeView::item:selected { background: $primary_soft; color: $primary; }
QHeaderView::section {
    background: $sunken; color: $ink_soft; border: none; border-bottom: 1px solid $line;
    padding: 6px 8px; font-size: $small;
}
""")


def dress(application: QApplication) -> None:
    """Give the application its style, font and colours."""
    for path in sorted(bundled("resources").glob("fonts/gw-sans-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    application.setStyle("Fusion")
    application.setFont(QFont(FAMILY))
    palette = QPalette(QColor(TOKENS["surface"]), QColor(TOKENS["ground"]))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(TOKENS["primary"]))
    application.setPalette(palette)
    application.setStyleSheet(_SHEET.substitute(TOKENS, **SIZES))
