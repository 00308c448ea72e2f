"""The pages of a TIFF are counted along their chain, whatever that leads to."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from desktop.intake.pages.faults import Fault, Undecodable
from desktop.intake.pages.tiff_pages import count_pages


def saved(pages: int, **how: object) -> BytesIO:
    file = BytesIO()
    page = Image.new("1", (8, 8))
    page.save(file, "TIFF", save_all=True, append_images=[page] * (pages - 1), **how)
    file.seek(0)
    return file


def chain(*nexts: int) -> BytesIO:
    """Directories of one entry each, 18 bytes long from byte 8, that lead to these places."""
    entry = struct.pack("<2H2I", 256, 3, 1, 8)
    directories = b"".join(struct.pack("<H", 1) + entry + struct.pack("<I", at) for at in nexts)
    return BytesIO(struct.pack("<2sHI", b"II", 42, 8) + directories)


@pytest.mark.parametrize("pages", [1, 2, 200])
def test_pages_are_counted(pages: int) -> None:
    assert count_pages(saved(pages), 200) == pages
    assert count_pages(saved(pages, big_tiff=True), 200) == pages


def test_either_order_of_bytes_is_read() -> None:
    first = struct.pack(">2sHIH", b"MM", 42, 8, 1) + bytes(12) + struct.pack(">I", 26)
    assert count_pages(BytesIO(first + struct.pack(">H", 1) + bytes(16)), 9) == 2


@pytest.mark.parametrize(
    ("nexts", "pages"),
    [
        ((0,), 1),
        ((8,), 1),  # back to itself
        ((26, 8), 2),
        ((26, 44, 0), 3),
        ((9999,), 1),
        ((0xFFFFFFFF,), 1),
    ],
)
def test_a_chain_ends_where_it_leads_nowhere(nexts: tuple[int, ...], pages: int) -> None:
    assert count_pages(chain(*nexts), 9) == pages


@pytest.mark.parametrize("content", [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"II+\0\x08\0\0\0"])
def test_what_has_no_chain_has_one_page(content: bytes) -> None:
    assert count_pages(BytesIO(content), 9) == 1


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Undecodable) as refused:
        count_pages(saved(10), 9)
    assert refused.value.fault is Fault.TOO_MANY_PAGES
