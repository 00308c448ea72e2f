"""The view of pages, with the real reader: opened, turned, zoomed, searched, marked, and what goes wrong."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.services.evidence_pages import Handover, Region
from desktop.viewmodels.page_geometry import Fit, Room
from desktop.viewmodels.page_pins import Pin
from desktop.viewmodels.page_view import Standing
from tests.intake.pages.building import CORNERS, corners, png, saved, zeros
from tests.viewmodels.viewing import PLENTY, ROOM, Viewing, scan, slow, viewing

pytestmark = pytest.mark.uncounted


@pytest.fixture
def at(tmp_path: Path, qtbot: QtBot) -> Iterator[Viewing]:
    with viewing(tmp_path, qtbot) as made:
        made.view.set_room(ROOM)
        yield made


def said(at: Viewing) -> str:
    notice = at.view.notice
    assert notice
    return notice.words


def is_shown(at: Viewing) -> bool:
    return at.view.is_here and at.view.notice is None


def picture(folder: Path, size: tuple[int, int] = (96, 64)) -> bytes:
    return saved(folder, "one.png", corners(CORNERS, size)).read_bytes()


# Files and pages.


def test_nothing_is_open_at_first(at: Viewing) -> None:
    notice = at.view.notice
    assert notice
    assert notice.standing is Standing.NOTHING_OPEN
    assert (at.view.pages, at.view.sight, at.view.outside) == (0, None, Handover.NOTHING)


def test_a_file_opens_at_its_page_as_sharp_as_the_screen(at: Viewing) -> None:
    at.view.set_room(Room(400, 500, bar=12, ratio=2))
    at.show("会议纪要.pdf", scan(3), page=2)
    sight = at.view.sight
    assert sight
    assert sight.picture
    assert (sight.page, at.view.pages, at.view.notice) == (2, 3, None)
    assert sight.picture.width() == sight.layout.width * 2
    assert sight.picture.height() == sight.layout.height * 2


def test_a_page_beyond_the_last_is_the_last(at: Viewing) -> None:
    at.show("会议纪要.pdf", scan(3), page=99)
    assert at.view.page == 3
    at.view.turn_to(0)
    assert at.view.page == 1
    at.view.turn_to(7)
    assert at.view.page == 3


def test_the_pages_beside_are_there_before_they_are_wanted(at: Viewing, qtbot: QtBot) -> None:
    at.show("会议纪要.pdf", scan(5), page=3)
    qtbot.waitUntil(lambda: len(at.view._stock.pictures) == 3)
    at.view.turn_to(4)
    assert at.view.is_here
    assert at.view.sight
    assert at.view.sight.picture


def test_a_former_page_stays_until_the_next_has_come(at: Viewing) -> None:
    at.show("会议纪要.pdf", scan(5), page=1)
    at.view.turn_to(4)
    assert at.view.sight
    assert at.view.sight.page == 1
    assert not at.view.is_here
    at.wait()
    assert at.view.sight.page == 4


def test_showing_the_same_file_again_only_turns_the_page(at: Viewing) -> None:
    evidence = at.show("会议纪要.pdf", scan(3))
    at.view.set_pins((Pin("a", 2, "", "会议"),))
    at.view.show(evidence, 2)
    at.wait()
    assert at.view.page == 2
    assert at.view.pins.pins
    at.show("另一份.pdf", scan(2))
    assert at.view.pins.pins == ()
    at.view.show(None)
    assert at.view.sight is None


def test_the_latest_of_many_files_is_the_one_that_is_shown(at: Viewing) -> None:
    files = [at.add(f"{n}.pdf", scan(n)) for n in range(1, 6)]
    for one in files:
        at.view.show(one)
    at.wait()
    assert at.view.sight
    assert at.view.sight.file.name == "5.pdf"
    assert at.view.pages == 5


# How it lies.


def test_zoom_shows_the_old_picture_until_the_new_one_has_come(at: Viewing) -> None:
    at.show("会议纪要.pdf", scan())
    before = at.view.sight
    assert before
    at.view.set_zoom(2.0)
    assert at.view.sight
    assert at.view.sight.layout.width == round(595.2756 * 96 / 72 * 2)
    assert at.view.sight.picture is before.picture
    at.wait()
    assert at.view.sight.picture
    assert at.view.sight.picture.width() == at.view.sight.layout.width


def test_zoom_goes_by_steps_from_wherever_it_is(at: Viewing) -> None:
    at.show("会议纪要.pdf", scan())
    at.view.step_zoom(1)  # the width was about 49%
    assert at.view.zoom == 0.5
    at.view.step_zoom(-1)
    assert at.view.zoom == 0.25
    at.view.set_zoom(Fit.PAGE)
    at.wait()
    assert at.view.sight
    assert at.view.sight.layout.seen.height == 500


def test_turning_is_of_the_file_and_remembered(at: Viewing) -> None:
    first = at.show("会议纪要.pdf", scan())
    at.view.rotate()
    at.view.rotate(-2)
    assert at.view.turns == 3
    at.show("另一份.pdf", scan(2))
    assert at.view.turns == 0
    at.view.show(first)
    at.wait()
    assert at.view.turns == 3
    assert at.view.sight
    assert at.view.sight.layout.turns == 3
    assert at.view.sight.layout.seen.width > at.view.sight.layout.seen.height


def test_a_large_picture_is_drawn_in_bounds(at: Viewing, tmp_path: Path) -> None:
    at.show("照片.png", picture(tmp_path, (960, 640)))
    at.view.set_zoom(8.0)
    at.wait()
    assert at.view.sight
    assert at.view.sight.picture
    assert at.view.sight.layout.width == 7680
    assert at.view.sight.picture.sizeInBytes() <= 64_100_000


# What goes wrong.


def test_a_kind_that_is_not_shown_is_another_programs(at: Viewing) -> None:
    at.show("汇总表.xlsx", b"PK\3\4 a workbook")
    assert "不是 PDF 或图片" in said(at)
    assert at.view.outside is Handover.OPENED
    notice = at.view.notice
    assert notice
    assert not notice.may_help


def test_a_broken_file_costs_a_sentence_and_the_next_one_is_shown(at: Viewing) -> None:
    at.show("坏的.pdf", b"%PDF-1.7 and nothing more")
    assert "已损坏" in said(at)
    assert at.view.sight is None
    at.show("会议纪要.pdf", scan())
    assert at.view.notice is None


def test_a_hostile_picture_costs_a_sentence(at: Viewing) -> None:
    at.show("炸弹.png", png(30_000, 30_000, 8, 2, zeros(30_000 * 90_001)))
    assert "图像太大" in said(at)
    at.show("会议纪要.pdf", scan())
    assert at.view.notice is None


def test_one_bad_page_leaves_the_others(at: Viewing, qtbot: QtBot) -> None:
    evidence = at.show("会议纪要.pdf", scan(5))
    qtbot.waitUntil(lambda: len(at.view._stock.pictures) == 2)
    path = at.workplace.workspace.files.path_of(evidence.sha256)
    away = path.rename(path.with_name("away"))
    at.view._loader._reader._child.kill()  # type: ignore[union-attr]  # it is there; the next one opens anew
    at.view.turn_to(5)
    at.wait()
    assert "会议纪要.pdf”第 5 页" in said(at)
    at.view.turn_to(2)
    assert is_shown(at)
    away.rename(path)
    at.view.turn_to(5)
    assert not is_shown(at)
    at.view.try_again()
    at.wait()
    assert is_shown(at)


def test_a_missing_file_can_be_tried_again(at: Viewing) -> None:
    evidence = at.add("会议纪要.pdf", scan())
    path = at.workplace.workspace.files.path_of(evidence.sha256)
    away = path.rename(path.with_name("away"))
    at.view.show(evidence)
    at.wait()
    assert "不见了" in said(at)
    away.rename(path)
    at.view.try_again()
    at.wait()
    assert at.view.notice is None


# The window never waits.


def test_the_window_breathes_while_a_page_is_drawn(at: Viewing, qtbot: QtBot) -> None:
    ticks: list[float] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    at.view.set_room(Room(900, 600))
    at.view.show(at.add("慢.pdf", slow(2_000)))
    qtbot.waitUntil(lambda: at.view.pages == 1)
    timer.start()
    started = time.perf_counter()
    at.wait()
    took = time.perf_counter() - started
    timer.stop()
    pauses = [two - one for one, two in zip([started, *ticks], ticks, strict=False)]
    assert took > 0.5
    assert max(pauses) < took / 4
    assert len(ticks) > took / 0.005 / 4


def test_what_takes_a_moment_is_said_calmly(at: Viewing, qtbot: QtBot) -> None:
    at.view.set_room(Room(900, 600))
    at.view.show(at.add("慢.pdf", slow(1_000)))
    assert at.view.notice is None
    qtbot.waitUntil(lambda: at.view.sight is not None, timeout=PLENTY)
    assert at.view.sight
    assert at.view.sight.picture is None  # a blank sheet, after a moment
    at.wait()
    assert at.view.sight.picture


def test_a_page_that_takes_long_keeps_nobody_from_the_next_file(at: Viewing, qtbot: QtBot) -> None:
    other = at.add("会议纪要.pdf", scan())
    at.view.set_room(Room(4000, 3000))
    at.view.show(at.add("慢.pdf", slow(20_000)))
    qtbot.waitUntil(lambda: at.view.pages == 1 and at.view.sight is not None, timeout=PLENTY)
    stuck = at.view._loader._reader._child
    at.view.set_room(ROOM)
    at.view.show(other)
    at.wait()
    assert at.view.is_here
    assert at.view.notice is None
    assert stuck
    assert not stuck.is_alive


def test_closing_in_the_middle_of_a_page_leaves_no_process(tmp_path: Path, qtbot: QtBot) -> None:
    with viewing(tmp_path, qtbot) as at:
        at.view.set_room(Room(4000, 3000))
        at.view.show(at.add("慢.pdf", slow(20_000)))
        qtbot.waitUntil(lambda: at.view.sight is not None, timeout=PLENTY)
        child = at.view._loader._reader._child
        assert child
        started = time.perf_counter()
        at.view.close()
        assert time.perf_counter() - started < 5
    assert not Path(f"/proc/{child.pid}").exists()


def test_pictures_do_not_pile_up(at: Viewing) -> None:
    at.show("会议纪要.pdf", scan(40))
    for page in range(1, 41):
        at.view.turn_to(page)
        at.wait()
        assert len(at.view._stock.pictures) <= 8
    assert at.view._stock.pictures.held_bytes <= 64 << 20


# What is marked.


def test_a_place_is_shown_once_its_page_has_come(at: Viewing) -> None:
    shown: list[tuple[int, Region, bool]] = []
    at.view.place_shown.connect(
        lambda region, draws_eye: shown.append((at.view.page, region, draws_eye))
    )
    evidence = at.show("会议纪要.pdf", scan(5), 4, "100,200,300,400")
    assert shown == [(4, Region(0.1, 0.2, 0.3, 0.4), True)]
    at.view.show(evidence, 1, "0,0,500,500")
    at.wait()
    assert shown[1:] == [(1, Region(0, 0, 0.5, 0.5), True)]
    at.view.turn_to(2)
    at.wait()
    assert len(shown) == 2


def test_pins_are_numbered_in_the_file_and_stepped_through(at: Viewing) -> None:
    at.show("会议纪要.pdf", scan(5))
    chosen: list[str] = []
    at.view.pin_chosen.connect(chosen.append)
    pins = (
        Pin("a", 1, "100,200,300,400", "研究部署"),
        Pin("b", 3, "", "全页"),
        Pin("c", 1, "500,500,900,900", "签到"),
    )
    at.view.set_pins(pins)
    assert [(n, pin.id) for n, pin in at.view.pins.on(1)] == [(1, "a"), (3, "c")]
    for page, by in ((1, 1), (3, 1), (1, 1), (1, 1), (1, -1)):
        at.view.pins.step(by)
        at.wait()
        assert at.view.page == page
    assert at.view.pins.current == "c"
    assert chosen == []
    at.view.pins.choose("b")
    assert chosen == ["b"]
    at.view.set_pins(())
    at.view.pins.step(1)
    assert at.view.pins.current == "b"


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (0, "100,150,750,350"),
        (1, "0,400,500,750"),
        (2, "250,650,900,850"),
        (3, "500,250,1000,600"),
    ],
)
def test_a_frame_is_told_in_thousandths_of_the_unturned_page(
    turns: int, told: str, at: Viewing
) -> None:
    at.show("会议纪要.pdf", scan(3), page=2)
    at.view.rotate(turns)
    framed: list[tuple[int, str]] = []
    at.view.framed.connect(lambda page, region: framed.append((page, region)))
    at.view.frame.begin(Region(0, 0, 1, 1))
    at.view.frame.move(turns, -10, -20)
    at.view.frame.resize(turns, 5, -10)
    at.view.frame.take()
    assert framed == [(2, told)]
    assert at.view.frame.region  # it stays until it is a pin
    at.view.set_pins((Pin("a", 2, told, "会议"),))
    assert at.view.frame.region is None


def test_a_frame_is_called_off_or_lost_with_its_page(at: Viewing) -> None:
    at.show("会议纪要.pdf", scan(3))
    for leave in (
        at.view.frame.clear,
        lambda: at.view.turn_to(2),
        lambda: at.view.show(None),
    ):
        at.view.frame.begin(Region(0, 0, 1, 1))
        leave()
        assert (at.view.frame.is_on, at.view.frame.region) == (False, None)
    at.view.frame.take()
    at.view.frame.draw(Region(0, 0, 1, 1))
    assert at.view.frame.region is None


def test_words_are_found_and_gone_to(at: Viewing, qtbot: QtBot) -> None:
    at.show("会议纪要.pdf", scan(5), page=2)
    places: list[bool] = []
    at.view.place_shown.connect(lambda _, draws_eye: places.append(draws_eye))
    at.view.search.find("第3次", at.view.page)
    qtbot.waitUntil(lambda: at.view.search.said == "1 / 1")
    at.wait()
    assert at.view.page == 4
    qtbot.waitUntil(lambda: places == [False])
    at.show("另一份.pdf", scan(1))
    assert (at.view.search.words, at.view.search.hits) == ("", [])


# Other programs.


def test_a_copy_is_handed_out_and_goes_with_the_window(at: Viewing, qtbot: QtBot) -> None:
    evidence = at.show("汇总表.xlsx", b"PK\3\4 a workbook")
    with qtbot.waitSignal(at.view.handover.handed_out, timeout=PLENTY) as heard:
        at.view.handover.hand_out(evidence)
    assert heard.args
    copy = heard.args[0]
    assert (copy.name, copy.read_bytes()) == ("汇总表.xlsx", b"PK\3\4 a workbook")
    at.view.handover.close()
    assert not copy.exists()


def test_what_cannot_be_handed_out_is_said(at: Viewing, qtbot: QtBot, tmp_path: Path) -> None:
    evidence = at.show("setup.exe", b"MZ program")
    assert at.view.outside is Handover.SAVED
    at.view.handover.hand_out(evidence)
    qtbot.waitUntil(lambda: len(at.refusals) == 1)
    assert "为安全起见不直接打开" in at.refusals[0]
    at.view.handover.save(evidence, tmp_path / "留存.exe")
    qtbot.waitUntil(lambda: len(at.remarks) == 1)
    assert (tmp_path / "留存.exe").read_bytes() == b"MZ program"
    at.view.handover.say_unopened("汇总表.xlsx")
    assert at.refusals[1].startswith("没有找到能打开“汇总表.xlsx”的程序")
