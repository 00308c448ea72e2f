"""Letters as they are shown: what Word files say, read back as blocks; what is shown only roughly is said."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from desktop.documents.letters.own_templates import LETTER, own_template
from desktop.documents.letters.reading import About, Shown, read_letter
from desktop.documents.manuscript import (
    Abreast,
    Align,
    Blank,
    Block,
    Grid,
    Ink,
    Turn,
    Words,
)
from desktop.documents.pdf import as_pdf
from desktop.documents.setting.typefaces import BODY, HEADING, SECOND, TITLE
from desktop.domain.letter_forms import LetterKind, LetterLook
from tests.documents.letters.templates import boxed, spoken, tabled, template

ABOUT = About("通报", "考核办", date(2026, 11, 22))


def read(*build: Callable[[WordDocument], object]) -> Shown:
    return read_letter(template(*build), ABOUT)


def spoken_of(shown: Shown) -> list[Words]:
    return [one for one in shown.manuscript.blocks if isinstance(one, Words)]


def blocks_of(shown: Shown, sort: type[Block]) -> list[Any]:
    return [one for one in shown.manuscript.blocks if isinstance(one, sort)]


def faced(font: str, size: float, words: str = "字") -> Callable[[WordDocument], object]:
    def build(document: WordDocument) -> None:
        run = document.add_paragraph().add_run(words)
        run.font.size, run.font.name = Pt(size), font
        fonts: Any = run._r.get_or_add_rPr().rFonts
        fonts.set(qn("w:eastAsia"), font)

    return build


@pytest.mark.parametrize(
    ("font", "role"),
    [
        ("方正小标宋_GBK", TITLE),
        ("华文小标宋", TITLE),
        ("黑体", HEADING),
        ("微软雅黑", HEADING),
        ("华文楷体", SECOND),
        ("仿宋", BODY),
        ("华文仿宋", BODY),
    ],
)
def test_a_font_is_shown_in_the_role_that_it_has(font: str, role: Any) -> None:  # noqa: ANN401
    shown = read(faced(font, 16))
    assert spoken_of(shown)[0].face.font == role.name
    assert spoken_of(shown)[0].face.size == 16
    assert shown.remarks == ()


def test_another_font_is_replaced_and_said() -> None:
    shown = read(faced("方正舒体", 16))
    assert spoken_of(shown)[0].face.font == BODY.name
    assert shown.remarks == ("字体“方正舒体”用仿宋代替",)


def test_a_paragraph_keeps_its_place_pitch_and_colour() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run("红头")
        run.font.color.rgb = RGBColor(0xE6, 0, 0x12)
        form = paragraph.paragraph_format
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        form.left_indent, form.right_indent = Pt(20), Pt(30)
        form.first_line_indent, form.space_before, form.space_after = Pt(32), Pt(6), Pt(9)
        form.line_spacing, form.line_spacing_rule = Pt(29), WD_LINE_SPACING.EXACTLY
        form.keep_with_next = True
        run.font.size = Pt(16)

    shown = read(build)
    above, words, below = shown.manuscript.blocks[:3]
    assert isinstance(above, Blank)
    assert isinstance(words, Words)
    assert isinstance(below, Blank)
    assert (above.height, below.height) == (6, 9)
    assert (words.align, words.left, words.right, words.indent) == (Align.MIDDLE, 20, 30, 2)
    assert (words.ink, words.face.pitch, words.kept) == (Ink.RED, 29, True)


def test_what_is_set_roughly_is_said() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run("粗的字占多数").bold = True
        paragraph.add_run("细")
        numbered = document.add_paragraph("编号", style="List Number")
        assert numbered.style is not None
        numbered._p.get_or_add_pPr().append(
            parse_xml(f"<w:numPr {nsdecls('w')}><w:numId w:val='1'/></w:numPr>")
        )
        drawing = f"<w:r {nsdecls('w')}><w:drawing/></w:r>"
        document.add_paragraph("图")._p.append(parse_xml(drawing))
        document.sections[0].header.paragraphs[0].text = "内部"

    told = read(build, boxed("盒")).remarks
    assert {*told} >= {
        "一段里有几种字体、字号或颜色的，按用得最多的一种显示",
        "加粗的字不加粗显示",
        "自动编号不显示",
        "图片和图形不显示",
        "文本框里的文字不显示",
        "页眉页脚里的文字不显示",
    }


def test_pages_turn_where_word_turns_them() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("前")
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        paragraph = document.add_paragraph("中")
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        paragraph.add_run("后")
        document.add_paragraph("另页").paragraph_format.page_break_before = True

    shown = read(build)
    order = [one.text if isinstance(one, Words) else "-" for one in shown.manuscript.blocks]
    told = [
        one
        for one, block in zip(order, shown.manuscript.blocks, strict=True)
        if isinstance(block, Words | Turn)
    ]
    assert told == ["前", "-", "中", "-", "后", "-", "另页"]
    with pypdfium2.PdfDocument(as_pdf(shown.manuscript)) as pdf:
        assert len(pdf) == 4


def test_tabs_set_words_side_by_side() -> None:
    [abreast] = blocks_of(read(spoken("左\t右")), Abreast)
    assert abreast.texts == ("左", "右")
    [words] = [one for one in spoken_of(read(spoken("\t缩进"))) if one.text]
    assert words.text == "缩进"


def test_a_table_keeps_its_heading_widths_and_spans() -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(3, 3, style="Table Grid")
        for at, words in enumerate(("甲", "乙", "丙")):
            table.cell(0, at).text = words
        table.cell(1, 0).merge(table.cell(2, 0)).text = "竖"
        table.cell(1, 1).merge(table.cell(1, 2)).text = "横"
        table.cell(2, 2).text = "末"
        heading = parse_xml(f"<w:trPr {nsdecls('w')}><w:tblHeader/></w:trPr>")
        table.rows[0]._tr.insert(0, heading)

    [grid] = blocks_of(read(build), Grid)
    assert [one.heading for one in grid.columns] == ["甲", "乙", "丙"]
    assert grid.rows == (("竖", "横", ""), ("", "", "末"))
    assert sum(one.width for one in grid.columns) <= read(build).manuscript.paper.measure + 1


def test_a_table_without_heading_or_lines() -> None:
    [grid] = blocks_of(read(tabled(("一", "二"), headed=False)), Grid) or [None]
    assert grid is None  # python-docx gives a table no lines
    rows = blocks_of(read(tabled(("一", "二"), headed=False)), Abreast)
    assert [one.texts for one in rows] == [("一", "二")]

    def ruled(document: WordDocument) -> None:
        document.add_table(1, 1, style="Table Grid").cell(0, 0).text = "一"

    shown = read(ruled)
    [grid] = blocks_of(shown, Grid)
    assert grid.columns[0].heading == ""
    assert as_pdf(shown.manuscript)


def test_the_page_is_words_own() -> None:
    def build(document: WordDocument) -> None:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Pt(842), Pt(595)
        section.left_margin = Pt(50)
        document.add_section()

    shown = read(spoken("一"), build)
    paper = shown.manuscript.paper
    assert (paper.landscape, paper.left) == (True, 50)
    assert "各节的纸张和页眉页脚按最后一节显示" in shown.remarks


@pytest.mark.parametrize("kind", LetterKind)
def test_our_own_templates_read_back_as_they_were_set(kind: LetterKind) -> None:
    shown = read_letter(own_template(kind, LetterLook.RED), ABOUT)
    manuscript = shown.manuscript
    assert shown.remarks == ()
    mark = next(one for one in spoken_of(shown) if one.ink is Ink.RED and one.text)
    assert mark.text.startswith("{{发文单位}}")
    assert (mark.face.font, mark.align) == (TITLE.name, Align.MIDDLE)
    [line] = [one for one in spoken_of(shown) if one.rule]
    assert (line.ink, line.rule) == (Ink.RED, 2.25)
    assert manuscript.numbering is not None
    assert manuscript.numbering.shown
    assert len(manuscript.closing) == 3
    for name in ("width", "height", "top", "left", "right", "bottom"):
        assert getattr(manuscript.paper, name) == pytest.approx(getattr(LETTER, name), abs=0.06)


def test_a_letter_is_an_archives_file_with_red_and_dashed_numbers() -> None:
    content = own_template(LetterKind.BULLETIN, LetterLook.RED)
    made = as_pdf(read_letter(content, ABOUT).manuscript)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "通报"
    with pypdfium2.PdfDocument(made) as pdf:
        words = pdf[0].get_textpage().get_text_range()
        picture = pdf[0].render().to_pil().convert("RGB")
    assert "— 1 —" in words
    colours = picture.getcolors(1 << 20)
    assert sum(count for count, (red, *others) in colours if red > 200 and max(others) < 60) > 500


def test_word_itself_can_open_what_is_shown() -> None:
    content = own_template(LetterKind.NOTICE, LetterLook.PLAIN)
    document = Document(BytesIO(content))
    assert document.sections[0].even_page_footer.paragraphs
