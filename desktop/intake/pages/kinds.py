"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from stat import S_ISREG
from typing import Final

FIRST: Final = 1024  # a PDF may begin with so much of something else

_BRANDS_END: Final = 64
_BITMAP_HEADERS: Final = {12, 40, 52, 56, 64, 108, 124}


class Kind(StrEnum):
    """A kind of file whose pages are shown."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    HEIC = "heic"
    BMP = "bmp"
    GIF = "gif"


_MAGIC: Final = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"II+\0", Kind.TIFF),  # with places of 64 bits
    (b"MM\0+", Kind.TIFF),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
)
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_OTHERS: Final = (
    (b"PK", "Word、Excel、WPS、OFD 文档或压缩包"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版的 Word、Excel、WPS 文档"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
)


def kind_of(first_bytes: bytes) -> Kind | None:
    """The kind of a file that begins like this (`FIRST` bytes are enough); None is not shown."""
    for magic, kind in _MAGIC:
        if first_bytes.startswith(magic):
            return kind
    if first_bytes.startswith(b"RIFF") and first_bytes[8:12] == b"WEBP":
        return Kind.WEBP
    if _is_bitmap(first_bytes):
        return Kind.BMP
    if _brands(first_bytes) & _HEIC_BRANDS:
        return Kind.HEIC
    if b"%PDF-" in first_bytes[:FIRST] and not named_otherwise(first_bytes):
        return Kind.PDF
    return None


def named_otherwise(first_bytes: bytes) -> str:
    """What a file that is not shown seems to be; blank where its first bytes do not say."""
    return next((words for magic, words in _OTHERS if first_bytes.startswith(magic)), "")


def first_bytes_of(path: Path) -> bytes:
    """The beginning of a regular file; OSError where it cannot be read."""
    if not S_ISREG(path.stat().st_mode):  # opening a pipe would wait for its writer
        raise OSError(f"no regular file: {path}")
    with path.open("rb", buffering=0) as file:
        return file.read(FIRST)


def can_show(path: Path) -> bool:
    """Whether the viewer shows such a file; what is wrong with it, `PageReader.open` says."""
    try:
        return kind_of(first_bytes_of(path)) is not None
    except OSError:
        return False


def _is_bitmap(first_bytes: bytes) -> bool:
    """BM are the first letters of many a text: the rest of the header must fit too."""
    reserved, header = first_bytes[6:10], int.from_bytes(first_bytes[14:18], "little")
    return first_bytes.startswith(b"BM") and reserved == bytes(4) and header in _BITMAP_HEADERS


def _brands(first_bytes: bytes) -> set[bytes]:
    """What a file of this family claims to be; HEIC often comes as the general `mif1`."""
    if first_bytes[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(first_bytes[:4]), _BRANDS_END)
    return {first_bytes[at : at + 4] for at in range(8, end, 4)}
