"""Prove an installer under Wine, as a user does: install, work, open the window, upgrade, uninstall. Run by prove.sh.

python3 prove.py SETUP PROOFS

SETUP is the installer, PROOFS a folder for windows.json (what took how long) and a picture. The first failure ends it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryFile
from typing import Final

PREFIX: Final = Path(os.environ["WINEPREFIX"])
USER: Final = PREFIX / "drive_c/users" / os.environ["USER"]
LOCAL: Final = USER / "AppData/Local"
PROGRAM: Final = LOCAL / "Programs/Kaoping"
SHORTCUTS: Final = (
    USER / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/考评台.lnk",
    USER / "Desktop/考评台.lnk",
)
WORKSPACE: Final = LOCAL / "kaoping/workspace"
CLASSES: Final = r"HKCU\Software\Classes"
KEYS: Final = (
    *(rf"{CLASSES}\{name}" for name in (".kpjh", ".kpbak", "Kaoping.Package", "Kaoping.Backup")),
    r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Kaoping",
    r"HKCU\Software\Kaoping",
)
RUNNING: Final = 2  # what installer and uninstaller end with while the program runs
FOREIGN: Final = 4  # and the installer where the folder holds what is not the program's
PATIENCE: Final = 180
TITLE: Final = "^考评台$"
PAINTED: Final = 500  # colours; an empty window has few

# What reads files from outside does so in processes of its own: a page, and a workbook.
CHILDREN: Final = """
import sys
from pathlib import Path
import xlsxwriter
from PIL import Image
from desktop.intake.confined import Limits, answer_of
from desktop.intake.pages.reader import PageReader
Image.new("RGB", (300, 400), "white").save("page.jpg")
with PageReader() as reader:
    assert reader.open(Path("page.jpg")).pages == 1
with xlsxwriter.Workbook("units.xlsx") as book:
    book.add_worksheet().write(0, 0, "县教育局")
with open("units.xlsx", "rb", buffering=0) as file:
    assert "县教育局" in str(answer_of("desktop.intake.workbook_reading", file, Limits()))
"""

NEW_WORKSPACE: Final = """
from pathlib import Path
from desktop.services.workspaces import create_workspace
create_workspace(Path("third")).close()
"""

timings: list[dict[str, str | float]] = []


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Tell what is done and how long it took."""
    began = time.monotonic()
    yield
    seconds = round(time.monotonic() - began, 2)
    timings.append({"name": name, "seconds": seconds})
    print(f"  {seconds:7.2f} s  {name}", flush=True)


def must(holds: object, what: str) -> None:
    """End where something is not as it must be."""
    if not holds:
        sys.exit(f"prove: {what}")


def awaited(what: str, holds: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not holds():
        must(time.monotonic() < end, f"waited in vain: {what}")
        time.sleep(0.1)


def wine(*call: str | Path, expected: int = 0) -> str:
    """Run a Windows program to its end; what it prints is UTF-8."""
    # Into a file: a pipe would only end with all that Wine keeps running.
    with TemporaryFile() as out:
        ended = subprocess.run(
            ["wine", *map(str, call)], stdout=out, stderr=out, cwd=USER, timeout=600, check=False
        )
        out.seek(0)
        said = out.read().decode(errors="replace")
    must(ended.returncode == expected, f"{call} ended with {ended.returncode}: {said}")
    return said


def kaoping(*told: str, expected: int = 0) -> str:
    """The program by its command, as it is typed into a terminal."""
    return wine("cmd", "/c", windows(PROGRAM / "kaoping.cmd"), *told, expected=expected)


def python(*told: str) -> str:
    """The program's own Python, for what no command does."""
    return wine(PROGRAM / "python/python.exe", *told)


def windows(path: Path) -> str:
    """The name by which Windows knows a file of the drive C."""
    return "C:\\" + "\\".join(path.relative_to(PREFIX / "drive_c").parts)


def entered(key: str) -> bool:
    """Whether the registry has a key."""
    asked = ["wine", "reg", "query", key]
    return subprocess.run(asked, stdout=DEVNULL, stderr=DEVNULL, check=False).returncode == 0


def runs() -> bool:
    """Whether the window's process lives."""
    lines = (one.joinpath("cmdline") for one in Path("/proc").iterdir() if one.name.isdecimal())
    return any(b"pythonw.exe" in line.read_bytes() for line in lines if line.exists())


def installed(setup: Path) -> None:
    """All of it is there."""
    with timed("安装（静默）"):
        wine(setup, "/S")
    for path in (PROGRAM / "python/pythonw.exe", PROGRAM / "uninstall.exe", *SHORTCUTS):
        must(path.is_file(), f"not installed: {path}")
    must(all(map(entered, KEYS)), "not in the registry")


def worked() -> None:
    """A workspace is made, printed from, backed up, brought back, handed over and merged."""
    with timed("建立演示工作区"):
        kaoping("demo", windows(WORKSPACE))
    rounds = json.loads(kaoping("rounds", "--json"))
    for number, one in enumerate({one["scheme"]: one for one in rounds}.values(), 1):
        out = f"sheet-{number}.pdf"
        unit = one["units"][0]["id"]
        with timed(f"打印评分表：{one['scheme']}"):
            kaoping("sheet", "--round", one["id"], "--unit", unit, "--out", out)
        must((USER / out).read_bytes().startswith(b"%PDF-"), f"{out} is no PDF")
    with timed("核验"):
        must("核验通过" in kaoping("verify"), "not sound")
    with timed("备份"):
        kaoping("backup", "--out", "whole.kpbak")
    with timed("恢复"):
        kaoping("restore", "whole.kpbak", "--workspace", "second")
    must("核验通过" in kaoping("verify", "--workspace", "second"), "what was restored is not sound")
    free = next(
        one for one in rounds if one["units"][-1]["state"] == "open" and "total" in one["units"][-1]
    )
    unit = free["units"][-1]["id"]
    with timed("交出考核包"):
        kaoping(
            "handover", "--round", free["id"], "--unit", unit, "--to", "李四", "--out", "to.kpjh"
        )
    python("-c", NEW_WORKSPACE)  # one's own takes no package of its own
    with timed("接收考核包"):
        kaoping("merge", "to.kpjh", "--workspace", "third")
    (USER / "children.py").write_text(CHILDREN, encoding="utf-8")
    with timed("在子进程里解码图片、读取表格"):
        python("children.py")


def ran(*call: str | Path, check: bool = True) -> str:
    """What a program of Linux prints."""
    return subprocess.run(call, stdout=PIPE, stderr=DEVNULL, text=True, check=check).stdout


def is_open() -> bool:
    """Whether the program's window is to be seen."""
    return ran("xdotool", "search", "--onlyvisible", "--name", TITLE, check=False) != ""


def pictured(file: Path) -> int:
    """Take a picture of the screen; how many colours it has tells whether anything is painted."""
    ran("import", "-window", "root", file)
    return int(ran("identify", "-format", "%k", file))


def opened(setup: Path, proofs: Path) -> None:
    """The window opens from the Start menu; while it is open, nobody else may in, nor change the program."""
    with timed("从开始菜单打开窗口"):
        wine("start", "/unix", SHORTCUTS[0])
        awaited("the window", is_open)
    awaited("the first screen", lambda: pictured(proofs / "windows.png") > PAINTED)
    time.sleep(3)
    pictured(proofs / "windows.png")
    said = kaoping("rounds", expected=2)
    must("工作区正被另一个程序使用" in said, f"a second program was told: {said}")
    wine(setup, "/S", expected=RUNNING)
    wine(PROGRAM / "uninstall.exe", "/S", f"_?={windows(PROGRAM)}", expected=RUNNING)
    must((PROGRAM / "lib/desktop/app.py").is_file(), "taken away while it ran")
    with timed("关闭窗口"):
        ran(
            "xdotool",
            "search",
            "--onlyvisible",
            "--name",
            TITLE,
            "windowactivate",
            "--sync",
            "key",
            "alt+F4",
        )
        awaited("the end", lambda: not is_open())
        awaited("the process to end", lambda: not runs())


def upgraded(setup: Path) -> None:
    """A new version takes the place of the old one, of which nothing stays; what is the user's stays."""
    old, own = PROGRAM / "lib/desktop/of_an_older_version.py", PROGRAM / "名单.txt"
    old.touch()
    own.touch()
    with timed("升级安装"):
        wine(setup, "/S")
    must(not old.exists(), "something of the old version is left")
    must(own.exists(), "a file of the user's was removed")
    must("核验通过" in kaoping("verify"), "not sound after the upgrade")
    own.unlink()


def uninstalled() -> None:
    """Nothing of the program is left, and all that is the user's."""
    kept = sorted(path for path in LOCAL.joinpath("kaoping").rglob("*") if path.is_file())
    with timed("卸载"):
        wine(PROGRAM / "uninstall.exe", "/S")
        awaited("the program's folder to go", lambda: not PROGRAM.exists())
    must(not any(one.exists() for one in SHORTCUTS), "a shortcut is left")
    must(not any(map(entered, KEYS)), "still in the registry")
    left = sorted(path for path in LOCAL.joinpath("kaoping").rglob("*") if path.is_file())
    must(WORKSPACE / "kaoping.db" in left and left == kept, "data of the user's is gone")


def installed_elsewhere(setup: Path) -> None:
    """In a folder of the user's choice, with Chinese in its name; from there it opens the old workspace again."""
    folder = PREFIX / "drive_c/办公软件/考评台"
    with timed("安装到自选的文件夹"):
        wine(setup, "/S", f"/D={windows(folder)}")
    with timed("命令：列出考核批次"):
        must("考核" in wine("cmd", "/c", windows(folder / "kaoping.cmd"), "rounds"), "no rounds")
    wine(folder / "uninstall.exe", "/S")
    awaited("the folder to go", lambda: not folder.exists())


def refused_elsewhere(setup: Path) -> None:
    """A folder of other things is left as it is, though the program's folders have the same names as some there."""
    folder = PREFIX / "drive_c/工具"
    own = folder / "lib/名单.txt"
    own.parent.mkdir(parents=True)
    own.touch()
    wine(setup, "/S", f"/D={windows(folder)}", expected=FOREIGN)
    left = [one for one in folder.rglob("*") if one.is_file()]
    must(left == [own], f"a foreign folder was changed: {left}")


def main(arguments: Sequence[str]) -> None:
    """Step by step, and the timings at the end."""
    setup, proofs = map(Path, arguments)
    shutil.rmtree(proofs, ignore_errors=True)
    proofs.mkdir(parents=True)
    # As Windows, it does not start anew for each program; what it prints goes nowhere, for it stays.
    subprocess.run(["wineserver", "--persistent"], stdout=DEVNULL, stderr=DEVNULL, check=True)
    wine("wineboot")
    installed(setup)
    worked()
    opened(setup, proofs)
    upgraded(setup)
    uninstalled()
    installed_elsewhere(setup)
    refused_elsewhere(setup)
    ran("wineserver", "--kill")
    size = round(setup.stat().st_size / 1e6, 1)
    timings.append({"name": setup.name, "megabytes": size})
    text = json.dumps(timings, ensure_ascii=False, indent=2)
    (proofs / "windows.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
