"""Typing: a number is one finding, recorded when one is done with it; what makes no fact records nothing."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.seat import Seat, visible

pytestmark = pytest.mark.uncounted

TWELVE: Final = {"count": 12}


def type_twelve(seat: Seat) -> int:
    """A 1, and before the pause is over a 2; how many events there were."""
    seat.go("each")
    before = seat.events
    seat.do("'1", "'2")
    assert seat.events == before
    assert seat.told()[1] == "应 −24，计 −6"
    return before


def test_two_digits_and_a_pause_are_one_finding(seat: Seat, qtbot: QtBot) -> None:
    before = type_twelve(seat)
    qtbot.waitUntil(lambda: seat.events > before, timeout=2_000)
    assert seat.fact("each-it") == TWELVE
    qtbot.wait(450)
    assert seat.events == before + 1


def click_elsewhere(seat: Seat) -> None:
    QTest.mouseClick(seat.screen.indicators.search, Qt.MouseButton.LeftButton)


LEAVING: Final[dict[str, Callable[[Seat], None]]] = {
    "Enter": lambda seat: seat.press("Return"),
    "Enter of the number pad": lambda seat: seat.press("Enter"),
    "Tab": lambda seat: seat.press("Tab"),
    "Shift+Tab": lambda seat: seat.press("Shift+Tab"),
    "a click elsewhere": click_elsewhere,
    "another unit": lambda seat: seat.press("Ctrl+Right"),
    "another indicator": lambda seat: seat.press("Alt+Down"),
    "the indicator before": lambda seat: seat.press("Alt+Up"),
    "the next open one": lambda seat: seat.press("F4"),
    "the search": lambda seat: seat.press("Ctrl+F"),
    "closing": lambda seat: seat.assessment.close(),
}


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)
def test_leaving_records_at_once(seat: Seat, leave: Callable[[Seat], None]) -> None:
    before = type_twelve(seat)
    leave(seat)
    assert (seat.fact("each-it"), seat.events) == (TWELVE, before + 1)
    assert seat.fact("each-it", seat.next) is None
    assert seat.refusals == []


def test_what_is_typed_back_is_no_event(seat: Seat) -> None:
    type_twelve(seat)
    seat.assessment.commit()
    before = seat.events
    seat.do("'3", "Backspace")
    seat.assessment.commit()
    assert seat.events == before


FILLED: Final[list[tuple[str, tuple[str, ...], int]]] = [
    ("each", ("'3",), 1),
    ("shortfall", ("'17",), 1),
    ("tiers-count", ("'2",), 1),
    ("tiers-ratio", ("'9", "Tab", "'10"), 2),
    ("tiers-two", ("'9", "Tab", "'10", "Tab", "'1"), 3),
    ("rate", ("'9", "Tab", "'10"), 2),
    ("rate-percent", ("'92.5",), 1),
    ("target-amount", ("'2.5",), 1),
    ("each-earn", ("'3",), 1),
]


@pytest.mark.parametrize(("part", "steps", "fields"), FILLED, ids=[one for one, _, _ in FILLED])
def test_cleared_fields_withdraw_the_finding(
    seat: Seat, part: str, steps: tuple[str, ...], fields: int
) -> None:
    seat.go(part)
    seat.do(*steps)
    seat.assessment.commit()
    before = seat.events
    for _ in range(fields):
        seat.press("Ctrl+A", "Delete", "Shift+Tab")
    seat.assessment.commit()
    assert (seat.fact(f"{part}-it"), seat.events) == (None, before + 1)
    assert seat.told() == ("未评", "")


AGAIN: Final = ("Ctrl+A",)
ONE: Final = ("Tab", "Space", "'甲")
SHARE: Final = ("Tab", "Space", "'1", "Tab", "'60")
GRADED: Final = ("Tab", "Space")
RATIO: Final = ("'9", "Tab", "'10")

# What is recorded first, what is then typed that makes no fact, and what the sentence has to name.
WRONG: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...], str]]] = {
    "letters in a count": ("each", ("'3",), ("'x",), "整数"),
    "letters where none was": ("each", (), ("'abc",), "整数"),
    "below nothing": ("each", ("'3",), (*AGAIN, "'-1"), "不小于 0"),
    "half a piece": ("each", ("'3",), ("'.5",), "整数"),
    "ten digits": ("each", ("'3",), (*AGAIN, "'1234567890"), "9 位"),
    "Chinese numerals": ("shortfall", ("'17",), (*AGAIN, "'十七"), "整数"),
    "more done than there was": ("tiers-ratio", RATIO, ("Shift+Tab", *AGAIN, "'11"), "大于总数"),
    "a total of nothing": ("tiers-ratio", ("'0", "Tab", "'10"), (*AGAIN, "'0"), "总数为 0"),
    "half of a ratio": ("rate", RATIO, (*AGAIN, "Delete"), "两个数"),
    "one figure of several": (
        "tiers-two",
        ("'9", "Tab", "'10", "Tab", "'1"),
        (*AGAIN, "Delete"),
        "填",
    ),
    "more than all": ("rate-percent", ("'92.5",), (*AGAIN, "'101"), "100%"),
    "no percentage": ("rate-percent", ("'92.5",), (*AGAIN, "'多"), "百分比"),
    "five decimal places": ("target-amount", ("'2.5",), (*AGAIN, "'1.23456"), "4 位"),
    "an amount below nothing": ("target-amount", ("'2.5",), (*AGAIN, "'-1"), "不小于 0"),
    "judged above all": ("award", ("3", "'6", "Tab", "'部分"), ("Shift+Tab", *AGAIN, "'11"), "10"),
    "judged without grounds": ("award", ("3", "'6", "Tab", "'部分"), (*AGAIN, "Delete"), "理由"),
    "judged with blank grounds": ("award", (), ("3", "'6", "Tab", "'   "), "理由"),
    "judged without points": ("award", ("1",), ("3",), "几分"),
    "more absent than expected": ("share", SHARE, ("Shift+Tab", *AGAIN, "'61"), "缺席"),
    "nobody expected": ("share", SHARE, (*AGAIN, "'0"), "应到"),
    "absent unknown": ("share", SHARE, ("Shift+Tab", *AGAIN, "Delete"), "缺席"),
    "no such day": ("each", ONE, ("Shift+Tab", "'2022-02-30"), "日期"),
    "an exempt item without grounds": ("each", ONE, (">免责", "Space"), "理由"),
    "an exempt item with blank grounds": ("each", ONE, (">免责", "Space", "'  "), "理由"),
    "judged above its class": (
        "graded",
        GRADED,
        ("Down", "Down", "Tab", "'4.5", ">第 1 件：理由", "'重"),
        "4",
    ),
    "a judged class without points": ("graded", GRADED, ("Down", "Down"), "分数"),
    "a judged class without grounds": ("graded", GRADED, ("Down", "Down", "Tab", "'2"), "理由"),
}


@pytest.mark.parametrize(("part", "first", "wrong", "why"), WRONG.values(), ids=WRONG)
def test_what_makes_no_fact_records_nothing(
    seat: Seat, part: str, first: tuple[str, ...], wrong: tuple[str, ...], why: str
) -> None:
    """It says why in one sentence, and what was recorded before stands."""
    seat.go(part)
    seat.do(*first)
    seat.assessment.commit()
    before, events = seat.fact(f"{part}-it"), seat.events
    total = seat.screen.strip.total.text()
    seat.do(*wrong)
    told, amount = seat.told()
    assert told.startswith(("还没有记录：", "没有改动"))
    assert why in told
    assert "。" not in told.removesuffix("。")
    assert amount == ""
    seat.assessment.commit()
    assert (seat.fact(f"{part}-it"), seat.events) == (before, events)
    assert seat.screen.strip.total.text() == total
    assert seat.refusals == []


def test_leaving_what_makes_no_fact_is_said(seat: Seat) -> None:
    """The next unit's sheet shows nothing of it."""
    seat.go("each")
    seat.do("'3")
    seat.assessment.commit()
    seat.do("'x", "Ctrl+Right")
    assert seat.assessment.key == seat.next
    [refusal] = seat.refusals
    assert "没有保存" in refusal
    assert "第2条" in refusal
    assert seat.told() == ("未评", "")
    assert seat.fact("each-it", seat.here) == {"count": 3}


@pytest.mark.parametrize("part", ["each", "shortfall", "rate-percent", "target-amount", "target"])
def test_what_was_typed_wrongly_is_gone_in_the_next_sheet(seat: Seat, part: str) -> None:
    seat.go(part)
    seat.do("'x", "Ctrl+Right")
    assert seat.assessment.key == seat.next
    [field] = seat.card.entries()
    assert field.property("text") == ""
    assert field.property("wrong") != "true"


# What is wrong first, and what then decides it: nothing of the fault may stay.
OVERRULED: Final[list[tuple[str, tuple[str, ...], tuple[str, ...], object]]] = [
    ("award", ("3",), ("Shift+Tab", "1"), {"met": True}),
    ("award", ("3", "'x"), ("Shift+Tab", "2"), {"met": False}),
    ("each", ("'x",), (">逐件记录：序号2 第2条", "Space"), {"items": [{}]}),
    ("share", ("Tab", "Space", "'x"), (">序号4 第4条：未发现", "Space"), {"items": []}),
    (
        "flag",
        (">写说明：序号1 第1条", "Space", "'属实", "Shift+Tab"),
        ("1",),
        {"found": True, "note": "属实"},
    ),
]


@pytest.mark.parametrize(("part", "wrong", "then", "fact"), OVERRULED, ids=str)
def test_a_decision_overrules_what_was_typed_wrongly(
    seat: Seat, part: str, wrong: tuple[str, ...], then: tuple[str, ...], fact: object
) -> None:
    seat.go(part)
    seat.do(*wrong)
    assert seat.told()[0].startswith(("还没有记录：", "没有改动"))
    seat.do(*then)
    seat.assessment.commit()
    assert seat.fact(f"{part}-it") == fact
    assert not seat.told()[0].startswith(("还没有记录：", "没有改动"))


def test_settling_overrules_what_was_typed_wrongly(seat: Seat) -> None:
    seat.go("each")
    seat.do("'x", "Ctrl+Return")
    assert seat.fact("each-it") == {"count": 0}
    assert seat.told() == ("未发现，不扣分", "0")


def test_withdrawing_overrules_what_was_typed_wrongly(seat: Seat) -> None:
    seat.go("shortfall")
    seat.do("'17")
    seat.assessment.commit()
    seat.do("'x", ">撤去认定：序号3 第3条", "Space")
    seat.assessment.commit()
    assert seat.fact("shortfall-it") is None
    assert seat.told() == ("未评", "")
    assert seat.card.entries()[0].property("text") == ""


def test_what_is_corrected_is_recorded(seat: Seat) -> None:
    seat.go("each")
    seat.do("'3")
    seat.assessment.commit()
    seat.do("'x", "Ctrl+A", "'4")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 4}
    assert seat.told()[1] == "应 −8，计 −6"


def test_enter_goes_from_one_figure_to_the_next(seat: Seat) -> None:
    """A ratio is two numbers: after the first Enter the second one is typed."""
    seat.go("tiers-ratio")
    seat.do("'9", "Return", "'10", "Return")
    assert seat.fact("tiers-ratio-it") == {"done": 9, "total": 10}
    assert seat.refusals == []


def test_enter_does_not_leave_what_makes_no_fact(seat: Seat) -> None:
    seat.go("each")
    seat.do("'x", "Return")
    assert seat.walk.part is not None
    assert seat.walk.part.id == "each"
    assert seat.card.isAncestorOf(seat.focus)
    assert seat.told()[0].startswith(("还没有记录：", "没有改动"))


def test_enter_goes_to_the_next_open_criterion_then_to_the_next_indicator(seat: Seat) -> None:
    seat.go("two")
    seat.do("'1", "Return", "'12", "Return")
    assert (seat.fact("two-late"), seat.fact("two-short")) == ({"count": 1}, {"actual": 12})
    assert seat.walk.part is not None
    assert seat.walk.part.id == "aside"


def test_enter_decides_nothing(seat: Seat) -> None:
    """Who walks on by Enter has not looked: no finding of none may come of it."""
    seat.go("share")
    assert seat.focus.accessibleName().endswith("未发现")
    seat.press("Return")
    assert seat.fact("share-it") is None
    assert seat.walk.part is not None
    assert seat.walk.part.id != "share"


def test_what_is_passed_over_by_enter_is_come_back_to_once(seat: Seat) -> None:
    seat.go("two")
    late, short = seat.screen.form.cards
    seat.press("Return")
    assert short.isAncestorOf(seat.focus)
    seat.do("'12", "Return")
    assert late.isAncestorOf(seat.focus)
    seat.press("Return")
    assert seat.walk.part is not None
    assert seat.walk.part.id == "aside"
    assert seat.fact("two-late") is None


def test_enter_goes_on_within_an_indicator_from_what_is_no_line(seat: Seat) -> None:
    """As from a row of cases: the criteria that follow are open yet."""
    seat.go("two")
    late, short = seat.screen.form.cards
    seat.do("'1", f">逐件记录：{late.criterion.label}", "Space", ">免责", "Return")
    assert short.isAncestorOf(seat.focus)
    assert seat.fact("two-late") == {"items": [{}]}


def test_enter_goes_from_judged_points_to_their_grounds(seat: Seat) -> None:
    seat.go("award")
    seat.do("3", "'2", "Return", "'做了一半", "Return")
    assert seat.fact("award-it") == {"points": "2", "reason": "做了一半"}


@pytest.mark.parametrize("pasted", ["  ３ \t\t\t\t\t", "\t3\n", "\u30003\u3000"])
def test_blanks_that_are_pasted_hide_no_number(seat: Seat, pasted: str) -> None:
    seat.go("each")
    QApplication.clipboard().setText(pasted)
    seat.press("Ctrl+V")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 3}
    assert seat.card.entries()[0].property("text") in {"3", "３"}


def test_a_wrong_day_is_told_where_it_stands(seat: Seat) -> None:
    """The list's own sentence is out of sight below a dozen items."""
    seat.go("each")
    seat.do("'2", ">逐件记录：序号2 第2条", "Space", "Shift+Tab", "'2022-13-45")
    row = seat.focus.parentWidget()
    assert row is not None
    assert [one.text() for one in visible(row, QLabel) if "日期请写成" in one.text()]
    QApplication.clipboard().setText("\t2022.8.3\n")
    seat.do("Ctrl+A", "Ctrl+V")
    assert not [one.text() for one in visible(row, QLabel) if "日期请写成" in one.text()]


def test_letters_among_those_absent_are_told_where_they_stand(seat: Seat) -> None:
    seat.go("share")
    seat.do("'3", "Ctrl+A", "'三人")
    figures = seat.focus.parentWidget()
    row = figures.parentWidget() if figures is not None else None
    assert row is not None
    told = [one.text() for one in visible(row, QLabel)]
    assert "请填不小于 0 的整数，至多 9 位，例如 3" in told
    assert "请填不小于 0 的整数" in seat.told()[0]


@pytest.fixture
def low(seat: Seat) -> Iterator[Seat]:
    """With so little height that a card's foot lies below the edge of its pane."""
    before = seat.screen.size()
    seat.screen.resize(before.width(), 470)
    yield seat
    seat.screen.resize(before)


def test_what_is_said_of_what_is_typed_stays_in_sight(low: Seat, qtbot: QtBot) -> None:
    seat = low
    seat.go("tiers-ratio")
    seat.do("'9", "Tab", "'8")
    sentence = seat.card.told.sentence

    def in_sight() -> None:
        assert sentence.visibleRegion().boundingRect().height() == sentence.height()
        assert seat.focus.visibleRegion().boundingRect().height() == seat.focus.height()

    qtbot.waitUntil(in_sight, timeout=2_000)
    assert "完成数 9 大于总数 8" in sentence.text()


def test_a_refused_choice_is_not_shown_as_made(seat: Seat) -> None:
    """What is set aside takes no finding; the control shows what is recorded."""
    seat.go("aside")
    seat.assessment.set_aside("aside", "没有编制")
    seat.press("1", "Return", "Alt+Down")
    assert seat.fact("aside-it") is None
    told = [*seat.refusals, seat.told()[0]]
    assert any("不适用" in one for one in told)
    seat.go("aside")
    seat.assessment.bring_back("aside")
    assert seat.told() == ("未评", "")
    assert seat.card.control.entry().property("checked") is not True
