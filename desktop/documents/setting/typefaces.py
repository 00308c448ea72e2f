"""Typefaces: the fonts that serve one role of a document; each character is set in the first that has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final, NamedTuple

from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfbase.ttfonts import TTFError

from desktop.documents.fonts import registered, registered_file
from desktop.documents.installed_fonts import InstalledFont, installed_font
from desktop.domain.refusals import Refused

_UNITS: Final = 1_000  # an em, in ReportLab's widths
_ASCII_ENDS: Final = 0x80
_LATIN_ENDS: Final = 0x250  # below it: letters and digits of Western writing
_RULE: Final = (
    "＿"  # to write on; faces drawn by hand leave gaps in it, those at a stack's end do not
)
_AS_WIDE: Final = "一"
_SHOWN: Final = 20  # missing characters that are named one by one


_Font = str | Callable[[], str]


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
    """A stack of fonts, the role's own first; Latin and digits may have fonts of their own, and lines to write on.

    A font may come as what registers it: that happens when a character is looked for in it.
    """

    def __init__(
        self, *fonts: _Font, latin: Sequence[_Font] = (), ruled: Sequence[_Font] = ()
    ) -> None:
        self._fonts = fonts
        self._latin = (*latin, *fonts)
        self._ruled = ruled
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
        fonts = self._latin if _is_latin(character) else self._fonts
        for font in (*self._ruled, *fonts) if character == _RULE else fonts:
            name = font if isinstance(font, str) else font()
            face = getFont(name).face
            if face.charToGlyph.get(code):  # 0 is what is drawn where there is none
                return Glyph(name, face.charWidths.get(code, face.defaultWidth) / _UNITS)
        return None


def measurable(text: str, face: Typeface) -> str:
    """What no font has counts as a Chinese character. Only paper that we draw ourselves must refuse it."""
    try:
        face.width(text.replace("\n", ""))
    except MissingGlyphs as lacking:
        return text.translate({ord(one): _AS_WIDE for one in lacking.characters})
    return text


def _is_latin(character: str) -> bool:
    """Digits, Western letters and marks; not the dot in a name (·) or the signs (× ÷ ° §), as wide as in Chinese."""
    code = ord(character)
    return code < _ASCII_ENDS or (code < _LATIN_ENDS and character.isalpha())


class Role(NamedTuple):
    """A face that official documents ask for, the bundled file that stands in for it, and how it is found installed."""

    name: str
    file: str
    stand_in: str = ""  # what the bundled file is
    families: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()  # in the names of font files
    probe: str = "考核评分表一二三"  # what the installed face has, at the least


TITLE: Final = Role(
    "方正小标宋简体",
    "gw-biaosong.ttf",
    "思源宋体（粗）",
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    ("fzxbs", "小标宋", "xiaobiaosong"),
)
HEADING: Final = Role(
    "黑体",
    "gw-sans-400.ttf",
    "思源黑体",
    ("黑体", "SimHei"),
    ("simhei", "黑体"),
)
BODY: Final = Role(
    "仿宋_GB2312",
    "gw-fangsong.ttf",
    "Fandol 仿宋",
    ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    ("simfang", "仿宋", "fangsong", "fsgb"),
)
SECOND: Final = Role(
    "楷体_GB2312",
    "gw-kaiti.ttf",
    "Fandol 楷体",
    ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    ("simkai", "楷体", "kaiti", "ktgb"),
)
LATIN: Final = Role(
    "Times New Roman",
    "gw-fallback.ttf",
    "思源宋体（细）",
    ("Times New Roman",),
    ("times",),
    "Aa09",
)
ROLES: Final = (TITLE, HEADING, BODY, SECOND)
_RARE: Final = Role("", "gw-fallback.ttf")  # for names such as 喆 and 堃


class FaceInUse(NamedTuple):
    """Which font really sets a role; the path is None where it is a bundled one."""

    role: str
    font: str
    path: Path | None


def faces_in_use() -> tuple[FaceInUse, ...]:
    """Every role with the font that this machine has for it."""
    found = ((role, _official(role)) for role in (*ROLES, LATIN))
    return tuple(
        FaceInUse(role.name, one.family, one.path)
        if one
        else FaceInUse(role.name, role.stand_in, None)
        for role, one in found
    )


@cache
def typeface_of(name: str, latin: str = "") -> Typeface:
    """The typeface for a role, by the name that documents give it: the official face first, where it is installed."""
    of_latin = _fonts_of(_role(latin, (LATIN,))) if latin else []
    fonts = _fonts_of(_role(name, ROLES), _RARE, HEADING)
    return Typeface(*fonts, latin=of_latin, ruled=[partial(registered, _RARE.file)])


def _role(name: str, among: Sequence[Role]) -> Role:
    for one in among:
        if one.name == name:
            return one
    known = "、".join(one.name for one in among)
    raise Refused(f"不认识字体“{name}”，可以写的有：{known}")


def _fonts_of(role: Role, *others: Role) -> list[_Font]:
    """The installed face, the bundled one, and the bundled ones of other roles."""
    official = _official(role)
    fonts: list[_Font] = [partial(registered, one.file) for one in (role, *others)]
    return fonts if official is None else [registered_file(official.path, official.number), *fonts]


@cache
def _official(role: Role) -> InstalledFont | None:
    """The installed face, unless ReportLab cannot embed it."""
    found = installed_font(role.families, role.hints, role.probe)
    if found is not None:
        try:
            registered_file(found.path, found.number)
        except (TTFError, OSError):
            return None
    return found
