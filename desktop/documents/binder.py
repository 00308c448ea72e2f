"""The binder: a sheet, its index and every scan behind them as one PDF, with page numbers and bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import pikepdf
from pikepdf import OutlineItem
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.fonts import registered
from desktop.documents.pdf import Drawn
from desktop.documents.pdfa import About, described
from desktop.documents.setting.typefaces import HEADING

_STAMP_SIZE: Final = 9
_STAMP_BOX: Final = (44.0, 16.0)
_EDGE: Final = 14.0
_SCANS: Final = "佐证材料"
_READ: Final = pikepdf.AccessMode.stream  # what is mapped would all count as memory


class Bundle(NamedTuple):
    """The pages of one file, as a PDF of A4, and its bookmark."""

    file: Path
    title: str
    pages: int


def bind(front: Drawn, bundles: Sequence[Bundle], about: About, out: Path) -> None:
    """Written to a file: however many scans there are, only the page that is being copied is in memory."""
    with TemporaryDirectory() as folder:
        leading = Path(folder) / "front.pdf"
        leading.write_bytes(front.content)
        joined = Path(folder) / "joined.pdf"
        _join([leading, *(one.file for one in bundles)], joined)
        first = sum(one.pages for one in front.bound)
        with (
            pikepdf.open(joined, access_mode=_READ) as pdf,
            _stamps(first + 1, len(pdf.pages) - first) as stamps,
        ):
            for page, stamp in zip(list(pdf.pages)[first:], stamps.pages, strict=False):
                _stamp(pdf, page, stamp)
            _entitle(pdf, front, bundles)
            pdf.Root.PageMode = pikepdf.Name.UseOutlines
            described(pdf, about)
            pdf.save(
                out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
            )


def _join(files: Sequence[Path], out: Path) -> None:
    """As qpdf itself joins files: it reads each stream when it writes it, where copied pages would all be held."""
    pages = [word for one in files for word in (str(one), "1-z")]
    settings = ("--empty", "--keep-files-open=n", "--deterministic-id")
    pikepdf.Job(["kaoping", *settings, "--pages", *pages, "--", str(out)]).run()


def _entitle(pdf: pikepdf.Pdf, front: Drawn, bundles: Sequence[Bundle]) -> None:
    """What leads, and under one heading every file."""
    with pdf.open_outline() as outline:
        for one in front.bound:
            outline.root.append(OutlineItem(one.manuscript.title, one.first - 1))
        number = sum(one.pages for one in front.bound)
        scans = OutlineItem(_SCANS, number)
        for bundle in bundles:
            scans.children.append(OutlineItem(bundle.title, number))
            number += bundle.pages
        if bundles:
            outline.root.append(scans)


def _stamps(first: int, count: int) -> pikepdf.Pdf:
    """Small pages with nothing but a number."""
    file = BytesIO()
    font = registered(HEADING.file)
    canvas = Canvas(file, pagesize=_STAMP_BOX, invariant=1, initialFontName=font)
    for number in range(first, first + max(count, 1)):
        canvas.setFillGray(1)
        canvas.rect(0, 0, *_STAMP_BOX, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont(font, _STAMP_SIZE)
        canvas.drawCentredString(_STAMP_BOX[0] / 2, 4.5, str(number))
        canvas.showPage()
    canvas.save()
    return pikepdf.open(file)


def _stamp(pdf: pikepdf.Pdf, page: pikepdf.Page, stamp: pikepdf.Page) -> None:
    """In the lower right corner of what is seen, as one looks at the page."""
    left, low, right, high = (float(one) for one in page.cropbox)
    left, right = sorted((left, right))
    low, high = sorted((low, high))
    turned = int(page.get("/Rotate", 0)) % 360
    wide, deep = _STAMP_BOX
    corners = {
        0: (right - _EDGE - wide, low + _EDGE, right - _EDGE, low + _EDGE + deep),
        90: (right - _EDGE - deep, high - _EDGE - wide, right - _EDGE, high - _EDGE),
        180: (left + _EDGE, high - _EDGE - deep, left + _EDGE + wide, high - _EDGE),
        270: (left + _EDGE, low + _EDGE, left + _EDGE + deep, low + _EDGE + wide),
    }
    box = pikepdf.Rectangle(*corners.get(turned, corners[0]))
    number = pdf.copy_foreign(stamp.as_form_xobject())
    # Not `add_overlay`: the names that it gives are never twice the same.
    name = page.add_resource(number, pikepdf.Name.XObject, pikepdf.Name("/PageNumber"))
    drawn = page.calc_form_xobject_placement(
        number, name, box, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
    page.contents_add(pikepdf.Stream(pdf, b"Q " + drawn))
