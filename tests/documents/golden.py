"""Golden pages: pictures of printed pages as they were when somebody looked at them and found them right.

python -m tests.documents.golden writes them anew; look at each before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

import pypdfium2  # type: ignore[import-untyped]  # it has no types
from PIL import Image, ImageChops, ImageFilter, ImageStat

from desktop.documents.forms.contents import RoundContents, SheetContents
from desktop.documents.forms.deduction_notice import deduction_notice
from desktop.documents.forms.ranking_table import ranking
from desktop.documents.forms.report_form import report_form
from desktop.documents.forms.round_tables import matrix, statistics
from desktop.documents.forms.score_sheet import blank_sheet, score_sheet
from desktop.documents.manuscript import Manuscript
from desktop.documents.pdf import as_pdf
from desktop.domain.scheme import Scheme
from desktop.services.schemes import list_schemes
from tests.documents.printed import DAY, OFFICE, contents_of

FOLDER: Final = Path(__file__).parent / "golden_pages"
_DOTS: Final = 60 / 72
_FAR: Final = 3.0  # grey levels that a small field may be off, once edges are softened


class Golden(NamedTuple):
    """A paper, and what its pictures are called."""

    name: str
    manuscript: Manuscript


def goldens() -> Iterator[Golden]:
    """Every form of every scheme, judged at fault and blank; and what is printed beside them."""
    for one in list_schemes():
        if one.indicators:
            judged = at_fault(one)
            yield Golden(f"{one.id}-sheet", score_sheet(judged))
            yield Golden(f"{one.id}-notice", deduction_notice(judged))
            yield Golden(f"{one.id}-blank", blank_sheet(one, OFFICE, DAY))
        for form in one.forms:
            yield Golden(f"{one.id}-{form.id}", report_form(form, OFFICE, DAY, "县水利局"))
    contents = round_of(next(one for one in list_schemes() if one.indicators))
    for name, make in (("ranking", ranking), ("matrix", matrix), ("statistics", statistics)):
        yield Golden(name, make(contents))


def at_fault(scheme: Scheme, every: int = 3, unit: str = "甲科") -> SheetContents:
    """So many of the flags found, all that can be clean is clean, the rest is open."""
    whole = next(iter(scheme.by_kind.values())) if scheme.by_kind else scheme
    facts: dict[str, object] = {}
    for number, criterion in enumerate(whole.all_criteria()):
        clean = criterion.rule.clean()
        if clean is not None:
            facts[criterion.id] = {**clean, "note": "见检查记录"} if number % every == 0 else clean
        if criterion.rule.shape == "flag" and not criterion.rule.earns and number % every == 1:
            facts[criterion.id] = {"found": True, "note": "检查时没有提供材料"}
    return contents_of(scheme, facts, unit)


def round_of(scheme: Scheme) -> RoundContents:
    """Some units, judged more or less strictly."""
    units = ("甲科", "乙科", "丙科", "丁科")
    sheets = [at_fault(scheme, every, unit) for every, unit in enumerate(units, 3)]
    return RoundContents(OFFICE, "科室督查", "2022年", scheme, DAY, tuple(sheets))


def pictures(manuscript: Manuscript) -> list[Image.Image]:
    """Each of its first two pages in grey."""
    with pypdfium2.PdfDocument(BytesIO(as_pdf(manuscript))) as document:
        pages = [document[at] for at in range(min(2, len(document)))]
        return [_coarse(page.render(scale=_DOTS).to_pil()) for page in pages]


def _coarse(picture: Image.Image) -> Image.Image:
    """Eight shades of grey: small files, and no quarrel over the last bit."""
    return picture.convert("L").point(lambda grey: (grey + 18) // 36 * 36)


def apart(one: Image.Image, other: Image.Image) -> float:
    """How far two pages are from one another, where they are furthest: in any of many small fields."""
    if one.size != other.size:
        return 255.0
    softened = (each.filter(ImageFilter.GaussianBlur(2)) for each in (one, other))
    difference = ImageChops.difference(*softened)
    small = difference.resize((24, 24), Image.Resampling.BOX)
    return float(ImageStat.Stat(small).extrema[0][1])


def is_near(one: Image.Image, other: Image.Image) -> bool:
    return apart(one, other) <= _FAR


def write() -> None:
    """All of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for golden in goldens():
        for number, picture in enumerate(pictures(golden.manuscript), 1):
            picture.save(FOLDER / f"{golden.name}-{number}.png", optimize=True)


if __name__ == "__main__":
    write()
