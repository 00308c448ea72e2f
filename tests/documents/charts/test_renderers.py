"""One drawing in every kind of file: all its shapes are there, and its words can be read and found."""

import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from xml.etree.ElementTree import Element

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # as above
from PIL import Image

from desktop.documents.charts.chart import Chart, drawings, poster
from desktop.documents.charts.drawing import Box, Dot, Drawing, Hatch, Label, Stroke
from desktop.documents.charts.palette import TONES, rgb
from desktop.documents.charts.png import as_png
from desktop.documents.charts.ranking_bars import RankBar, RankGroup, RankingFigures
from desktop.documents.charts.svg import as_svg
from desktop.documents.excel import as_excel
from desktop.documents.forms.letter_looks import UPRIGHT
from desktop.documents.manuscript import Blank, Figure, Manuscript
from desktop.documents.pdf import as_pdf
from desktop.documents.setting.typefaces import MissingGlyphs
from desktop.documents.word import as_word
from tests.documents.charts.figures import SENTENCE, charts, labels, losses, ranking
from tests.documents.printed import DAY

SVG = "{http://www.w3.org/2000/svg}"
KINDS = (*charts(24),)


def posters() -> list[Drawing]:
    return [poster(one, "2026年度考核") for one in KINDS]


def finished() -> Drawing:
    """A picture that is red, with a blue frame over it."""
    file = BytesIO()
    Image.new("RGB", (40, 20), "#FF0000").save(file, "PNG")
    return Drawing(80, 40, (Box(0, 0, 80, 40, edge="mark"),), "屏", "屏幕", file.getvalue())


def named_alone(name: str) -> Chart:
    group = RankGroup("", (RankBar("1", name, Decimal(90)),))
    return Chart("图", SENTENCE, RankingFigures((group,), Decimal(100)))


def counted(root: Element, name: str) -> int:
    return len(root.findall(SVG + name))


@pytest.mark.parametrize("drawing", posters(), ids=lambda one: one.title)
def test_an_svg_has_every_shape_and_its_words_as_text(drawing: Drawing) -> None:
    root = fromstring(as_svg(drawing))
    kinds = [type(one) for one in drawing.shapes]
    assert counted(root, "rect") == kinds.count(Box) + 1  # the ground
    assert counted(root, "path") == kinds.count(Stroke) + kinds.count(Hatch)
    assert counted(root, "circle") == kinds.count(Dot)
    assert [one.text or "" for one in root.findall(SVG + "text")] == [
        one.text for one in labels(drawing)
    ]
    assert [one.text for one in root.findall(SVG + "desc")] == [drawing.words]
    assert "sans-serif" in root.attrib["font-family"]
    assert root.attrib["viewBox"] == f"0 0 {drawing.width:g} {round(drawing.height, 2):g}"


@pytest.mark.parametrize("drawing", posters(), ids=lambda one: one.title)
def test_a_picture_has_its_size_and_every_bar_its_tone(drawing: Drawing) -> None:
    with Image.open(BytesIO(as_png(drawing))) as picture:
        assert picture.size == (round(drawing.width * 3), round(drawing.height * 3))
        assert picture.info["dpi"][0] == pytest.approx(216, abs=0.1)
        for one in drawing.shapes:
            if isinstance(one, Box) and one.fill in {"deep", "warm"} and one.width > 20:
                at = one.left + one.width - 6, one.top + one.height / 2
                assert picture.getpixel((round(at[0] * 3), round(at[1] * 3))) == rgb(one.fill)
        for told in labels(drawing):
            assert has_ink(picture, told), told


def has_ink(picture: Image.Image, one: Label) -> bool:
    """Whether something dark stands where the middle of its letters is."""
    shares = {"start": 0.0, "middle": 0.5, "end": 1.0}
    left = one.left - one.size * shares[one.anchor]
    box = (left - one.size, one.base - one.size, left + one.size * 2, one.base + 2)
    dots = picture.crop((box[0] * 3, box[1] * 3, box[2] * 3, box[3] * 3)).convert("L")
    return not one.text.strip() or min(dots.tobytes()) < 160


def test_a_long_chart_is_drawn_coarser_rather_than_never() -> None:
    drawing = Drawing(600, 200_000, ())
    with Image.open(BytesIO(as_png(drawing))) as picture:
        assert picture.width < 600 * 3
        assert picture.width * picture.height < 61_000_000


def manuscript(*drawn: Drawing) -> Manuscript:
    return Manuscript("图表", "办公室", DAY, UPRIGHT, tuple(Figure(one) for one in drawn))


def test_a_page_has_the_words_as_text_and_keeps_each_chart_whole() -> None:
    drawn = [drawings(one, UPRIGHT.measure)[0] for one in charts(12)]
    with pypdfium2.PdfDocument(BytesIO(as_pdf(manuscript(*drawn)))) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    squeezed = ["".join(one.split()) for one in pages]
    places = []
    for one in drawn:
        words = ["".join(each.text.split()) for each in labels(one)]
        [at] = [n for n, page in enumerate(squeezed) if all(word in page for word in words)][:1]
        places.append(at)
    assert places == sorted(places)
    assert 1 < len(pages) < len(drawn)


def test_a_page_is_drawn_in_the_tones_of_the_palette() -> None:
    [drawing] = drawings(KINDS[1], UPRIGHT.measure)
    with pypdfium2.PdfDocument(BytesIO(as_pdf(manuscript(drawing)))) as document:
        picture = document[0].render(scale=2).to_pil().convert("RGB")
    left, top = UPRIGHT.left, UPRIGHT.top
    bars = [one for one in drawing.shapes if isinstance(one, Box) and one.fill in {"deep", "warm"}]
    assert len(bars) > 20
    for one in bars:
        at = left + one.left + one.width / 2, top + one.top + one.height / 2
        if one.width > 4:
            assert picture.getpixel((round(at[0] * 2), round(at[1] * 2))) == rgb(one.fill)


def test_a_drawing_larger_than_the_page_is_made_smaller() -> None:
    [drawing] = drawings(Chart("图", SENTENCE, ranking(60)), 900)
    with pypdfium2.PdfDocument(BytesIO(as_pdf(manuscript(drawing)))) as document:
        assert len(document) == 1
        assert "第" in document[0].get_textpage().get_text_bounded()


def test_a_figure_that_no_longer_fits_goes_to_the_next_page() -> None:
    [drawing] = drawings(Chart("图", SENTENCE, losses(6)), UPRIGHT.measure)
    of = manuscript(drawing)
    pushed = replace(of, blocks=(Blank(UPRIGHT.depth - drawing.height + 5), *of.blocks))
    for one, pages in ((of, 1), (pushed, 2)):
        with pypdfium2.PdfDocument(BytesIO(as_pdf(one))) as document:
            assert len(document) == pages


def test_paper_refuses_what_it_cannot_print_and_pictures_show_a_box() -> None:
    chart = named_alone("\U0010fffd科")
    [drawing] = drawings(chart, 500)
    with pytest.raises(MissingGlyphs):
        as_pdf(manuscript(drawing))
    assert as_png(drawing)
    assert fromstring(as_svg(drawing)) is not None


def test_word_and_excel_hold_the_picture_with_its_words() -> None:
    [drawing] = drawings(KINDS[1], UPRIGHT.measure)
    for made, place in ((as_word, "word/media/"), (as_excel, "xl/media/")):
        content = made(manuscript(drawing))
        assert content == made(manuscript(drawing))
        with zipfile.ZipFile(BytesIO(content)) as parts:
            [name] = [one for one in parts.namelist() if one.startswith(place)]
            with Image.open(BytesIO(parts.read(name))) as picture:
                assert picture.width == round(drawing.width * 3)
            text = "".join(
                parts.read(one).decode() for one in parts.namelist() if one.endswith(".xml")
            )
        assert SENTENCE in text


def test_names_that_look_like_markup_are_only_words() -> None:
    [drawing] = drawings(named_alone('<b>&"科\x07'), 500)
    root = fromstring(as_svg(drawing))
    assert '<b>&"科' in [one.text for one in root.findall(SVG + "text")]


def test_every_tone_is_a_colour() -> None:
    assert all(len(rgb(one)) == 3 for one in TONES)


def test_a_finished_picture_lies_below_the_shapes_in_every_kind_of_file() -> None:
    drawing = finished()
    middle = (255, 0, 0)
    with Image.open(BytesIO(as_png(drawing, 1.0))) as png:
        assert png.getpixel((40, 20)) == middle
    root = fromstring(as_svg(drawing))
    assert [*root].index(root.find(SVG + "image")) < [*root].index(root.findall(SVG + "rect")[1])
    content = as_pdf(Manuscript("图", "办公室", DAY, UPRIGHT, (Figure(drawing),)))
    with pypdfium2.PdfDocument(content) as document:
        page = document[0].render(scale=1).to_pil().convert("RGB")
    across, down = round(UPRIGHT.width / 2), round(UPRIGHT.top + 20)
    assert page.getpixel((across, down)) == middle
