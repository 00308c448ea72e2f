"""Every kind of picture shows its own colours, the right way up, on white."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.intake.pages.faults import Fault, Undecodable
from desktop.intake.pages.kinds import Kind, first_bytes_of, kind_of
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.opened_file import RenderedPage
from desktop.intake.pages.picture_file import PictureFile
from tests.intake.pages.building import (
    CORNERS,
    TURNED_HEIC,
    colour_at,
    corners,
    corners_of,
    png,
    saved,
)

GREYS = ("black", "grey", "black", "grey")


def opened(path: Path, limits: Limits | None = None) -> PictureFile:
    kind = kind_of(first_bytes_of(path))
    assert kind
    return PictureFile(str(path), kind, limits or Limits())


def shown(file: PictureFile, page: int = 1, size: tuple[int, int] = (48, 32)) -> RenderedPage:
    pixels = file.render(page, *size, range(size[1]))
    assert len(pixels) == size[0] * size[1] * 4
    return RenderedPage(*size, size[0] * 4, pixels)


def picture(path: Path) -> RenderedPage:
    file = opened(path)
    try:
        assert file.pages == 1
        assert file.size(1) == (96, 64)
        return shown(file)
    finally:
        file.close()


def palette() -> Image.Image:
    return corners().quantize(8)


def clear_palette() -> Image.Image:
    """White becomes transparent."""
    image = corners().quantize(8)
    image.info["transparency"] = image.getpixel((48, 32))
    return image


def clear_red() -> Image.Image:
    image = corners().convert("RGBA")
    image.paste((255, 0, 0, 0), (0, 0, 32, 21))
    return image


def sixteen_bits() -> bytes:
    """Red and blue, as Pillow itself does not write them."""
    left, right = struct.pack(">3H", 65535, 0, 0), struct.pack(">3H", 0, 0, 65535)
    return png(96, 64, 16, 2, zlib.compress((b"\0" + left * 48 + right * 48) * 64))


def tall_sixteen_bits(mode: str = "I;16") -> Image.Image:
    """Black, and half of what sixteen bits can say."""
    order = ">" if mode.endswith("B") else "<"
    return Image.frombytes(
        mode, (96, 64), struct.pack(f"{order}96H", *[0] * 48, *[0x8000] * 48) * 64
    )


@pytest.mark.parametrize(
    ("name", "make", "how"),
    [
        ("plain.jpg", corners, {"quality": 95}),
        ("progressive.jpg", corners, {"quality": 95, "progressive": True}),
        ("print.jpg", lambda: corners().convert("CMYK"), {"quality": 95}),
        ("plain.png", corners, {}),
        ("alpha.png", lambda: corners().convert("RGBA"), {}),
        ("palette.png", palette, {}),
        ("clear.png", clear_palette, {}),
        ("key.png", corners, {"transparency": (255, 255, 255)}),
        ("plain.tif", corners, {}),
        ("lzw.tif", corners, {"compression": "tiff_lzw"}),
        ("deflate.tif", corners, {"compression": "tiff_adobe_deflate"}),
        ("jpeg.tif", corners, {"compression": "jpeg", "quality": 95}),
        ("print.tif", lambda: corners().convert("CMYK"), {}),
        ("palette.tif", palette, {}),
        ("big.tif", corners, {"big_tiff": True}),
        ("plain.webp", corners, {"quality": 95}),
        ("exact.webp", corners, {"lossless": True}),
        ("plain.bmp", corners, {}),
        ("palette.bmp", palette, {}),
        ("plain.gif", corners, {}),
    ],
)
def test_colours_are_the_pictures_own(
    name: str, make: Callable[[], Image.Image], how: dict[str, object], tmp_path: Path
) -> None:
    page = picture(saved(tmp_path, name, make(), **how))
    assert corners_of(page) == CORNERS
    assert colour_at(page, 0.5, 0.5) == "white"


@pytest.mark.parametrize("name", ["clear.png", "clear.webp", "clear.tif", "clear.gif"])
def test_what_is_transparent_is_white(name: str, tmp_path: Path) -> None:
    how = {"lossless": True} if name.endswith("webp") else {}
    page = picture(saved(tmp_path, name, clear_red(), **how))
    assert corners_of(page) == ("white", *CORNERS[1:])


@pytest.mark.parametrize(
    ("name", "mode"), [("g.jpg", "L"), ("g.png", "L"), ("g.png", "LA"), ("g.tif", "L")]
)
def test_greys_are_grey(name: str, mode: str, tmp_path: Path) -> None:
    page = picture(saved(tmp_path, name, corners(GREYS).convert(mode)))
    assert corners_of(page) == GREYS


@pytest.mark.parametrize(
    ("name", "compression"),
    [
        ("g4.tif", "group4"),
        ("g3.tif", "group3"),
        ("raw.tif", None),
        ("one.png", None),
        ("o.bmp", None),
    ],
)
def test_black_and_white_scans_are_smoothed(
    name: str, compression: str | None, tmp_path: Path
) -> None:
    fine = Image.new("1", (96, 64), 1)
    for at in range(0, 96, 2):
        fine.paste(0, (at, 0, at + 1, 32))  # black lines, so close that they are grey from afar
    page = picture(
        saved(tmp_path, name, fine, **({"compression": compression} if compression else {}))
    )
    assert corners_of(page) == ("grey", "grey", "white", "white")


@pytest.mark.parametrize(
    ("name", "mode"), [("deep.png", "I;16"), ("deep.tif", "I;16"), ("mac.tif", "I;16B")]
)
def test_sixteen_bits_keep_their_tones(name: str, mode: str, tmp_path: Path) -> None:
    page = picture(saved(tmp_path, name, tall_sixteen_bits(mode)))
    assert corners_of(page) == ("black", "grey", "black", "grey")


def test_sixteen_bits_a_colour(tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    path.write_bytes(sixteen_bits())
    assert corners_of(picture(path)) == ("red", "blue", "red", "blue")


@pytest.mark.parametrize("mode", ["I", "F"])
def test_measurements_are_stretched(mode: str, tmp_path: Path) -> None:
    image = Image.new(mode, (96, 64), -1000)
    image.paste(3000, (32, 0, 96, 64))
    image.paste(1000, (64, 0, 96, 64))
    page = picture(saved(tmp_path, "measured.tif", image))
    assert corners_of(page) == GREYS
    assert colour_at(page, 0.5, 0.5) == "white"


def test_one_single_measurement_is_black(tmp_path: Path) -> None:
    page = picture(saved(tmp_path, "measured.tif", Image.new("F", (96, 64), 7.5)))
    assert corners_of(page) == ("black",) * 4


# By the EXIF standard: where the first row and the first column of what is stored are to be seen.
HELD = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}


def stored(orientation: int) -> Image.Image:
    """How a camera held like this would store the corners, 96 by 64 when they are upright."""
    row, column = HELD[orientation]
    names = []
    for end_of_column in (False, True):
        for end_of_row in (False, True):
            is_last = {row: end_of_column, column: end_of_row}
            below = is_last["top"] if "top" in is_last else not is_last["bottom"]
            right = is_last["left"] if "left" in is_last else not is_last["right"]
            names.append(CORNERS[2 * below + right])
    return corners(names, (64, 96) if orientation >= 5 else (96, 64))


@pytest.mark.parametrize("orientation", HELD)
@pytest.mark.parametrize("ending", ["jpg", "tif", "png", "webp"])
def test_photographs_stand_upright(orientation: int, ending: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x112] = orientation
    path = saved(tmp_path, f"photo.{ending}", stored(orientation), exif=exif, quality=95)
    assert corners_of(picture(path)) == CORNERS


def test_broken_remarks_do_not_hide_a_photograph(tmp_path: Path) -> None:
    path = saved(tmp_path, "photo.webp", corners(), exif=b"Exif\0\0no remarks")
    with Image.open(path) as image, pytest.raises(SyntaxError):
        image.getexif()
    assert corners_of(picture(path)) == CORNERS


def test_heic_stands_upright() -> None:
    file = opened(TURNED_HEIC)
    assert file.size(1) == (64, 96)
    assert corners_of(shown(file, size=(32, 48))) == ("blue", "red", "black", "green")
    file.close()


@pytest.mark.parametrize("ending", ["webp", "gif", "png"])
def test_of_moving_pictures_the_first_is_shown(ending: str, tmp_path: Path) -> None:
    others = [corners(reversed(CORNERS))]
    path = saved(tmp_path, f"moving.{ending}", corners(), save_all=True, append_images=others)
    assert corners_of(picture(path)) == CORNERS


def scan(pages: int, folder: Path, **how: object) -> Path:
    """Pages of which each has another corner black, G4 as scanners write it."""
    images = []
    for page in range(pages):
        names = ["white"] * 4
        names[page % 4] = "black"
        images.append(corners(names, (96, 64 + page)).convert("1"))
    how = {"compression": "group4", **how}
    return saved(folder, "scan.tif", images[0], save_all=True, append_images=images[1:], **how)


def test_pages_of_a_scan_come_in_any_order(tmp_path: Path) -> None:
    file = opened(scan(9, tmp_path))
    assert file.pages == 9
    for page in (1, 2, 9, 3, 3, 8, 1):
        assert file.size(page) == (96, 63 + page)
        black = corners_of(shown(file, page)).index("black")
        assert black == (page - 1) % 4, page
        assert corners_of(shown(file, page, (300, 200))).index("black") == black
    assert file.text(1) == ""
    assert file.search(1, "black") == []
    file.close()


def test_a_scan_is_not_read_ahead(tmp_path: Path) -> None:
    path = scan(200, tmp_path)
    file = opened(path)
    assert file.pages == 200
    shown(file, 3)
    assert file._image.tell() == 2
    assert len(file._image._frame_pos) == 3  # type: ignore[attr-defined]  # how far Pillow has gone
    file.close()


def test_a_broken_page_hides_no_other(tmp_path: Path) -> None:
    path = scan(3, tmp_path, compression="tiff_lzw")
    with Image.open(path) as image:
        image.seek(1)
        at = image.tag_v2[273][0]  # type: ignore[attr-defined]  # where its pixels are
    content = bytearray(path.read_bytes())
    content[at : at + 8] = b"\xff" * 8
    path.write_bytes(content)
    file = opened(path)
    with pytest.raises(OSError, match="decod"):
        shown(file, 2)
    assert corners_of(shown(file, 3)).index("black") == 2
    assert corners_of(shown(file, 1)).index("black") == 0
    file.close()


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Undecodable) as refused:
        opened(scan(4, tmp_path), Limits(pages=3))
    assert refused.value.fault is Fault.TOO_MANY_PAGES


# How large a picture may be once it is decoded.


@pytest.mark.parametrize("name", ["one.png", "one.webp", "one.bmp", "one.gif"])
def test_a_large_picture_is_refused_before_it_is_decoded(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, name, corners())
    opened(path, Limits(decoded_pixels=96 * 64)).close()
    with pytest.raises(Undecodable) as refused:
        opened(path, Limits(decoded_pixels=96 * 64 - 1))
    assert refused.value.fault is Fault.TOO_LARGE
    assert refused.value.pixels == (96, 64)


def test_a_large_page_of_a_scan_is_refused_alone(tmp_path: Path) -> None:
    file = opened(scan(3, tmp_path), Limits(decoded_pixels=96 * 65))
    shown(file, 2)
    with pytest.raises(Undecodable) as refused:
        shown(file, 3)
    assert refused.value.pixels == (96, 66)
    assert corners_of(shown(file, 1)).index("black") == 0
    file.close()


@pytest.mark.parametrize(
    ("limit", "decoded"),
    [(960 * 640, (960, 640)), (960 * 640 - 1, (480, 320)), (960 * 640 // 64, (120, 80))],
)
def test_a_large_photograph_is_reduced_while_it_is_decoded(
    limit: int, decoded: tuple[int, int], tmp_path: Path
) -> None:
    path = saved(tmp_path, "photo.jpg", corners(size=(960, 640)))
    file = opened(path, Limits(decoded_pixels=limit))
    assert file.size(1) == (960, 640)
    assert corners_of(shown(file, size=(960, 640))) == CORNERS
    assert file._image.size == decoded
    file.close()


def test_a_photograph_too_large_for_that_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "photo.jpg", corners(size=(960, 640)))
    with pytest.raises(Undecodable):
        opened(path, Limits(decoded_pixels=960 * 640 // 64 - 1))


def test_a_photograph_is_decoded_no_larger_than_is_asked(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x112] = 6
    path = saved(tmp_path, "photo.jpg", corners(size=(960, 640)), exif=exif)
    file = opened(path)
    steps = [(80, 120), (160, 240), (640, 960), (80, 120), (900, 1200)]
    for size, decoded in zip(steps, [120, 240, 960, 960, 960], strict=True):
        page = shown(file, size=size)
        assert corners_of(page) == ("blue", "red", "black", "green")
        assert file._image.width == decoded  # it stays as large as it was needed
    file.close()


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (97, 63)])
def test_any_size_may_be_asked_for(size: tuple[int, int], tmp_path: Path) -> None:
    file = opened(saved(tmp_path, "one.jpg", corners()))
    shown(file, size=size)
    file.close()


def test_what_is_no_picture_raises(tmp_path: Path) -> None:
    path = tmp_path / "one.jpg"
    path.write_bytes(b"\xff\xd8\xff and nothing more")
    with pytest.raises(OSError, match="cannot identify"):
        PictureFile(str(path), Kind.JPEG, Limits())
