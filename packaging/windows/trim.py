"""Take out of a folder of installed packages what the program on Windows never opens.

python packaging/windows/trim.py FOLDER
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

# Of Qt only what is named: it has many parts, and those that a window needs are few.
QT: Final = "PySide6"
KEPT_OF_QT: Final = (
    *("*.py", "msvcp140*.dll", "vcruntime140*.dll", "pyside6.abi3.dll"),
    *(
        f"{kind}{part}"
        for part in ("Core.*", "Gui.*", "PrintSupport.*", "Svg.*", "Widgets.*")
        for kind in ("Qt", "Qt6")
    ),
    *("plugins/platforms/qwindows.dll", "plugins/platforms/qoffscreen.dll"),
    *(
        "plugins/iconengines/qsvgicon.dll",
        "plugins/imageformats/qico.dll",
        "plugins/imageformats/qjpeg.dll",
    ),
    *("plugins/imageformats/qsvg.dll", "translations/qtbase_zh_CN.qm"),
)
# Of all others what only their makers, or builders, want. RECORD would list what is gone.
DROPPED: Final = (
    *("*.pyi", "*.pyx", "*.pxd", "*.pxi", "*.c", "*.h", "*.lib", "py.typed"),
    *(
        "bin",
        "share",
        "__pycache__",
        "*/tests",
        "*/testing",
        "lxml/includes",
        "alembic/templates",
        "reportlab/fonts",
    ),
    *("PIL/_avif.*", "PySide6/scripts", "PySide6/support", "pypdfium2_cli"),
    *(f"*.dist-info/{name}" for name in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")),
)


def needless(folder: Path) -> Iterator[Path]:
    """What is to go: whole folders, and files."""
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if any(fnmatch(below.as_posix(), one) or fnmatch(path.name, one) for one in DROPPED):
            yield path
        elif below.parts[0] == QT and path.is_file():
            name = Path(*below.parts[1:]).as_posix()
            if not any(fnmatch(name, one) for one in KEPT_OF_QT):
                yield path


def trim(folder: Path) -> None:
    """Remove it, and the folders that are empty then."""
    for path in list(needless(folder)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)  # perhaps with its folder
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


if __name__ == "__main__":
    trim(Path(sys.argv[1]))
