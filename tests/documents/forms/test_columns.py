"""Columns: the form's own and what was judged, or those that are chosen; the blank form's are the prescribed ones."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.cli.program import COMMANDS
from desktop.documents.forms.form_columns import columns_of, every_column
from desktop.documents.forms.score_sheet import blank_sheet
from desktop.documents.manuscript import Sum, told
from desktop.domain.evidence import Requirement
from desktop.domain.print_form import HOLDS
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.services.schemes import open_scheme
from tests.documents.printed import (
    DAY,
    OFFICE,
    SCORED,
    SOME,
    Paper,
    blank_of,
    contents_of,
    judged_of,
    sheet_of,
    squeezed,
)
from tests.services.building import CITIES, SECTIONS

USUAL = ["考核类别", "序号", "考核内容", "分值", "评分标准"]


def prescribed_in(scheme: Scheme) -> list[str]:
    assert scheme.form
    return [one.heading for one in scheme.form.columns]


def without_form() -> Scheme:
    """A scheme whose document prescribes none."""
    return replace(open_scheme(SECTIONS), form=None)


@pytest.mark.parametrize("scheme", SCORED)
def test_the_blank_form_has_exactly_the_prescribed_headings(scheme: str) -> None:
    paper = blank_of(scheme)
    heads = "".join(prescribed_in(paper.scheme))
    for page in paper.pages:
        told = "".join(one.text for one in page if one.font == "GWSans-Regular")
        assert told == squeezed(heads)


@pytest.mark.parametrize("scheme", SCORED)
def test_a_judged_sheet_has_score_and_reasons_behind_the_form_s_own(scheme: str) -> None:
    for paper in judged_of(scheme):
        own = prescribed_in(paper.scheme)
        assert paper.scheme.form
        holds = {one.holds for one in paper.scheme.form.columns}
        added = [] if "score" in holds else ["得分", "扣分原因"]
        assert paper.headings == [squeezed(one) for one in [*own, *added]]


@pytest.mark.parametrize("scheme", SOME)
def test_the_blank_form_tells_no_score_and_bears_no_code(scheme: str) -> None:
    paper = blank_of(scheme)
    assert "未评" not in paper.text
    assert "草稿" not in paper.text
    assert "核验码" not in paper.text
    assert "考核得分" not in paper.text
    assert paper.manuscript.code == ""
    for heading in {"得分情况", "扣分原因"} & {*paper.headings}:
        assert not re.search("[0-9]", paper.column(heading))


def test_only_the_chosen_columns_are_printed_in_the_form_s_order() -> None:
    scheme = open_scheme(SECTIONS)
    paper = sheet_of(contents_of(scheme, {"study-missed": {"count": 1}}), ["score", "no"])
    assert paper.headings == ["序号", "得分情况"]
    assert paper.column("得分情况").startswith("8未评")
    assert "绩效要求" not in paper.text
    assert squeezed(scheme.indicators[0].requirement) not in paper.text
    assert "应扣" not in paper.text


def test_columns_fill_the_measure_whichever_are_chosen() -> None:
    scheme = open_scheme(CITIES)
    every = [one.holds for one in columns_of(scheme, ["section"])]
    assert every == ["section"]
    for chosen in (["section"], ["score"], ["criteria", "evidence", "reasons"], ["name", "score"]):
        paper = Paper(blank_sheet(scheme, OFFICE, DAY, chosen), scheme)
        widths = [one.width for one in paper.grid.columns]
        assert sum(widths) == pytest.approx(paper.manuscript.paper.measure)
        assert min(widths) > 0
        assert len(paper.headings) == len(chosen)


def asked_for(one: Requirement) -> list[str]:
    return [squeezed(words) for words in (one.name, *one.pieces)]


def test_what_evidence_is_asked_for_is_a_column_by_choice() -> None:
    scheme = open_scheme(CITIES)
    assert scheme.form
    own = next(one.heading for one in scheme.form.columns if one.holds == "evidence")
    paper = sheet_of(contents_of(scheme), ["name", "evidence", "score"])
    told = paper.column(own)
    of_indicators = [one for one in scheme.requirements if one.indicator]
    assert len(of_indicators) > 10
    assert [w for one in of_indicators for w in asked_for(one) if w not in told] == []
    without = sheet_of(contents_of(scheme), ["name", "score"])
    assert without.headings == ["考核项目", "得分"]
    assert asked_for(of_indicators[0])[0] not in without.text


def test_a_form_without_evidence_can_have_it_beside_its_own() -> None:
    paper = sheet_of(contents_of(open_scheme(SECTIONS)), ["no", "evidence"])
    assert paper.headings == ["序号", "佐证材料要求"]


def test_where_no_form_is_prescribed_there_is_a_usual_one() -> None:
    scheme = without_form()
    assert Paper(blank_sheet(scheme, OFFICE, DAY), scheme).headings == USUAL
    assert sheet_of(contents_of(scheme)).headings == [*USUAL, "得分", "扣分原因"]


@pytest.mark.parametrize("chosen", [["color"], ["no", "color"], []])
def test_an_unknown_column_is_refused_with_what_can_be_chosen(chosen: list[str]) -> None:
    contents = contents_of(open_scheme(SECTIONS))
    with pytest.raises(Refused) as told:
        sheet_of(contents, chosen)
    message = told.value.message
    assert ("color" in message) == ("color" in chosen)
    assert "reasons（扣分原因）" in message
    assert "evidence（佐证材料要求）" in message
    assert "\n" not in message


def test_the_blank_form_refuses_it_too() -> None:
    scheme = without_form()
    with pytest.raises(Refused, match="color"):
        blank_sheet(scheme, OFFICE, DAY, ["color"])


@pytest.mark.parametrize("scheme", SCORED)
def test_the_example_of_the_command_s_help_is_taken_by_every_scheme(scheme: str) -> None:
    [example] = re.findall(r"--columns (\S+)", COMMANDS)
    of = open_scheme(scheme)
    paper = Paper(blank_sheet(of, OFFICE, DAY, example.split(",")), of)
    assert len(paper.headings) == len(example.split(","))


@pytest.mark.parametrize("scheme", SCORED)
def test_whatever_a_scheme_says_can_be_a_column_where_it_usually_stands(scheme: str) -> None:
    of = open_scheme(scheme)
    every = [one.holds for one in columns_of(of, [one.holds for one in every_column(of)])]
    assert {*HOLDS} - {*every} <= {"section", "requirement", "assessor"}
    assert of.form
    own = [one.holds for one in of.form.columns]
    assert [one for one in every if one in own] == own
    added = [one for one in every if one not in own]
    assert added == sorted(added, key=HOLDS.index)


def test_points_as_a_column_leave_the_names() -> None:
    paper = sheet_of(contents_of(open_scheme(CITIES)), ["name", "points", "score"])
    assert paper.headings == ["考核项目", "分值", "得分"]
    assert paper.column("分值") == "10101020552020最多加3.5100"
    assert "分）" not in paper.column("考核项目")


LABELLED = {
    "no,score,reasons": ("合计", "86", ""),
    "no,points,score,reasons": ("合计", "100", "86", ""),
    "points,score": ("合计 100", "86"),
    "score": ("合计 86",),
    "score,reasons": ("86", "合计（满分 100 分）"),
    "section,score": ("合计（满分 100 分）", "86"),
    "no,name,points,score": ("", "合计", "100", "86"),
}


@pytest.mark.parametrize("chosen", LABELLED)
def test_the_total_keeps_its_label_and_every_figure(chosen: str) -> None:
    scheme = open_scheme(SECTIONS)
    facts = {one.id: one.rule.clean() for one in scheme.all_criteria()}
    facts |= {"study-missed": {"count": 2}, "item-list-late": {"found": True}}
    facts |= {"directory-late": {"found": True}}
    paper = sheet_of(contents_of(scheme, facts), chosen.split(","))
    *_, total = paper.grid.rows
    assert tuple(told(cell) for cell in total) == LABELLED[chosen]
    alone = [cell for cell in total if told(cell) in {"100", "86"}]
    assert all(isinstance(one, Sum) for one in alone)


@pytest.mark.parametrize("chosen", ["score", "score,reasons", "no,score"])
def test_so_does_what_is_adjusted(chosen: str) -> None:
    scheme = replace(open_scheme(SECTIONS), ceiling=Decimal(90))
    facts = {one.id: one.rule.clean() for one in scheme.all_criteria()}
    *_, row, _ = sheet_of(contents_of(scheme, facts), chosen.split(",")).grid.rows
    words = "".join(told(cell) for cell in row)
    assert "调整" in words
    assert "-10" in words


def test_a_column_that_the_form_has_not_got_is_refused() -> None:
    with pytest.raises(Refused, match="requirement"):
        columns_of(open_scheme(CITIES), ["requirement"])
