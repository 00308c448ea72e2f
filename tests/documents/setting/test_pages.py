"""Pages: paragraphs go on over their ends, feet know how many there are, rules are joined."""

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]  # it has no types
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.manuscript import Align, Paper
from desktop.documents.setting.pages import Pages, Placed, draw_texts
from desktop.documents.setting.paragraphs import Style, set_in_lines
from desktop.documents.setting.typefaces import BODY, typeface_of
from tests.documents.setting.reading import pages_of, words

PAPER = Paper(300, 200, top=20, right=30, bottom=20, left=30)
STYLE = Style(typeface_of(BODY.name), 12, 16)
TEXT = "考核评分标准监管工作，" * 40


def numbered(canvas: Canvas, number: int, count: int) -> None:
    style = STYLE._replace(align=Align.MIDDLE)
    words = set_in_lines(f"第{number}页共{count}页", style, PAPER.measure)
    draw_texts(canvas, [Placed(words, PAPER.left, 18)])


def printed(pages: Pages) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(PAPER.width, PAPER.height), invariant=1)
    pages.draw(canvas, numbered)
    canvas.save()
    return file.getvalue()


def test_a_paragraph_goes_on_and_every_page_is_numbered() -> None:
    pages = Pages(PAPER)
    pages.write(set_in_lines(TEXT, STYLE, PAPER.measure))
    told = [words(one) for one in pages_of(printed(pages))]
    assert len(told) == 3
    bodies = [one.removesuffix(f"第{n}页共3页") for n, one in enumerate(told, 1)]
    assert "".join(bodies) == TEXT


def test_what_is_skipped_ends_with_the_page() -> None:
    pages = Pages(PAPER)
    pages.skip(900)
    assert pages.room == 0
    pages.write(set_in_lines("考核", STYLE, PAPER.measure))
    assert len(pages.filled) == 2


def test_a_page_too_low_for_a_line_still_gets_one() -> None:
    pages = Pages(PAPER._replace(top=95, bottom=95))
    pages.write(set_in_lines("考核\n评分", STYLE, PAPER.measure))
    assert [len(one.texts) for one in pages.filled] == [1, 1]


def test_rules_that_lie_upon_each_other_are_one() -> None:
    pages = Pages(PAPER)
    pages.page.box(30, 180, 100, 100)
    pages.page.box(100, 180, 170, 100)
    pages.page.box(200, 180, 250, 100)
    with pypdfium2.PdfDocument(printed(pages)) as document:
        [path] = [one for one in document[0].get_objects() if one.type == raw.FPDF_PAGEOBJ_PATH]
        assert raw.FPDFPath_CountSegments(path) == 2 * (5 + 4)  # upright and level, from and to
