"""The binder: scans behind the front, each page numbered where the eye looks for it, and found by bookmarks."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from desktop.documents.binder import Bundle, bind
from desktop.documents.forms.evidence_index import evidence_index
from desktop.documents.pdf import Drawn, draw
from desktop.documents.pdfa import About
from desktop.intake.pages.reader import PageReader
from desktop.services.schemes import open_scheme
from tests.documents.printed import contents_of
from tests.intake.pages.building import colour_at
from tests.services.building import SECTIONS

ABOUT = About("佐证材料　甲科", "市联席会议办公室", datetime(2022, 12, 1, tzinfo=UTC))
A4 = (595.28, 841.89)
WHITE, BLACK = b"", b"0 g 0 0 4000 4000 re f"


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as reader:
        yield reader


@cache
def front() -> Drawn:
    """Two pages with a bookmark each."""
    one = evidence_index(contents_of(open_scheme(SECTIONS)), ())
    return draw((one, one))


def scan(
    folder: Path, name: str, pages: int = 1, content: bytes = WHITE, **entries: object
) -> Bundle:
    """A file of so many pages without any letter on them."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=A4)
            page.obj.Contents = pdf.make_stream(content)
            for key, value in entries.items():
                page.obj[f"/{key}"] = value
        pdf.save(folder / name)
    return Bundle(folder / name, name, pages)


def bound(folder: Path, *bundles: Bundle) -> Path:
    bind(front(), bundles, ABOUT, folder / "binder.pdf")
    return folder / "binder.pdf"


def place_of(reader: PageReader, path: Path, page: int) -> tuple[float, float]:
    """The middle of the number on a page, in fractions, as one looks at it."""
    file = reader.open(path)
    assert reader.text(file, page).strip() == str(page)
    [found] = reader.search(file, page, str(page))
    return (found.left + found.right) / 2, (found.top + found.bottom) / 2


def leads_to(path: Path) -> dict[str, int]:
    """Every bookmark, with the page to which it leads."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}

        def inside(items: Sequence[pikepdf.OutlineItem]) -> Iterator[tuple[str, int]]:
            for one in items:
                place = one.destination
                assert isinstance(place, pikepdf.Array)
                yield str(one.title), numbers[place[0].objgen]
                yield from inside(one.children)

        return dict(inside(outline.root))


def test_scans_follow_the_front_in_their_order(tmp_path: Path, reader: PageReader) -> None:
    path = bound(tmp_path, scan(tmp_path, "a.pdf", 2), scan(tmp_path, "b.pdf", 1, BLACK))
    file = reader.open(path)
    assert file.pages == 5
    assert "佐证材料目录" in reader.text(file, 1)
    shades = [colour_at(reader.render(file, page, 60, 84), 0.5, 0.5) for page in (3, 4, 5)]
    assert shades == ["white", "white", "black"]


def test_every_scan_bears_its_number_and_the_front_its_own(
    tmp_path: Path, reader: PageReader
) -> None:
    path = bound(tmp_path, scan(tmp_path, "a.pdf", 2), scan(tmp_path, "b.pdf", 7))
    for page in range(3, 12):
        across, down = place_of(reader, path, page)
        assert 0.88 < across < 0.99
        assert 0.94 < down < 0.99
    assert "第 1 页" in reader.text(reader.open(path), 2)


@pytest.mark.parametrize("turned", [0, 90, 180, 270, -90, 450])
def test_the_number_stands_upright_at_the_lower_right(
    turned: int, tmp_path: Path, reader: PageReader
) -> None:
    path = bound(tmp_path, scan(tmp_path, "a.pdf", 1, WHITE, Rotate=turned))
    across, down = place_of(reader, path, 3)
    assert (across > 0.88, down > 0.94) == (True, True)
    [found] = reader.search(reader.open(path), 3, "3")
    width, height = reader.size(reader.open(path), 3)
    assert (found.right - found.left) * width < (found.bottom - found.top) * height


def test_the_number_stands_within_what_is_seen_of_a_page(
    tmp_path: Path, reader: PageReader
) -> None:
    seen = pikepdf.Array([100, 200, 400, 600])
    path = bound(tmp_path, scan(tmp_path, "a.pdf", 1, WHITE, CropBox=seen))
    file = reader.open(path)
    [found] = reader.search(file, 3, "3")
    assert 0.8 < found.left < found.right < 1
    assert 0.9 < found.top < found.bottom < 1


def test_the_number_can_be_read_on_a_dark_scan(tmp_path: Path, reader: PageReader) -> None:
    path = bound(tmp_path, scan(tmp_path, "a.pdf", 1, BLACK))
    file = reader.open(path)
    [found] = reader.search(file, 3, "3")
    page = reader.render(file, 3, 1190, 1684)
    beside = found.left - 0.005, (found.top + found.bottom) / 2
    assert colour_at(page, *beside) == "white"
    assert colour_at(page, 0.5, 0.5) == "black"


def test_bookmarks_lead_to_the_sheet_the_index_and_each_file(tmp_path: Path) -> None:
    path = bound(tmp_path, scan(tmp_path, "1. 通知", 2), scan(tmp_path, "2. 台账", 3))
    found = leads_to(path)
    assert found.pop("佐证材料") == 3
    assert (found["1. 通知"], found["2. 台账"]) == (3, 5)
    assert found["佐证材料目录　甲科"] == 2
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [one.title for one in outline.root[-1].children] == ["1. 通知", "2. 台账"]
        assert pdf.Root.PageMode == pikepdf.Name.UseOutlines


def test_without_scans_there_is_the_front_alone(tmp_path: Path, reader: PageReader) -> None:
    path = bound(tmp_path)
    assert reader.open(path).pages == 2
    assert "佐证材料" not in leads_to(path)


def test_scans_are_copied_bit_for_bit(tmp_path: Path) -> None:
    jpeg = BytesIO()
    Image.radial_gradient("L").save(jpeg, "JPEG", quality=70)
    with pikepdf.new() as pdf:
        picture = pdf.make_stream(jpeg.getvalue())
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width = picture.Height = 256
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        picture.Filter = pikepdf.Name.DCTDecode
        page = pdf.add_blank_page(page_size=A4)
        page.obj.Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /S Do")
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(S=picture))
        pdf.save(tmp_path / "scan.pdf")
    path = bound(tmp_path, Bundle(tmp_path / "scan.pdf", "扫描", 1))
    with pikepdf.open(path) as pdf:
        [held] = pdf.pages[2].get_images().values()
        assert isinstance(held, pikepdf.Stream)
        assert bytes(held.read_raw_bytes()) == jpeg.getvalue()


def test_it_says_what_it_is_and_when(tmp_path: Path) -> None:
    with pikepdf.open(bound(tmp_path, scan(tmp_path, "a.pdf"))) as pdf:
        assert pdf.docinfo["/Title"] == ABOUT.title
        assert pdf.docinfo["/Author"] == ABOUT.author
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20221201000000")
        assert pdf.Root.Lang == "zh-CN"


def test_two_runs_give_the_same_file(tmp_path: Path) -> None:
    bundle = scan(tmp_path, "a.pdf", 3)
    first, second = (sha256(bound(tmp_path, bundle).read_bytes()) for _ in range(2))
    assert first.hexdigest() == second.hexdigest()
