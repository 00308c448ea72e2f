"""Files of evidence, made for a test: pictures with a colour in each corner, and PDFs by hand."""

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from PIL import Image

from desktop.intake.pages.opened_file import RenderedPage

SAMPLES = Path(__file__).parent / "samples"
TURNED_HEIC = SAMPLES / "turned.heic"  # its corners, upright: blue, red, black, green

COLOURS = {
    "red": (255, 0, 0),
    "green": (0, 160, 0),
    "blue": (0, 0, 255),
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "grey": (128, 128, 128),
}
CORNERS = ("red", "green", "blue", "black")  # left and right above, left and right below


def corners(colours: Iterable[str] = CORNERS, size: tuple[int, int] = (96, 64)) -> Image.Image:
    """White, but for a colour in each corner."""
    picture = Image.new("RGB", size, "white")
    width, height = size[0] // 3, size[1] // 3
    places = ((x, y) for y in (0, size[1] - height) for x in (0, size[0] - width))
    for (x, y), name in zip(places, colours, strict=True):
        picture.paste(COLOURS[name], (x, y, x + width, y + height))
    return picture


def saved(folder: Path, name: str, picture: Image.Image, **how: object) -> Path:
    """Write a picture; the name's ending says in which format."""
    path = folder / name
    picture.save(path, **how)  # type: ignore[arg-type]  # as each format takes them
    return path


def colour_at(page: RenderedPage, across: float, down: float) -> str:
    """The nearest named colour at a place given in fractions."""
    at = int(down * page.height) * page.stride + int(across * page.width) * 4
    red, green, blue, full = page.pixels[at : at + 4]
    assert full == 255
    return min(
        COLOURS,
        key=lambda name: sum(
            abs(a - b) for a, b in zip(COLOURS[name], (red, green, blue), strict=True)
        ),
    )


def corners_of(page: RenderedPage) -> tuple[str, ...]:
    """The colours in a page's corners, in the order of `CORNERS`."""
    return tuple(colour_at(page, across, down) for down in (0.1, 0.9) for across in (0.1, 0.9))


def png(width: int, height: int, depth: int, colour: int, data: bytes) -> bytes:
    """A PNG of any bit depth and colour type around data that are compressed already."""
    head = struct.pack(">2I5B", width, height, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def zeros(size: int) -> bytes:
    """So many zero bytes as deflate holds them, made without compressing them all."""
    block, rest = 1 << 20, size % (1 << 20)
    packer = zlib.compressobj()
    start = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(bytes(rest)) + packer.flush()
    return start + again * (size // block - 1) + end


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalog."""
    file = BytesIO()
    file.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer <</Size %d /Root 1 0 R>>\n" % (len(objects) + 1))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A PDF stream."""
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content)


def one_page(content: bytes, entries: bytes, *others: bytes) -> bytes:
    """A PDF of one page with its content as object 4; others follow from 5."""
    return pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /Contents 4 0 R %b>>" % entries,
        stream(content),
        *others,
    )


def scans(pages: int, scan: bytes, size: tuple[int, int]) -> bytes:
    """A PDF of so many pages, each with a JPEG of its own, as a scanner makes it."""
    kids = b" ".join(b"%d 0 R" % (3 + 3 * page) for page in range(pages))
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [%b] /Count %d /MediaBox [0 0 595 842]>>" % (kids, pages),
    ]
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d" % size
    entries += b" /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
    for page in range(pages):
        first = 3 + 3 * page
        objects += [
            b"<</Type /Page /Parent 2 0 R /Contents %d 0 R /Resources <</XObject <</S %d 0 R>>>>>>"
            % (first + 1, first + 2),
            stream(b"595 0 0 842 0 0 cm /S Do"),
            stream(scan, entries),
        ]
    return pdf(*objects)


def hungry() -> bytes:
    """A PDF whose page draws ten forms, of which each draws ten, and so on: more than memory holds."""
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 90 60]"
    forms = [
        stream(b"/F Do " * 10, entries + b" /Resources <</XObject <</F %d 0 R>>>>" % (6 + depth))
        for depth in range(12)
    ]
    page = b"/MediaBox [0 0 90 60] /Resources <</XObject <</F 5 0 R>>>>"
    return one_page(b"/F Do", page, *forms, stream(b"0 0 9 9 re f", entries))


def endless() -> bytes:
    """A PDF that paints its page over and over: some minutes at `ENDLESS_SIZE`."""
    page = b"/MediaBox [0 0 90 60] /Resources <</ExtGState <</H <</ca .5>>>>>>"
    return one_page(b"/H gs " + b"0 0 90 60 re f " * 20_000, page)


ENDLESS_SIZE = (6000, 4000)
