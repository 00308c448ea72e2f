"""Bound pages: whatever was handed in becomes pages of A4, right side up, scans bit for bit."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import cast

import pikepdf
import pytest
from PIL import Image, TiffImagePlugin

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.troubles import Trouble
from desktop.intake.pages.opened_file import BoundPages, RenderedPage
from desktop.intake.pages.reader import PageReader
from tests.intake.pages.building import (
    CORNERS,
    TURNED_HEIC,
    colour_at,
    corners,
    corners_of,
    saved,
    scans,
)

pytestmark = pytest.mark.uncounted

A4, LYING = (595, 842), (842, 595)
LARGE = (2340, 1605)  # as wide to its height as the room on A4 lying, and wider at 200 dpi
ORIENTATION = 0x0112
G4 = {"compression": "group4", "dpi": (200, 200)}
IN_ONE_STRIP = {278: 9999}


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as reader:
        yield reader


def sizes(bound: BoundPages) -> list[tuple[int, int]]:
    """Each page's, as one looks at it."""
    with pikepdf.open(BytesIO(bound.content)) as pdf:
        boxes = [
            ([float(one) for one in page.cropbox], page.get("/Rotate", 0)) for page in pdf.pages
        ]
    found = []
    for (left, low, right, high), turned in boxes:
        size = round(right - left), round(high - low)
        found.append(size[::-1] if int(turned) % 180 else size)
    return found


def pictures(bound: BoundPages) -> list[bytes]:
    with pikepdf.open(BytesIO(bound.content)) as pdf:
        found = [each for page in pdf.pages for each in page.get_images().values()]
        return [bytes(cast("pikepdf.Stream", one).read_raw_bytes()) for one in found]


def colours(reader: PageReader, folder: Path, bound: BoundPages, page: int = 1) -> tuple[str, ...]:
    """What one sees in the corners of a page."""
    (folder / "bound.pdf").write_bytes(bound.content)
    file = reader.open(folder / "bound.pdf")
    width, height = reader.size(file, page)
    return corners_of(reader.render(file, page, round(width / 4), round(height / 4)))


def render(
    reader: PageReader, folder: Path, bound: BoundPages, size: tuple[int, int]
) -> RenderedPage:
    (folder / "bound.pdf").write_bytes(bound.content)
    return reader.render(reader.open(folder / "bound.pdf"), 1, *size)


def large(mode: str = "RGB") -> Image.Image:
    return corners(size=LARGE).convert(mode)


# -- scans, bit for bit


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_jpeg_is_embedded_bit_for_bit(tmp_path: Path, reader: PageReader, mode: str) -> None:
    path = saved(tmp_path, "scan.jpg", large(mode), quality=60)
    bound = reader.bound(path)
    assert pictures(bound) == [path.read_bytes()]
    assert (bound.pages, sizes(bound)) == (1, [LYING])


def strips_of(path: Path) -> list[bytes]:
    """The coded data of each page of a TIFF."""
    content, found = path.read_bytes(), []
    with Image.open(path) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        for number in range(image.n_frames):
            image.seek(number)
            [start], [length] = image.tag_v2[273], image.tag_v2[279]
            found.append(content[start : start + length])
    return found


def test_every_page_of_a_fax_is_embedded_bit_for_bit(tmp_path: Path, reader: PageReader) -> None:
    one = corners(size=LARGE).convert("1")
    other = corners(("white", "black", "white", "red"), LARGE[::-1]).convert("1")
    how = {"save_all": True, "append_images": [other], "tiffinfo": IN_ONE_STRIP} | G4
    path = saved(tmp_path, "fax.tif", one, **how)
    bound = reader.bound(path)
    assert pictures(bound) == strips_of(path)
    assert (bound.pages, sizes(bound)) == (2, [LYING, A4])
    assert colours(reader, tmp_path, bound, 2)[:2] == ("white", "black")


def test_a_fax_in_strips_loses_no_dot(tmp_path: Path, reader: PageReader) -> None:
    path = saved(tmp_path, "fax.tif", corners(size=LARGE).convert("1"), **G4)
    bound = reader.bound(path)
    with pikepdf.open(BytesIO(bound.content)) as pdf, Image.open(path) as scanned:
        assert isinstance(scanned, TiffImagePlugin.TiffImageFile)
        assert len(scanned.tag_v2[273]) > 1
        [held] = pdf.pages[0].get_images().values()
        kept = pikepdf.PdfImage(cast("pikepdf.Stream", held)).as_pil_image()
        assert kept.convert("1").tobytes() == scanned.tobytes()
    assert (bound.pages, sizes(bound)) == (1, [LYING])


def test_pages_that_a_scanner_made_keep_their_pictures(tmp_path: Path, reader: PageReader) -> None:
    jpeg = saved(tmp_path, "scan.jpg", large("L")).read_bytes()
    path = tmp_path / "scan.pdf"
    path.write_bytes(scans(3, jpeg, LARGE))
    bound = reader.bound(path)
    assert pictures(bound) == [jpeg] * 3
    assert (bound.pages, sizes(bound)) == (3, [A4] * 3)


# -- pictures of every kind


def written(folder: Path, kind: str) -> Path:
    if kind == "png with holes":
        clear = large("RGBA")
        clear.paste((9, 9, 9, 0), (800, 560, 1520, 1040))
        return saved(folder, "one.png", clear)
    if kind.startswith("cmyk"):
        return saved(folder, f"one.{kind[5:]}", large("CMYK"))
    return saved(folder, f"one.{kind}", large())


@pytest.mark.parametrize(
    "kind", ["jpg", "png", "tif", "webp", "gif", "bmp", "png with holes", "cmyk jpg", "cmyk tif"]
)
def test_every_kind_fills_a_page_that_lies(kind: str, tmp_path: Path, reader: PageReader) -> None:
    bound = reader.bound(written(tmp_path, kind))
    assert (bound.pages, sizes(bound)) == (1, [LYING])
    assert colours(reader, tmp_path, bound) == CORNERS


def test_what_can_be_seen_through_becomes_white(tmp_path: Path, reader: PageReader) -> None:
    bound = reader.bound(written(tmp_path, "png with holes"))
    page = render(reader, tmp_path, bound, (210, 149))
    assert colour_at(page, 0.5, 0.5) == "white"


def test_heic_stands_upright(tmp_path: Path, reader: PageReader) -> None:
    bound = reader.bound(TURNED_HEIC)
    assert (bound.pages, sizes(bound)) == (1, [A4])
    [picture] = pictures(bound)
    (tmp_path / "again.jpg").write_bytes(picture)
    shown = reader.open(tmp_path / "again.jpg")
    assert corners_of(reader.render(shown, 1, 64, 96)) == ("blue", "red", "black", "green")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_as_the_camera_was_held(
    orientation: int, tmp_path: Path, reader: PageReader
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    path = saved(tmp_path, "one.jpg", large(), exif=exif)
    shown = reader.open(path)
    width, height = reader.size(shown, 1)
    upright = corners_of(reader.render(shown, 1, round(width / 8), round(height / 8)))
    bound = reader.bound(path)
    assert colours(reader, tmp_path, bound) == upright
    assert sizes(bound) == [LYING if width > height else A4]


def test_a_small_picture_is_not_enlarged(tmp_path: Path, reader: PageReader) -> None:
    bound = reader.bound(saved(tmp_path, "one.png", corners(), dpi=(96, 96)))
    assert sizes(bound) == [LYING]
    page = render(reader, tmp_path, bound, LYING)
    assert {colour_at(page, *at) for at in ((0.4, 0.5), (0.5, 0.4), (0.5, 0.6))} == {"white"}
    assert colour_at(page, 0.5 - 30 / 842, 0.5 - 20 / 595) == "red"


@pytest.mark.parametrize("kind", ["gif", "webp", "png", "mpo"])  # the last is a telephone's JPEG
def test_what_holds_several_pictures_has_as_many_pages_as_the_viewer_shows(
    kind: str, tmp_path: Path, reader: PageReader
) -> None:
    other = corners(("black", "black", "red", "green"), LARGE)
    path = saved(tmp_path, f"one.{kind}", large(), save_all=True, append_images=[other])
    bound = reader.bound(path)
    assert bound.pages == len(sizes(bound)) == reader.open(path).pages
    assert colours(reader, tmp_path, bound) == CORNERS


# -- documents


def page_of(size: tuple[float, float], folder: Path, **entries: pikepdf.Object | int) -> Path:
    """A PDF of one page with a colour in each corner."""
    width, height = size
    drawn = b""
    places = ((0, 2), (2, 2), (0, 0), (2, 0))
    fills = (b"1 0 0", b"0 .6 0", b"0 0 1", b"0 0 0")
    for (x, y), fill in zip(places, fills, strict=True):
        box = (x * width / 3, y * height / 3, width / 3, height / 3)
        drawn += b"%b rg %f %f %f %f re f\n" % (fill, *box)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=size)
        page.obj.Contents = pdf.make_stream(drawn)
        for name, value in entries.items():
            page.obj[f"/{name}"] = value
        pdf.save(folder / "page.pdf")
    return folder / "page.pdf"


@pytest.mark.parametrize(
    ("size", "becomes"),
    [
        ((595.28, 841.89), A4),
        ((841.89, 595.28), LYING),
        ((841.89, 1190.55), A4),
        ((1190.55, 841.89), LYING),
        ((2384, 3370), A4),
        ((3370, 2384), LYING),
        ((420, 595), (420, 595)),
    ],
)
def test_pages_are_fitted_and_lie_as_they_lay(
    size: tuple[float, float], becomes: tuple[int, int], tmp_path: Path, reader: PageReader
) -> None:
    bound = reader.bound(page_of(size, tmp_path))
    assert sizes(bound) == [becomes]
    assert colours(reader, tmp_path, bound) == CORNERS


@pytest.mark.parametrize("turned", [90, 180, 270, -90])
@pytest.mark.parametrize("size", [(595.28, 841.89), (841.89, 1190.55)])
def test_a_page_that_is_turned_stays_turned(
    turned: int, size: tuple[float, float], tmp_path: Path, reader: PageReader
) -> None:
    path = page_of(size, tmp_path, Rotate=turned)
    shown = reader.open(path)
    wide = turned != 180
    seen = corners_of(reader.render(shown, 1, *((84, 60) if wide else (60, 84))))
    bound = reader.bound(path)
    assert colours(reader, tmp_path, bound) == seen
    assert sizes(bound) == [LYING if wide else A4]


def test_what_is_cut_off_stays_cut_off(tmp_path: Path, reader: PageReader) -> None:
    middle = pikepdf.Array([400, 600, 1900, 2700])
    bound = reader.bound(page_of((2384, 3370), tmp_path, CropBox=middle))
    assert sizes(bound) == [A4]
    assert colours(reader, tmp_path, bound)[0] == "red"


def test_a_page_in_large_units_is_fitted_too(tmp_path: Path, reader: PageReader) -> None:
    bound = reader.bound(page_of((595.28, 841.89), tmp_path, UserUnit=4))
    with pikepdf.open(BytesIO(bound.content)) as pdf:
        assert pdf.pages[0].get("/UserUnit", 1) == 1
    assert sizes(bound) == [A4]
    assert colours(reader, tmp_path, bound) == CORNERS


def hostile(folder: Path) -> Path:
    """A script when it opens, one on its page, a file within it, a link."""
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="evil()")
    with pikepdf.open(BytesIO(draw_scan("通知", ["报送总结。"], pages=2))) as pdf:
        pdf.attachments["evil.exe"] = b"MZ evil program"
        pdf.Root.OpenAction = script
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([0, 0, 300, 300]),
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://evil.example"),
        )
        for page in pdf.pages:
            page.obj.Annots = pdf.make_indirect(pikepdf.Array([link]))
            page.obj.AA = pikepdf.Dictionary(O=script)
        pdf.save(folder / "hostile.pdf", compress_streams=False)
    return folder / "hostile.pdf"


def with_associated_file(folder: Path) -> Path:
    """A file that hangs on a page, as PDF 2.0 has it."""
    with pikepdf.open(BytesIO(draw_scan("通知", ["报送总结。"], pages=2))) as pdf:
        held = pdf.make_stream(b"MZ evil program", Type=pikepdf.Name.EmbeddedFile)
        inside = pikepdf.Dictionary(F=held)
        spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="evil.exe", EF=inside)
        for page in pdf.pages:
            page.obj.AF = pikepdf.Array([spec])
        pdf.save(folder / "hostile.pdf", compress_streams=False)
    return folder / "hostile.pdf"


@pytest.mark.parametrize("made", [hostile, with_associated_file])
def test_what_is_no_page_is_left_out(
    made: Callable[[Path], Path], tmp_path: Path, reader: PageReader
) -> None:
    path = made(tmp_path)
    assert b"evil program" in path.read_bytes()
    bound = reader.bound(path)
    with pikepdf.open(BytesIO(bound.content)) as pdf:
        assert not {"/OpenAction", "/Names", "/AA"} & {*pdf.Root.keys()}
        assert [name for page in pdf.pages for name in ("/Annots", "/AA") if name in page] == []
        pdf.save(tmp_path / "plain.pdf", qdf=True)
    content = (tmp_path / "plain.pdf").read_bytes()
    wanted = (b"JavaScript", b"evil", b"/URI", b"EmbeddedFile", b"Filespec")
    assert [name for name in wanted if name in content] == []
    file = reader.open(tmp_path / "plain.pdf")
    assert file.pages == bound.pages == 2
    assert "报送总结" in reader.text(file, 1)


def test_a_seal_that_was_put_on_becomes_part_of_the_page(
    tmp_path: Path, reader: PageReader
) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        seal = pdf.make_stream(b"1 0 0 rg 0 0 200 200 re f")
        seal.Type, seal.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        seal.BBox = pikepdf.Array([0, 0, 200, 200])
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([300, 40, 500, 240]),
            F=4,
            AP=pikepdf.Dictionary(N=seal),
        )
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(stamp)])
        pdf.save(tmp_path / "sealed.pdf")
    bound = reader.bound(tmp_path / "sealed.pdf")
    seen = render(reader, tmp_path, bound, (297, 421))
    assert colour_at(seen, 400 / 595, 1 - 140 / 842) == "red"
    assert colour_at(seen, 0.2, 0.2) == "white"


# -- what cannot be bound


def encrypted(folder: Path, user: str) -> Path:
    with pikepdf.open(BytesIO(draw_scan("通知", ["报送总结。"]))) as pdf:
        pdf.save(folder / "secret.pdf", encryption=pikepdf.Encryption(owner="own", user=user))
    return folder / "secret.pdf"


def test_a_password_is_said(tmp_path: Path, reader: PageReader) -> None:
    with pytest.raises(Trouble, match=r"^“总结\.pdf”是设有密码的 PDF"):
        reader.bound(encrypted(tmp_path, "geheim"), "总结.pdf")


def test_a_password_only_for_changing_is_none(tmp_path: Path, reader: PageReader) -> None:
    bound = reader.bound(encrypted(tmp_path, ""))
    with pikepdf.open(BytesIO(bound.content)) as pdf:
        assert (len(pdf.pages), pdf.is_encrypted) == (1, False)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7\n" + b"\x00\xff" * 400, "已损坏"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 400, "已损坏"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "已损坏"),
        (b"PK\x03\x04" + b"\x00" * 99, "不是 PDF 或图片，像是Word"),
        (b"", "空文件"),
    ],
)
def test_what_cannot_be_bound_says_why_and_the_next_is_bound(
    content: bytes, why: str, tmp_path: Path, reader: PageReader
) -> None:
    (tmp_path / "a5f0").write_bytes(content)
    with pytest.raises(Trouble, match=rf"^[^：]*“原件”.*{why}"):
        reader.bound(tmp_path / "a5f0", "原件")
    assert reader.bound(saved(tmp_path, "next.png", corners())).pages == 1


@pytest.mark.parametrize(
    "made",
    [
        lambda folder: saved(folder, "one.jpg", large()),
        lambda _: TURNED_HEIC,
        hostile,
        lambda folder: page_of((841.89, 1190.55), folder),
    ],
    ids=["scan", "photograph", "document", "a3"],
)
def test_a_file_always_gives_the_same_pages(
    made: Callable[[Path], Path], tmp_path: Path, reader: PageReader
) -> None:
    first = reader.bound(made(tmp_path)).content
    sleep(1.1)  # no id and no date of it goes by the clock
    second = reader.bound(made(tmp_path)).content
    assert sha256(first).hexdigest() == sha256(second).hexdigest()
