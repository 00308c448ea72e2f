"""What holds for every sheet of every scheme."""

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings

from desktop.domain.findings import read_findings
from desktop.domain.score_sheet import IndicatorScore, Line
from desktop.domain.scoring import score
from desktop.services.score_line import plain_sheet
from desktop.services.strict_json import read_object
from tests.domain.schemes import Recorded, recorded

ZERO = Decimal(0)


def exact(*amounts: Decimal | None) -> Fraction:
    """An exact sum, whatever the decimal context says."""
    return sum((Fraction(one) for one in amounts if one is not None), Fraction(0))


def effective(lines: tuple[Line, ...]) -> Fraction:
    return exact(*(line.effective for line in lines))


def own(one: IndicatorScore) -> Decimal | None:
    """An indicator's score without discretion."""
    return one.score if one.discretion is None else one.computed


@given(recorded())
def test_start_and_effective_lines_are_the_score(case: Recorded) -> None:
    for one in case.sheet.indicators:
        if one.lines and not one.left_out:
            start = case.scheme.indicators_by_id[one.id].bounds.start
            assert exact(start) + effective(one.lines) == exact(own(one))


@given(recorded())
def test_the_total_can_be_added_up_by_hand(case: Recorded) -> None:
    sheet = case.sheet
    scores = exact(*(one.score for one in sheet.indicators))
    adjusted = exact(*(one.amount for one in sheet.adjustments))
    assert scores + adjusted + exact(sheet.bonus, sheet.penalty) == exact(sheet.total)
    assert effective(sheet.bonus_lines) == exact(sheet.bonus)
    assert effective(sheet.penalty_lines) == exact(sheet.penalty)


@given(recorded())
def test_nothing_leaves_its_bounds(case: Recorded) -> None:
    sheet, scheme = case.sheet, case.scheme
    assert scheme.bounds.hold(sheet.base) == sheet.base
    for one in sheet.indicators:
        score_now = own(one)
        if one.lines and score_now is not None:
            assert scheme.indicators_by_id[one.id].bounds.hold(score_now) == score_now
    assert sheet.bonus >= 0 >= sheet.penalty
    if scheme.bonus and scheme.bonus.points is not None:
        assert sheet.bonus <= scheme.bonus.points
    if scheme.penalty and scheme.penalty.points is not None:
        assert sheet.penalty >= -scheme.penalty.points


@given(recorded())
def test_a_line_counts_at_most_what_it_would_be_and_the_same_way(case: Recorded) -> None:
    sheet = case.sheet
    lines = [line for one in sheet.indicators for line in one.lines]
    for line in (*lines, *sheet.bonus_lines, *sheet.penalty_lines):
        assert abs(line.effective) <= abs(line.nominal)
        assert line.effective * line.nominal >= 0
        assert line.reason.startswith(line.criterion)


@given(recorded())
def test_every_criterion_is_recorded_settled_or_pending(case: Recorded) -> None:
    sheet = case.sheet
    lines = [line.criterion for one in sheet.indicators for line in one.lines]
    lines += [line.criterion for line in (*sheet.bonus_lines, *sheet.penalty_lines)]
    settled = {*case.findings["discretion"], *case.findings["not_applicable"]}
    waived = {c.id for one in case.scheme.indicators if one.id in settled for c in one.criteria}
    assert sorted({*lines, *waived, *sheet.pending}) == sorted(case.scheme.criteria)
    assert not {*lines, *waived} & {*sheet.pending}
    assert len(lines) == len(set(lines)) == len(case.findings["facts"])
    assert sheet.grade is None or sheet.pending == ()


@given(recorded())
def test_the_order_of_keys_does_not_matter(case: Recorded) -> None:
    shuffled = {
        part: dict(reversed(entries.items())) for part, entries in reversed(case.findings.items())
    }
    assert score(read_findings(case.scheme, shuffled)) == case.sheet == case.sheet


@given(recorded())
def test_a_trip_through_json_changes_nothing(case: Recorded) -> None:
    line = json.dumps(case.findings, default=str, ensure_ascii=False)
    again = score(read_findings(case.scheme, read_object(line.encode())))
    assert again == case.sheet
    answer = plain_sheet(again)
    assert read_object(json.dumps(answer).encode()) == answer


@given(recorded())
def test_a_sheet_without_findings_has_no_scores(case: Recorded) -> None:
    sheet = score(read_findings(case.scheme, {"facts": {}}))
    assert {one.score for one in sheet.indicators} <= {None}
    assert (sheet.assessed_points, sheet.bonus, sheet.penalty) == (ZERO, ZERO, ZERO)
    assert list(sheet.pending) == list(case.scheme.criteria)


@settings(max_examples=30)
@given(recorded())
def test_one_fact_touches_one_indicator(case: Recorded) -> None:
    for name in case.findings["facts"]:
        fewer = {k: v for k, v in case.findings["facts"].items() if k != name}
        sheet = score(read_findings(case.scheme, case.findings | {"facts": fewer}))
        pairs = zip(case.scheme.indicators, sheet.indicators, case.sheet.indicators, strict=True)
        for indicator, without, with_it in pairs:
            if name not in {criterion.id for criterion in indicator.criteria}:
                assert without == with_it
