"""A picture in the child: one page, or the pages of a TIFF; at most one of them is decoded at a time."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from PIL import ExifTags, Image, ImageFile

from desktop.intake.pages.faults import Fault, Undecodable
from desktop.intake.pages.kinds import Kind
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.picture_modes import in_plain_colours, on_white
from desktop.intake.pages.tiff_pages import count_pages

Image.MAX_IMAGE_PIXELS = None  # what counts is how large a page becomes, not how large it was

_FORMATS: Final = {Kind.HEIC: "HEIF"}
_PLUGINS: Final = {
    Kind.HEIC: "pi_heif",
    Kind.TIFF: "PIL.TiffImagePlugin",
    Kind.WEBP: "PIL.WebPImagePlugin",
}
_REDUCTIONS: Final = (8, 4, 2, 1)  # libjpeg's, while it decodes
_ENOUGH_FOR_EYES: Final = 2.0  # beyond this factor, pixels are merged before they are weighed
_LYING: Final = 5  # from this orientation on, width and height change places
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class _Stored(NamedTuple):
    """How a page lies in the file."""

    width: int
    height: int
    orientation: int

    @property
    def is_lying(self) -> bool:
        return self.orientation >= _LYING


class PictureFile:
    """A picture that is open; sizes are in pixels, the way up as one looks at it."""

    def __init__(self, path: str, kind: Kind, limits: Limits) -> None:
        self._file = Path(path).open("rb")  # noqa: SIM115  # it is read until `close`
        self._kind = kind
        self._limits = limits
        self._decoded = (0, 0)  # page and reduction
        self._stored: dict[int, _Stored] = {}
        try:
            self.pages = count_pages(self._file, limits.pages) if kind is Kind.TIFF else 1
            self._image = _opened(self._file, kind)
            if kind is not Kind.TIFF:
                self._reduction(self._measured(1), (1, 1))  # refused at once, not when it is shown
        except BaseException:
            self._file.close()
            raise

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page."""
        stored = self._measured(page)
        size = (stored.width, stored.height)
        return size[::-1] if stored.is_lying else size

    def render(self, page: int, width: int, height: int, rows: range) -> bytes:
        """Some rows of a page's pixels at this size: red, green, blue and 255, on white."""
        try:
            stored = self._measured(page)
            size = (height, width) if stored.is_lying else (width, height)
            image = in_plain_colours(self._loaded(page, self._reduction(stored, size)))
            if image.size != size:
                smooth = Image.Resampling.LANCZOS
                image = image.resize(size, smooth, reducing_gap=_ENOUGH_FOR_EYES)
            image = on_white(image)
            if stored.orientation in _UPRIGHT:
                image = image.transpose(_UPRIGHT[stored.orientation])
            image = image.crop((0, rows.start, width, rows.stop))
            return image.convert("RGBA").tobytes()  # which sets the fourth byte
        except BaseException:
            self._reopen()  # Pillow may have stopped between two pages
            raise

    def text(self, _page: int) -> str:
        """A picture has none."""
        return ""

    def search(self, _page: int, _words: str) -> list[tuple[float, float, float, float]]:
        """A picture has no text."""
        return []

    def close(self) -> None:
        """Give up the file and what is decoded of it."""
        self._image.close()
        self._file.close()

    def _measured(self, page: int) -> _Stored:
        if page not in self._stored:
            image = self._header(page)
            self._stored[page] = _Stored(*image.size, self._orientation(image))
        return self._stored[page]

    def _orientation(self, image: Image.Image) -> int:
        """How the camera was held, where Pillow does not see to it by itself."""
        # A PNG would be decoded, however large, to find out that it has no remarks.
        if self._kind is Kind.TIFF or (self._kind is Kind.PNG and "exif" not in image.info):
            return 1
        with suppress(Exception):  # a photograph with broken remarks is still a photograph
            return int(image.getexif().get(ExifTags.Base.Orientation, 1))
        return 1

    def _reduction(self, stored: _Stored, size: tuple[int, int]) -> int:
        """By how much a page is reduced as it is decoded: as far as the size allows and the limit demands."""
        pixels = stored.width * stored.height
        possible = _REDUCTIONS if self._kind is Kind.JPEG else (1,)
        room = min(stored.width // size[0], stored.height // size[1])
        allowed = [one for one in possible if pixels <= self._limits.decoded_pixels * one**2]
        if not allowed:
            raise Undecodable(Fault.TOO_LARGE, stored.width, stored.height)
        return next((one for one in allowed if one <= room), allowed[-1])

    def _loaded(self, page: int, reduction: int) -> Image.Image:
        known, by = self._decoded
        if known == page and by <= reduction:
            return self._image
        image = self._header(page)
        if reduction > 1:
            image.draft(None, (image.width // reduction, image.height // reduction))
        image.load()
        self._decoded = (page, reduction)
        return image

    def _header(self, page: int) -> ImageFile.ImageFile:
        """A page before it is decoded; what was decoded is given up."""
        if self.pages > 1:
            self._decoded = (0, 0)
            self._image.seek(page - 1)
        elif self._decoded != (0, 0):
            self._reopen()
        return self._image

    def _reopen(self) -> None:
        self._decoded = (0, 0)
        self._image = _opened(self._file, self._kind)


def _opened(file: BinaryIO, kind: Kind) -> ImageFile.ImageFile:
    """Read a picture's header; its content has told the kind, and no other decoder is tried."""
    if kind in _PLUGINS:
        plugin = import_module(_PLUGINS[kind])
        if kind is Kind.HEIC:
            plugin.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return Image.open(file, formats=[_FORMATS.get(kind, kind)])
