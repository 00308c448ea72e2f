"""Every form of every scheme on paper: names, scores and reasons, all of them and in their places."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.documents.manuscript import told
from desktop.domain.amounts import show
from desktop.domain.score_sheet import Line, ScoreSheet
from desktop.services.assessments import scheme_in
from desktop.services.schemes import open_scheme, scheme_content
from tests.documents.printed import (
    SCORED,
    SOME,
    Paper,
    blank_of,
    contents_of,
    judged_of,
    papers_of,
    sheet_of,
    squeezed,
)
from tests.documents.setting.reading import lines_on, words
from tests.services.building import CITIES, SECTIONS

pytestmark = pytest.mark.uncounted

CLOSING, OPENING = "，。、；：？！”’）》】", "“‘（《【"
OPEN, ASIDE = "未评", "不适用"
DEPARTMENTS = "sanmenxia-2020-departments"


def heading_of(paper: Paper, holds: str) -> str:
    """As the form has it, else ours."""
    form = paper.scheme.form
    own = {one.holds: one.heading for one in form.columns} if form else {}
    return own.get(holds, {"score": "得分", "reasons": "扣分原因", "name": "考核内容"}[holds])


def judged(paper: Paper) -> ScoreSheet:
    assert paper.contents
    return paper.contents.sheet


def scores_of(paper: Paper) -> Iterator[str]:
    """From the first indicator to the total."""
    sheet = judged(paper)
    for one in sheet.indicators:
        if one.not_applicable is not None:
            yield ASIDE
        else:
            yield OPEN if one.score is None else show(one.score)
    for _, extra in paper.scheme.named_extras:
        lines = sheet.bonus_lines if extra is paper.scheme.bonus else sheet.penalty_lines
        amount = sheet.bonus if extra is paper.scheme.bonus else sheet.penalty
        yield show(amount) if lines else OPEN
    yield from (show(one.amount) for one in sheet.adjustments)
    yield show(sheet.total) if sheet.assessed_points else OPEN


def lines_of(sheet: ScoreSheet) -> Iterator[Line]:
    for one in sheet.indicators:
        yield from one.lines
    yield from sheet.bonus_lines
    yield from sheet.penalty_lines


def lost(paper: Paper) -> Iterator[Line]:
    """The lines that took points away, or left some of what could be earned."""
    for line in lines_of(judged(paper)):
        criterion = paper.scheme.criteria[line.criterion]
        best = criterion.most if criterion.rule.earns and criterion.most is not None else Decimal()
        if line.effective < best or line.nominal < 0:
            yield line


@pytest.mark.parametrize("scheme", SCORED)
def test_every_indicator_is_named(scheme: str) -> None:
    """In a form without a column for names, by what it asks for."""
    for paper in papers_of(scheme):
        form = paper.scheme.form
        by_name = form is None or any(one.holds == "name" for one in form.columns)
        indicators = paper.scheme.indicators
        told = [squeezed(one.name if by_name else one.requirement) for one in indicators]
        assert all(told)
        assert [one for one in told if one not in paper.text] == []


@pytest.mark.parametrize("scheme", SCORED)
def test_every_score_stands_in_its_column_from_the_first_to_the_total(scheme: str) -> None:
    for paper in judged_of(scheme):
        assert paper.column(heading_of(paper, "score")) == "".join(scores_of(paper))


@pytest.mark.parametrize("scheme", SCORED)
def test_every_reason_stands_in_its_column(scheme: str) -> None:
    count = 0
    for paper in judged_of(scheme):
        column = paper.column(heading_of(paper, "reasons"))
        reasons = [squeezed(line.reason) for line in lost(paper)]
        assert [one for one in reasons if one not in column] == []
        count += len(reasons)
    assert count > 10


def test_every_item_that_was_found_and_all_grounds_are_told() -> None:
    count = 0
    for paper in (one for scheme in SCORED for one in judged_of(scheme)):
        assert paper.contents
        column = paper.column(heading_of(paper, "reasons"))
        facts = [paper.contents.facts[line.criterion] for line in lost(paper)]
        items = [item for fact in facts for item in fact.get("items", ())]
        wanted = [item.get(name, "") for item in items for name in ("date", "note", "reason")]
        indicators = paper.contents.sheet.indicators
        wanted += [one.discretion.grounds for one in indicators if one.discretion]
        wanted += [one.not_applicable for one in indicators if one.not_applicable]
        assert [one for one in wanted if squeezed(one) not in column] == []
        count += len(wanted)
    assert count > 50


@pytest.mark.parametrize("scheme", SCORED)
def test_the_head_says_of_whom_it_is_and_the_result(scheme: str) -> None:
    for paper in judged_of(scheme):
        assert paper.contents
        of, sheet = paper.contents, paper.contents.sheet
        assert squeezed(paper.scheme.title) in paper.text
        assert f"被考核单位：{of.unit}考核时段：{of.period}考核人：{of.evaluator}" in paper.text
        scored = f"{show(sheet.total)}分" if sheet.assessed_points else OPEN
        assert f"考核得分：{scored}（满分{show(sheet.points)}分" in paper.text
        assert (f"未评{len(sheet.pending)}条" in paper.text) == bool(sheet.pending)


@pytest.mark.parametrize("scheme", SCORED)
def test_every_rule_is_printed_with_its_figures(scheme: str) -> None:
    for paper in (judged_of(scheme)[0], blank_of(scheme)):
        criteria = [one for of in paper.scheme.indicators for one in of.criteria]
        words = [squeezed(one.words) for one in criteria]
        form = paper.scheme.form
        own = {one.holds: one.heading for one in form.columns} if form else {}
        column = paper.column(own.get("criteria", "评分标准"))
        assert [one for one in words if one not in column] == []


def test_a_score_and_its_reason_stand_beside_their_indicator() -> None:
    scheme = open_scheme(SECTIONS)
    for indicator in scheme.indicators:
        first = indicator.criteria[0]
        fact = {"found": True} if first.rule.shape == "flag" else {"count": 1}
        of = contents_of(scheme, {first.id: fact})
        paper = sheet_of(of)
        at = [paper.headings.index(one) for one in ("绩效要求", "得分情况", "扣分原因")]
        rows = [[row[n] for n in at] for row in paper.grid.rows]
        [row] = [row for row in rows if row[0] == indicator.requirement]
        scored = next(one for one in of.sheet.indicators if one.id == indicator.id)
        assert row[1] == scored.score
        assert str(row[2]).startswith(scored.lines[0].reason)
        assert [one[1] for one in rows[:-1] if one is not row] == [OPEN] * (len(rows) - 2)


def test_a_fault_for_which_no_points_were_left_is_told_too() -> None:
    scheme = open_scheme(SECTIONS)
    indicator = next(one for one in scheme.indicators if len(one.criteria) > 1)
    small = replace(indicator, points=Decimal(1))
    rest = [small if one is indicator else one for one in scheme.indicators]
    facts = {one.id: {"found": True} for one in indicator.criteria}
    paper = sheet_of(contents_of(replace(scheme, indicators=tuple(rest)), facts))
    [scored] = [one for one in judged(paper).indicators if one.id == indicator.id]
    assert [line.effective for line in scored.lines][1:] == [0] * (len(facts) - 1)
    assert squeezed("".join(one.reason for one in scored.lines)) in paper.column("扣分原因")


def test_what_does_not_apply_says_so_with_its_grounds() -> None:
    own = b'id = "study"\n'
    content = scheme_content(SECTIONS).replace(own, own + b'not_applicable = "full"\n', 1)
    told = {"study": {"reason": "当年没有分管领导"}}
    of = contents_of(scheme_in(content, SECTIONS), not_applicable=told)
    paper = sheet_of(of)
    assert paper.column("得分情况").startswith(f"{ASIDE}{OPEN}")
    assert paper.column("扣分原因").startswith(f"{ASIDE}：当年没有分管领导")


def test_discretion_shows_both_scores() -> None:
    scheme = open_scheme(SECTIONS)
    facts = {"study-missed": {"count": 2}}
    told = {"study": {"score": "7.5", "reason": "经集体研究"}}
    paper = sheet_of(contents_of(scheme, facts, discretion=told))
    assert "自由裁量：计算得6分，裁量得7.5分（经集体研究）" in paper.text
    assert paper.column("得分情况").startswith("7.5未评")


def test_what_is_adjusted_above_the_indicators_has_a_row_of_its_own() -> None:
    scheme = replace(open_scheme(SECTIONS), ceiling=Decimal(90))
    facts = {one.id: one.rule.clean() for one in scheme.all_criteria()}
    paper = sheet_of(contents_of(scheme, facts))
    [one] = judged(paper).adjustments
    *_, row, total = paper.grid.rows
    assert [told(cell) for cell in row if told(cell)] == ["调整", "-10", one.reason]
    assert [told(cell) for cell in total if told(cell)] == ["合计", "100", "90"]
    assert squeezed(one.reason) in paper.column("扣分原因")


@pytest.mark.parametrize("scheme", SCORED)
def test_every_form_says_of_how_many_points(scheme: str) -> None:
    """Beside the name, where the form has no column for them."""
    for paper in (judged_of(scheme)[0], blank_of(scheme)):
        assert paper.scheme.form
        holds = {one.holds: one.heading for one in paper.scheme.form.columns}
        beside = "points" not in holds
        at = paper.headings.index(squeezed(holds["name" if beside else "points"]))
        *rows, total = (told(row[at]) for row in paper.grid.rows)
        wanted = [show(one.points) for one in paper.scheme.indicators]
        found = rows[: len(wanted)]
        full = show(paper.scheme.points)
        if beside:
            assert all(f.endswith(f"（{w} 分）") for f, w in zip(found, wanted, strict=True))
            assert total == f"合计（满分 {full} 分）"
        else:
            assert (found, total) == (wanted, full)


def test_a_bonus_stands_beside_its_kind_with_what_it_can_add() -> None:
    *_, bonus, _ = blank_of(CITIES).grid.rows
    assert bonus[0] == "加分项"
    assert told(bonus[1]).endswith("工作成效明显激励情况（3.5 分）")


def test_no_sentence_of_a_row_is_passed_over() -> None:
    """Numbered by circles from the first to the last, and what is excepted beside its rule."""
    *rows, _, _ = (told(row[2]) for row in blank_of(CITIES).grid.rows)
    for row in rows:
        found = {one for one in row if "①" <= one <= "⑳"}
        assert sorted(found) == [chr(ord("①") + n) for n in range(len(found))]
    assert "均未制定的共减10分" in rows[6]
    assert rows[3].count("（客观原因除外）") == 2


@pytest.mark.parametrize("scheme", SCORED)
def test_no_marker_runs_into_the_figure_behind_it(scheme: str) -> None:
    """六（二）2 before 1 次 was read as 21 次."""
    for paper in (judged_of(scheme)[0], blank_of(scheme)):
        cells = [told(cell) for row in paper.grid.rows for cell in row]
        assert [one for one in cells if re.search("[0-9] [0-9]", one)] == []


def test_a_method_says_by_what_it_is_judged_and_not_where_it_stands() -> None:
    cells = {row[2]: told(row[4]) for row in blank_of(DEPARTMENTS).grid.rows}
    name = "会议机制（每年至少一次由主管领导参加的专题会议）"
    assert cells[name] == "1 次以上 3 分；其余 0 分。\n以红头文件或图片资料为依据。"
    # The bonus has no row of （三） to stand in.
    assert cells["加分项"].startswith("六（三）3：部门联合抽查超过一次")


@pytest.mark.parametrize("scheme", SOME)
def test_no_line_of_any_cell_begins_or_ends_with_the_wrong_mark(scheme: str) -> None:
    for paper in papers_of(scheme):
        cells = [page for heading in paper.headings for page in paper.cells(heading)]
        lines = [words(line) for page in cells for line in lines_on(page)]
        wrong = [one for one in lines if one[0] in CLOSING or one[-1] in OPENING]
        assert len(lines) > 50
        assert wrong == []
