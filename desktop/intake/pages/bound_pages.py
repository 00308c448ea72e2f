"""A file in the child, made into pages of A4 that can be bound: JPEG and G4 as they are, what is larger fitted."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final

import img2pdf  # type: ignore[import-untyped]  # it has no types
import pikepdf
from PIL import ExifTags, Image, ImageOps
from PIL.MpoImagePlugin import MpoImageFile

from desktop.intake.pages.faults import Fault, Undecodable
from desktop.intake.pages.kinds import Kind
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.picture_file import PictureFile
from desktop.intake.pages.picture_modes import in_plain_colours, on_white

_SHORT: Final = 210 / 25.4 * 72
_LONG: Final = 297 / 25.4 * 72
_EDGE: Final = 10 / 25.4 * 72  # left blank around what is fitted
_CLOSE: Final = 3.0  # points; a page so little larger is A4
_QUALITY: Final = 92
_USUAL_DPI: Final = 200  # of what is encoded anew
_OF_A_PAGE: Final = frozenset(
    {
        "/Type",
        "/Parent",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/UserUnit",
        "/Resources",
        "/Contents",
        "/Group",
    }
)
_MIRRORED: Final = frozenset({2, 4, 5, 7})  # EXIF orientations that no /Rotate makes good
_PICTURES: Final = 0xB002  # where a file of several pictures lists them
# What img2pdf puts into a PDF bit for bit; CMYK it would leave to the printer.
_AS_IT_IS: Final = frozenset({Kind.JPEG, Kind.PNG, Kind.TIFF})


def bound_pages(path: str, kind: Kind, limits: Limits) -> tuple[int, bytes]:
    """How many pages there are, and a PDF of them."""
    if kind is Kind.PDF:
        return _of_pdf(path, limits)
    return _of_picture(path, kind, limits)


# -- PDF


def _of_pdf(path: str, limits: Limits) -> tuple[int, bytes]:
    """Its pages, and nothing of what is no page: scripts, attachments, links, fields that could change."""
    try:
        source = pikepdf.open(path)
    except pikepdf.PasswordError as error:
        raise Undecodable(Fault.ENCRYPTED) from error
    with source, pikepdf.new() as bound:
        if len(source.pages) > limits.pages:
            raise Undecodable(Fault.TOO_MANY_PAGES)
        with suppress(Exception):  # seals and filled-in fields become part of the page
            source.generate_appearance_streams()
            source.flatten_annotations("print")
        for page in source.pages:
            for name in set(page.obj.keys()) - _OF_A_PAGE:
                del page[name]
            _fit(bound, page)
        bound.remove_unreferenced_resources()
        return len(bound.pages), _saved(bound)


def _fit(bound: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """As it is where it is no larger than A4, in either way; else made smaller."""
    left, low, right, high = (float(one) for one in page.cropbox)
    unit = float(page.get("/UserUnit", 1))
    width, height = abs(right - left) * unit, abs(high - low) * unit
    seen = (height, width) if int(page.get("/Rotate", 0)) % 180 else (width, height)
    if unit == 1 and min(seen) <= _SHORT + _CLOSE and max(seen) <= _LONG + _CLOSE:
        bound.pages.append(page)
        return
    room = (_LONG, _SHORT) if seen[0] > seen[1] else (_SHORT, _LONG)
    bound.add_blank_page(page_size=room)
    edge = _EDGE if min(seen) > _SHORT + _CLOSE or max(seen) > _LONG + _CLOSE else 0
    box = pikepdf.Rectangle(edge, edge, room[0] - edge, room[1] - edge)
    drawn = bound.copy_foreign(page.as_form_xobject())
    fitted = bound.pages[-1]
    # Not `add_overlay`: the names that it gives are never twice the same.
    name = fitted.add_resource(drawn, pikepdf.Name.XObject, pikepdf.Name("/Page"))
    content = fitted.calc_form_xobject_placement(
        drawn, name, box, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    fitted.contents_add(pikepdf.Stream(bound, content))


# -- pictures


def _of_picture(path: str, kind: Kind, limits: Limits) -> tuple[int, bytes]:
    file = PictureFile(path, kind, limits)  # refuses what is too large, before anything is decoded
    pages = file.pages
    file.close()
    if kind in _AS_IT_IS and not _needs_paint(path):
        with suppress(Exception):  # whatever it does not take is drawn anew
            return pages, _embedded(_first_picture(path))
    return pages, _embedded(*_painted(path, pages))


def _needs_paint(path: str) -> bool:
    """Colours for presses, what can be seen through, and what a camera has mirrored."""
    with Image.open(path) as image:
        mirrored = image.getexif().get(ExifTags.Base.Orientation, 1) in _MIRRORED
        return mirrored or image.mode == "CMYK" or image.has_transparency_data


def _first_picture(path: str) -> bytes:
    """A telephone's photograph may have a second one behind it, which is no page."""
    content = Path(path).read_bytes()
    with Image.open(path) as image:
        if isinstance(image, MpoImageFile) and image.mpinfo:
            return content[: image.mpinfo[_PICTURES][0]["Size"]]
    return content


def _embedded(*pictures: bytes) -> bytes:
    """On A4, lying where they are wider than high, never enlarged."""
    layout = img2pdf.get_layout_fun(
        (_SHORT, _LONG),
        border=(_EDGE, _EDGE),
        fit=img2pdf.FitMode.shrink,
        auto_orient=True,
    )
    made: bytes = img2pdf.convert(
        list(pictures), layout_fun=layout, rotation=img2pdf.Rotation.ifvalid, nodate=True
    )
    with pikepdf.open(BytesIO(made)) as pdf:
        del pdf.trailer["/ID"]  # it goes by the clock
        return _saved(pdf)


def _painted(path: str, pages: int) -> list[bytes]:
    """Every page drawn on white and encoded anew."""
    pictures = []
    with Image.open(path) as image:
        for number in range(pages):
            image.seek(number)
            upright = ImageOps.exif_transpose(image)
            file = BytesIO()
            plain = on_white(in_plain_colours(upright))
            plain.save(file, "JPEG", quality=_QUALITY, dpi=(_USUAL_DPI, _USUAL_DPI))
            pictures.append(file.getvalue())
    return pictures


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()
