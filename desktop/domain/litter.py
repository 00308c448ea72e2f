"""Litter: files that programs leave beside one's own, and what else nobody misses; how each kind is called."""

from __future__ import annotations

from typing import Final

SYSTEM: Final = "系统文件"
TEMPORARY: Final = "打开着的文档的临时文件"
HIDDEN: Final = "隐藏文件"
EMPTY: Final = "空文件"
_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", ".ds_store", "__macosx"})
_BESIDE: Final = "._"  # what macOS cannot say within a file, in one of its own
_OPEN_ELSEWHERE: Final = "~$"  # Office's mark beside a document that is open


def litter(name: str) -> str:
    """What kind of file nobody hands in has this name; blank where it is none."""
    if name.casefold() in _SYSTEMS or name.startswith(_BESIDE):
        return SYSTEM
    if name.startswith(_OPEN_ELSEWHERE):
        return TEMPORARY
    return ""
