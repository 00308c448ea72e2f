"""The child has little, keeps nothing of the program's, and never outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.intake.pages.limits import Limits
from desktop.intake.pages.reader import PageReader
from tests.intake.pages.building import TURNED_HEIC, corners, endless, saved
from tests.program import CHECKOUT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells")


@pytest.fixture
def reader() -> Iterator[PageReader]:
    with PageReader(Limits(memory=1 << 30)) as reader:
        yield reader


def proc(reader: PageReader) -> Path:
    assert reader._child
    return Path(f"/proc/{reader._child.pid}")


def limit(reader: PageReader, name: str) -> list[str]:
    """The soft and the hard limit."""
    lines = (proc(reader) / "limits").read_text(encoding="ascii").splitlines()
    [line] = [line for line in lines if line.startswith(name)]
    return line.removeprefix(name).split()[:2]


def test_its_limits_are_the_systems(reader: PageReader, tmp_path: Path) -> None:
    reader.open(saved(tmp_path, "one.png", corners()))
    assert limit(reader, "Max address space") == [str(1 << 30)] * 2
    assert limit(reader, "Max core file size") == ["0", "0"]
    assert limit(reader, "Max file size") == ["0", "0"]
    assert limit(reader, "Max open files") == ["64", "64"]
    assert limit(reader, "Max processes")[0] == "0"
    reader.open(TURNED_HEIC)
    assert limit(reader, "Max processes")[0] != "0"
    assert (proc(reader) / "oom_score_adj").read_text(encoding="ascii").strip() == "1000"


def test_it_holds_nothing_but_its_pipes_and_one_file(reader: PageReader, tmp_path: Path) -> None:
    with (tmp_path / "ours").open("wb") as ours:
        os.set_inheritable(ours.fileno(), True)  # noqa: FBT003  # as os takes it
        for number in range(20):
            ending = ("png", "pdf", "tif", "jpg", "gif")[number % 5]
            reader.open(saved(tmp_path, f"{number}.{ending}", corners()))
            held = [link.resolve() for link in (proc(reader) / "fd").iterdir()]
            assert [path for path in held if tmp_path in path.parents] == [
                path for path in held if path.name == f"{number}.{ending}"
            ]
            assert len(held) <= 6
        last = reader.open(saved(tmp_path, "last.png", corners()))
    reader.render(last, 1, 9, 9)
    held = [link.resolve() for link in (proc(reader) / "fd").iterdir()]
    assert held.count(Path(os.devnull)) == 3
    assert (proc(reader) / "cwd").resolve() == Path("/")


def test_what_the_environment_says_of_python_is_not_heard(
    reader: PageReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="ascii")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    monkeypatch.setenv("PYTHONHOME", "/nonexistent")
    assert reader.open(TURNED_HEIC).pages == 1


# No orphans.

SHOWING = """
import sys
from pathlib import Path
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.reader import PageReader
reader = PageReader(Limits(seconds=60))
file = reader.open(Path(sys.argv[1]))
print(reader._child.pid, flush=True)
if sys.argv[2] == "busy":
    reader.render(file, 1, 6000, 4000)
elif sys.argv[2] == "idle":
    sys.stdin.read()
"""


def gone(process: int) -> bool:
    """Within some seconds; who is left to bury it may take longer."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")")[-1]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state.split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def is_busy(process: int) -> bool:
    """It has begun to draw: some tenths of a second of processor time."""
    times = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")")[-1].split()
    return int(times[11]) > 20


def until(done: Callable[[], bool]) -> None:
    while not done():
        time.sleep(0.02)


@pytest.mark.parametrize("state", ["busy", "idle", "ended"])
def test_it_ends_with_the_program(state: str, tmp_path: Path) -> None:
    path = tmp_path / "endless.pdf"
    path.write_bytes(endless())
    with subprocess.Popen(
        [sys.executable, "-c", SHOWING, str(path), state],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as program:
        assert program.stdout
        child = int(program.stdout.readline())
        if state == "busy":
            until(lambda: is_busy(child))
        if state != "ended":  # where it ends by itself, it did not close its reader
            program.kill()
        program.wait()
    assert gone(child)


def test_what_does_not_even_see_that_ends_itself() -> None:
    """The watch is a thread of Python's, which a decoder may keep from running: the kernel rings."""
    imports = "import signal\nfrom desktop.intake.pages.confinement import on_time\n"
    for code, end in (
        ("with on_time(-2.5):\n  while True: pass", -signal.SIGALRM),  # one second, with the grace
        ("with on_time(20): pass\nassert signal.alarm(0) == 0", 0),
    ):
        call = [sys.executable, "-c", imports + code]
        assert subprocess.run(call, cwd=CHECKOUT, check=False, timeout=20).returncode == end
