"""Build the printed and the shown fonts of resources/fonts from their sources, always to the same bytes.

    python packaging/build_fonts.py SOURCES resources/fonts

SOURCES is a folder with, somewhere below it, the files that are named in `FONTS` (npm: @expo-google-fonts/noto-serif-sc
and noto-sans-sc 0.4.3; Debian: texlive-lang-chinese) and Unihan_OtherMappings.txt (Debian: unicode-data), which
lists the 8,105 characters of 通用规范汉字表. GPL and OFL glyphs are never put into one file: the program falls
back from one font to the other, character by character. Needs fontTools alone.
"""

from __future__ import annotations

import bz2
import gzip
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple
from zipfile import ZipFile

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

_CLOSENESS: Final = 2.0  # units of the em that a quadratic outline may be off a cubic one
_STANDARD_LIST: Final = re.compile(r"^U\+([0-9A-F]+)\tkTGH\t", re.MULTILINE)
_MARKS: Final = (
    "–—‐‑‒―‘’“”„†‡•…‰′″※€℃℉№℡™←↑→↓■□▲△▼▽◆◇○◎●★☆"
    "✓✔✗☐☑〇〖〗〝〞㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩㎎㎏㎜㎝㎞㎡㏄㏎㏑㏒㏕￡￥·≤≥≠×÷±−・"
)
_RANGES: Final = (
    (0x20, 0x7F),
    (0xA0, 0x180),
    (0x2160, 0x2180),
    (0x2460, 0x2500),
    (0x2500, 0x2580),
    (0x3000, 0x3040),
    (0xFF01, 0xFF5F),
)
_LAYOUT: Final = ("GSUB", "GPOS", "GDEF", "kern")
_NEEDLESS: Final = (
    *("BASE", "vhea", "vmtx", "VORG", "DSIG", "STAT", "EBDT", "EBLC", "meta", "MERG"),
    *("prep", "fpgm", "cvt ", "gasp"),
)


class Font(NamedTuple):
    """What is made: the file, its source, its name, which characters, and whether figures stay tabular."""

    out: str
    source: str
    family: str
    style: str
    characters: str
    weight: int = 400
    shown: bool = False


FONTS: Final = (
    Font("gw-fangsong.ttf", "FandolFang-Regular.otf", "GW FangSong", "Regular", "gb2312"),
    Font("gw-kaiti.ttf", "FandolKai-Regular.otf", "GW KaiTi", "Regular", "gb2312"),
    Font("gw-biaosong.ttf", "NotoSerifSC_700Bold.ttf", "GW BiaoSong", "Regular", "standard"),
    Font("gw-fallback.ttf", "NotoSerifSC_300Light.ttf", "GW Fallback", "Regular", "rare"),
    Font(
        "gw-sans-400.ttf",
        "NotoSansSC_400Regular.ttf",
        "GW Sans",
        "Regular",
        "shown",
        400,
        shown=True,
    ),
    Font(
        "gw-sans-600.ttf",
        "NotoSansSC_600SemiBold.ttf",
        "GW Sans",
        "SemiBold",
        "shown",
        600,
        shown=True,
    ),
    Font("gw-sans-700.ttf", "NotoSansSC_700Bold.ttf", "GW Sans", "Bold", "shown", 700, shown=True),
)


def main(sources: Path, out: Path) -> None:
    """Make every font."""
    lists = characters(standard_list(_found(sources, "Unihan_OtherMappings*", "Unihan*")))
    for one in FONTS:
        made = built(_found(sources, one.source), one, lists[one.characters])
        made.save(out / one.out)
        print(f"{one.out}: {made['maxp'].numGlyphs} glyphs")


def built(source: Path, wanted: Font, kept: Iterable[str]) -> TTFont:
    """A font cut down to these characters, with TrueType outlines and a name of its own."""
    font = TTFont(source, recalcTimestamp=False)
    cut(font, kept, shown=wanted.shown)
    if "CFF " in font:
        outline(font)
    rename(font, wanted.family, wanted.style)
    font["OS/2"].usWeightClass = wanted.weight
    return font


def characters(standard: frozenset[str]) -> dict[str, frozenset[str]]:
    """The lists by the names that `FONTS` uses."""
    extra = frozenset(_MARKS) | {chr(code) for first, end in _RANGES for code in range(first, end)}
    gb2312 = _encoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    common = _encoded("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))  # without its signs
    gbk = _encoded("gbk", range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF)))
    return {
        "gb2312": gb2312 | extra,
        "standard": gb2312 | extra | standard,
        "shown": gb2312 | extra | standard,
        "rare": (gbk | extra | standard) - common,
    }


def standard_list(file: Path) -> frozenset[str]:
    """通用规范汉字表, from a Unihan file as it is packed."""
    found = (_STANDARD_LIST.findall(text) for text in _texts(file))
    return frozenset(chr(int(code, 16)) for codes in found for code in codes)


def cut(font: TTFont, kept: Iterable[str], *, shown: bool) -> None:
    """Leave out whatever is not needed to set these characters."""
    options = subset.Options()
    options.glyph_names = options.hinting = options.recalc_bounds = False
    options.notdef_outline = True
    options.name_IDs = options.name_languages = ["*"]
    options.drop_tables += [*_NEEDLESS, *(() if shown else _LAYOUT)]
    options.layout_features = ["tnum", "kern", "ccmp"] if shown else []
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(ord(one) for one in kept))
    cutter.subset(font)


def outline(font: TTFont) -> None:
    """Cubic outlines as quadratic ones: ReportLab embeds no others."""
    glyphs = {}
    drawn = font.getGlyphSet()
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, _CLOSENESS, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), glyphs
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font["glyf"].compile(font)
    _resize(font, glyphs)
    font.sfntVersion = "\000\001\000\000"


def _resize(font: TTFont, glyphs: dict[str, Any]) -> None:
    """What TrueType says of its outlines beside them."""
    most = font["maxp"]
    most.tableVersion = 0x10000
    for name in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
        *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"),
    ):
        setattr(most, name, 0)
    most.maxZones = 1
    most.compile(font)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}
    post.glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics = {
        name: (advance, getattr(glyphs[name], "xMin", 0))
        for name, (advance, _) in font["hmtx"].metrics.items()
    }


def rename(font: TTFont, family: str, style: str) -> None:
    """A PostScript name of its own: ReportLab takes two files with one name for one font."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in {1, 2, 3, 4, 6, 16, 17, 21, 22}:
            names.removeNames(nameID=record.nameID)
    postscript = f"{family}-{style}".replace(" ", "")
    told = {1: family, 2: style, 3: f"{postscript};subset", 4: f"{family} {style}", 6: postscript}
    for number, words in told.items():
        names.setName(words, number, 3, 1, 0x409)
        names.setName(words, number, 1, 0, 0)


def _encoded(encoding: str, leads: Iterable[int], trails: Iterable[int]) -> frozenset[str]:
    """Every character of a two-byte encoding."""
    trails = tuple(trails)
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return frozenset(c for pair in pairs if len(c := pair.decode(encoding, errors="ignore")) == 1)


def _texts(file: Path) -> Iterator[str]:
    match file.suffix:
        case ".zip":
            with ZipFile(file) as packed:
                yield from (packed.read(name).decode() for name in packed.namelist())
        case ".gz":
            yield gzip.decompress(file.read_bytes()).decode()
        case ".bz2":
            yield bz2.decompress(file.read_bytes()).decode()
        case _:
            yield file.read_text(encoding="utf-8")


def _found(sources: Path, *patterns: str) -> Path:
    for pattern in patterns:
        for path in sorted(sources.rglob(pattern)):
            return path
    raise SystemExit(f"{patterns[0]} is not below {sources}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
