"""Filling: fields over any runs, rows and paragraphs once for each entry, words that come out as they went in."""

from functools import cache
from typing import Final

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.letters.filling import filled
from desktop.documents.manuscript import printable_text
from tests.documents.letters.templates import (
    BOXED,
    boxed,
    cells,
    fill,
    lines,
    opened,
    spoken,
    tabled,
    template,
    texts,
)

TEMPLATE: Final = template(spoken("关于{{单", "位}}的", "通报"), tabled(("标题",), ("{{单位}}",)))
TWO: Final = ({"条款": "一", "原因": "迟交"}, {"条款": "二", "原因": "漏报"})
LISTED: Final = template(tabled(("条款", "原因"), ("{{失分.条款}}", "{{单位}}：{{失分.原因}}")))


def test_a_field_is_found_over_runs_and_looks_as_its_first() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("致")
        first = paragraph.add_run("{")
        first.bold, first.font.color.rgb = True, RGBColor(255, 0, 0)
        paragraph.add_run("{单")
        paragraph.add_run("位}")
        paragraph.add_run("}：{{文号}}号")

    [paragraph] = fill(template(build), 单位="望川县", 文号="12").paragraphs
    assert paragraph.text == "致望川县：12号"
    first = next(one for one in paragraph.runs if one.text == "望川县")
    assert first.bold
    assert str(first.font.color.rgb) == "FF0000"


@pytest.mark.parametrize("field", ["{{单位}}", "｛｛单位｝｝", "{{ 单 位 }}", "｛{单位}｝"])
def test_braces_as_a_chinese_keyboard_types_them(field: str) -> None:
    assert lines(fill(template(spoken(f"致{field}：")), 单位="望川县")) == ["致望川县："]


def test_a_field_may_stand_many_times_in_one_run() -> None:
    document = fill(
        template(spoken("{{单位}}、{{文号}}、{{单位}}{{单位}}")), 单位="甲甲甲甲", 文号=""
    )
    assert lines(document) == ["甲甲甲甲、、甲甲甲甲甲甲甲甲"]


def test_what_nobody_said_stays() -> None:
    assert lines(fill(template(spoken("{{单未}}{{单位}}")), 单位="甲")) == ["{{单未}}甲"]


@pytest.mark.parametrize(
    ("entries", "rows"),
    [
        (TWO[:1], [["条款", "原因"], ["一", "甲：迟交"]]),
        (TWO, [["条款", "原因"], ["一", "甲：迟交"], ["二", "甲：漏报"]]),
        (TWO * 40, [["条款", "原因"], *[["一", "甲：迟交"], ["二", "甲：漏报"]] * 40]),
    ],
    ids=["one", "two", "many"],
)
def test_a_row_of_a_list_comes_once_for_each_entry(
    entries: tuple[dict[str, str], ...], rows: list[list[str]]
) -> None:
    assert cells(fill(LISTED, 单位="甲", 失分=entries)) == rows


def test_a_table_in_which_nothing_is_left_goes_with_its_heading() -> None:
    document = fill(LISTED, 单位="甲", 失分=())
    assert document.tables == []


def test_a_table_with_other_rows_stays() -> None:
    made = template(tabled(("条款",), ("{{失分.条款}}",), ("合计",)))
    assert cells(fill(made, 失分=())) == [["条款"], ["合计"]]


def test_a_paragraph_of_a_list_comes_once_for_each_entry() -> None:
    made = template(spoken("先进："), spoken("{{排名.名次}}.{{排名.", "单位}}"), spoken("完"))
    ranked = ({"名次": "1", "单位": "甲"}, {"名次": "2", "单位": "乙"})
    assert lines(fill(made, 排名=ranked)) == ["先进：", "1.甲", "2.乙", "完"]
    assert lines(fill(made, 排名=())) == ["先进：", "完"]


def test_a_table_within_a_repeated_row_has_rows_of_its_own() -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "{{排名.单位}}"
        inner = table.cell(0, 1).add_table(1, 1)
        inner.cell(0, 0).text = "{{排名.单位}}：{{失分.条款}}"

    document = fill(template(build), 排名=({"单位": "甲"}, {"单位": "乙"}), 失分=TWO)
    outer = document.tables[0]
    assert [row.cells[0].text for row in outer.rows] == ["甲", "乙"]
    inner = [[row.cells[0].text for row in outer.cell(at, 1).tables[0].rows] for at in (0, 1)]
    assert inner == [["甲：一", "甲：二"], ["乙：一", "乙：二"]]


def test_a_cell_keeps_a_paragraph_when_its_only_one_goes() -> None:
    def build(document: WordDocument) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        inner = cell.add_table(1, 1)
        inner.cell(0, 0).text = "{{失分.条款}}"

    document = fill(template(build), 失分=())
    cell = document.tables[0].cell(0, 0)
    assert cell.tables == []
    assert cell._tc[-1].tag == qn("w:p")


def test_headers_feet_and_boxes_are_filled() -> None:
    def build(document: WordDocument) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "{{文号}}"
        section.footer.paragraphs[0].text = "{{单位}}"

    document = fill(template(build, boxed("盒{{单位}}")), 单位="甲", 文号="9号")
    assert document.sections[0].header.paragraphs[0].text == "9号"
    assert document.sections[0].footer.paragraphs[0].text == "甲"
    assert "盒甲" in texts(document)


def test_a_paragraph_with_a_box_is_filled_beside_it() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("致{{单位}}")
        paragraph._p.append(parse_xml(BOXED.format("盒{{文号}}")))

    assert {"盒9号"} < {*texts(fill(template(build), 单位="甲", 文号="9号"))}


def test_what_was_deleted_under_tracking_is_no_text() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("{{单")
        gone = f"<w:del {nsdecls('w')}><w:r><w:delText>未</w:delText><w:t>未</w:t></w:r></w:del>"
        paragraph._p.append(parse_xml(gone))
        paragraph.add_run("位}}")

    assert lines(fill(template(build), 单位="甲")) == ["甲"]


def test_copies_do_not_bear_the_same_bookmark() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("{{失分.条款}}")
        begin = f"<w:bookmarkStart {nsdecls('w')} w:id='7' w:name='here'/>"
        paragraph._p.insert(0, parse_xml(begin))
        paragraph._p.append(parse_xml(f"<w:bookmarkEnd {nsdecls('w')} w:id='7'/>"))

    document = fill(template(build), 失分=TWO)
    assert lines(document) == ["一", "二"]
    assert len([*document.element.body.iter(qn("w:bookmarkStart"))]) == 1


def test_the_end_of_a_section_outlives_its_paragraph() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("前")
        document.add_section()
        paragraph = document.element.body[0]
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None
        document.paragraphs[-1].add_run("{{失分.条款}}")

    document = fill(template(build), 失分=())
    assert len(document.sections) == 2


def test_what_is_put_in_is_never_taken_for_a_field() -> None:
    document = fill(
        template(tabled(("{{失分.条款}}{{单位}}",), headed=False), spoken("{{单位}}{{文号}}")),
        单位="{{文号}}",
        文号="{{单位}}",
        失分=({"条款": "{{单位}}{{失分.条款}}"},),
    )
    assert cells(document) == [["{{单位}}{{失分.条款}}{{文号}}"]]
    assert lines(document) == ["{{文号}}{{单位}}"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_come_out_as_they_went_in(words: str, other: str) -> None:
    document = fill(TEMPLATE, 单位=words, 文号=other)
    assert lines(document) == [f"关于{printable_text(words)}的通报"]
    assert cells(document)[1] == [printable_text(words)]


@cache
def cut_into(cut: int) -> bytes:
    """A template whose fields are cut into runs of so many characters."""
    text = "一{{单位}}二{{失分.条款}}三"
    return template(spoken(*(text[at : at + cut] for at in range(0, len(text), cut))))


@given(st.lists(st.text(max_size=12), max_size=5), st.integers(1, 12))
def test_fields_cut_into_runs_anywhere(words: list[str], cut: int) -> None:
    entries = tuple({"条款": one} for one in words)
    found = lines(fill(cut_into(cut), 单位="<&>", 失分=entries))
    told = [f"一<&>二{printable_text(one)}三" for one in words]
    assert found == (told or [""])


def test_the_same_letter_is_the_same_file() -> None:
    one, two = (filled(TEMPLATE, {"单位": "甲"}) for _ in "ab")
    assert one == two
    assert lines(opened(one)) == ["关于甲的通报"]
