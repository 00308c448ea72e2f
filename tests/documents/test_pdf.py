"""PDF files: PDF/A-2b, what they say of themselves, bookmarks, and the same bytes whenever they are made."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pikepdf import pdfa

from desktop.documents.excel import as_excel
from desktop.documents.forms.letter_looks import UPRIGHT
from desktop.documents.forms.report_form import report_form
from desktop.documents.manuscript import Blank, Face, Manuscript, Words, paper_of
from desktop.documents.pdf import as_pdf
from desktop.documents.qr_code import qr_code
from desktop.documents.setting.typefaces import BODY
from desktop.documents.word import as_word
from desktop.services.schemes import list_schemes, open_scheme
from tests.documents.printed import (
    CODE,
    DAY,
    OFFICE,
    SCORED,
    contents_of,
    demonstrated,
    papers_of,
    sheet_of,
)
from tests.documents.setting.reading import lines_on, pages_of, words
from tests.services.building import SECTIONS

pytestmark = pytest.mark.uncounted

PAPER = paper_of("A4", landscape=False, margins=(2, 2, 2, 2))
FACE = Face(BODY.name, 12, 18)


def plain(title: str, *blocks: Words | Blank, **of: Any) -> Manuscript:  # noqa: ANN401  # whatever a manuscript has
    text = blocks or (Words(f"{title}的正文", FACE),)
    return Manuscript(title, OFFICE, DAY, PAPER, text, **of)


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, int, int]]:
    """Title, level and page, from the first on."""

    def walk(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[str, int, int]]:
        for one in items:
            assert isinstance(one.destination, pikepdf.Array)
            yield str(one.title), level, pdf.pages.index(pikepdf.Page(one.destination[0])) + 1
            yield from walk(one.children, level + 1)

    with pdf.open_outline() as outline:
        return [*walk(outline.root, 0)]


@pytest.mark.parametrize("scheme", SCORED)
def test_every_form_is_an_archive_s_file_that_says_what_it_is(scheme: str) -> None:
    for paper in papers_of(scheme):
        of = paper.manuscript
        with pikepdf.open(BytesIO(paper.pdf)) as pdf:
            assert [*pdfa.check(pdf, "2b").findings] == []
            assert str(pdf.docinfo["/Title"]) == of.title
            assert str(pdf.docinfo["/Author"]) == of.author != ""
            assert str(pdf.Root.Lang) == "zh-CN"
            with pdf.open_metadata() as metadata:
                assert metadata.pdfa_status == "2B"
                assert metadata["dc:title"] == of.title
                assert metadata["dc:creator"] == [of.author]
                assert metadata["dc:language"] == {"zh-CN"}
            assert bookmarks(pdf) == [(of.title, 0, 1)]
        assert of.title.startswith(paper.scheme.title)


def test_the_validator_would_have_found_a_fault() -> None:
    with pikepdf.open(BytesIO(as_pdf(plain("甲")))) as pdf:
        assert not pdfa.check(pdf, "2b").findings
        pdf.pages[0]["/AA"] = pikepdf.Dictionary()
        del pdf.Root.Metadata
        assert pdfa.check(pdf, "2b").findings


def test_every_font_is_embedded() -> None:
    for paper in (papers_of(one)[0] for one in SCORED):
        with pikepdf.open(BytesIO(paper.pdf)) as pdf:
            fonts = [one for one in pdf.objects if is_font(one)]
            assert len(fonts) > 2
            assert all("/FontFile2" in one.FontDescriptor for one in fonts)


def is_font(one: pikepdf.Object) -> bool:
    return (
        isinstance(one, pikepdf.Dictionary)
        and one.get("/Type") == "/Font"
        and one.get("/Subtype") != "/Type0"
    )


def test_the_plan_s_forms_are_archives_files_with_their_sections_as_bookmarks() -> None:
    forms = [form for scheme in list_schemes() for form in scheme.forms]
    assert forms
    for form in forms:
        for unit in ("", "县医保局"):
            content = as_pdf(report_form(form, OFFICE, DAY, unit))
            with pikepdf.open(BytesIO(content)) as pdf:
                assert [*pdfa.check(pdf, "2b").findings] == []
                assert [name for name, _, _ in bookmarks(pdf)] == [s.name for s in form.sections]


def test_two_runs_are_the_same_bytes_even_seconds_apart() -> None:
    def every() -> list[bytes]:
        paper = sheet_of(contents_of(open_scheme(SECTIONS), {"unplanned": {"found": True}}))
        return [write(paper.manuscript) for write in (as_pdf, as_word, as_excel)]

    first = every()
    time.sleep(2.1)  # a ZIP archive counts in steps of two seconds
    assert every() == first


def test_what_was_printed_before_does_not_matter() -> None:
    paper = demonstrated()[3]
    before = paper.pdf
    as_pdf(plain("喆𬭎堃玥ABC。"))
    assert as_pdf(paper.manuscript) == before


def test_the_day_is_the_event_s_whatever_the_zone() -> None:
    there = timezone(timedelta(hours=8))
    moments = (
        datetime(2022, 12, 1, 8, 30, 5, 999, UTC),
        datetime(2022, 12, 1, 16, 30, 5, 0, there),
    )
    files = [as_pdf(replace(plain("甲"), dated=one)) for one in moments]
    assert files[0] == files[1]
    with pikepdf.open(BytesIO(files[0])) as pdf:
        assert str(pdf.docinfo["/ModDate"]).startswith("D:20221201083005+00'00")
        with pdf.open_metadata() as metadata:
            assert metadata["xmp:ModifyDate"].startswith("2022-12-01T08:30:05")
    with pikepdf.open(BytesIO(as_pdf(replace(plain("甲"), dated=date(2022, 12, 1))))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20221201000000")


def test_several_are_bound_with_a_bookmark_each_and_their_own_page_numbers() -> None:
    long = plain("长文", *(Words(f"第{n}段", FACE) for n in range(60)), code=CODE)
    titled = plain("分节", Words("第一节", FACE, title="第一节"))
    content = as_pdf(long, titled, plain("末篇"))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert [*pdfa.check(pdf, "2b").findings] == []
        assert bookmarks(pdf) == [("长文", 0, 1), ("分节", 0, 3), ("第一节", 1, 3), ("末篇", 0, 4)]
        assert str(pdf.docinfo["/Title"]) == "长文"
        assert str(pdf.docinfo["/Keywords"]) == CODE
    told = [words(page) for page in pages_of(content)]
    numbers = ["第1页共2页", "第2页共2页", "第1页共1页", "第1页共1页"]
    assert [n in page for n, page in zip(numbers, told, strict=True)] == [True] * 4


def test_for_both_sides_each_begins_on_a_sheet_of_its_own() -> None:
    content = as_pdf(plain("甲"), plain("乙"), plain("丙"), double_sided=True)
    told = [words(page) for page in pages_of(content)]
    assert ["甲" in told[0], told[1], "乙" in told[2], told[3], "丙" in told[4]] == [
        True,
        "",
        True,
        "",
        True,
    ]
    with pikepdf.open(BytesIO(content)) as pdf:
        assert [page for _, _, page in bookmarks(pdf)] == [1, 3, 5]


def test_the_code_is_on_every_page_in_words_and_squares() -> None:
    content = as_pdf(plain("甲", *(Words(f"第{n}段", FACE) for n in range(60)), code=CODE))
    squares = sum(1 for _ in qr_code(CODE).runs)
    with pikepdf.open(BytesIO(content)) as pdf:
        for page, told in zip(pdf.pages, pages_of(content), strict=True):
            assert f"核验码{CODE}" in words(told)
            drawn = [op for op in pikepdf.parse_content_stream(page) if str(op.operator) == "re"]
            assert len(drawn) == squares > 50


@pytest.mark.parametrize("unit", ["云川市", "市场监督管理局与发展和改革局联合办公室"])
def test_a_long_round_s_foot_stays_on_its_line(unit: str) -> None:
    whole = f"{unit}　{'部门联合随机抽查工作考核' * 6}　草稿"
    of = replace(plain("甲", foot=whole, code=CODE), paper=UPRIGHT)
    *_, upper, lower = lines_on(pages_of(as_pdf(of))[0])
    said = words(upper)
    assert said.startswith(unit[:6])
    assert said.endswith("…草稿核验码")
    assert words(lower) == f"第1页共1页{CODE}"
    for line in (upper, lower):
        ordered = sorted(line, key=lambda one: one.left)
        assert all(one.right <= other.left + 0.5 for one, other in pairwise(ordered))


def test_a_round_that_fits_beside_the_code_is_whole() -> None:
    whole = "云川市　2022年市场监管领域部门联合“双随机、一公开”监管考核　草稿"
    of = replace(plain("甲", foot=whole, code=CODE), paper=UPRIGHT)
    *_, upper, _ = lines_on(pages_of(as_pdf(of))[0])
    assert words(upper) == f"{whole.replace('　', '')}核验码"


def test_a_code_is_21_squares_wide_with_the_three_marks_that_find_it() -> None:
    code = qr_code(CODE)
    dark = {(run.row, run.column + n) for run in code.runs for n in range(run.length)}
    assert code.size == 21
    for row, column in ((0, 0), (0, 14), (14, 0)):
        ring = {(r, c) for r in range(7) for c in range(7) if {r, c} & {0, 6}}
        core = {(r, c) for r in range(2, 5) for c in range(2, 5)}
        found = {(r - row, c - column) for r, c in dark if 0 <= r - row < 7 and 0 <= c - column < 7}
        assert found == ring | core
    assert qr_code("0005-VA12-JCHZ-4TV5") != code
