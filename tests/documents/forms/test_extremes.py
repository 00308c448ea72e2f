"""Extremes: long reasons, hundreds of items, rare names, long Latin words, an empty unit, what no font has."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from time import perf_counter

import pikepdf
import pytest
from pikepdf import pdfa

from desktop.documents.excel import as_excel
from desktop.documents.manuscript import Manuscript
from desktop.documents.pdf import as_pdf
from desktop.documents.setting.typefaces import MissingGlyphs
from desktop.documents.word import as_word
from desktop.domain.refusals import Refused
from desktop.domain.values import read_text
from desktop.services.schemes import open_scheme
from tests.documents.printed import SOME, Paper, contents_of, sheet_of, squeezed
from tests.documents.setting.reading import words
from tests.services.building import SECTIONS

pytestmark = pytest.mark.uncounted

REASONS, SCORE = "扣分原因", "得分情况"
SECTION = "双随机抽查监管基础工作开展情况、工作流程完成情况"
RARE = "喆𬭎县教育局"


def noted(note: str, unit: str = "甲科") -> Paper:
    """A sheet with one fault that is described so."""
    facts = {"unplanned": {"found": True, "note": note}}
    return sheet_of(contents_of(open_scheme(SECTIONS), facts, unit))


def inside(paper: Paper) -> bool:
    """Whether all of it stands within the margins, and no two lines of a column on each other."""
    of = paper.manuscript.paper
    marks = [one for page in paper.pages for one in page if one.base > of.bottom and one.size < 100]
    return (
        min(one.left for one in marks) >= of.left - 0.1
        and max(one.right for one in marks) <= of.width - of.right + 6  # half a mark hangs
        and max(one.base for one in marks) <= of.height - of.top
    )


def is_archive(paper: Paper) -> bool:
    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        return bool(pdfa.check(pdf, "2b"))


def test_a_reason_of_3000_characters_is_all_there() -> None:
    reason = "".join(f"第{n}件，未按规定时间公示抽查检查结果；" for n in range(200))[:3000]
    assert len(reason) == 3000
    paper = noted(reason)
    assert reason in paper.column(REASONS)
    assert len(paper.pages) > 3
    assert inside(paper)
    assert is_archive(paper)


def test_300_items_are_all_there_and_soon_set() -> None:
    items = [{"date": "2022-08-02", "note": f"第{n}件检查结果公示不及时"} for n in range(1, 301)]
    began = perf_counter()
    facts = {"unpublished": {"items": items}}
    paper = sheet_of(contents_of(open_scheme(SECTIONS), facts))
    assert len(paper.pages) > 5
    assert perf_counter() - began < 5
    told = paper.column(REASONS)
    wanted = [f"（{n}）2022-08-02，第{n}件检查结果公示不及时" for n in range(1, 301)]
    places = [told.find(one) for one in wanted]
    assert -1 not in places
    assert all(one < other for one, other in pairwise(places))
    assert inside(paper)
    held = [n for n, page in enumerate(paper.cells(REASONS)) if "件检查结果公示" in words(page)]
    for number in held[1:]:  # which row it is that goes on
        assert words(paper.cells("序号")[number]).startswith("7（续）")
        assert f"{SECTION}（续）" in words(paper.cells("督查指标")[number])


@pytest.mark.parametrize("unit", [RARE, "玥堃区", "㛃镕镇", "A&B <分局> \"甲\" 'x'"])
def test_a_rare_name_is_given_back_to_the_character(unit: str) -> None:
    paper = noted("属实", unit)
    assert f"被考核单位：{squeezed(unit)}考核时段" in paper.text
    foot = f"{squeezed(unit)}科室督查草稿"
    for page in paper.pages:
        assert foot in "".join(one.text for one in page)
    assert is_archive(paper)
    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        assert str(pdf.docinfo["/Title"]).endswith(f"　{unit}")
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"].endswith(f"　{unit}")


@pytest.mark.parametrize("scheme", SOME)
def test_an_empty_unit_is_printed_in_all_formats(scheme: str) -> None:
    paper = sheet_of(contents_of(open_scheme(scheme)))
    assert "未评" in paper.text
    for write in (as_word, as_excel):
        assert write(paper.manuscript)[:2] == b"PK"


def test_latin_words_longer_than_a_column_go_on_from_line_to_line() -> None:
    word = "https://www.gsxt.gov.cn/" + "abcdefghij" * 30
    paper = noted(f"见{word}。")
    assert f"见{word}。" in paper.column(REASONS)
    assert inside(paper)


def test_a_note_of_several_lines_keeps_them() -> None:
    paper = noted("第一行\n\n第二行")
    assert "第一行第二行" in paper.column(REASONS)
    marks = [one for page in paper.pages for one in page]
    first, second = (next(m for m in marks if m.text == one).base for one in "一二")
    assert first > second


@pytest.mark.parametrize("write", [as_pdf, as_word, as_excel])
@pytest.mark.parametrize("note", ["第一行\r\n第二行", "甲\t乙", "甲\u200b乙"])
def test_breaks_and_blanks_that_a_note_may_have_are_no_reason_to_refuse(
    note: str, write: Callable[[Manuscript], bytes]
) -> None:
    """They come in with what is pasted, are recorded as text, and nobody sees them."""
    assert read_text(note) == note
    assert write(noted(note).manuscript)


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    paper = noted("已整改\U0001f600，另见\u0e01")
    with pytest.raises(MissingGlyphs) as told:
        as_pdf(paper.manuscript)
    assert told.value.characters == ("\U0001f600", "\u0e01")
    assert "“\U0001f600”（U+1F600）" in told.value.message
    assert "请改用别的字" in told.value.message
    for write in (as_word, as_excel):  # set by programs with fonts of their own
        assert write(paper.manuscript)


@pytest.mark.parametrize("place", ["unit", "round", "period", "evaluator", "code"])
def test_wherever_it_stands(place: str) -> None:
    contents = contents_of(open_scheme(SECTIONS))
    told = replace(contents, **{place: "甲\U0001f600"})  # type: ignore[arg-type]  # all are text
    with pytest.raises(MissingGlyphs, match="\U0001f600"):
        as_pdf(sheet_of(told).manuscript)


@pytest.mark.parametrize("write", [as_pdf, as_word, as_excel])
def test_what_is_no_character_at_all_is_refused_in_words_if_it_is(
    write: Callable[[Manuscript], bytes],
) -> None:
    with suppress(Refused):
        assert write(noted("甲\uffff乙").manuscript)
