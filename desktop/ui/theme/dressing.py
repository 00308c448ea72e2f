"""Dressing the application: style, fonts, palette, style sheet, and Qt's own words in Chinese."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.fonts import font, load_fonts
from desktop.ui.theme.sheet import style_sheet
from desktop.ui.theme.tokens import colour, set_scale

_TRANSLATION = "qtbase_zh_CN"


def dress(application: QApplication, scale: int = 100) -> None:
    """Give the application its look at this text scale; again when the scale changes."""
    set_scale(scale)
    load_fonts()
    look = style_sheet()
    if application.styleSheet() == look:  # every widget would be dressed anew, in what it wears
        return
    application.setStyle("Fusion")
    application.setPalette(_palette())
    ticked = _palette()
    ticked.setColor(QPalette.ColorRole.Window, colour("edge"))  # Fusion draws a box's edge from it
    for kind in ("QCheckBox", "QRadioButton"):
        application.setPalette(ticked, kind)  # type: ignore[arg-type]  # the stubs say bytes; only str works
    application.setFont(font())
    application.setStyleSheet(look)


def speak_chinese(application: QApplication) -> None:
    """Dates, numbers and Qt's own dialogs."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(_TRANSLATION, folder):
        application.installTranslator(translator)


def _palette() -> QPalette:
    palette = QPalette(colour("surface"), colour("ground"))
    roles = {
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.Highlight: "primary",
        QPalette.ColorRole.HighlightedText: "surface",
        QPalette.ColorRole.PlaceholderText: "ink_faint",
        QPalette.ColorRole.Link: "primary",
    }
    for role, name in roles.items():
        palette.setColor(role, colour(name))
    return palette
