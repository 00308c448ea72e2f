"""What the program runs on: its version and those of what it stands on, and which fonts paper is set in."""

from __future__ import annotations

import platform
from collections.abc import Iterator

from desktop.bundle import bundled
from desktop.children import is_frozen
from desktop.documents.setting.typefaces import LATIN, ROLES, faces_in_use
from desktop.release import version
from desktop.services.diagnosis.told import Check, Fact, State
from desktop.store.connection import sqlite_version
from desktop.store.migrations import CURRENT


def program_facts() -> Iterator[Fact]:
    """Versions, from the program down to the system."""
    how = "安装包" if is_frozen() else "源码或 Python 包"
    yield Fact("考评台", f"{version()}（{how}）")
    yield Fact("数据库版本", CURRENT)
    yield Fact("SQLite", sqlite_version())
    yield Fact("Python", platform.python_version())
    yield Fact("操作系统", _system())


def _system() -> str:
    if platform.system() == "Linux":
        try:
            named = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
        except OSError:
            named = "Linux"
        return f"{named}，内核 {platform.release()}，{platform.machine()}"
    return f"{platform.system()} {platform.release()}（{platform.version()}），{platform.machine()}"


def font_check() -> Check:
    """Whether every face that paper needs is here, and how many of them are the prescribed ones."""
    lacking = [
        one.file
        for one in (*ROLES, LATIN)
        if not (bundled("resources") / "fonts" / one.file).is_file()
    ]
    if lacking:
        words = f"随软件带的字体缺少 {'、'.join(lacking)}，打印会缺字；请重新安装考评台"
        return Check("字体", State.FAULT, words)
    faces = faces_in_use()
    own = [one.role for one in faces if one.path is not None]
    if len(own) == len(faces):
        return Check("字体", State.NORMAL, "公文规定的字体本机都有")
    stand_in = "、".join(one.role for one in faces if one.path is None)
    words = f"随软件带的字体齐全；本机没有{stand_in}，打印时用代用字体，装上规定字体后自动改用"
    return Check("字体", State.NORMAL, words)
