"""A hostile or broken file costs a message that says what to do, and the next file is shown."""

import os
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.troubles import Trouble
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.reader import PageReader
from tests.intake.pages.building import (
    CORNERS,
    ENDLESS_SIZE,
    SAMPLES,
    TURNED_HEIC,
    corners,
    corners_of,
    endless,
    hungry,
    one_page,
    png,
    saved,
    scans,
    stream,
    zeros,
)

pytestmark = pytest.mark.uncounted

OTHERWISE = "请用它自己的程序打开"


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as reader:
        yield reader


@pytest.fixture(autouse=True)
def _goes_on(reader: PageReader, tmp_path: Path) -> Iterator[None]:
    """After each file the same reader shows a good one."""
    yield
    assert shows(reader, saved(tmp_path, "good.png", corners()))


def shows(reader: PageReader, path: Path) -> bool:
    return corners_of(reader.render(reader.open(path), 1, 48, 32)) == CORNERS


def refusal(reader: PageReader, content: bytes, folder: Path, name: str = "一.pdf") -> str:
    """What is said of a file with this content."""
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(Trouble) as trouble:
        reader.render(reader.open(path), 1, 90, 60)
    message = trouble.value.message
    assert message.startswith(f"“{name}”")
    assert "\n" not in message
    return message


def encrypted() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("open"))
    canvas.drawString(9, 9, "secret")
    canvas.save()
    return file.getvalue()


def zipped(*names: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return file.getvalue()


# What is no page.


def test_an_empty_file(tmp_path: Path, reader: PageReader) -> None:
    assert refusal(reader, b"", tmp_path).endswith("是空文件，没有可以显示的内容，请重新取得原件")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (
            zipped("[Content_Types].xml", "word/document.xml"),
            "，像是Word、Excel、WPS、OFD 文档或压缩包",
        ),
        (zipped("佐证.pdf"), "，像是Word、Excel、WPS、OFD 文档或压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "，像是旧版的 Word、Excel、WPS 文档"),
        ("会议记录".encode(), ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (bytes(2000), ""),
    ],
)
def test_other_kinds_are_for_their_own_programs(
    content: bytes, what: str, tmp_path: Path, reader: PageReader
) -> None:
    message = refusal(reader, content, tmp_path)
    assert message == f"“一.pdf”不是 PDF 或图片{what}，这里不能显示，{OTHERWISE}"


def test_what_is_missing_or_no_file(tmp_path: Path, reader: PageReader) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, words in (("none", "文件不见了"), (".", "文件读不出"), ("pipe", "文件读不出")):
        with pytest.raises(Trouble, match=words):
            reader.open(tmp_path / name, "材料")


def test_a_password(tmp_path: Path, reader: PageReader) -> None:
    message = refusal(reader, encrypted(), tmp_path)
    assert (
        message
        == f"“一.pdf”是设有密码的 PDF，这里不能显示，请去掉密码后重新添加，或{OTHERWISE[1:]}"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%%EOF",
        draw_scan("通知", ["内容"])[:3000],
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"II*\0\x08\0\0\0",
        b"MM\0+" + bytes(200),
        b"RIFF\x10\0\0\0WEBPVP8 ",
        TURNED_HEIC.read_bytes()[:100],
        TURNED_HEIC.read_bytes()[:-60],
        b"GIF89a" + bytes(20),
        b"BM" + bytes(12) + b"\x28" + bytes(40),
        one_page(b"", b"")[:-300],
    ],
)
def test_what_is_cut_short_is_damaged(content: bytes, tmp_path: Path, reader: PageReader) -> None:
    message = refusal(reader, content, tmp_path)
    assert "已损坏或不完整，显示不出，请重新取得原件" in message


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp", "a.bmp", "a.gif"])
def test_half_a_picture_is_damaged(name: str, tmp_path: Path, reader: PageReader) -> None:
    noise = Image.effect_noise((200, 150), 90).convert("RGB")
    how = {"compression": "tiff_lzw"} if name == "a.tif" else {}
    content = saved(tmp_path, name, noise, **how).read_bytes()
    assert "已损坏" in refusal(reader, content[: len(content) // 2], tmp_path)


# What is too much.


def heic_of(width: int, height: int) -> bytes:
    """A HEIC that claims to be so large."""
    return TURNED_HEIC.read_bytes().replace(
        b"ispe" + struct.pack(">3I", 0, 96, 64), b"ispe" + struct.pack(">3I", 0, width, height)
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("black and white", png(60_000, 60_000, 1, 0, zeros(60_000 * 7_501))),
        ("in colours", png(60_000, 60_000, 8, 6, zlib.compress(bytes(999)))),
        ("never written", png(60_000, 60_000, 8, 2, b"")),
        ("photograph", heic_of(60_000, 60_000)),
    ],
    ids=("black and white", "in colours", "never written", "photograph"),
)
def test_a_picture_that_explodes(
    name: str, content: bytes, tmp_path: Path, reader: PageReader
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert path.stat().st_size < 1 << 20
    with pytest.raises(Trouble) as trouble:
        reader.open(path)
    size = "（60000 × 60000 像素）"
    assert trouble.value.message == f"“{name}”的图像太大{size}，这里不能显示，{OTHERWISE}"


def test_a_moving_picture_that_explodes(tmp_path: Path, reader: PageReader) -> None:
    """Its decoder takes the memory before anyone is told the size; the limit holds it."""
    content = saved(
        tmp_path, "a.webp", corners(), save_all=True, append_images=[corners(reversed(CORNERS))]
    ).read_bytes()
    at = content.index(b"VP8X") + 12
    content = content[:at] + (16_382).to_bytes(3, "little") * 2 + content[at + 6 :]
    message = refusal(reader, content, tmp_path)
    assert "显示不出" in message or "太大" in message


def test_a_large_scan_is_shown(tmp_path: Path, reader: PageReader) -> None:
    for mode, name, how in (("1", "scan.tif", {"compression": "group4"}), ("L", "scan.jpg", {})):
        picture = Image.new(mode, (10_000, 8_000), 1 if mode == "1" else 255)
        picture.paste(0, (5_000, 0, 10_000, 4_000))
        file = reader.open(saved(tmp_path, name, picture, **how))
        assert reader.size(file, 1) == (10_000, 8_000)
        page = reader.render(file, 1, 500, 400)
        assert corners_of(page) == ("white", "black", "white", "white")


def test_more_memory_than_there_is(tmp_path: Path, reader: PageReader) -> None:
    """In a picture it is refused; PDFium ends its process."""
    content = png(7_000, 7_000, 8, 2, zeros(7_000 * 21_001))
    with PageReader(Limits(memory=160 << 20)) as small:
        assert "的图像太大，这里不能显示" in refusal(small, content, tmp_path)
        assert "显示不出，可能已损坏，或是内容太大" in refusal(small, hungry(), tmp_path)
        assert shows(small, saved(tmp_path, "good.png", corners()))


def test_more_time_than_there_is(tmp_path: Path) -> None:
    path = tmp_path / "一.pdf"
    path.write_bytes(endless())
    with PageReader(Limits(seconds=1)) as hasty:
        file = hasty.open(path)
        with pytest.raises(Trouble, match=r"“一\.pdf”第 1 页过了 1 秒还没有显示出来，已停止"):
            hasty.render(file, 1, *ENDLESS_SIZE)
        assert hasty.render(file, 1, 9, 6).width == 9  # small, it can be shown


@pytest.mark.parametrize(
    "entries",
    [
        b"/BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms <</K -1 /Columns 30000>>",
        b"/BitsPerComponent 8 /Filter [/FlateDecode /FlateDecode]",
        b"/BitsPerComponent 16 /Filter /JPXDecode",
        b"/BitsPerComponent 8 /Filter /DCTDecode",
    ],
)
def test_a_pdf_with_a_picture_that_explodes(
    entries: bytes, tmp_path: Path, reader: PageReader
) -> None:
    """PDFium leaves out what it cannot draw; the program stays as it is."""
    size = b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceGray "
    image = stream(zlib.compress(zeros(30_000 * 6_000)), size + entries)
    page = b"/MediaBox [0 0 90 60] /Resources <</XObject <</S 5 0 R>>>>"
    path = tmp_path / "一.pdf"
    path.write_bytes(one_page(b"90 0 0 60 0 0 cm /S Do", page, image))
    assert reader.render(reader.open(path), 1, 90, 60).width == 90


def test_more_pages_than_are_shown(tmp_path: Path, reader: PageReader) -> None:
    words = f"超过 5000 页，这里不能显示，请拆成几个文件后重新添加，或{OTHERWISE[1:]}"
    assert refusal(reader, scans(5_001, b"", (1, 1)), tmp_path).endswith(words)
    entry = struct.pack("<H2H2I", 1, 256, 3, 1, 8)
    places = range(26, 26 + 18 * 5_001, 18)
    tiff = b"II*\0\x08\0\0\0" + b"".join(entry + struct.pack("<I", at) for at in places)
    assert refusal(reader, tiff, tmp_path, "一.tif").endswith(words)


def test_a_pdf_that_refers_to_itself(tmp_path: Path, reader: PageReader) -> None:
    form = stream(
        b"/F Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 90 60] /Resources <</XObject <</F 5 0 R>>>>",
    )
    page = b"/MediaBox [0 0 90 60] /Resources <</XObject <</F 5 0 R>>>>"
    path = tmp_path / "一.pdf"
    path.write_bytes(one_page(b"/F Do", page, form))
    assert reader.render(reader.open(path), 1, 90, 60).width == 90
    circle = b"<</Type /Pages /Kids [2 0 R] /Count 3>>"
    path.write_bytes(
        one_page(b"", page).replace(b"<</Type /Pages /Kids [3 0 R] /Count 1>>", circle)
    )
    with pytest.raises(Trouble, match="已损坏"):
        reader.render(reader.open(path), 1, 90, 60)


def originals(folder: Path) -> Iterator[tuple[str, bytes]]:
    for ending in ("jpg", "png", "tif", "webp", "bmp", "gif"):
        yield ending, saved(folder, f"a.{ending}", corners()).read_bytes()
    g4 = saved(folder, "g4.tif", corners().convert("1"), compression="group4")
    yield "g4", g4.read_bytes()
    yield "heic", TURNED_HEIC.read_bytes()
    yield "pdf", draw_scan("通知", ["内容"])


def test_whatever_is_changed_in_a_file(tmp_path: Path, reader: PageReader) -> None:
    """Bytes turned, runs lost or doubled: each is shown or refused, and nothing else happens."""
    chance = random.Random(7)  # noqa: S311  # it is to be the same each time
    shown = 0
    refusals = []
    for ending, content in originals(tmp_path):
        path = tmp_path / f"changed.{ending}"
        for _ in range(25):
            path.write_bytes(changed(content, chance))
            try:
                file = reader.open(path)
                reader.size(file, 1)
                reader.render(file, 1, 90, 60)
                reader.search(file, 1, "内容")
                shown += 1
            except Trouble as trouble:
                refusals.append(trouble.message)
    assert shown > 20
    assert len(refusals) > 20
    assert all(message.startswith("“changed.") for message in refusals)


def changed(content: bytes, chance: random.Random) -> bytes:
    new = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        at = chance.randrange(len(new))
        match chance.randrange(4):
            case 0 | 1:
                new[at] ^= 1 << chance.randrange(8)
            case 2:
                del new[at : at + chance.randrange(1, 40)]
            case _:
                new[at:at] = new[at : at + chance.randrange(1, 40)]
        if not new:
            return b"\0"
    return bytes(new)


def test_samples_are_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 10_000
