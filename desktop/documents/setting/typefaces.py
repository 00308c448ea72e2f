"""Typefaces: the fonts that serve one role of a document; each character is set in the first that has it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from reportlab.pdfbase.pdfmetrics import getFont

from desktop.documents.fonts import registered
from desktop.domain.refusals import Refused

_UNITS: Final = 1_000  # an em, in ReportLab's widths
_LATIN_ENDS: Final = 0x250  # below it: letters and digits that the Latin font sets
_SHOWN: Final = 20  # missing characters that are named one by one


class Glyph(NamedTuple):
    """The font that has a character, and how wide it is there, in ems."""

    font: str
    width: float


class MissingGlyphs(Refused):
    """No font has these characters: they would be blank on paper."""

    def __init__(self, characters: Sequence[str]) -> None:
        named = "、".join(f"“{one}”（U+{ord(one):04X}）" for one in characters[:_SHOWN])
        more = f"等 {len(characters)} 个字" if len(characters) > _SHOWN else ""
        super().__init__(f"打印用的字体里没有{named}{more}，请改用别的字，或者安装有这些字的字体")
        self.characters = tuple(characters)


class Typeface:
    """A stack of fonts, the role's own first; letters and digits may have one of their own."""

    def __init__(self, *fonts: str, latin: str | None = None) -> None:
        self._fonts = [(name, getFont(name).face) for name in fonts]
        self._latin = [] if latin is None else [(latin, getFont(latin).face)]
        self._known: dict[str, Glyph | None] = {}

    def glyph(self, character: str) -> Glyph:
        """How this character is set."""
        found = self._find(character)
        if found is None:
            raise MissingGlyphs([character])
        return found

    def width(self, text: str) -> float:
        """In ems; one message names every character that no font has."""
        glyphs = [self._find(one) for one in text]
        if None in glyphs:
            lacking = (one for one, glyph in zip(text, glyphs, strict=True) if glyph is None)
            raise MissingGlyphs([*dict.fromkeys(lacking)])
        return sum(glyph.width for glyph in glyphs if glyph is not None)

    def _find(self, character: str) -> Glyph | None:
        if character not in self._known:
            self._known[character] = self._looked_up(character)
        return self._known[character]

    def _looked_up(self, character: str) -> Glyph | None:
        code = ord(character)
        for name, face in (self._latin if code < _LATIN_ENDS else []) + self._fonts:
            if code in face.charToGlyph:
                return Glyph(name, face.charWidths.get(code, face.defaultWidth) / _UNITS)
        return None


class Role(NamedTuple):
    """A face that official documents ask for by name, and the bundled file that stands in for it."""

    name: str
    file: str


TITLE: Final = Role("方正小标宋简体", "gw-biaosong.ttf")
HEADING: Final = Role("黑体", "gw-sans-400.ttf")
BODY: Final = Role("仿宋_GB2312", "gw-fangsong.ttf")
SECOND: Final = Role("楷体_GB2312", "gw-kaiti.ttf")
ROLES: Final = (TITLE, HEADING, BODY, SECOND)
_RARE: Final = Role("", "gw-fallback.ttf")  # for names such as 喆 and 堃


@cache
def typeface_of(name: str) -> Typeface:
    """The typeface for a role, by the name that documents give it."""
    role = next((one for one in ROLES if one.name == name), None)
    if role is None:
        known = "、".join(one.name for one in ROLES)
        raise Refused(f"不认识字体“{name}”，可以写的有：{known}")
    return Typeface(*(registered(one.file) for one in (role, _RARE, HEADING)))
