"""The accessibility bus on a screen without a monitor, the program on it, and a reader at its other end."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

from tests.journeys.test_real_windows import screen
from tests.program import CHECKOUT, uncounted

APP: Final = "kaoping"
_READER: Final = Path(__file__).parent / "outside.py"
_SYSTEM: Final = "/usr/bin/python3"
_LAUNCHERS: Final = (
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/at-spi2-core/at-spi-bus-launcher",
)
_BINDINGS: Final = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"

Node = dict[str, Any]


def lacking() -> str:
    """What this machine has not; blank where all is there."""
    tools = [one for one in ("Xvfb", "openbox", "dbus-daemon") if not shutil.which(one)]
    if not any(Path(one).exists() for one in _LAUNCHERS):
        tools.append("at-spi2-core")
    if tools:
        return f"no {', '.join(tools)} on this machine"
    found = subprocess.run([_SYSTEM, "-c", _BINDINGS], capture_output=True, check=False)
    return "" if found.returncode == 0 else "no gir1.2-atspi-2.0 on this machine"


@dataclass
class Reader:
    """A screen reader: what it asks is answered from outside the program."""

    process: "subprocess.Popen[str]"

    def ask(self, do: str, **told: str) -> Any:  # noqa: ANN401  # plain JSON
        """One question."""
        asking, answering = self.process.stdin, self.process.stdout
        assert asking is not None
        assert answering is not None
        print(json.dumps({"do": do, "app": APP, **told}), file=asking, flush=True)
        line = answering.readline()
        assert line, "the reader has ended"
        return json.loads(line)

    def windows(self) -> list[Node]:
        """Those in sight, each with all that is in it."""
        return [one for one in self.ask("tree") or () if one is not None]

    def press(self, name: str, role: str = "push button") -> None:
        """Do what a button does."""
        assert self.ask("press", name=name, role=role), name

    def focus(self, name: str, role: str) -> None:
        """The cursor to it."""
        assert self.ask("focus", name=name, role=role), name


def nodes(window: Node) -> Iterator[Node]:
    """A window and all that is in it."""
    yield window
    for one in window["children"]:
        yield from nodes(one)


@contextmanager
def running(call: list[str], environment: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """A process with its own children, all of which end with it."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    started = cast(
        "subprocess.Popen[str]",
        subprocess.Popen(
            call, cwd=CHECKOUT, env=environment, text=True, start_new_session=True, **pipes
        ),  # type: ignore[call-overload]  # typed by name
    )
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
        for pipe in (started.stdin, started.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def bus() -> Iterator[dict[str, str]]:
    """An environment in which programs find the bus."""
    with ExitStack() as stack:
        environment = uncounted(DISPLAY=stack.enter_context(screen()), QT_QPA_PLATFORM="xcb")
        for name in ("AT_SPI_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"):
            environment.pop(name, None)
        environment |= {
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "GIO_USE_VFS": "local",
        }
        daemon = stack.enter_context(
            running(["dbus-daemon", "--session", "--nofork", "--print-address=1"], environment)
        )
        address = first_line(daemon.stdout)
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        stack.enter_context(running(["openbox", "--sm-disable"], environment))
        launcher = next(one for one in _LAUNCHERS if Path(one).exists())
        stack.enter_context(running([launcher, "--launch-immediately", "--a11y=1"], environment))
        yield environment


def first_line(told: "IO[str] | None") -> str:
    """What a process says first."""
    assert told is not None
    return told.readline().strip()


@contextmanager
def reader(environment: Mapping[str, str]) -> Iterator[Reader]:
    """Ready to be asked."""
    with running([_SYSTEM, str(_READER)], environment) as process:
        assert json.loads(first_line(process.stdout)) == "ready"
        yield Reader(process)


@contextmanager
def program(
    environment: Mapping[str, str], folder: Path, *tours: str
) -> Iterator["subprocess.Popen[str]"]:
    """The program, stopping at its sights."""
    call = [sys.executable, "-m", "tests.access.shown", str(folder), *tours]
    with running(call, environment) as process:
        yield process


def sights_of(process: "subprocess.Popen[str]") -> Iterator[str]:
    """Each name when it stands there; the next comes once this one was looked at."""
    assert process.stdin is not None
    while True:
        name = first_line(process.stdout)
        assert name, "the program has ended"
        if name == "the end":
            return
        yield name
        print(file=process.stdin, flush=True)
