"""What the child holds does not grow with the pages that are viewed."""

import os
import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from desktop.intake.pages.opened_file import OpenedFile
from desktop.intake.pages.reader import PageReader
from tests.intake.pages.building import scans

pytestmark = [
    pytest.mark.uncounted,
    pytest.mark.skipif(sys.platform != "linux", reason="/proc tells"),
]

PAGES = 200
A4 = (1240, 1754)  # at 150 dpi


def held(reader: PageReader, what: str = "VmRSS") -> int:
    """How many MiB are in memory."""
    assert reader._child
    status = Path(f"/proc/{reader._child.pid}/status").read_text(encoding="ascii")
    found = re.search(rf"{what}:\s+([0-9]+) kB", status)
    assert found
    return int(found[1]) >> 10


def viewed(reader: PageReader, file: OpenedFile, note: Callable[[], int]) -> list[int]:
    """Look at every page, as wide as a screen shows it."""
    seen = []
    for page in range(1, file.pages + 1):
        assert reader.render(file, page, 200, 283).width == 200
        seen.append(note())
    return seen


def scanned() -> bytes:
    """A JPEG of half a megabyte that is quickly decoded, for most of it lies behind its end."""
    scan = BytesIO()
    Image.new("L", A4, 240).save(scan, "JPEG")
    return scan.getvalue() + os.urandom(1 << 19)


def test_a_pdf_of_many_scans(tmp_path: Path) -> None:
    path = tmp_path / "scans.pdf"
    path.write_bytes(scans(PAGES, scanned(), A4))
    assert path.stat().st_size > 80 << 20
    with PageReader() as reader:
        seen = viewed(reader, reader.open(path), lambda: held(reader))
    assert max(seen[PAGES // 2 :]) < max(seen[: PAGES // 5]) + 8
    assert max(seen) < 128


def test_a_tiff_of_many_scans(tmp_path: Path) -> None:
    page = Image.new("1", A4, 1)
    path = tmp_path / "scans.tif"
    page.save(path, save_all=True, append_images=[page] * (PAGES - 1), compression="group4")
    with PageReader() as reader:
        file = reader.open(path)
        assert file.pages == PAGES
        opened = held(reader)
        seen = viewed(reader, file, lambda: held(reader))
    assert opened < 64
    assert max(seen[PAGES // 2 :]) < max(seen[:20]) + 8


def test_many_files(tmp_path: Path) -> None:
    paths = []
    for number, ending in enumerate(("jpg", "png", "webp", "bmp", "gif", "pdf")):
        paths.append(tmp_path / f"{number}.{ending}")
        Image.new("RGB", (1200, 900), "white").save(paths[-1])
    with PageReader() as reader:
        seen = [
            held(reader)
            for _ in range(6)
            for path in paths
            if reader.render(reader.open(path), 1, 400, 300).pixels
        ]
    assert max(seen[18:]) < max(seen[:18]) + 8
