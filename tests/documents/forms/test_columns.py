"""Columns: the form's own and what was judged, or those that are chosen; the blank form's are the prescribed ones."""

import re
from dataclasses import replace

import pytest

from desktop.documents.forms.form_columns import columns_of
from desktop.documents.forms.score_sheet import blank_sheet
from desktop.domain.evidence import Requirement
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.services.schemes import open_scheme
from tests.documents.printed import (
    DAY,
    OFFICE,
    SCORED,
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


@pytest.mark.parametrize("scheme", SCORED)
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
    every = [one.holds for one in columns_of(scheme.form, ["section"])]
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


def test_a_column_that_the_form_has_not_got_is_refused() -> None:
    with pytest.raises(Refused, match="requirement"):
        columns_of(open_scheme(CITIES).form, ["requirement"])
