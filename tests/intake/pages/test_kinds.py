"""What a file is, its content says."""

import os
import zipfile
from pathlib import Path

import pytest

from desktop.intake.pages.kinds import (
    FIRST,
    Kind,
    can_show,
    first_bytes_of,
    kind_of,
    named_otherwise,
)
from tests.intake.pages.building import TURNED_HEIC, corners, one_page, saved


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("jpg", Kind.JPEG),
        ("png", Kind.PNG),
        ("tif", Kind.TIFF),
        ("webp", Kind.WEBP),
        ("bmp", Kind.BMP),
        ("gif", Kind.GIF),
        ("pdf", Kind.PDF),
    ],
)
def test_kinds_are_known_by_their_content(ending: str, kind: Kind, tmp_path: Path) -> None:
    path = saved(tmp_path, f"one.{ending}", corners()).rename(tmp_path / "one.docx")
    assert kind_of(first_bytes_of(path)) is kind
    assert can_show(path)


def test_heic_is_known_also_under_its_general_brand() -> None:
    first = first_bytes_of(TURNED_HEIC)
    assert kind_of(first) is Kind.HEIC
    general = first[:8] + b"mif1" + first[12:]
    assert kind_of(general) is Kind.HEIC
    assert kind_of(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif") is None
    assert kind_of(b"\0\0\0\x10ftypavif\0\0\0\0heic") is None  # behind the box's end
    assert kind_of(b"\0\0\0\x18ftypisom\0\0\0\0isommp42") is None


def test_a_pdf_may_begin_with_something_else(tmp_path: Path) -> None:
    content = one_page(b"", b"")
    assert kind_of(bytes(FIRST - 5) + content) is Kind.PDF
    assert kind_of(bytes(FIRST) + content) is None
    zipped = tmp_path / "one.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("one.pdf", content)
    assert kind_of(first_bytes_of(zipped)) is None


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (b"PK\x03\x04", "WPS"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"\x1f\x8b\x08", "压缩包"),
    ],
)
def test_what_is_not_shown_is_named_where_it_can_be(first: bytes, words: str) -> None:
    assert kind_of(first) is None
    assert words in named_otherwise(first)


@pytest.mark.parametrize(
    "first", [b"", b"\xff", b"BM is a text", b"BM", "月报表".encode(), b"RIFF....WAVE", bytes(1024)]
)
def test_other_beginnings_are_nothing(first: bytes) -> None:
    assert kind_of(first) is None
    assert named_otherwise(first) == ""


def test_what_is_no_file_is_not_shown(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # to open it would wait for ever
    assert not can_show(pipe)
    assert not can_show(tmp_path)
    assert not can_show(tmp_path / "missing")
