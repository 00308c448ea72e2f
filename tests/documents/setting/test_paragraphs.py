"""Paragraphs on paper, measured from the PDF: edges, pitch, indent, and every character given back."""

from io import BytesIO
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.manuscript import Align
from desktop.documents.setting.paragraphs import Paragraph, Style, set_in_lines
from desktop.documents.setting.typefaces import BODY, ROLES, typeface_of
from tests.documents.setting.reading import Mark, lines_on, pages_of

LEFT, TOP, WIDTH, SIZE, PITCH = 60.0, 780.0, 300.0, 14.0, 22.0
TEXT = (
    "为贯彻落实国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见（国发〔2019〕5号），"
    "完成率达到98.5%以上的，得10分；每低1个百分点扣0.5分，扣完为止。"
)


def style(align: Align = Align.BOTH, indent: float = 0.0, face: str = BODY.name) -> Style:
    return Style(typeface_of(face), SIZE, PITCH, align, indent)


def drawn(paragraph: Paragraph) -> list[list[Mark]]:
    """Every line's characters, from a real PDF."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    out = canvas.beginText()
    paragraph.draw(out, LEFT, TOP)
    canvas.drawText(out)
    canvas.save()
    [page] = pages_of(file.getvalue())
    return lines_on(page)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.file)
def test_every_character_is_given_back(role: object) -> None:
    assert isinstance(role, type(BODY))
    lines = drawn(set_in_lines(TEXT, style(face=role.name), WIDTH))
    assert "".join(one.text for line in lines for one in line) == TEXT


def test_both_edges_are_straight() -> None:
    paragraph = set_in_lines(TEXT, style(), WIDTH)
    lines = drawn(paragraph)
    assert len(lines) == len(paragraph.lines) > 3
    for line in lines[:-1]:
        assert line[0].left == pytest.approx(LEFT, abs=0.1)
        hanging = SIZE / 2 if line[-1].text in "，。；、）" else 0
        beyond = line[-1].right - (LEFT + WIDTH)
        assert beyond == pytest.approx(0, abs=0.1) or beyond == pytest.approx(hanging, abs=0.1)
    assert lines[-1][-1].right < LEFT + WIDTH - SIZE  # the last one is not drawn out


def test_the_pitch_is_exact() -> None:
    bases = [line[0].base for line in drawn(set_in_lines("考核评分标准" * 20, style(), WIDTH))]
    assert bases[0] == pytest.approx(TOP - (PITCH - SIZE) / 2 - 0.88 * SIZE, abs=0.01)
    assert all(one - other == pytest.approx(PITCH, abs=0.01) for one, other in pairwise(bases))


def test_the_first_line_is_indented_and_still_reaches_the_edge() -> None:
    first = drawn(set_in_lines("考核评分标准" * 20, style(indent=2), WIDTH))[0]
    assert first[0].left == pytest.approx(LEFT + 2 * SIZE, abs=0.1)
    assert first[-1].right == pytest.approx(LEFT + WIDTH, abs=0.1)


def test_a_word_is_never_drawn_apart() -> None:
    text = "考核" * 8 + "ABCDEFGHIJ" + "评分" * 12
    loose, tight = (drawn(set_in_lines(text, style(a), WIDTH)) for a in (Align.BOTH, Align.LEFT))
    for lines in (loose, tight):
        word = [one for line in lines for one in line if one.text.isascii()]
        assert word[-1].right - word[0].left == pytest.approx(
            typeface_of(BODY.name).width("ABCDEFGHIJ") * SIZE, abs=0.5
        )


def test_a_short_line_is_not_torn_apart() -> None:
    [line, *_] = drawn(
        set_in_lines("见https://www.gsxt.gov.cn/index/search/list.html", style(), 250)
    )
    assert line[-1].right < LEFT + 2 * SIZE


@pytest.mark.parametrize(
    ("align", "left"),
    [(Align.LEFT, 0.0), (Align.MIDDLE, (WIDTH - 4 * SIZE) / 2), (Align.RIGHT, WIDTH - 4 * SIZE)],
)
def test_it_stands_where_it_is_wanted(align: Align, left: float) -> None:
    [line] = drawn(set_in_lines("考核评分", style(align), WIDTH))
    assert line[0].left == pytest.approx(LEFT + left, abs=0.1)


def test_a_part_goes_on_where_the_first_ended() -> None:
    whole = set_in_lines(TEXT, style(), WIDTH)
    first, rest = whole.part(0, 2), whole.part(2, 99)
    assert first.height == 2 * PITCH
    assert first.height + rest.height == whole.height
    told = [one.text for part in (first, rest) for line in drawn(part) for one in line]
    assert "".join(told) == TEXT


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.file)
def test_a_line_to_write_on_has_no_gaps(role: object) -> None:
    assert isinstance(role, type(BODY))
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    out = canvas.beginText()
    set_in_lines("单位：" + "＿" * 8, style(face=role.name), WIDTH).draw(out, LEFT, TOP)
    canvas.drawText(out)
    canvas.save()
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        page = document[0].get_textpage()
        boxes = [page.get_charbox(at) for at in range(3, 11)]  # of what is inked
    assert all(one[2] >= other[0] - 0.1 for one, other in pairwise(boxes))
    assert boxes[-1][2] - boxes[0][0] == pytest.approx(8 * SIZE, abs=0.5)
