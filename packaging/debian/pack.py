"""Pack what was frozen: dist/kaoping_<version>_amd64.deb, and dist/kaoping-<version>-x86_64.tar.xz for any folder.

    .venv/bin/python packaging/debian/pack.py build/frozen/kaoping dist

The packages that it depends on follow from the libraries that it links to; one that is not known stops the packing.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE: Final = Path(__file__).resolve().parent
TOP: Final = HERE.parents[1]
sys.path.insert(0, str(TOP))

from desktop.cli.program import COMMANDS  # noqa: E402  # the checkout's
from desktop.release import version  # noqa: E402  # likewise

ICON: Final = TOP / "resources" / "icons" / "kaoping.svg"
ICON_SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256)
QUICK: Final = bool(
    os.environ.get("KAOPING_QUICK")
)  # to try something: hardly pressed, of any size
LEVEL: Final = 0 if QUICK else 9
MOST: Final = 80_000_000  # bytes of a package
SHIPPED: Final = ("resources", "schemes")
FLOOR: Final = {
    "GLIBC": (2, 28),
    "GLIBCXX": (3, 4, 25),
    "CXXABI": (1, 3, 11),
}  # Debian 10 and UOS 20
# What is not within comes from these packages; each desktop has them. Names as Debian 10 to 13 know them.
PACKAGES: Final = {
    "ld-linux-x86-64.so.2": "libc6 (>= 2.28)",
    **dict.fromkeys(
        (
            f"lib{one}"
            for one in ("c.so.6", "m.so.6", "dl.so.2", "rt.so.1", "util.so.1", "resolv.so.2")
        ),
        "libc6 (>= 2.28)",
    ),
    "libpthread.so.0": "libc6 (>= 2.28)",
    "libcrypt.so.1": "libcrypt1 | libc6 (<< 2.29)",
    "libstdc++.so.6": "libstdc++6 (>= 8)",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libexpat.so.1": "libexpat1",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
}
WISHED: Final = {"libcups.so.2": "libcups2"}  # without it, a printer is looked for in vain, no more
CONTROL: Final = """\
Package: kaoping
Version: {version}
Architecture: amd64
Maintainer: Kaoping <kaoping@localhost>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}, ibus | fcitx5, xdg-utils
Section: misc
Priority: optional
Description: assessment of offices, every point traceable
 Kaoping (考评台) takes what an office recorded over the year, leads through every
 unit and every indicator of an official scheme, and prints the score sheets.
 It works offline, with everything inside that a plain desktop has not.
"""
_NEEDED: Final = re.compile(r"^ +NEEDED +(\S+)$", re.MULTILINE)
_VERSIONS: Final = re.compile(r"\b(GLIBC|GLIBCXX|CXXABI)_([0-9.]+)\b")


def main(frozen: Path, out: Path) -> None:
    """Look, then pack both."""
    hold_against_checkout(frozen)
    needed = needs(frozen)
    out.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=frozen.parent) as folder:
        root = Path(folder) / "deb"
        lay_out(frozen, root)
        (root / "DEBIAN").mkdir()
        write_control(root, needed)
        deb = out / f"kaoping_{version()}_amd64.deb"
        packed(
            [
                "dpkg-deb",
                "--root-owner-group",
                "-Zxz",
                f"-z{LEVEL}",
                "--build",
                str(root),
                str(deb),
            ],
            deb,
        )
        portable = Path(folder) / f"kaoping-{version()}"
        shutil.copytree(frozen, portable, symlinks=True)
        fill(HERE / "installed" / "说明.txt", portable / "说明.txt")
        archive = out / f"kaoping-{version()}-x86_64.tar.xz"
        sorted_as_root = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "-C", folder]
        packed(
            ["tar", "-I", f"xz -{LEVEL}", "-cf", str(archive), *sorted_as_root, portable.name],
            archive,
        )


def hold_against_checkout(frozen: Path) -> None:
    """Every file that the program reads at work must have come along."""
    inside = frozen / "_internal" / "desktop"
    for folder in SHIPPED:
        for path in sorted((TOP / folder).rglob("*")):
            if path.is_file() and not (inside / path.relative_to(TOP)).is_file():
                raise SystemExit(f"{path.relative_to(TOP)} was not frozen with the program")


def needs(frozen: Path) -> set[str]:
    """The libraries that are not within; none of those within may ask for more than the floor has."""
    files = [path for path in frozen.rglob("*") if path.is_file() and is_program(path)]
    within = {path.name for path in files}
    wanted: set[str] = set()
    for path in files:
        told = said("objdump", "-p", "-T", str(path))
        for kind, number in _VERSIONS.findall(told):
            if tuple(int(one) for one in number.strip(".").split(".")) > FLOOR[kind]:
                raise SystemExit(f"{path} asks for {kind}_{number}")
        wanted.update(_NEEDED.findall(told))
    unknown = wanted - within - PACKAGES.keys() - WISHED.keys()
    if unknown:
        raise SystemExit(f"no package is known for {', '.join(sorted(unknown))}")
    return wanted - within


def is_program(path: Path) -> bool:
    """Whether it is a library or an executable."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def lay_out(frozen: Path, root: Path) -> None:
    """The files as they will lie on the disk."""
    own = HERE / "installed"
    share = root / "usr" / "share"
    shutil.copytree(frozen, root / "opt" / "kaoping", symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "kaoping").symlink_to("/opt/kaoping/kaoping")
    put(own / "kaoping.desktop", share / "applications" / "kaoping.desktop")
    put(own / "kaoping.xml", share / "mime" / "packages" / "kaoping.xml")
    put(own / "copyright", share / "doc" / "kaoping" / "copyright")
    put(ICON, share / "icons" / "hicolor" / "scalable" / "apps" / "kaoping.svg")
    for size in ICON_SIZES:
        draw(share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "kaoping.png", size)
    compress(filled(own / "kaoping.1"), share / "man" / "man1" / "kaoping.1.gz")
    compress(chinese_page(), share / "man" / "zh_CN" / "man1" / "kaoping.1.gz")
    news = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    compress(news, share / "doc" / "kaoping" / "changelog.gz")


def write_control(root: Path, needed: set[str]) -> None:
    """What dpkg reads."""
    depends = dict.fromkeys(PACKAGES[one] for one in sorted(needed & PACKAGES.keys()))
    wished = dict.fromkeys(WISHED[one] for one in sorted(needed & WISHED.keys()))
    sums, size = [], 0
    for path in sorted(
        path for path in root.rglob("*") if path.is_file() and not path.is_symlink()
    ):
        content = path.read_bytes()
        size += len(content)
        digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
        sums.append(f"{digest}  {path.relative_to(root)}\n")
    told = CONTROL.format(
        version=version(),
        size=size // 1024,
        depends=", ".join(depends),
        recommends=", ".join(wished or ("cups-client",)),
    )
    (root / "DEBIAN" / "control").write_text(told, encoding="utf-8")
    (root / "DEBIAN" / "md5sums").write_text("".join(sums), encoding="utf-8")
    for script in ("postinst", "postrm"):
        put(HERE / "installed" / "postinst", root / "DEBIAN" / script).chmod(0o755)


def chinese_page() -> str:
    """The manual page in Chinese: what `kaoping --help` says."""
    lines = [
        f'.TH KAOPING 1 "" "kaoping {version()}"',
        ".SH 名称",
        "kaoping \\- 考评台",
        ".SH 说明",
    ]
    lines += [
        "不带参数时打开窗口；后面写一个考核包（.kpjh）或备份（.kpbak）时，窗口会接着打开它。",
        ".nf",
    ]
    lines += [line.replace("\\", "\\\\").replace("-", "\\-") for line in COMMANDS.splitlines()]
    return "\n".join([*lines, ".fi", ""])


def draw(out: Path, size: int) -> None:
    """The icon in one size."""
    out.parent.mkdir(parents=True)
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(ICON)).render(painter)
    painter.end()
    if not picture.save(str(out)):
        raise SystemExit(f"{out} was not written")


def put(source: Path, out: Path) -> Path:
    """One file, for everybody to read."""
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, out)
    out.chmod(0o644)
    return out


def filled(source: Path) -> str:
    """A text with the version in its place."""
    return source.read_text(encoding="utf-8").replace("@VERSION@", version())


def fill(source: Path, out: Path) -> None:
    """The same, written."""
    out.write_text(filled(source), encoding="utf-8")


def compress(text: str, out: Path) -> None:
    """As Debian wants its documents."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress(text.encode(), mtime=0))


def packed(command: list[str], out: Path) -> None:
    """One package, and how large it came out."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    size = out.stat().st_size
    print(f"{out.name}: {size / 1e6:.1f} MB")
    if size > MOST and not QUICK:
        raise SystemExit(f"{out.name} is larger than {MOST / 1e6:.0f} MB")


def said(*command: str) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.umask(0o022)
    application = QGuiApplication([])
    main(Path(sys.argv[1]), Path(sys.argv[2]))
