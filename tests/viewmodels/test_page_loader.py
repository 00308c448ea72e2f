"""The loader: most wanted first, nothing stale, nobody waits long, and no process is left behind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, get_ident

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.troubles import Trouble
from desktop.services.evidence_pages import PageReader
from desktop.viewmodels.page_loader import PageLoader
from tests.intake.pages.building import TURNED_HEIC, corners, saved


@dataclass(frozen=True)
class Question:
    """Waits until it may be answered."""

    name: str
    asked: list[str] = field(compare=False)
    may_answer: Event = field(compare=False, default_factory=Event)
    failure: BaseException | None = field(compare=False, default=None)

    def ask(self, _reader: PageReader) -> object:
        self.asked.append(self.name)
        assert self.may_answer.wait(20)
        if self.failure:
            raise self.failure
        return get_ident()


class Asked:
    """A loader with questions that were asked of it, and what it told."""

    def __init__(self) -> None:
        self.loader = PageLoader()
        self.asked: list[str] = []
        self.answered: list[str] = []
        self.failed: list[tuple[str, str]] = []
        self.threads: set[object] = set()
        self.loader.answered.connect(self._on_answered)
        self.loader.failed.connect(lambda one, why: self.failed.append((one.name, why)))

    def _on_answered(self, question: Question, thread: object) -> None:
        self.answered.append(question.name)
        self.threads.add(thread)

    def question(self, name: str, failure: BaseException | None = None) -> Question:
        return Question(name, self.asked, failure=failure)

    def ready(self, name: str, failure: BaseException | None = None) -> Question:
        made = self.question(name, failure)
        made.may_answer.set()
        return made


@pytest.fixture
def at() -> Iterator[Asked]:
    made = Asked()
    yield made
    made.loader.close()


def test_one_thread_answers_one_after_the_other(at: Asked, qtbot: QtBot) -> None:
    at.loader.want([at.ready(name) for name in "abc"])
    qtbot.waitUntil(lambda: at.answered == ["a", "b", "c"])
    assert len(at.threads) == 1
    assert at.threads != {get_ident()}


def test_the_newest_wish_comes_first_and_stale_ones_are_dropped(at: Asked, qtbot: QtBot) -> None:
    busy = at.question("busy")
    at.loader.want([busy, at.ready("stale")])
    qtbot.waitUntil(lambda: at.asked == ["busy"])
    at.loader.want([at.ready("first"), at.ready("second")])
    busy.may_answer.set()
    qtbot.waitUntil(lambda: at.answered == ["busy", "first", "second"])
    assert at.asked == ["busy", "first", "second"]


def test_what_fails_is_told_and_the_next_is_asked(at: Asked, qtbot: QtBot) -> None:
    at.loader.want([at.ready("bad", Trouble("已损坏")), at.ready("good")])
    qtbot.waitUntil(lambda: at.answered == ["good"])
    assert at.failed == [("bad", "已损坏")]


def test_a_bug_is_the_windows_and_stops_nothing(at: Asked, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        at.loader.want([at.ready("bug", LookupError("a bug")), at.ready("good")])
        qtbot.waitUntil(lambda: at.answered == ["good"])
    assert [kind for kind, _, _ in caught] == [LookupError]


def test_what_can_wait_is_given_up_for_what_cannot(at: Asked, qtbot: QtBot) -> None:
    busy = at.question("busy", Trouble("材料已关闭，请重新打开"))
    at.loader.want([busy])
    qtbot.waitUntil(lambda: at.asked == ["busy"])
    reader = at.loader._reader
    at.loader.want([at.ready("urgent"), busy])
    qtbot.waitUntil(lambda: at.loader._reader is not reader)
    with pytest.raises(Trouble, match="已关闭"):
        reader.open(TURNED_HEIC)
    busy.may_answer.set()
    qtbot.waitUntil(lambda: at.answered == ["urgent"] and at.asked == ["busy", "urgent", "busy"])
    assert at.failed == [("busy", "材料已关闭，请重新打开")]  # asked once more, it is told


def test_what_is_wanted_most_may_take_its_time(at: Asked, qtbot: QtBot) -> None:
    busy = at.question("busy")
    at.loader.want([busy])
    reader = at.loader._reader
    at.loader.want([at.ready("other")])
    at.loader.want([busy, at.ready("other")])
    qtbot.wait(1_000)
    assert at.loader._reader is reader
    busy.may_answer.set()
    qtbot.waitUntil(lambda: at.answered == ["busy", "other"])


def test_closing_ends_the_child_and_the_thread(at: Asked, qtbot: QtBot, tmp_path: Path) -> None:
    path = saved(tmp_path, "one.png", corners())

    @dataclass(frozen=True)
    class Opening:
        name: str = "open"

        def ask(self, reader: PageReader) -> object:
            return reader.open(path)

    at.loader.want([Opening()])
    qtbot.waitUntil(lambda: at.answered == ["open"])
    child = at.loader._reader._child
    assert child
    assert Path(f"/proc/{child.pid}").exists()
    at.loader.close()
    assert not Path(f"/proc/{child.pid}").exists()
    assert at.loader._thread.isFinished()
    at.loader.want([at.ready("late")])
    qtbot.wait(20)
    assert at.asked == []
