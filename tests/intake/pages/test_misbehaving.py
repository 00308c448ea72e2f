"""Whatever the child does costs one message, and the next request is answered."""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.troubles import Trouble
from desktop.intake.pages.limits import Limits
from desktop.intake.pages.opened_file import OpenedFile
from desktop.intake.pages.reader import PageReader
from tests.intake.pages.building import TURNED_HEIC

CHILD = Path(__file__).parent / "misbehaving.py"
FATAL = "^“照片”第 2 页显示不出，可能已损坏，或是内容太大，请用它自己的程序打开$"
LATE = "^“照片”第 2 页过了 0.3 秒还没有显示出来，已停止，请用它自己的程序打开$"

Ask = Callable[[PageReader, OpenedFile], object]


def reader_of(deed: str, mark: Path, seconds: float = 20) -> PageReader:
    python = [sys.executable, "-I", "-S", "-B"]
    return PageReader(Limits(seconds=seconds), [*python, str(CHILD), str(mark), deed])


def render(reader: PageReader, file: OpenedFile) -> object:
    return reader.render(file, 2, 10, 10)


def size(reader: PageReader, file: OpenedFile) -> object:
    return reader.size(file, 2)


def text(reader: PageReader, file: OpenedFile) -> object:
    return reader.text(file, 2)


def search(reader: PageReader, file: OpenedFile) -> object:
    return reader.search(file, 2, "一")


def told(header: str) -> str:
    return f"say(frame({{'number': number, {header}}}))"


@pytest.mark.parametrize(
    ("ask", "deed"),
    [
        (render, "import os; os._exit(3)"),
        (render, "import os; os.kill(os.getpid(), 11)"),
        (render, "import ctypes; ctypes.string_at(0)"),
        (render, "import os; os.abort()"),
        (render, "raise SystemExit"),
        (render, "say(b'garbage')\nraise SystemExit"),
        (render, "while True: say(bytes(65536))"),
        (render, "say(frame({'number': number}, bytes(400))[:-1])\nraise SystemExit"),
        (render, "say(frame({'number': number}, b'', 4 << 30))"),
        (render, "say(struct.pack('>4sIQ', b'KPPG', 4 << 29, 0))"),
        (render, "say(frame({'number': number}, bytes(399)))"),
        (render, "say(frame({'number': number}, bytes(401)))"),
        (render, "say(frame({'number': number - 1}, bytes(400)))"),
        (render, "say(frame({'number': str(number)}, bytes(400)))"),
        (render, "say(frame(b'{'))"),
        (render, "say(frame(b'[1]'))"),
        (render, "say(frame(b'[' * 100_000))"),
        (render, told("'fault': 'bewitched'")),
        (render, told("'fault': []")),
        (render, told("'fault': 'too-large', 'pixels': ['<b>', 1]")),
        (size, told("")),
        (size, told("'size': 5")),
        (size, told("'size': [5]")),
        (size, told("'size': [5, 5, 5]")),
        (size, told("'size': [5, '5']")),
        (size, told("'size': [float('nan'), 5]")),
        (size, told("'size': [5, float('inf')]")),
        (size, told("'size': [5, 10 ** 400]")),
        (size, told("'size': [-5, 5]")),
        (text, "say(frame({'number': number}, b'\\xff'))"),
        (search, told("'regions': {}")),
        (search, told("'regions': [5]")),
        (search, told("'regions': [[0, 0, 1]]")),
        (search, told("'regions': [[0, 0, 1, 1.1]]")),
        (search, told("'regions': [[0, 0, 1, 1]] * 1001")),
    ],
)
def test_a_child_that_goes_wrong_is_replaced(ask: Ask, deed: str, tmp_path: Path) -> None:
    with reader_of(deed, tmp_path / "mark") as reader:
        file = reader.open(TURNED_HEIC, "照片")
        with pytest.raises(Trouble, match=FATAL):
            ask(reader, file)
        assert (tmp_path / "mark").exists()
        page = reader.render(file, 3, 10, 10)
        assert page.pixels == b"\x80" * 400


@pytest.mark.parametrize(
    "deed",
    [
        "import signal; [signal.signal(s, signal.SIG_IGN) for s in (2, 15)]\nwhile True: pass",
        "import time; time.sleep(60)",
        "say(frame({'number': number}, bytes(400))[:-1])\nimport time; time.sleep(60)",
    ],
)
def test_a_child_that_takes_too_long_is_replaced(deed: str, tmp_path: Path) -> None:
    with reader_of(deed, tmp_path / "mark", seconds=0.3) as reader:
        file = reader.open(TURNED_HEIC, "照片")
        begun = time.monotonic()
        with pytest.raises(Trouble, match=LATE):
            render(reader, file)
        assert time.monotonic() - begun >= 0.3
        assert reader.render(file, 3, 10, 10).width == 10


def test_a_request_that_is_broken_off_leaves_nothing_behind(tmp_path: Path) -> None:
    deed = "import time; time.sleep(0.5); say(frame({'number': number}, bytes(400)))"
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        with reader_of(deed, tmp_path / "mark") as reader:
            file = reader.open(TURNED_HEIC, "照片")
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with pytest.raises(KeyboardInterrupt):
                render(reader, file)
            assert reader.render(file, 3, 10, 10).pixels == b"\x80" * 400
    finally:
        signal.signal(signal.SIGALRM, before)


def test_faults_and_details_are_told(tmp_path: Path) -> None:
    deed = told("'fault': 'too-large', 'pixels': [60000, 50000], 'detail': 'why\\n' * 1000")
    with reader_of(deed, tmp_path / "mark") as reader:
        file = reader.open(TURNED_HEIC, "照片")
        with pytest.raises(
            Trouble, match=r"“照片”第 2 页的图像太大（60000 × 50000 像素）"
        ) as trouble:
            render(reader, file)
        [note] = trouble.value.__notes__
        assert note == ("why?" * 50)
        assert render(reader, file)


@pytest.mark.parametrize(
    "command",
    [
        ["/nonexistent/python"],
        [sys.executable, "-c", "pass"],
        [sys.executable, "-c", "print('hello')"],
        [sys.executable, "-c", "raise SystemExit(1)"],
    ],
)
def test_a_child_that_does_not_start_is_no_files_fault(command: list[str]) -> None:
    with PageReader(command=command) as reader:
        for _ in range(2):
            with pytest.raises(Trouble, match="启动不了"):
                reader.open(TURNED_HEIC)
