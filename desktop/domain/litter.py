"""Litter: files that programs leave beside one's own, and what else nobody misses; how each kind is called."""

from __future__ import annotations

import re
from typing import Final

from desktop.domain.programs import is_program

SYSTEM: Final = "系统文件"
TEMPORARY: Final = "打开着的文档的临时文件"
HIDDEN: Final = "隐藏文件"
EMPTY: Final = "空文件"
PROGRAM: Final = "不能收入的程序文件"
ABOUT: Final = "压缩包自带的说明"
_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", ".ds_store", "__macosx"})
_BESIDE: Final = "._"  # what macOS cannot say within a file, in one of its own
_OPEN_ELSEWHERE: Final = "~$"  # Office's mark beside a document that is open
# What stands beside what is packed and is about the package: 情况说明.txt may well be evidence.
_ABOUT: Final = re.compile(
    r"(read[ _-]?me|自述(文件)?|(使用|解压|阅读|下载|安装|压缩包)?(必读|须知|说明))"
    r"([ _-]?\d+)?(\.(txt|md|nfo|htm|html))?",
    re.IGNORECASE,
)


def litter(name: str) -> str:
    """What kind of file nobody hands in has this name; blank where it is none."""
    if name.casefold() in _SYSTEMS or name.startswith(_BESIDE):
        return SYSTEM
    if name.startswith(_OPEN_ELSEWHERE):
        return TEMPORARY
    return ""


def no_evidence(name: str) -> str:
    """The same within a package, where also programs lie and what is about it; a program is never taken."""
    if kind := litter(name):
        return kind
    if is_program(name):
        return PROGRAM
    return ABOUT if _ABOUT.fullmatch(name.strip()) else ""
