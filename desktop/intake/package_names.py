"""The names in a zip, in whichever encoding its program wrote them; what they leave open is told for all together."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from desktop.intake.package_directory import Entry, extras_in

_IS_UTF_8: Final = 0x800
_UNICODE_PATH: Final = 0x7075  # Info-ZIP's, and WinRAR's
_UNICODE_PATH_HEAD: Final = 5  # version, and the checksum of the name that it stands for
_UTF_8: Final = "utf-8"
_CHINESE: Final = "gb18030"
_WESTERN: Final = "cp437"
_UNIX: Final = frozenset({3, 19})
_EAST: Final = "\u2e80"  # from here on, scripts of East Asia
_FIRST_COMMON: Final = 0xA1  # both bytes of a character of GB 2312
_LAST_WESTERN: Final = 0xA5  # up to here CP437 has letters with accents


def names_of(entries: Sequence[Entry]) -> list[str]:
    """The name of each; what no encoding explains becomes a mark that says so."""
    told = [_told(one) for one in entries]
    open_ones = [one for one, name in zip(entries, told, strict=True) if name is None]
    coding = _coding_of(open_ones)
    return [
        _decoded(one.raw, coding) if name is None else name
        for one, name in zip(entries, told, strict=True)
    ]


def _told(entry: Entry) -> str | None:
    """The name where the entry itself says how it is written, or is plain; a flag that lies is none."""
    if entry.raw.isascii():
        return _unicode_path(entry) or entry.raw.decode("ascii")
    if entry.flags & _IS_UTF_8 and (name := _as(entry.raw, _UTF_8)) is not None:
        return name
    return _unicode_path(entry)


def _unicode_path(entry: Entry) -> str | None:
    """The name in an extra field, if it was not left behind by a program that renamed the entry."""
    for kind, told in extras_in(entry.extra):
        if kind == _UNICODE_PATH and len(told) > _UNICODE_PATH_HEAD and told[0] == 1:
            of = int.from_bytes(told[1:_UNICODE_PATH_HEAD], "little")
            if of == zlib.crc32(entry.raw):
                return _as(told[_UNICODE_PATH_HEAD:], _UTF_8)
    return None


def _coding_of(entries: Sequence[Entry]) -> str:
    """The encoding of all names that are left open: one program wrote them."""
    raws = [one.raw for one in entries]
    in_utf_8 = [name for raw in raws if (name := _as(raw, _UTF_8)) is not None]
    in_chinese = [name for raw in raws if (name := _as(raw, _CHINESE)) is not None]
    if len(in_utf_8) == len(raws):
        return _CHINESE if _by_chance(entries, in_utf_8, in_chinese) else _UTF_8
    if _is_western(raws) or not (in_utf_8 or in_chinese):
        return _WESTERN
    # Chinese in UTF-8 is often GBK, too; the other way round hardly ever.
    return _UTF_8 if 2 * sum(map(_is_eastern, in_utf_8)) > len(raws) else _CHINESE


def _by_chance(
    entries: Iterable[Entry], in_utf_8: Sequence[str], in_chinese: Sequence[str]
) -> bool:
    """Whether a few Chinese characters only happen to be UTF-8 of other letters, as 模 is ģ.

    Of East Asian characters that happens to three in a row that nobody writes; and Unix writes UTF-8.
    """
    if any(map(_is_eastern, in_utf_8)):
        return False
    if any(one.host in _UNIX for one in entries) or len(in_chinese) < len(in_utf_8):
        return False
    return all(map(_is_eastern, in_chinese))


def _is_eastern(name: str) -> bool:
    return any(char >= _EAST for char in name)


def _is_western(raws: Iterable[bytes]) -> bool:
    """Whether there are only letters with accents, and nothing of the characters that China writes."""
    return all(byte <= _LAST_WESTERN for raw in raws for byte in raw) and not any(
        first >= _FIRST_COMMON and second >= _FIRST_COMMON
        for raw in raws
        for first, second in pairwise(raw)
    )


def _decoded(raw: bytes, coding: str) -> str:
    """A name in the archive's encoding, or, where it cannot be, in another that it can be in."""
    for one in (coding, _UTF_8, _CHINESE):
        if (name := _as(raw, one)) is not None:
            return name
    return raw.decode(coding, "replace")


def _as(raw: bytes, coding: str) -> str | None:
    try:
        return raw.decode(coding)
    except UnicodeDecodeError:
        return None
