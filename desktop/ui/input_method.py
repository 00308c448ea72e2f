"""Which of Qt's plugins brings Chinese input: the one that the desktop names, or ibus where that one is not here.

Qt's wheels carry ibus alone. Fcitx 5 answers to it too, in ibus's portal: the other way in, Qt asks first whether
there is an ibus-daemon, and where Fcitx is there is none. Typed with it: 市场监管局.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo

_CHOICES: Final = "QT_IM_MODULES"  # goes before the other where it is set
_CHOICE: Final = "QT_IM_MODULE"
_FALLBACK: Final = "ibus"
_PORTAL: Final = "IBUS_USE_PORTAL"
_XMODIFIER: Final = re.compile(r"@im=(\w+)")
_PLUGIN: Final = re.compile(r"lib(\w+?)platforminputcontextplugin\.so")
_ALSO: Final = {"fcitx5": ("fcitx",)}  # further names that a plugin goes by


def choose_input_method(environment: MutableMapping[str, str], plugins: Path | None = None) -> None:
    """Before Qt starts: where nothing that is asked for could be loaded, ask for ibus."""
    here = set(_names(plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))))
    asked = _asked(environment)
    if not asked or _FALLBACK not in here:
        return
    found = next((one for one in asked if one in here), _FALLBACK)
    environment.pop(_CHOICES, None)
    environment[_CHOICE] = found
    if found == _FALLBACK and any(one.startswith("fcitx") for one in asked):
        environment.setdefault(_PORTAL, "1")


def _asked(environment: MutableMapping[str, str]) -> list[str]:
    several = [one for one in environment.get(_CHOICES, "").split(";") if one]
    if several:
        return several
    named = environment.get(_CHOICE, "")
    modifier = _XMODIFIER.search(environment.get("XMODIFIERS", ""))
    return [named] if named else [modifier[1]] if modifier else []


def _names(plugins: Path) -> Iterator[str]:
    for file in (plugins / "platforminputcontexts").glob("lib*.so"):
        found = _PLUGIN.fullmatch(file.name)
        if found:
            yield found[1]
            yield from _ALSO.get(found[1], ())
