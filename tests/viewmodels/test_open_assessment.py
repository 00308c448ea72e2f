"""The open assessment: what is typed counts at once and is recorded when one is done; settling; locks."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.amounts import show
from desktop.services.finalising import finalise
from desktop.services.recording import record_finding, withdraw_finding
from desktop.services.undoing import undo
from desktop.viewmodels import open_assessment
from desktop.viewmodels.open_assessment import OpenAssessment
from tests.services.building import ME, rounds
from tests.viewmodels.building import HERE, NEXT
from tests.viewmodels.opened import Opened

ONE: Final = {"count": 1}


def total(every: Opened) -> str:
    return show(every.assessment.sheet.total)


def heard(every: Opened) -> list[tuple[str, str]]:
    faults: list[tuple[str, str]] = []
    every.assessment.faulty.connect(lambda criterion, why: faults.append((criterion, why)))
    return faults


# -- drafts


def test_a_draft_counts_before_it_is_recorded(every: Opened) -> None:
    before = every.events
    every.assessment.draft("each-it", ONE)
    assert (total(every), every.fact("each-it"), every.events) == ("8", None, before)
    assert every.assessment.fact("each-it") == ONE
    assert "each-it" not in every.assessment.sheet.pending
    every.assessment.commit()
    assert (total(every), every.fact("each-it"), every.events) == ("8", ONE, before + 1)


def test_only_the_last_of_what_was_typed_is_recorded(every: Opened, qtbot: QtBot) -> None:
    before = every.events
    for count in (1, 12, 123, 12):
        every.assessment.draft("each-it", {"count": count})
    qtbot.waitUntil(lambda: every.events > before, timeout=2_000)
    assert (every.fact("each-it"), every.events) == ({"count": 12}, before + 1)


def test_drafts_of_several_criteria_are_all_recorded(every: Opened) -> None:
    every.assessment.draft("two-late", ONE)
    every.assessment.draft("two-short", {"actual": 11})
    assert total(every) == "8"
    every.assessment.commit()
    assert (every.fact("two-late"), every.fact("two-short")) == (ONE, {"actual": 11})


def test_a_blank_field_takes_the_finding_back(every: Opened) -> None:
    every.record("each-it", ONE)
    every.assessment.draft("each-it", None)
    assert every.assessment.fact("each-it") is None
    assert "each-it" in every.assessment.sheet.pending
    assert every.fact("each-it") == ONE
    every.assessment.commit()
    assert every.fact("each-it") is None


def test_a_blank_field_where_nothing_was_is_nothing(every: Opened) -> None:
    before = every.events
    every.assessment.draft("each-it", None)
    every.assessment.commit()
    assert (every.events, every.refusals) == (before, [])


def test_what_is_recorded_already_is_no_draft(every: Opened) -> None:
    every.record("each-it", ONE)
    before = every.events
    every.assessment.draft("each-it", {"count": 2})
    every.assessment.draft("each-it", ONE)
    every.assessment.commit()
    assert every.events == before


def test_a_choice_is_recorded_as_soon_as_the_screen_shows_it(
    every: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)  # not by the pause
    before = every.events
    every.assessment.choose("flag-it", {"found": True})
    assert total(every) == "7"
    qtbot.waitUntil(lambda: every.events > before)
    assert every.fact("flag-it") == {"found": True}


def test_a_choice_after_typing_waits_no_longer_and_typing_after_it_waits_again(
    every: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)  # however slow the machine is
    before = every.events
    every.assessment.choose("flag-it", {"found": True})
    every.assessment.draft("each-it", ONE)
    qtbot.wait(50)
    assert (every.fact("flag-it"), every.fact("each-it")) == (None, None)
    every.assessment.commit()
    assert every.events == before + 2


# -- faults


def test_what_the_scheme_refuses_is_a_fault_and_no_finding(every: Opened) -> None:
    every.record("tiers-ratio-it", {"done": 9, "total": 10})
    before, faults = every.events, heard(every)
    every.assessment.draft("tiers-ratio-it", {"done": 11, "total": 10})
    why = every.assessment.fault("tiers-ratio-it")
    assert "大于总数" in why
    assert faults == [("tiers-ratio-it", why)]
    assert total(every) == "6"  # what is recorded
    every.assessment.commit()
    assert (every.events, every.refusals) == (before, [])
    every.assessment.draft("tiers-ratio-it", {"done": 10, "total": 10})
    assert every.assessment.fault("tiers-ratio-it") == ""
    assert faults[-1] == ("tiers-ratio-it", "")
    every.assessment.commit()
    assert every.fact("tiers-ratio-it") == {"done": 10, "total": 10}


def test_one_fault_keeps_no_other_from_being_recorded(every: Opened) -> None:
    every.assessment.cannot("two-short", "请填整数")
    every.assessment.draft("two-late", ONE)
    every.assessment.commit()
    assert every.fact("two-late") == ONE
    assert every.assessment.fault("two-short") == "请填整数"


DECIDED: Final[dict[str, Callable[[Opened], None]]] = {
    "choosing": lambda every: every.assessment.choose("each-it", ONE),
    "drafting": lambda every: every.assessment.draft("each-it", ONE),
    "settling": lambda every: settle(every, "each"),
    "withdrawing": lambda every: every.assessment.withdraw("each-it"),
    "undoing": lambda every: every.workplace.dispatcher.tell(undo(every.workspace, ME, HERE)),
}


@pytest.mark.parametrize("decide", DECIDED.values(), ids=DECIDED)
def test_a_fault_goes_once_its_criterion_is_decided(
    every: Opened, decide: Callable[[Opened], None]
) -> None:
    if decide is not DECIDED["settling"]:
        every.record("each-it", {"count": 3})
    every.assessment.cannot("each-it", "请填整数")
    decide(every)
    every.assessment.commit()
    assert every.assessment.fault("each-it") == ""


# -- leaving


@pytest.mark.parametrize(
    "leave",
    [OpenAssessment.leave, OpenAssessment.close, lambda one: one.open(NEXT)],
    ids=["leave", "close", "open"],
)
def test_leaving_records_what_is_typed_in_the_sheet_that_was_open(
    every: Opened, leave: Callable[[OpenAssessment], None]
) -> None:
    every.assessment.draft("each-it", ONE)
    leave(every.assessment)
    assert (every.fact("each-it", HERE), every.fact("each-it", NEXT)) == (ONE, None)
    assert every.refusals == []


def test_what_cannot_be_recorded_is_named_and_forgotten(every: Opened) -> None:
    every.assessment.cannot("each-it", "请填整数")
    every.assessment.draft("tiers-ratio-it", {"done": 11, "total": 10})
    every.assessment.draft("two-late", ONE)
    every.assessment.open(NEXT)
    told = "".join(every.refusals)
    assert "第2条" in told
    assert "第7条" in told  # every one of them is named, not the first alone
    assert (every.assessment.fault("each-it"), every.assessment.fact("tiers-ratio-it")) == (
        "",
        None,
    )
    assert every.fact("two-late", HERE) == ONE


def test_what_is_forgotten_is_not_shown_any_more(every: Opened) -> None:
    """Another place and back again: the sheet is the same, and so is what it shows."""
    every.assessment.cannot("each-it", "请填整数")
    changed: list[int] = []
    every.assessment.changed.connect(lambda: changed.append(1))
    every.assessment.leave()
    assert changed != []


def test_a_sheet_that_is_not_there_leaves_the_open_one(every: Opened) -> None:
    every.assessment.open(NEXT._replace(unit="u-none"))
    assert every.here == HERE
    assert "没有代号为“u-none”的单位" in every.refusals[0]
    every.record("each-it", ONE)
    assert total(every) == "8"


# -- settling


def settle(every: Opened, part: str) -> None:
    found = next(one for one in every.assessment.parts if one.id == part)
    every.assessment.settle(found)


@pytest.mark.parametrize(
    ("part", "fact"),
    [
        ("flag", {"found": False}),
        ("each", {"count": 0}),
        ("share", {"items": []}),
        ("graded", {"items": []}),
        ("award", {"met": True}),
        ("choice-earn", {"choice": "twice"}),
        ("choice-deduct", {"choice": "none"}),
    ],
)
def test_settling_records_what_loses_nothing(every: Opened, part: str, fact: Any) -> None:  # noqa: ANN401  # plain data
    before = every.events
    settle(every, part)
    assert (every.fact(f"{part}-it"), every.events) == (fact, before + 1)
    assert every.row(part).score == "10"


@pytest.mark.parametrize(
    "part",
    ["shortfall", "tiers-ratio", "tiers-two", "rate", "target-percent", "each-earn", "graded-earn"],
)
def test_figures_that_are_still_needed_are_asked_for(every: Opened, part: str) -> None:
    before, wanted = every.events, list[str]()
    every.assessment.wanted.connect(wanted.append)
    settle(every, part)
    assert (wanted, every.events, every.refusals) == ([f"{part}-it"], before, [])


def test_settling_records_the_rest_in_one_step_and_asks_for_the_figure(every: Opened) -> None:
    before, wanted = every.events, list[str]()
    every.assessment.wanted.connect(wanted.append)
    settle(every, "two")
    assert (every.fact("two-late"), every.fact("two-short")) == ({"count": 0}, None)
    assert (wanted, every.events) == (["two-short"], before + 1)


def test_settling_keeps_what_is_recorded_and_what_is_being_typed(every: Opened) -> None:
    every.assessment.draft("two-late", {"count": 3})
    settle(every, "two")
    assert every.fact("two-late") == {"count": 3}
    settle(every, "each")
    every.record("each-it", {"count": 2})
    settle(every, "each")
    assert every.fact("each-it") == {"count": 2}


def test_a_bonus_settles_as_not_claimed(every: Opened) -> None:
    settle(every, "+bonus")
    settle(every, "+penalty")
    assert (every.fact("praised"), every.fact("accident")) == ({"met": False}, {"found": False})


def test_each_part_says_what_settling_it_means(every: Opened) -> None:
    words = {one.id: one.settling for one in every.assessment.parts}
    assert (words["each"], words["award"]) == ("本项无扣分", "本项得满分")
    assert (words["+bonus"], words["+penalty"]) == ("本项无加分", "本项无扣分")


# -- other commands, and what others do


def test_judgements_and_what_does_not_apply_come_and_go(every: Opened) -> None:
    every.assessment.judge("each", "7.5", "研究过")
    assert total(every) == "7.5"
    every.assessment.withdraw_judgement("each")
    assert every.assessment.sheet.assessed_points == 0
    every.assessment.set_aside("aside", "没有编制")
    assert total(every) == "10"
    every.assessment.bring_back("aside")
    assert every.assessment.sheet.assessed_points == 0
    every.assessment.judge("each", "11", "研究过")
    assert every.refusals == ["自由裁量要在 0 到 10 分之间，现在是 11 分"]


def test_a_command_from_elsewhere_is_shown(every: Opened) -> None:
    changed: list[int] = []
    every.assessment.changed.connect(lambda: changed.append(1))
    every.record("each-it", ONE)
    assert (changed, total(every)) == ([1], "8")
    done = record_finding(every.workspace, ME, NEXT, "each-it", ONE)
    every.workplace.dispatcher.tell(done.outcome)
    assert total(every) == "8"
    every.do(withdraw_finding, "each-it")
    assert every.assessment.sheet.assessed_points == 0


def test_what_is_being_typed_survives_a_command_from_elsewhere(every: Opened) -> None:
    every.assessment.draft("each-it", ONE)
    every.record("flag-it", {"found": True})
    assert total(every) == "15"
    every.assessment.commit()
    assert every.fact("each-it") == ONE


def test_a_locked_sheet_says_who_locked_it_and_opens_again(office: Opened) -> None:
    office.assessment.open(rounds().settled)
    office.assessment.finalise()
    locking = office.assessment.sight.locking
    assert locking is not None
    assert locking.author == ME.name
    seen = []
    for grounds in ("  ", "漏看一件"):
        office.assessment.reopen(grounds)
        seen.append(office.assessment.locked)
    assert seen == [True, False]
    assert len(office.refusals) == 1


def test_what_could_not_be_recorded_does_not_count(office: Opened) -> None:
    """Whatever keeps it from the disk: the total stays that of what is recorded."""
    office.assessment.open(rounds().settled)
    finalise(
        office.workspace, ME, rounds().settled
    )  # by another hand; the screen has not heard of it
    before = office.events
    office.assessment.draft("study-missed", ONE)
    office.assessment.commit()
    office.assessment.judge("study", "5", "研究过")
    assert office.events == before
    assert len(office.refusals) == 2
    assert all("已经定稿" in one for one in office.refusals)
    assert show(office.assessment.sheet.total) == "100"
    assert office.assessment.fact("study-missed") == office.fact("study-missed")


def test_what_is_open_keeps_it_from_being_finalised(every: Opened) -> None:
    every.assessment.finalise()
    assert not every.assessment.locked
    assert len(every.refusals) == 1
