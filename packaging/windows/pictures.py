"""Draw what the installer shows: the program's icon in the sizes of Windows, and the side of its first and last page.

python packaging/windows/pictures.py RESOURCES FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICON_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
SIDE: Final = (328, 628)  # twice what is shown at 100 %
_GROUND, _NAME, _SOFT = "#E6EEF8", "#12305A", "#475364"  # the window's own colours


def drawn(source: QSvgRenderer, size: int) -> Image.Image:
    """Each size from the source itself: one that is scaled from another is blurred."""
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    source.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


def write_icon(source: QSvgRenderer, ico: Path) -> None:
    """All sizes in one file."""
    images = [drawn(source, size) for size in ICON_SIZES]
    sizes = [(size, size) for size in ICON_SIZES]
    images[-1].save(ico, sizes=sizes, append_images=images[:-1])


def write_side(source: QSvgRenderer, fonts: Path, bmp: Path) -> None:
    """The icon, and the name below it."""
    width, height = SIDE
    for file in fonts.glob("gw-sans-*.ttf"):
        QFontDatabase.addApplicationFont(str(file))
    family = QFontDatabase.applicationFontFamilies(0)[0]
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor(_GROUND))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    source.render(painter, QRectF(94, 150, 140, 140))
    for text, top, size, colour in (
        ("考评台", 318, 44, _NAME),
        ("年度考核评分", 386, 22, _SOFT),
    ):
        font = QFont(family)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if size > 30 else QFont.Weight.Normal)  # noqa: PLR2004  # the name
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(QRect(0, top, width, 64), Qt.AlignmentFlag.AlignHCenter, text)
    painter.end()
    image.save(str(bmp))


def main(resources: Path, folder: Path) -> None:
    """Both."""
    svg = resources / "icons/kaoping.svg"
    source = QSvgRenderer(str(svg))
    if not source.isValid():
        sys.exit(f"no drawing: {svg}")
    write_icon(source, folder / "kaoping.ico")
    write_side(source, resources / "fonts", folder / "side.bmp")


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    main(Path(sys.argv[1]), Path(sys.argv[2]))
