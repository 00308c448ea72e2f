"""Word files: opened by python-docx, they say what the PDF says, in the prescribed faces, on the prescribed page."""

from dataclasses import replace
from datetime import UTC
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.table import Table

from desktop.documents.feet import FOOT
from desktop.documents.forms.letter_looks import UPRIGHT
from desktop.documents.manuscript import Abreast, Blank, Face, Manuscript, Words, paper_of
from desktop.documents.measuring import width_of
from desktop.documents.setting.typefaces import BODY
from desktop.documents.word import as_word
from desktop.services.schemes import list_schemes, open_scheme
from tests.documents.printed import (
    DAY,
    HEADED,
    OFFICE,
    SCORED,
    SOME,
    Paper,
    contents_of,
    demonstrated,
    papers_of,
    sheet_of,
    squeezed,
)
from tests.documents.setting.reading import words
from tests.services.building import SECTIONS

pytestmark = pytest.mark.uncounted


def opened(manuscript: Manuscript) -> WordDocument:
    return Document(BytesIO(as_word(manuscript)))


def table_in(document: WordDocument) -> Table:
    [table] = document.tables
    return table


def written(element: Any) -> str:  # noqa: ANN401  # lxml's element
    """The text of its runs."""
    return squeezed("".join(one.text or "" for one in element.iter(qn("w:t"))))


def cells_of(table: Table, column: int) -> list[str]:
    """The cells' own texts, below the heading; one that goes on from above has none."""
    rows = [row._tr.findall(qn("w:tc")) for row in table.rows]
    return [written(row[column]) for row in rows[1:]]


@pytest.mark.parametrize("scheme", SCORED)
def test_it_says_all_that_the_pdf_says(scheme: str) -> None:
    for paper in papers_of(scheme):
        document = opened(paper.manuscript)
        table = table_in(document)
        assert [squeezed(cell.text) for cell in table.rows[0].cells] == paper.headings
        for at, column in enumerate(paper.grid.columns):
            if column.merged:
                assert [*filter(None, cells_of(table, at))] == sections(paper, at)
                assert [one for one in sections(paper, at) if one not in paper.text] == []
            else:
                said, told = cells_of(table, at), paper.column(paper.headings[at])
                # A row that goes on over the page says again whose it is, shortened where it must.
                labels = {*said, *(f"{one[:end]}…" for one in said for end in range(1, len(one)))}
                for label in sorted(labels - {""}, key=len, reverse=True):
                    told = told.replace(f"{label}（续）", "")
                assert "".join(said) == told
        around = squeezed("".join(one.text for one in document.paragraphs))
        assert around == squeezed(f"{above(paper)}{below(paper)}")


def sections(paper: Paper, at: int) -> list[str]:
    """What a merged column says, once for all rows that say the same."""
    told = (squeezed(str(row[at])) for row in paper.grid.rows)
    return [one for one, _ in groupby(told) if one]


def above(paper: Paper) -> str:
    first = [one for one in paper.pages[0] if one.size < 100]
    return words(first[: next(n for n, one in enumerate(first) if one.font == HEADED)])


def below(paper: Paper) -> str:
    bottom = paper.manuscript.paper.bottom
    last = words([one for one in paper.pages[-1] if one.base > bottom])
    return last[last.index("考核人（签字）") :]


@pytest.mark.parametrize("scheme", SCORED)
def test_the_page_is_the_pdf_s(scheme: str) -> None:
    for paper in papers_of(scheme)[-2:]:
        of = paper.manuscript.paper
        wanted = WD_ORIENT.LANDSCAPE if of.width > of.height else WD_ORIENT.PORTRAIT
        [section] = opened(paper.manuscript).sections
        assert section.orientation == wanted
        assert measures(section) == pytest.approx([*of], abs=0.1)


def measures(section: Section) -> list[float]:
    """Points: width, height, margins from above and around, header and foot."""
    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.right_margin,
        section.bottom_margin,
        section.left_margin,
        section.header_distance,
        section.footer_distance,
    )
    return [one.pt for one in lengths if one is not None]


def prescribed() -> Paper:
    [scheme] = [one for one in list_schemes() if one.form and one.form.page]
    return sheet_of(contents_of(scheme))


def test_the_prescribed_page_and_its_edges() -> None:
    [section] = opened(prescribed().manuscript).sections
    centimetres = [one / 72 * 2.54 for one in measures(section)]
    assert centimetres == pytest.approx([29.7, 21, 2.7, 2.7, 2.7, 2.7, 1.5, 1.5], abs=0.01)


def looks(element: Any) -> set[tuple[str, float, float, str]]:  # noqa: ANN401  # lxml's element
    """East Asian font, size, pitch and its rule of every run that says something."""
    found = set()
    for paragraph in element.iter(qn("w:p")):
        spacing = paragraph.find(f".//{qn('w:spacing')}")
        for run in paragraph.iter(qn("w:r")):
            if written(run):
                fonts = run.find(f".//{qn('w:rFonts')}")
                assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:eastAsia"))
                size = int(run.find(f".//{qn('w:sz')}").get(qn("w:val"))) / 2
                pitch = int(spacing.get(qn("w:line"))) / 20
                rule = spacing.get(qn("w:lineRule"))
                found.add((fonts.get(qn("w:eastAsia")), size, pitch, rule))
    return found


def test_the_prescribed_faces_and_pitches() -> None:
    document = opened(prescribed().manuscript)
    title, *others = (one._p for one in document.paragraphs if one.text)
    heading, *rows = (row._tr for row in table_in(document).rows)
    assert looks(title) == {("方正小标宋简体", 16, 22, "exact")}
    assert {look[:2] for look in looks(heading)} == {("黑体", 12)}
    body = {("仿宋_GB2312", 12, 14, "exact")}
    assert [looks(one) for one in (*others, *rows)] == [body] * len([*others, *rows])


@pytest.mark.parametrize("scheme", SCORED)
def test_the_heading_is_repeated_and_sections_are_one_cell(scheme: str) -> None:
    paper = papers_of(scheme)[0]
    rows = [row._tr for row in table_in(opened(paper.manuscript)).rows]
    repeated = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True] + [False] * len(paper.grid.rows)
    for at, heading in enumerate(paper.headings):
        marks = [row.findall(qn("w:tc"))[at].find(f".//{qn('w:vMerge')}") for row in rows[1:]]
        told = [row[at] for row in paper.grid.rows]
        goes_on = [n > 0 and told[n] == told[n - 1] for n in range(len(told))]
        if heading in sectioned(paper):
            kinds = [mark.get(qn("w:val"), "continue") for mark in marks]
            assert kinds == ["continue" if one else "restart" for one in goes_on]
        else:
            assert marks == [None] * len(marks)


def sectioned(paper: Paper) -> list[str]:
    """The headings below which sections stand."""
    columns = paper.scheme.form.columns if paper.scheme.form else ()
    return [one.heading for one in columns if one.holds == "section"]


def test_several_rows_of_a_section_are_one_cell() -> None:
    paper = sheet_of(contents_of(open_scheme(SECTIONS)))
    xml = table_in(opened(paper.manuscript))._tbl.xml
    sections = len(open_scheme(SECTIONS).sections)
    assert xml.count('<w:vMerge w:val="restart"/>') == sections + 1  # and the total's row
    assert xml.count("<w:vMerge/>") == len(open_scheme(SECTIONS).indicators) - sections


def test_a_draft_is_marked_and_every_page_says_what_it_is() -> None:
    for paper in (*demonstrated()[:2], *(o for o in demonstrated() if final(o))):
        assert paper.contents
        [section] = opened(paper.manuscript).sections
        head = section.header._element.xml
        assert ('string="草稿"' in head) != final(paper)
        foot = section.footer
        text = "".join(one.text for one in foot.paragraphs)
        assert f"{paper.contents.unit}　{paper.contents.round}" in text
        assert "\t核验码" in text
        assert text.endswith(f"\t{paper.contents.code}")
        assert ("草稿" in text) != final(paper)
        for field in ("PAGE", "NUMPAGES"):
            assert f'w:instr="{field}"' in foot._element.xml
        assert len(foot.part.related_parts) == 1  # the code's squares


def test_a_long_round_s_foot_leaves_room_for_the_code() -> None:
    paper = sheet_of(contents_of(open_scheme(SECTIONS), unit="市市场监督管理局"))
    whole = f"市市场监督管理局　{'部门联合随机抽查工作考核' * 5}　草稿"
    of = replace(paper.manuscript, paper=UPRIGHT, foot=whole)
    first, second = opened(of).sections[0].footer.paragraphs
    what, called = first.text.split("\t")
    assert (what[:9], what[-4:], called) == (whole[:9], "…　草稿", "核验码")
    stops = [[one.position.pt for one in p.paragraph_format.tab_stops] for p in (first, second)]
    assert [len(one) for one in stops] == [1, 2]
    assert stops[0][0] == stops[1][1]
    assert width_of(f"{what}　{called}", FOOT) <= stops[0][0] + 0.1
    assert second.text.endswith(f"\t{of.code}")


def test_a_character_that_only_our_fonts_lack_is_kept() -> None:
    paper = sheet_of(contents_of(open_scheme(SECTIONS), unit="笑😀科"))
    [section] = opened(paper.manuscript).sections
    assert section.footer.paragraphs[0].text.startswith("笑😀科　")


def final(paper: Paper) -> bool:
    return paper.contents is not None and paper.contents.finalised


def test_it_says_what_it_is_and_when_that_was_so() -> None:
    paper = sheet_of(contents_of(open_scheme(SECTIONS), unit="喆𬭎局"))
    about = opened(paper.manuscript).core_properties
    assert (about.title, about.author) == (paper.manuscript.title, OFFICE)
    assert about.title.endswith("喆𬭎局")
    assert (about.language, about.keywords) == ("zh-CN", paper.manuscript.code)
    for moment in (about.created, about.modified):
        assert moment is not None
        assert moment.replace(tzinfo=UTC) == DAY


@pytest.mark.parametrize("scheme", SOME)
def test_two_runs_are_the_same_bytes(scheme: str) -> None:
    for paper in papers_of(scheme)[:2]:
        content = as_word(paper.manuscript)
        assert as_word(paper.manuscript) == content
        with ZipFile(BytesIO(content)) as packed:
            assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_kept_and_what_is_abreast() -> None:
    face = Face(BODY.name, 12, 18)
    blocks = (
        Words("一\n二<&>", face, indent=2, kept=True),
        Abreast(("左", "中", "右"), face),
        Blank(30),
    )
    paper = paper_of("A3", landscape=False, margins=(2, 2, 2, 2))
    first, second, abreast, blank = opened(Manuscript("甲", OFFICE, DAY, paper, blocks)).paragraphs
    assert (first.text, second.text, abreast.text) == ("一", "二<&>", "左\t中\t右")
    assert first.paragraph_format.keep_with_next
    assert not abreast.paragraph_format.keep_with_next
    assert first.paragraph_format.first_line_indent == Pt(24)
    stops = [one.position.pt for one in abreast.paragraph_format.tab_stops]
    assert stops == pytest.approx([paper.measure / 3, paper.measure * 2 / 3], abs=0.1)
    assert blank.paragraph_format.line_spacing == Pt(30)
