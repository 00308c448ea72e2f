"""Every shape's control by keyboard alone: each kind of fact, with the scorer's own sentence under it."""

from collections.abc import Mapping
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from desktop.domain.scheme import Criterion
from desktop.domain.shapes import SHAPES
from desktop.services.assessments import scheme_in
from desktop.ui.criteria.control import Control
from desktop.ui.criteria.figures_control import TiersControl
from desktop.ui.criteria.registry import control_for
from tests.ui.seat import Seat, visible
from tests.viewmodels.building import EVERY, PARTS, line_of

Fact = Mapping[str, object]
CRITERIA: Final = scheme_in(EVERY.text.encode(), EVERY.scheme).criteria


def test_the_examples_have_every_shape() -> None:
    """But what is compared with other units: that has a round of its own, `test_relative_control`."""
    assert {one.rule.shape for one in CRITERIA.values()} == {*SHAPES} - {"relative"}


@pytest.mark.parametrize("criterion", CRITERIA.values(), ids=lambda one: one.id)
def test_every_shape_has_its_control(criterion: Criterion, dressed: object) -> None:
    control = control_for(criterion)
    assert isinstance(control, Control)
    assert control.entries()
    control.deleteLater()


ITEM: Final = "第 1 件："
LABEL: Final = {name: CRITERIA[f"{name}-it"].label for name in PARTS}
ITEMISE: Final = f">逐件记录：{LABEL['each']}"
MEETING: Final = (f">{LABEL['share']}：添加一件", "Space", "'3", "Tab", "'60")
CASE: Final = (f">{LABEL['graded']}：添加一件", "Space")
MERIT: Final = (f">{LABEL['graded-earn']}：添加一件", "Space")

# What the rulings list, and the keys that lead there from where an indicator begins.
FACTS: Final[list[tuple[str, tuple[str, ...], Fact]]] = [
    ("flag", ("0",), {"found": False}),
    ("flag", ("1",), {"found": True}),
    ("flag", ("'１",), {"found": True}),
    ("flag", ("Right",), {"found": True}),
    ("flag", ("1", "Left"), {"found": False}),
    ("flag", ("Space",), {"found": False}),
    ("each", ("'0",), {"count": 0}),
    ("each", ("'3",), {"count": 3}),
    ("each", ("'１２",), {"count": 12}),
    ("each", (ITEMISE, "Space"), {"items": [{}]}),
    (
        "each",
        ("'2", ITEMISE, "Space", "'甲", ">第 2 件：说明", "'乙"),
        {"items": [{"note": "甲"}, {"note": "乙"}]},
    ),
    (
        "each",
        (ITEMISE, "Space", "'一季度", "Shift+Tab", "'2022-08-03"),
        {"items": [{"note": "一季度", "date": "2022-08-03"}]},
    ),
    (
        "each",
        (ITEMISE, "Space", "'甲", ">免责", "Space", "'下乡", ">添加一件", "Space", "'乙"),
        {"items": [{"note": "甲", "exempt": True, "reason": "下乡"}, {"note": "乙"}]},
    ),
    ("shortfall", ("'17",), {"actual": 17}),
    ("shortfall", ("'２０",), {"actual": 20}),
    ("share", ("Space",), {"items": []}),
    ("share", ("'0",), {"items": []}),
    ("share", ("'3", "Tab", "'60"), {"items": [{"absent": 3, "expected": 60}]}),
    ("share", MEETING, {"items": [{"absent": 3, "expected": 60}]}),
    (
        "share",
        (*MEETING, f">{ITEM}说明", "'年会", f">{ITEM}免责", "Space", "'停电"),
        {
            "items": [
                {"absent": 3, "expected": 60, "note": "年会", "exempt": True, "reason": "停电"}
            ]
        },
    ),
    ("graded", ("Space",), {"items": []}),
    ("graded", ("'0",), {"items": []}),
    ("graded", CASE, {"items": [{"class": "plain"}]}),
    ("graded", (*CASE, "Down"), {"items": [{"class": "serious"}]}),
    (
        "graded",
        (*CASE, "Down", "Down", "Tab", "'1.5", f">{ITEM}理由", "'较轻"),
        {"items": [{"class": "judged", "points": "1.5", "reason": "较轻"}]},
    ),
    (
        "graded",
        (*CASE, f">{ITEM}日期", "'2022年8月3日", f">{ITEM}免责", "Space", "'查无实据"),
        {"items": [{"class": "plain", "date": "2022-08-03", "exempt": True, "reason": "查无实据"}]},
    ),
    ("award", ("1",), {"met": True}),
    ("award", ("2",), {"met": False}),
    ("award", ("3", "'6", "Tab", "'部分达到"), {"points": "6", "reason": "部分达到"}),
    ("award", ("3", "'６．５", "Tab", "'部分"), {"points": "6.5", "reason": "部分"}),
    ("tiers-ratio", ("'9", "Tab", "'10"), {"done": 9, "total": 10}),
    ("tiers-count", ("'2",), {"count": 2}),
    (
        "tiers-two",
        ("'9", "Tab", "'10", "Tab", "'1"),
        {"figures": {"rate": {"done": 9, "total": 10}, "runs": {"count": 1}}},
    ),
    ("choice-earn", ("1",), {"choice": "twice"}),
    ("choice-earn", ("2",), {"choice": "once"}),
    ("choice-earn", ("'３",), {"choice": "never"}),
    ("choice-earn", ("Space",), {"choice": "twice"}),
    ("choice-earn", ("1", "Down"), {"choice": "once"}),
    ("choice-deduct", ("3", "Up"), {"choice": "half"}),
    ("rate", ("'9", "Tab", "'10"), {"done": 9, "total": 10}),
    ("rate-percent", ("'92.5",), {"percent": "92.5%"}),
    ("rate-percent", ("'９２．５％",), {"percent": "92.5%"}),
    ("target", ("'17",), {"count": 17}),
    ("target-amount", ("'1.75",), {"amount": "1.75"}),
    ("target-percent", ("'-1.5",), {"percent": "-1.5%"}),
    ("target-ratio", ("'17", "Tab", "'20"), {"done": 17, "total": 20}),
    ("each-earn", ("'4",), {"count": 4}),
    ("graded-earn", ("Space",), {"items": []}),
    ("graded-earn", (*MERIT, "Down"), {"items": [{"class": "city"}]}),
    (
        "graded-earn",
        (*MERIT, "Down", "Down", "Tab", "'2", f">{ITEM}理由", "'县级表彰"),
        {"items": [{"class": "judged", "points": "2", "reason": "县级表彰"}]},
    ),
]


def words_of(criterion: str, fact: Fact) -> tuple[str, str]:
    """What the scorer makes of a fact, as it stands under the control."""
    nominal, effective, reason = line_of(criterion, fact)
    amounts = [f"+{one}" if one[0] not in "-0" else one for one in (nominal, effective)]
    nominal, effective = (one.replace("-", "−") for one in amounts)
    amount = effective if nominal == effective else f"应 {nominal}，计 {effective}"
    return reason.removeprefix(f"{CRITERIA[criterion].label}："), amount


@pytest.mark.parametrize(("part", "steps", "fact"), FACTS, ids=lambda one: str(one)[:60])
def test_a_fact_by_keyboard(seat: Seat, part: str, steps: tuple[str, ...], fact: Fact) -> None:
    """What is typed is told at once in the scorer's words, and recorded as the plain fact."""
    seat.go(part)
    seat.do(*steps)
    assert seat.told() == words_of(f"{part}-it", fact)
    seat.assessment.commit()
    assert seat.fact(f"{part}-it") == fact
    assert seat.told() == words_of(f"{part}-it", fact)
    assert seat.refusals == []


def chosen_in(parent: QWidget) -> list[str]:
    return [one.accessibleName() for one in visible(parent, QToolButton) if one.isChecked()]


@pytest.mark.parametrize(
    ("part", "words", "fact"),
    [
        ("flag", "发现", {"found": True}),
        ("award", "不符合", {"met": False}),
        ("choice-earn", "一次", {"choice": "once"}),
    ],
)
def test_a_fact_by_a_click(seat: Seat, part: str, words: str, fact: Fact) -> None:
    seat.go(part)
    name = f"{LABEL[part]}：{words}"
    QTest.mouseClick(seat.seen(QToolButton, name), Qt.MouseButton.LeftButton)
    seat.assessment.commit()
    assert seat.fact(f"{part}-it") == fact
    assert chosen_in(seat.card.control) == [name]


def test_a_click_on_an_options_words_chooses_it(seat: Seat) -> None:
    seat.go("choice-earn")
    words = next(one for one in visible(seat.card, QLabel) if one.text() == "一次")
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    seat.assessment.commit()
    assert seat.fact("choice-earn-it") == {"choice": "once"}
    assert chosen_in(seat.card.control) == [f"{LABEL['choice-earn']}：一次"]


@pytest.mark.parametrize(
    ("part", "steps", "step"),
    [
        ("tiers-ratio", ("'10", "Tab", "'10"), "100%"),
        ("tiers-ratio", ("'53", "Tab", "'59"), "其余"),  # R1: 89.8…% is below 90%
        ("tiers-ratio", ("'9", "Tab", "'10"), "90%以上"),
        ("tiers-count", ("'1",), "1次以上"),
        ("tiers-two", ("'9", "Tab", "'10", "Tab", "'1"), "完成率 90%以上或次数 2次以上"),
    ],
)
def test_the_step_that_is_reached_is_marked(
    seat: Seat, part: str, steps: tuple[str, ...], step: str
) -> None:
    seat.go(part)
    control = seat.card.control
    assert isinstance(control, TiersControl)

    def marked() -> list[str]:
        return [words.text() for mark, words in control._steps if mark.text()]

    assert marked() == []
    seat.do(*steps)
    assert [one.replace(" ", "") for one in marked()] == [step.replace(" ", "")]
    seat.press("Ctrl+A", "Delete")
    seat.do(*(["Shift+Tab", "Ctrl+A", "Delete"] if part == "tiers-ratio" else []))
    assert marked() == [] or part == "tiers-two"


def test_an_item_is_deleted(seat: Seat) -> None:
    seat.go("each")
    seat.do("'3", ITEMISE, "Space", "'甲", ">第 2 件：说明", "'乙", ">第 3 件：说明", "'丙")
    seat.do(f">删去{LABEL['each']}第 2 件", "Space")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"items": [{"note": "甲"}, {"note": "丙"}]}
    assert seat.card.isAncestorOf(seat.focus)


def test_the_last_item_that_goes_leaves_a_finding_of_none(seat: Seat) -> None:
    seat.go("each")
    seat.do(ITEMISE, "Space", f">删去{LABEL['each']}第 1 件", "Space")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"items": []}
    assert seat.told() == ("未发现，不扣分", "0")


def test_a_list_becomes_a_count_again(seat: Seat) -> None:
    seat.go("each")
    seat.do("'2", ITEMISE, "Space", ">只记件数", "Space")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 2}
    assert seat.focus.accessibleName() == f"{LABEL['each']}：次数"


def test_a_large_count_loses_nothing_by_becoming_a_list(seat: Seat) -> None:
    seat.go("each")
    itemise = seat.seen(QToolButton, ITEMISE[1:])
    seat.do("'20", "Backspace")
    assert itemise.isEnabled()
    seat.do("'00")
    assert itemise.isEnabled()
    seat.do("Ctrl+A", "'201")
    assert not itemise.isEnabled()
    seat.do("Ctrl+A", "'20", ITEMISE, "Space")
    assert seat.told()[1] == "应 −40，计 −6"


def test_items_stay_recorded_past_the_cap(seat: Seat) -> None:
    seat.go("each")
    seat.do("'5", ITEMISE, "Space")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"items": [{}] * 5}
    assert seat.told()[1] == "应 −10，计 −6"
    seat.do(">免责", "Space", "'不可抗力")  # of the first: an appeal strikes one of them
    assert seat.told()[1] == "应 −8，计 −6"


def test_what_earns_cannot_be_exempted(seat: Seat) -> None:
    for part in ("each-earn", "graded-earn", "award"):
        seat.go(part)
        names = [one.accessibleName() for one in visible(seat.card, QWidget)]
        assert [name for name in names if "免责" in name] == []
