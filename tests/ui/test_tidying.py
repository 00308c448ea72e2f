"""Qt's objects die in the window's thread, however busy the others are."""

from threading import Thread, get_ident

from pytestqt.qtbot import QtBot

from desktop.ui.tidying import tidy_here


class Circle:
    """What is let go only by collection, and tells where."""

    def __init__(self, ended: list[int]) -> None:
        self.itself, self.ended = self, ended

    def __del__(self) -> None:
        self.ended.append(get_ident())


def test_what_goes_in_circles_ends_in_the_window_s_thread(qtbot: QtBot) -> None:
    ended: list[int] = []
    timer = tidy_here()
    Circle(ended)
    made: list[list[int]] = []  # more than the interpreter lets come together before it collects
    job = Thread(target=lambda: made.extend([] for _ in range(200_000)))
    job.start()
    job.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended), timeout=5_000)
    timer.stop()
    assert ended == [get_ident()]
