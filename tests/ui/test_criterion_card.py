"""What goes with any finding: notes, exemption, 不适用, taking back; the evaluator's own score; a locked sheet."""

from typing import Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QWidget

from desktop.domain.records import AssessmentKey
from desktop.services.assessments import assessment_of, recorded_of, scheme_of
from desktop.services.finalising import finalise
from desktop.services.recording import record_finding
from tests.services.building import ME
from tests.ui.seat import Seat, visible
from tests.viewmodels.building import count_of

EACH: Final = "序号2 第2条"
FLAG: Final = "序号1 第1条"
AWARD: Final = "序号6 第6条"


def plain(seat: Seat) -> dict[str, Any]:
    with seat.workspace.reading() as view:
        return recorded_of(view, assessment_of(view, seat.here)).plain()


def switch(seat: Seat, name: str) -> None:
    seat.do(f">{name}", "Space")


# -- notes


def test_a_note_goes_with_the_finding(seat: Seat) -> None:
    seat.go("each")
    seat.do("'0")
    switch(seat, f"写说明：{EACH}")
    seat.write("逐月核对过")
    assert seat.told() == ("未发现，不扣分。说明：逐月核对过", "0")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 0, "note": "逐月核对过"}


def test_what_loses_points_asks_for_a_note_by_itself(seat: Seat) -> None:
    seat.go("flag")
    seat.press("1")
    seat.do(f">说明：{FLAG}", "'五月没有")
    seat.assessment.commit()
    assert seat.fact("flag-it") == {"found": True, "note": "五月没有"}


def test_a_note_alone_is_no_finding(seat: Seat) -> None:
    seat.go("flag")
    switch(seat, f"写说明：{FLAG}")
    seat.write("五月没有")
    assert seat.told()[0].startswith("还没有记录：")
    seat.assessment.commit()
    assert seat.fact("flag-it") is None
    switch(seat, f"写说明：{FLAG}")
    assert seat.told() == ("未评", "")


def test_a_note_is_taken_away(seat: Seat) -> None:
    record(seat, "each-it", {"count": 0, "note": "属实"})
    seat.go("each")
    switch(seat, f"写说明：{EACH}")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 0}


def test_another_number_keeps_the_note(seat: Seat) -> None:
    record(seat, "each-it", {"count": 1, "note": "属实"})
    seat.go("each")
    seat.do("Ctrl+A", "'2")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 2, "note": "属实"}


# -- exemption and 不适用


def record(seat: Seat, criterion: str, fact: dict[str, object]) -> None:
    done = record_finding(seat.workspace, ME, seat.here, criterion, fact)
    seat.workplace.dispatcher.tell(done.outcome)


def test_an_exemption_needs_grounds(seat: Seat) -> None:
    seat.go("each")
    switch(seat, f"免责：{EACH}")
    assert seat.told() == ("还没有记录：免责要写明理由", "")
    seat.write("  ")
    seat.assessment.commit()
    assert (seat.fact("each-it"), seat.told()[0]) == (None, "还没有记录：免责要写明理由")
    seat.write("系统停机")
    assert seat.told() == ("免责（系统停机），不扣分", "0")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"exempt": True, "reason": "系统停机"}


def test_an_exemption_keeps_what_was_found_and_goes_away_again(seat: Seat) -> None:
    record(seat, "each-it", {"count": 3})
    seat.go("each")
    switch(seat, f"免责：{EACH}")
    seat.write("系统停机")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 3, "exempt": True, "reason": "系统停机"}
    assert seat.told()[1] == "0"
    switch(seat, f"免责：{EACH}")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 3}
    assert seat.told()[1] == "−6"


def test_a_number_typed_just_before_an_exemption_stays(seat: Seat) -> None:
    seat.go("each")
    seat.do("'3")
    switch(seat, f"免责：{EACH}")
    seat.write("系统停机")
    seat.assessment.commit()
    assert seat.fact("each-it") == {"count": 3, "exempt": True, "reason": "系统停机"}


def test_a_decision_before_the_grounds_are_written_counts(seat: Seat) -> None:
    seat.go("flag")
    switch(seat, f"免责：{FLAG}")
    seat.screen.form.focus_criterion("flag-it")
    seat.press("1")
    seat.do(f">理由：{FLAG}", "'停电")
    seat.assessment.commit()
    assert seat.fact("flag-it") == {"found": True, "exempt": True, "reason": "停电"}


def test_what_does_not_apply_needs_grounds_and_takes_no_finding(seat: Seat) -> None:
    record(seat, "award-it", {"met": False})
    seat.go("award")
    switch(seat, f"不适用：{AWARD}")
    assert seat.told() == ("没有改动，仍按原来记录的计：不适用要写明理由", "")
    assert seat.fact("award-it") == {"met": False}
    seat.write("没有这项职能")
    assert seat.told() == ("不适用（没有这项职能），得 10 分", "+10")
    seat.assessment.commit()
    assert seat.fact("award-it") == {"applies": False, "reason": "没有这项职能"}
    assert not seat.card.control.isEnabled()
    switch(seat, f"不适用：{AWARD}")
    seat.assessment.commit()
    assert seat.fact("award-it") is None
    assert seat.card.control.isEnabled()


@pytest.mark.parametrize("part", ["flag", "each", "tiers-ratio", "choice-earn"])
def test_only_where_the_scheme_allows_it_something_does_not_apply(seat: Seat, part: str) -> None:
    seat.go(part)
    found = [one.accessibleName() for one in visible(seat.card, QAbstractButton)]
    assert [name for name in found if name.startswith("不适用")] == []


# -- taking back


def test_a_finding_is_taken_back(seat: Seat) -> None:
    record(seat, "each-it", {"items": [{"note": "甲"}]})
    seat.go("each")
    switch(seat, f"撤去认定：{EACH}")
    seat.assessment.commit()
    assert (seat.fact("each-it"), seat.told()) == (None, ("未评", ""))
    seat.screen.form.focus_criterion("each-it")
    assert seat.focus.property("text") == ""


def test_where_nothing_is_recorded_nothing_is_taken_back(seat: Seat) -> None:
    seat.go("each")
    found = [one.accessibleName() for one in visible(seat.card, QAbstractButton)]
    assert f"撤去认定：{EACH}" not in found


def test_history_and_evidence_are_asked_for_by_criterion(seat: Seat) -> None:
    heard: list[tuple[object, ...]] = []
    seat.screen.form.history_wanted.connect(lambda name: heard.append(("history", name)))
    seat.screen.form.evidence_wanted.connect(lambda name, item: heard.append((name, item)))
    seat.go("each")
    switch(seat, f"佐证：{EACH}")
    switch(seat, f"留痕：{EACH}")
    seat.do(f">逐件记录：{EACH}", "Space", ">添加一件", "Space", ">第 2 件：佐证", "Space")
    assert heard == [("each-it", -1), ("history", "each-it"), ("each-it", 1)]


# -- the evaluator's own score


def judge(seat: Seat, score: str, grounds: str) -> None:
    """Whatever stood in the fields before."""
    switch(seat, "自由裁量")
    seat.do("Ctrl+A", "Delete", f"'{score}", ">裁量理由", "Ctrl+A", "Delete", f"'{grounds}")
    QTest.mouseClick(seat.seen(QPushButton, "采用"), Qt.MouseButton.LeftButton)


def test_the_evaluators_score_stands_beside_the_computed_one(seat: Seat) -> None:
    record(seat, "each-it", {"count": 2})
    seat.go("each")
    switch(seat, "自由裁量")
    assert seat.says("计算得分 6 分，满分 10 分")
    seat.do("Ctrl+A", "'7.5", ">裁量理由", "Ctrl+A", "'集体研究", ">采用", "Space")
    assert plain(seat)["discretion"] == {"each": {"score": "7.5", "reason": "集体研究"}}
    assert seat.says("自由裁量得 7.5 分，计算得分 6 分。理由：集体研究")
    seat.do(">恢复计算得分", "Space")
    assert plain(seat)["discretion"] == {}
    assert not seat.says("自由裁量得")
    assert seat.refusals == []


def test_a_score_below_nothing_where_the_scheme_goes_below(seat: Seat) -> None:
    seat.go("two")  # its floor is -5
    judge(seat, "-2", "情节严重")
    assert plain(seat)["discretion"] == {"two": {"score": "-2", "reason": "情节严重"}}


@pytest.mark.parametrize(
    ("score", "grounds", "why"),
    [
        ("10.5", "研究过", "10"),
        ("", "研究过", "得分"),
        ("x", "研究过", "数"),
        ("7", "", "理由"),
        ("7", "  ", "理由"),
    ],
)
def test_a_judgement_that_is_refused_says_why_and_stays_to_be_mended(
    seat: Seat, score: str, grounds: str, why: str
) -> None:
    seat.go("each")
    before = seat.events
    judge(seat, score, grounds)
    assert seat.events == before
    [refusal] = seat.refusals
    assert why in refusal
    record(seat, "flag-it", {"found": False})  # something else changes the sheet
    assert seat.seen(QLineEdit, "裁量得分").text() == score
    assert seat.seen(QLineEdit, "裁量理由").text() == grounds


def test_enter_in_the_score_goes_on_to_its_grounds(seat: Seat) -> None:
    seat.go("each")
    switch(seat, "自由裁量")
    seat.do("Ctrl+A", "'7", "Return", "Ctrl+A", "'集体研究", "Return")
    assert plain(seat)["discretion"] == {"each": {"score": "7", "reason": "集体研究"}}


def test_a_score_beyond_the_points_is_typed_anew(seat: Seat) -> None:
    """Its grounds are right: the cursor goes to what was refused."""
    seat.go("each")
    judge(seat, "70", "集体研究")
    assert seat.focus.accessibleName() == "裁量得分"
    seat.do("'7", "Return")
    assert plain(seat)["discretion"] == {"each": {"score": "7", "reason": "集体研究"}}


def test_a_blank_score_is_not_marked_as_wrong(seat: Seat) -> None:
    seat.go("each")
    switch(seat, "自由裁量")
    seat.do("'x")
    seat.go("flag")
    switch(seat, "自由裁量")
    assert seat.seen(QLineEdit, "裁量得分").property("wrong") != "true"


def test_a_judgement_of_what_nothing_was_found_in_tells_of_no_computed_score(seat: Seat) -> None:
    seat.go("each")
    judge(seat, "7", "集体研究")
    assert seat.says("没有计算得分")
    record(seat, "each-it", {"count": 1})
    assert seat.says("计算得分 8 分")


def test_each_judgement_begins_blank(seat: Seat) -> None:
    seat.go("each")
    judge(seat, "7", "集体研究")
    seat.go("flag")
    switch(seat, "自由裁量")
    assert seat.seen(QLineEdit, "裁量得分").text() == ""
    assert seat.seen(QLineEdit, "裁量理由").text() == ""


def test_a_judgement_that_is_changed_begins_with_what_it_says(seat: Seat) -> None:
    seat.go("each")
    judge(seat, "7", "集体研究")
    seat.go("flag")
    judge(seat, "5", "另议")
    seat.go("each")
    switch(seat, "自由裁量")
    assert seat.seen(QLineEdit, "裁量得分").text() == "7"
    assert seat.seen(QLineEdit, "裁量理由").text() == "集体研究"


def test_an_unscored_indicator_is_not_said_to_have_nothing(seat: Seat) -> None:
    seat.go("award")
    switch(seat, "自由裁量")
    assert not seat.says("计算得分 0 分")


def test_cancelling_leaves_nothing(seat: Seat) -> None:
    seat.go("each")
    before = seat.events
    switch(seat, "自由裁量")
    seat.do("'7", ">取消", "Space")
    assert seat.events == before
    assert "裁量得分" not in [one.accessibleName() for one in visible(seat.screen, QLineEdit)]


def test_an_indicator_is_set_aside_and_brought_back(seat: Seat) -> None:
    seat.go("aside")
    switch(seat, "自由裁量")
    seat.do(">裁量理由", "Ctrl+A", "'没有编制", ">整项不适用", "Space")
    assert plain(seat)["not_applicable"] == {"aside": {"reason": "没有编制"}}
    assert seat.says("整项不适用。理由：没有编制")
    seat.do(">恢复适用", "Space")
    assert plain(seat)["not_applicable"] == {}


def test_only_where_the_scheme_allows_it_an_indicator_is_set_aside(seat: Seat) -> None:
    seat.go("each")
    switch(seat, "自由裁量")
    names = [one.accessibleName() for one in visible(seat.screen, QPushButton)]
    assert "整项不适用" not in names


# -- a locked sheet


@pytest.fixture
def locked(seat: Seat) -> Seat:
    """Everything settled and finalised; the each criterion lost points."""
    with seat.workspace.reading() as view:
        scheme = scheme_of(view, assessment_of(view, seat.here))
    figures: dict[str, dict[str, object]] = {
        "tiers-two": {"figures": {"rate": {"done": 1, "total": 1}, "runs": {"count": 2}}},
        "rate-percent": {"percent": "100%"},
        "target-amount": {"amount": "2.5"},
        "target-percent": {"percent": "5%"},
        "each": {"count": 1},
        "each-earn": {"items": [{}] * 5},
        "graded-earn": {"items": []},
        "shortfall": {"actual": 20},
        "tiers-count": {"count": 3},
        "target": {"count": 20},
    }
    with_ratio = {
        f"{one}-it": {"done": 1, "total": 1} for one in ("tiers-ratio", "rate", "target-ratio")
    }
    known = (
        {f"{name}-it": fact for name, fact in figures.items()}
        | with_ratio
        | {"two-short": {"actual": 12}}
    )
    for one in scheme.all_criteria():
        record_finding(
            seat.workspace, ME, seat.here, one.id, known.get(one.id) or one.rule.clean() or {}
        )
    seat.workplace.dispatcher.tell(finalise(seat.workspace, ME, seat.here))
    seat.go("each")
    return seat


def takes(seat: Seat) -> set[str]:
    """What of the criterion's card can still be used."""
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QComboBox)
    found = [one for kind in kinds for one in visible(seat.card, kind)]
    return {one.accessibleName() for one in found if one.isEnabled()}


LOOKED_AT: Final = {f"佐证：{EACH}", f"留痕：{EACH}"}


def test_a_locked_sheet_says_who_locked_it_and_takes_nothing(locked: Seat) -> None:
    seat, before = locked, locked.events
    assert seat.says("已定稿：王考评 于 ")
    assert seat.told()[1] == "−2"
    assert takes(seat) == LOOKED_AT
    for name in ("自由裁量", "本项无扣分"):
        assert not seat.seen(QPushButton, name).isEnabled()
    seat.screen.setFocus()
    seat.do("5", "Ctrl+Return", "1", "Delete", "Space")
    seat.assessment.commit()
    assert seat.events == before
    assert seat.seen(QPushButton, "撤销定稿").isEnabled()


def test_a_locked_list_still_leads_to_the_evidence_of_its_items(locked: Seat) -> None:
    locked.go("each-earn")
    name = locked.card.criterion.label
    own = {f"佐证：{name}", f"留痕：{name}"}
    assert takes(locked) == own | {f"{name}第 {number} 件：佐证" for number in range(1, 6)}


def test_the_next_unit_is_not_locked_with_it(locked: Seat) -> None:
    locked.screen.setFocus()
    locked.press("Ctrl+Right")
    assert takes(locked) > LOOKED_AT
    assert not locked.says("已定稿")
    locked.press("Ctrl+Left")
    assert takes(locked) == LOOKED_AT


def test_a_reopened_sheet_takes_findings_again(locked: Seat) -> None:
    locked.assessment.reopen("漏看一件")
    assert takes(locked) > LOOKED_AT
    locked.go("each")
    locked.do("Ctrl+A", "'2", "Return")
    assert locked.fact("each-it") == {"count": 2}


def test_the_sheets_of_others_are_not_touched(seat: Seat) -> None:
    others = [AssessmentKey(seat.here.round, unit) for unit in ("u-b", "u-c")]
    seat.go("each")
    seat.do("'5", "Return")
    judge(seat, "7", "研究过")
    assert [seat.fact("each-it", one) for one in others] == [None, None]
    assert count_of(seat.workspace) == seat.events


def test_keys_go_on_on_a_locked_sheet_that_one_comes_to_from_a_field(locked: Seat) -> None:
    """The field locks under the cursor; with the cursor nowhere no key would lead away again."""
    locked.press("Tab", "Ctrl+Right")
    locked.go("each")
    assert isinstance(locked.focus, QLineEdit)
    locked.press("Ctrl+Left")
    assert locked.says("已定稿")
    assert locked.card.isAncestorOf(locked.focus)
    locked.press("Ctrl+Right")
    assert not locked.says("已定稿")
    locked.press("Ctrl+Left")
