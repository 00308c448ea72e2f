"""What only the window knows of this machine: its Qt, its screen, how Chinese is typed, which printers there are."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo

from desktop.services.diagnosis.told import Check, Fact, State

_PLUGINS: Final = "platforminputcontexts"
_KNOWN_METHODS: Final = frozenset({"ibus", "fcitx", "fcitx5", "xim", "compose", "none"})
# A plugin's file says what it serves; fcitx 5 answers to fcitx too.
_SERVES: Final = {"ibus": ("ibus",), "fcitx": ("fcitx",), "fcitx5": ("fcitx",)}


def screen_facts(scale: int) -> Iterator[Fact]:
    """Qt, how it reaches the screen, and how large everything is."""
    yield Fact("Qt", f"{qVersion()}，{QGuiApplication.platformName()}")
    for number, one in enumerate(QGuiApplication.screens(), 1):
        size, ratio = one.size(), one.devicePixelRatio()
        words = (
            f"{size.width()}×{size.height()}，缩放 {ratio:g}，{one.logicalDotsPerInch():.0f} dpi"
        )
        yield Fact(f"屏幕 {number}" if number > 1 else "屏幕", words)
    yield Fact("文字大小", f"{scale}%")


def typing_checks() -> Iterator[Check]:
    """On Linux, whether the input method that the system has reaches this program."""
    if sys.platform == "linux":
        yield typing_check(os.environ.get("QT_IM_MODULE", ""), input_plugins())


def input_plugins() -> frozenset[str]:
    """The names of the plugins that Qt finds."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / _PLUGINS
    if not folder.is_dir():
        return frozenset()
    return frozenset(one.name.casefold() for one in folder.iterdir() if one.suffix == ".so")


def typing_check(method: str, plugins: frozenset[str]) -> Check:
    """The input method that the system names, held against the plugins that are there."""
    wanted = _SERVES.get(method, ())
    named = method if method in _KNOWN_METHODS or not method else "别的输入法"
    if not wanted or any(sign in one for sign in wanted for one in plugins):
        told = f"系统用 {named}" if method else "系统没有指定输入法，按默认的用"
        return Check("中文输入", State.NORMAL, f"{told}，所需的插件都在")
    words = f"系统用 {named}，本软件没有它的插件，可能打不出中文；请在系统设置里改用 ibus"
    return Check("中文输入", State.NOTICE, words)


def printer_check() -> Check:
    """Which printers the system has; asked beside the window, for a print server may take its time."""
    names = QPrinterInfo.availablePrinterNames()
    if not names:
        words = "系统里没有打印机；仍可存成 PDF 再到别处打印，或在系统设置里添加打印机"
        return Check("打印机", State.NOTICE, words)
    usual = QPrinterInfo.defaultPrinterName()
    more = f"，默认“{usual}”" if usual else ""
    return Check("打印机", State.NORMAL, f"有 {len(names)} 台{more}", f"有 {len(names)} 台")
