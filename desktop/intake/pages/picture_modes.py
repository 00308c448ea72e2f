"""The many ways in which a picture holds its colours, brought to the one that a screen shows."""

from __future__ import annotations

from typing import Final, cast

from PIL import Image

_PLAIN: Final = {"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"}
_OF_16_BITS: Final = "I;16"
_MEASURED: Final = {"I", "F"}
_TRANSPARENT: Final = {"LA", "RGBA"}
_MOST: Final = 255


def in_plain_colours(image: Image.Image) -> Image.Image:
    """The picture in a mode in which neighbouring pixels may be mixed: eight bits, and no palette."""
    if image.mode.startswith(_OF_16_BITS):
        whole = image if image.mode == _OF_16_BITS else image.convert("I")
        return whole.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in _MEASURED:
        return _stretched(image)
    if image.mode == "1":
        return image.convert("L")
    if image.has_transparency_data:
        return image if image.mode in _TRANSPARENT else image.convert("RGBA")
    return image if image.mode in _PLAIN else image.convert("RGB")


def on_white(image: Image.Image) -> Image.Image:
    """Red, green and blue, as on paper."""
    if image.mode not in _TRANSPARENT:
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image.convert("RGB"), mask=image.getchannel("A"))
    return paper


def _stretched(image: Image.Image) -> Image.Image:
    """Measurements rather than colours: the least becomes black, the greatest white."""
    low, high = cast("tuple[float, float]", image.getextrema())  # of its one band
    scale = _MOST / ((high - low) or 1)
    return image.point(lambda value: value * scale - low * scale).convert("L")
