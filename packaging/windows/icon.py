"""Draw the program's icon in the sizes in which Windows shows it.

python packaging/windows/icon.py SVG ICO
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)


def drawn(source: QSvgRenderer, size: int) -> Image.Image:
    """Each size from the source itself: one that is scaled from another is blurred."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    source.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return Image.open(io.BytesIO(content.data()))


def write(svg: Path, ico: Path) -> None:
    """All sizes in one file."""
    source = QSvgRenderer(str(svg))
    if not source.isValid():
        sys.exit(f"no drawing: {svg}")
    images = [drawn(source, size) for size in SIZES]
    sizes = [(size, size) for size in SIZES]
    images[-1].save(ico, sizes=sizes, append_images=images[:-1])


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    write(Path(sys.argv[1]), Path(sys.argv[2]))
