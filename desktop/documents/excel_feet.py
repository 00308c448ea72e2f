"""Excel's headers and feet: what the document is, its code and page, the code's square, the mark across the page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from xlsxwriter.worksheet import Worksheet

from desktop.bundle import bundled
from desktop.documents.feet import CODE_APART, CODE_CALLED, CODE_EDGE, shortened
from desktop.documents.manuscript import Face, Manuscript, Paper
from desktop.documents.measuring import width_of
from desktop.documents.qr_code import code_picture
from desktop.documents.setting.typefaces import BODY, TITLE

_FOOT: Final = Face(BODY.name, 10, 14)  # Excel knows whole sizes only, and one font for all
_SET: Final = f'&{_FOOT.size}&"{_FOOT.font},Regular"'
_LONGEST: Final = 255  # units of UTF-16; a longer foot Excel does not take at all
_PICTURE: Final = "&G"
_POINTS_IN_INCH: Final = 72
_DOTS: Final = 96  # of the mark's picture, to an inch
_MARK_SIZE: Final = 150
_MARK_GREY: Final = 0xEC
_MARK_TILT: Final = 30


def set_edges(sheet: Worksheet, manuscript: Manuscript) -> None:
    """The mark is a header's picture, which lies beneath the cells; the rest is the foot.

    It hangs from where the cells begin: LibreOffice shrinks whatever is above them, and would move them up.
    """
    paper = manuscript.paper
    if manuscript.mark:
        drawn = {"image_center": "mark.png", "image_data_center": _mark(manuscript.mark, paper)}
        sheet.set_header(f"&C{_PICTURE}", drawn | {"margin": paper.top / _POINTS_IN_INCH})
    told: dict[str, object] = {"margin": paper.foot / _POINTS_IN_INCH}
    if manuscript.code:
        picture = code_picture(manuscript.code, CODE_EDGE)
        told |= {"image_right": "code.png", "image_data_right": picture}
    sheet.set_footer("".join(_foot(manuscript)), told)


def _foot(manuscript: Manuscript) -> Iterator[str]:
    """Two lines in each part: only so they stand at the same heights. A part's text would run over its picture."""
    code = f"{CODE_CALLED} {manuscript.code}" if manuscript.code else " "
    mark = f"　{manuscript.mark}" if manuscript.mark else ""
    behind = f"\n{code}&C{_SET} \n第 &P 页 共 &N 页{mark}"
    if manuscript.code:
        behind += f"&R{_PICTURE}"
    room = manuscript.paper.measure
    if manuscript.code:
        room -= CODE_EDGE + CODE_APART
    left = _LONGEST - _units(f"&L{_SET}{behind}")

    def fits(words: str) -> bool:
        return width_of(words, _FOOT) <= room and _units(_escaped(words)) <= left

    yield f"&L{_SET}{_escaped(shortened(manuscript.foot, fits))}"
    yield behind


def _escaped(words: str) -> str:
    return words.replace("&", "&&")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _mark(words: str, paper: Paper) -> BytesIO:
    """As far from the page's lower edge as from the upper, so that the words lie in its middle."""
    scale = _DOTS / _POINTS_IN_INCH
    width, height = round(paper.measure * scale), round((paper.height - 2 * paper.top) * scale)
    font = ImageFont.truetype(
        bundled("resources") / "fonts" / TITLE.file, round(_MARK_SIZE * scale)
    )
    picture = Image.new("LA", (width, height), (_MARK_GREY, 0))
    shade = Image.new("L", (width, height), 0)
    ImageDraw.Draw(shade).text((width / 2, height / 2), words, 0xFF, font, "mm")
    picture.putalpha(shade.rotate(_MARK_TILT, Image.Resampling.BICUBIC))
    file = BytesIO()
    picture.save(file, "PNG", dpi=(_DOTS, _DOTS))
    return file
