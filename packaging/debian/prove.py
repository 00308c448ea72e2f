"""Prove the packages in bare systems: installed, started, looked at, printed with, removed; and unpacked anywhere.

    .venv/bin/python packaging/debian/prove.py dist build/proofs [SUITE …]

As root, for it makes its systems by chroots.sh; the program itself runs there as somebody without any rights. What was
timed goes into build/proofs/deb.json, what was seen beside it as pictures.
"""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pypdfium2
import xlsxwriter
from PIL import Image, ImageChops

HERE: Final = Path(__file__).resolve().parent
TOP: Final = HERE.parents[1]
sys.path.insert(0, str(TOP))

from desktop.children import FLAG  # noqa: E402  # the checkout's
from desktop.intake.pages.limits import Limits  # noqa: E402  # likewise
from desktop.intake.pages.wire import receive, send  # noqa: E402  # likewise
from desktop.release import version  # noqa: E402  # likewise

SUITES: Final = ("bullseye", "bookworm")
HOME: Final = "home/clerk"
BAR: Final = (0x12, 0x30, 0x5A)  # of the window's head
DISPLAY: Final = ":57"  # nobody else's
SCREEN: Final = (1366, 768)
PATIENCE: Final = 60  # seconds until the window is painted
REST: Final = 5  # seconds without a change
CURSOR: Final = 200  # pixels that may blink
PORTABLE: Final = f"{HOME}/我的 U盘/考评"


class System:
    """A bare system in a folder, and what is done in it."""

    def __init__(self, suite: str, root: Path, proofs: Path) -> None:
        self.suite, self.root, self.proofs = suite, root, proofs
        self.timed: list[dict[str, object]] = []
        subprocess.run(["sh", str(HERE / "enter.sh"), "--bare", suite, str(root)], check=True)

    def command(self, *command: str, clerk: bool = False) -> list[str]:
        """As root, or as somebody who has a home and nothing else."""
        change = (
            "setpriv",
            "--reuid=1000",
            "--regid=1000",
            "--clear-groups",
            "env",
            f"HOME=/{HOME}",
        )
        told = (*change, f"DISPLAY={DISPLAY}", *command) if clerk else command
        return ["sh", str(HERE / "enter.sh"), str(self.root), *told]

    def run(
        self, *command: str, clerk: bool = False, given: Path = Path("/dev/null"), ends: int = 0
    ) -> str:
        """What it says; it must end with this code."""
        told = self.command(*command, clerk=clerk)
        with given.open("rb", buffering=0) as read:
            done = subprocess.run(told, stdin=read, capture_output=True, check=False)
        if done.returncode != ends:
            raise SystemExit(
                f"{self.suite}: {command} ended with {done.returncode}: {done.stderr.decode()}"
            )
        return done.stdout.decode(errors="replace")

    def note(self, what: str, began: float) -> None:
        """What took how long."""
        seconds = round(time.monotonic() - began, 2)
        self.timed.append({"name": f"{what}（{self.suite}）", "seconds": seconds})
        print(f"{self.suite}: {what} {seconds} s")

    @contextmanager
    def screen(self) -> Iterator[Path]:
        """An X server, whose picture is a file."""
        frame = self.root / "tmp" / "Xvfb_screen0"
        for left in (frame, self.root / "tmp" / f".X{DISPLAY[1:]}-lock"):  # of one that was ended
            left.unlink(missing_ok=True)
        size = f"{SCREEN[0]}x{SCREEN[1]}x24"
        served = ("Xvfb", DISPLAY, "-screen", "0", size, "-fbdir", "/tmp", "-ac")
        with subprocess.Popen(self.command(*served), stderr=subprocess.DEVNULL) as server:
            try:
                wait_for(frame.exists, "Xvfb")
                yield frame
            finally:
                server.kill()  # and with it all that is in there

    @contextmanager
    def window(self, program: str, *told: str) -> Iterator[Path]:
        """The program on a screen, once its head is painted."""
        with self.screen() as frame:
            began = time.monotonic()
            call = self.command(program, *told, clerk=True)
            with subprocess.Popen(call, stderr=subprocess.PIPE) as process:
                try:
                    wait_for(lambda: painted(frame) or process.poll() is not None, "the window")
                    if process.poll() is not None and process.stderr:
                        raise SystemExit(
                            f"{self.suite}: no window: {process.stderr.read().decode()}"
                        )
                    self.note("从启动到窗口画出", began)
                    await_rest(frame)
                    yield frame
                finally:
                    process.kill()

    def keep(self, frame: Path, name: str) -> None:
        """What was seen."""
        picture(frame).save(self.proofs / f"{self.suite}-{name}.png")


def main(dist: Path, proofs: Path, suites: tuple[str, ...]) -> None:
    """Each suite in turn."""
    proofs.mkdir(parents=True, exist_ok=True)
    told: list[dict[str, object]] = []
    deb, portable = (
        dist / f"kaoping_{version()}_amd64.deb",
        dist / f"kaoping-{version()}-x86_64.tar.xz",
    )
    for suite in suites:
        root = proofs.parent / "chroots" / f"prove-{suite}"
        system = System(suite, root, proofs)
        prepare(system, deb)
        prove_installed(system, deb)
        prove_removed(system)
        prove_portable(system, portable)
        told += system.timed
        shutil.rmtree(root)
    for file in (deb, portable):
        told.append({"name": file.name, "megabytes": round(file.stat().st_size / 1e6, 1)})
    (proofs / "deb.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def prepare(system: System, deb: Path) -> None:
    """A clerk, a screen, and what the package says that it needs; no Python, no font for Chinese."""
    needs = subprocess.check_output(["dpkg-deb", "-f", str(deb), "Depends"], text=True).strip()
    system.run("apt-get", "update", "-qq")
    system.run("apt-get", "satisfy", "-y", "-qq", "--no-install-recommends", needs)
    system.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "xvfb")
    system.run("useradd", "--uid", "1000", "--create-home", "clerk")
    shutil.copy(deb, system.root / "tmp")
    assert "CJK" not in system.run("sh", "-c", "find /usr/share/fonts -type f")


def prove_installed(system: System, deb: Path) -> None:
    """From dpkg to a printed sheet of every scheme."""
    began = time.monotonic()
    system.run("dpkg", "-i", f"/tmp/{deb.name}")
    system.note("安装", began)
    assert "没有屏幕" in system.run("env", "DISPLAY=", "kaoping", clerk=True)
    with system.window("kaoping") as frame:
        system.keep(frame, "welcome")
    workspace = f"/{HOME}/.local/share/kaoping/workspace"
    began = time.monotonic()
    system.run("kaoping", "demo", workspace, clerk=True)
    system.note("建立演示工作区", began)
    with system.window("kaoping") as frame:
        system.keep(frame, "overview")
    print_sheets(system)
    hand_over(system)
    assert "核验通过" in system.run("kaoping", "verify", clerk=True)
    prove_children(system)


def print_sheets(system: System) -> None:
    """One sheet of each scheme that gives points, and its text read back."""
    rounds = json.loads(system.run("kaoping", "rounds", "--json", clerk=True))
    for scheme in sorted({one["scheme"] for one in rounds}):
        of = next(one for one in rounds if one["scheme"] == scheme)
        unit = of["units"][0]["name"]
        call = ("sheet", "--round", of["id"], "--unit", of["units"][0]["id"], "--out")
        began = time.monotonic()
        system.run("kaoping", *call, f"/{HOME}/{scheme}.pdf", clerk=True)
        system.note(f"打印一份评分表 {scheme}", began)
        for ending in ("docx", "xlsx"):
            system.run("kaoping", *call, f"/{HOME}/{scheme}.{ending}", clerk=True)
        with pypdfium2.PdfDocument(system.root / HOME / f"{scheme}.pdf") as paper:
            text = "".join(page.get_textpage().get_text_range() for page in paper)
        assert unit in re.sub(r"\s", "", text), f"{unit} is not on the sheet of {scheme}"


def hand_over(system: System) -> None:
    """A package that is opened from its folder: the window looks at it, and here says why it cannot be merged."""
    package, other = f"/{HOME}/交李四.kpjh", ("--workspace", f"/{HOME}/other")
    system.run("kaoping", "demo", other[1], clerk=True)
    of = json.loads(system.run("kaoping", "rounds", "--json", *other, clerk=True))[0]
    call = ("--round", of["id"], "--unit", of["units"][0]["id"], "--to", "李四", "--out", package)
    system.run("kaoping", "handover", *other, *call, clerk=True)
    with system.window("kaoping", package) as frame:
        system.keep(frame, "package")


def prove_children(system: System) -> None:
    """A workbook and a page of a PDF, each read by a child of the frozen program."""
    home = system.root / HOME
    with xlsxwriter.Workbook(home / "单位.xlsx") as book:
        book.add_worksheet().write(0, 0, "县教育局")
    limits = ("20", str(512 << 20))
    reading = ("answer", "desktop.intake.workbook_reading", *limits)
    call = ("kaoping", FLAG, "desktop.intake.confined", *reading)
    said = system.run(*call, clerk=True, given=home / "单位.xlsx")
    assert "县教育局" in said
    shutil.copy(TOP / "tests/intake/pages/samples/turned.heic", home / "照片.heic")
    Image.new("RGB", (90, 60), "red").save(home / "扫描.tif")
    paper = next(home.glob("*.pdf")).name
    worker = ("kaoping", FLAG, "desktop.intake.pages.worker", json.dumps(asdict(Limits())))
    began = time.monotonic()
    with subprocess.Popen(
        system.command(*worker, clerk=True), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin
        assert child.stdout
        for kind, name in (("pdf", paper), ("heic", "照片.heic"), ("tiff", "扫描.tif")):
            send(
                child.stdin,
                {"number": 1, "action": "open", "kind": kind, "path": f"/{HOME}/{name}"},
            )
            page = {"page": 1, "width": 300, "height": 424, "rows": [0, 424]}
            send(child.stdin, {"number": 2, "action": "render", **page})
            send(
                child.stdin,
                {"number": 3, "action": "bind", "kind": kind, "path": f"/{HOME}/{name}"},
            )
        ready = receive(child.stdout)
        told = [receive(child.stdout, 1 << 24) for _ in range(9)]
        child.stdin.close()
    assert ready is not None
    assert ready.header == {"ready": True}
    for one in told:
        assert one is not None
        assert "fault" not in one.header, one.header
        assert one.header["number"] == 1 or len(set(one.body)) > 1, "blank"
    system.note("子进程读 PDF、HEIC、TIFF 各一页并装订", began)


def prove_removed(system: System) -> None:
    """Nothing of the program is left; what the clerk made is."""
    began = time.monotonic()
    system.run("dpkg", "--purge", "kaoping")
    system.note("卸载", began)
    found = system.run(
        "find", "/", "-xdev", "-iname", "*kaoping*", "-not", "-path", "/tmp/*"
    ).split()
    left = [one for one in found if not one.startswith((f"/{HOME}/", "/proc/"))]
    assert left == [], left
    assert f"/{HOME}/.local/share/kaoping/workspace/kaoping.db" in found


def prove_portable(system: System, archive: Path) -> None:
    """Unpacked into a folder with a space and Chinese in its name, by somebody without rights."""
    folder = system.root / PORTABLE
    system.run("mkdir", "-p", f"/{PORTABLE}", clerk=True)
    began = time.monotonic()
    subprocess.run(["tar", "-C", str(folder), "-xf", str(archive)], check=True)
    system.note("解压免安装版", began)
    program = f"/{PORTABLE}/kaoping-{version()}/kaoping"
    with system.window(program) as frame:
        system.keep(frame, "portable")
    system.run(program, "demo", f"/{PORTABLE}/数据", clerk=True)
    assert "核验通过" in system.run(
        program, "verify", "--workspace", f"/{PORTABLE}/数据", clerk=True
    )
    assert not list((folder / f"kaoping-{version()}").rglob("__pycache__")), (
        "it wrote into its own folder"
    )


def wait_for(true: object, what: str) -> None:
    """Until it holds, looked at closely: it is timed."""
    assert callable(true)
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain for {what}")
        time.sleep(0.005)


def await_rest(frame: Path) -> None:
    """Until what is read afterwards is shown too and nothing changes any more; a busy machine takes its time."""
    for _ in range(PATIENCE // REST):
        before = picture(frame)
        time.sleep(REST)
        left, top, right, bottom = ImageChops.difference(before, picture(frame)).getbbox() or (
            0,
            0,
            0,
            0,
        )
        if (right - left) * (bottom - top) < CURSOR:
            return


def painted(frame: Path) -> bool:
    """Whether the window's head is on the screen."""
    seen = picture(frame)
    return seen.size == SCREEN and seen.getpixel((SCREEN[0] // 2, 20)) == BAR


def picture(frame: Path) -> Image.Image:
    """The screen, from X's own dump of it."""
    content = frame.read_bytes()
    if len(content) < SCREEN[0] * SCREEN[1] * 4:  # it is being made
        return Image.new("RGB", (1, 1))
    head = struct.unpack(">25I", content[:100])
    start = head[0] + head[19] * 12
    size, line = (head[4], head[5]), head[12]
    return Image.frombytes(
        "RGB", size, content[start : start + line * size[1]], "raw", "BGRX", line
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), tuple(sys.argv[3:]) or SUITES)
