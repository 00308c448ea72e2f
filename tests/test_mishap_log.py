"""The log of mishaps: it says where, never about whom or what, and it does not grow for ever."""

import ast
import faulthandler
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from desktop.cli import program, scheme_commands
from desktop.cli.calls import BUG
from desktop.mishap_log import (
    KEPT,
    LARGEST,
    crash_record,
    log_files,
    log_folder,
    note_mishap,
    note_warning,
    places_of,
    without_folders,
)
from desktop.release import version
from desktop.ui import mishaps
from desktop.ui.mishaps import watch_for_crashes
from tests.program import CHECKOUT, uncounted

PERSON: Final = "欧阳某某"
STARTS: Final = {"subprocess.run", "subprocess.Popen", "Popen"}
REASON: Final = "抽查比例没有达到要求"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of this test, in a folder that is named after somebody."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / PERSON))
    return tmp_path / PERSON / "kaoping" / "log"


def fail(words: str) -> None:
    raise ValueError(words)


def failed(words: str) -> BaseException:
    """What led to what, as a bug leaves it."""
    try:
        try:
            fail(words)
        except ValueError as cause:
            raise KeyError(f"{words}：{cause}") from cause
    except KeyError as failure:
        return failure
    raise AssertionError


def logged() -> str:
    return "".join(one.read_text("utf-8") for one in log_files())


def test_a_bug_is_logged_with_its_places_and_without_its_words(folder: Path) -> None:
    file = note_mishap(failed(f"{PERSON}：{REASON}"))
    assert file == folder / "mishaps.log"
    told = logged()
    assert f"KeyError ({version()}, " in told
    assert told.index("ValueError") < told.index("led to") < told.rindex("KeyError")
    assert "test_mishap_log.py:" in told
    assert "fail\n" in told
    for private in (PERSON, REASON, str(CHECKOUT)):
        assert private not in told


def test_a_chain_without_end_is_cut() -> None:
    failure = ValueError(PERSON)
    for _ in range(100):
        before, failure = failure, ValueError(PERSON)
        failure.__context__ = before
    assert places_of(failure).count("ValueError") == 8


def give_up(words: str) -> None:
    try:
        fail(words)
    except ValueError:
        raise KeyError(words) from None


def test_what_was_put_aside_on_purpose_is_not_told() -> None:
    with pytest.raises(KeyError) as told:
        give_up(PERSON)
    assert "ValueError" not in places_of(told.value)


def test_the_logs_are_few_and_small(folder: Path) -> None:
    failure = failed(PERSON)
    size = len(places_of(failure))
    for _ in range(0, (KEPT + 2) * LARGEST, size):
        note_mishap(failure)
    files = sorted(folder.iterdir())
    assert [one.name for one in files] == ["mishaps.1.log", "mishaps.2.log", "mishaps.log"]
    assert all(one.stat().st_size < LARGEST + 2 * size for one in files)
    newest, *_ = log_files()
    assert newest.name == "mishaps.log"


def test_where_nothing_can_be_written_nothing_is(folder: Path) -> None:
    folder.parent.parent.mkdir()
    folder.parent.write_text("a file where the folder should be")
    assert note_mishap(failed(PERSON)) is None
    assert crash_record() is None
    assert log_files() == ()


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("QFont::setPixelSize: Pixel size <= 0 (-1)", "QFont::setPixelSize"),
        (f"QFSFileEngine::open: No file /home/{PERSON}/{REASON}", "QFSFileEngine::open"),
        (f"{PERSON}: {REASON}", "…"),
        (f"Could not load “/home/{PERSON}”", "…"),
        ("", "…"),
    ],
)
def test_of_what_qt_says_only_its_own_identifier_is_kept(message: str, told: str) -> None:
    note_warning("Qt warning", "qt.core", message)
    assert logged().endswith(f"qt.core {told}\n\n")
    assert PERSON not in logged()
    assert REASON not in logged()


def test_qt_is_listened_to_and_each_complaint_logged_once(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mishaps, "_TOLD", set())
    before = qInstallMessageHandler(None)
    enabled = faulthandler.is_enabled()
    record = None
    try:
        record = watch_for_crashes()
        for _ in range(3):
            qWarning(f"QThing::open: {PERSON}")
    finally:
        faulthandler.disable()
        if enabled:
            faulthandler.enable()
        qInstallMessageHandler(before)
        if record is not None:
            record.close()
    assert logged().count("QThing::open") == 1
    assert PERSON not in logged()
    assert PERSON not in capfd.readouterr().err  # no terminal: the system keeps it in a file


@pytest.mark.skipif(sys.platform == "win32", reason="by a signal")
def test_where_the_interpreter_went_down_is_logged_at_the_next_start(
    tmp_path: Path, folder: Path
) -> None:
    script = tmp_path / PERSON / "run.py"
    script.parent.mkdir(parents=True)
    script.write_text(
        "import faulthandler\n"
        "from desktop.mishap_log import crash_record\n"
        "def go_down(): faulthandler._sigabrt()\n"
        "faulthandler.enable(crash_record())\n"
        "go_down()\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        env=uncounted(PYTHONPATH=str(CHECKOUT), PYTHONUTF8="1"),
        check=False,
    )
    assert done.returncode != 0
    assert str(tmp_path) in (folder / "crash.txt").read_text(
        "utf-8"
    )  # as the interpreter writes it
    record = crash_record()
    assert record is not None
    record.close()
    told = logged()
    assert "Fatal Python error: Aborted" in told
    assert "run.py" in told
    assert "in go_down" in told
    assert str(tmp_path) not in told
    assert (folder / "crash.txt").read_text("utf-8") == ""


def test_folders_above_the_program_are_left_out() -> None:
    assert without_folders(f"/home/{PERSON}/app/desktop/ui/shell.py") == "desktop/ui/shell.py"
    assert without_folders(rf"C:\Users\{PERSON}\desktop\a.py") == "desktop/a.py"
    assert without_folders("/x/lib/site-packages/PIL/Image.py") == "site-packages/PIL/Image.py"
    assert without_folders(f"/{PERSON}/other.py") == "other.py"


def test_a_bug_of_a_command_is_told_without_what_it_was_about(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scheme_commands, "list_installed", lambda _: fail(f"{PERSON}{REASON}"))
    assert program.main(["schemes"]) == BUG
    told = capsys.readouterr().err
    assert "kaoping：程序出了一个错" in told
    assert str(log_folder() / "mishaps.log") in told
    for words in (told.replace(str(log_folder()), ""), logged()):
        assert "ValueError" in words
        assert PERSON not in words
        assert REASON not in words


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        program.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"考评台 {version()}\n"


def test_what_a_child_says_on_its_way_down_goes_nowhere() -> None:
    """A child reads what units hand in; a traceback of its may hold anything."""
    started = [
        (path.name, call)
        for path in (CHECKOUT / "desktop").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in STARTS
    ]
    assert {name for name, _ in started} >= {"child.py", "confined.py", "copy_check.py"}
    for name, call in started:
        given = {one.arg: ast.unparse(one.value) for one in call.keywords}
        assert given.get("stderr", "").endswith("DEVNULL"), name
