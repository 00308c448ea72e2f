"""Report forms of a plan: blank with their hints, or filled in by number, in all formats."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from docx import Document

from desktop.documents.excel import as_excel
from desktop.documents.forms.report_form import report_form
from desktop.documents.manuscript import Manuscript
from desktop.documents.pdf import as_pdf
from desktop.documents.word import as_word
from desktop.domain.plan import FormPart, FormRow, ReportForm
from desktop.services.schemes import list_schemes
from tests.documents.printed import DAY, OFFICE, squeezed
from tests.documents.setting.reading import pages_of, words

FORMS = [form for scheme in list_schemes() for form in scheme.forms]


def text_of(manuscript: Manuscript) -> str:
    return "".join(words(page) for page in pages_of(as_pdf(manuscript)))


def lines_in(form: ReportForm) -> Iterator[FormRow | FormPart]:
    """Every line that is to be filled in, from above."""
    for section in form.sections:
        for row in section.rows:
            yield row
            yield from row.parts


def asked_in(form: ReportForm) -> list[str]:
    return [squeezed(one.name) for one in lines_in(form)]


def hints_in(form: ReportForm) -> list[str]:
    return [squeezed(f"（{one.hint}）") for one in lines_in(form) if one.hint]


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.id)
def test_the_blank_form_asks_for_everything_in_order_and_hints_at_it(form: ReportForm) -> None:
    told = text_of(report_form(form, OFFICE, DAY))
    assert told.startswith(squeezed(form.title))
    for one in (*form.head, *form.foot):
        assert f"{squeezed(one)}：" in told
    places = [told.find(one) for one in asked_in(form)]
    assert -1 not in places
    assert [one for one in hints_in(form) if one not in told] == []
    sections = [told.find(squeezed(one.name)) for one in form.sections]
    assert -1 not in sections
    assert all(one < other for one, other in pairwise(sections))
    assert "空白表" in told


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.id)
def test_what_is_entered_stands_in_place_of_the_hint(form: ReportForm) -> None:
    rows = [row for section in form.sections for row in section.rows]
    parts = [f"{row.no}.{n}" for row in rows for n in range(1, len(row.parts) + 1)]
    entries = {name: f"填报{n}号内容" for n, name in enumerate([*(r.no for r in rows), *parts])}
    entries |= {one: f"{n}填" for n, one in enumerate(form.foot)}
    manuscript = report_form(form, OFFICE, DAY, "喆𬭎局", entries)
    told = text_of(manuscript)
    assert [one for one in entries.values() if one not in told] == []
    assert "喆𬭎局" in told
    assert "空白表" not in told
    assert [one for one in hints_in(form) if one in told] == []
    assert manuscript.title == f"{form.title}　喆𬭎局"


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.id)
def test_an_entry_stands_beside_its_number(form: ReportForm) -> None:
    row = form.sections[-1].rows[-1]
    manuscript = report_form(form, OFFICE, DAY, "甲局", {row.no: "已完成抽查"})
    found = [line for grid in manuscript.grids for line in grid.rows if "已完成抽查" in line]
    assert [(line[0], line[1]) for line in found] == [(row.no, row.name)]


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.id)
def test_word_and_excel_ask_for_the_same(form: ReportForm) -> None:
    manuscript = report_form(form, OFFICE, DAY, "甲局")
    document = Document(BytesIO(as_word(manuscript)))
    in_word = {squeezed(c.text) for t in document.tables for r in t.rows for c in r.cells}
    sheet = openpyxl.load_workbook(BytesIO(as_excel(manuscript))).worksheets[0]
    in_excel = {squeezed(str(c)) for row in sheet.values for c in row if c is not None}
    for asked in (in_word, in_excel):
        assert [one for one in asked_in(form) if one not in asked] == []
