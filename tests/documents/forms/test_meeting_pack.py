"""The meeting pack: what lies on the table in which order, each document on a sheet of paper of its own."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple, cast

import pikepdf
import pytest

from desktop.documents.forms.contents import RoundContents, SheetContents
from desktop.documents.forms.deduction_notice import losses_of
from desktop.documents.forms.meeting_pack import meeting_pack
from desktop.documents.manuscript import Manuscript, told
from desktop.documents.pdf import as_pdf
from desktop.domain.amounts import show
from desktop.services.schemes import open_scheme
from tests.documents.printed import contents_of, sheets_of, squeezed
from tests.documents.setting.reading import pages_of, words
from tests.services.building import CITIES, SECTIONS

pytestmark = pytest.mark.uncounted


class Pack(NamedTuple):
    """Its documents, its file and what stands on the pages."""

    of: RoundContents
    documents: tuple[Manuscript, ...]
    pdf: bytes
    pages: list[str]


@cache
def pack() -> Pack:
    """The cities'."""
    sheets = tuple(one.contents for one in sheets_of(CITIES) if one.contents)
    of = RoundContents(
        sheets[0].office,
        sheets[0].round,
        sheets[0].period,
        open_scheme(CITIES),
        max(one.dated for one in sheets),
        sheets,
    )
    documents = meeting_pack(of)
    pdf = as_pdf(*documents, double_sided=True)
    return Pack(of, documents, pdf, [words(page) for page in pages_of(pdf)])


def firsts() -> list[int]:
    """Where each bookmark leads, counted from 1."""
    with pikepdf.open(BytesIO(pack().pdf)) as pdf, pdf.open_outline() as outline:
        places = [one.destination for one in outline.root]
        assert not any(one.children for one in outline.root)
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return [numbers[cast("pikepdf.Array", one)[0].objgen] for one in places]


def titles() -> list[str]:
    with pikepdf.open(BytesIO(pack().pdf)) as pdf, pdf.open_outline() as outline:
        return [str(one.title) for one in outline.root]


def documents() -> Iterator[tuple[Manuscript, list[str]]]:
    """Each with its pages and the blank one that may follow."""
    ends = [*firsts()[1:], len(pack().pages) + 1]
    for one, first, end in zip(pack().documents, firsts(), ends, strict=True):
        yield one, pack().pages[first - 1 : end - 1]


def test_cover_sheets_with_their_notices_and_tables_follow_one_another() -> None:
    of = pack().of
    wanted = [f"会议材料　{of.round}"]
    for one in of.sheets:
        wanted.append(f"{one.scheme.title}　{one.unit}")
        wanted += [f"扣分告知书　{one.unit}"] if losses_of(one).lost else []
    for kind in ("考核得分排名表", "各单位各指标得分表", "各指标失分统计表"):
        wanted.append(f"{kind}　{of.round}")
    assert [one.title for one in pack().documents] == wanted
    assert titles() == wanted


def test_the_cover_tells_the_agenda_in_the_order_of_the_round() -> None:
    of, cover = pack().of, pack().documents[0]
    [order] = cover.grids
    rows = [[told(cell) for cell in row] for row in order.rows]
    assert rows == [
        [
            str(number),
            one.unit,
            one.evaluator,
            show(one.sheet.total) if one.sheet.assessed_points else "未评",
            notice_said(one),
            ("定稿" if one.finalised else "草稿")
            + (f"，未评 {len(one.sheet.pending)} 条" if one.sheet.pending else ""),
        ]
        for number, one in enumerate(of.sheets, 1)
    ]
    first = pack().pages[0]
    for said in (of.round, "会议材料", of.period, of.office, *(row[1] for row in rows)):
        assert squeezed(said) in first


def notice_said(one: SheetContents) -> str:
    if losses_of(one).lost:
        return "附后"
    return "没有扣分" if one.sheet.begun else "未评"


def test_a_notice_follows_only_where_something_is_lost() -> None:
    of = open_scheme(SECTIONS)
    clean = {one.id: one.rule.clean() for one in of.all_criteria()}
    facts: tuple[dict[str, Any], ...] = (
        clean,
        {},
        {"study-missed": {"count": 0}},
        {"study-missed": {"count": 1}},
    )
    sheets = [
        contents_of(of, told_of, unit) for told_of, unit in zip(facts, "甲乙丙丁", strict=True)
    ]
    one = sheets[0]
    papers = meeting_pack(RoundContents(one.office, one.round, "", of, one.dated, tuple(sheets)))
    [order] = papers[0].grids
    assert [row[4] for row in order.rows] == ["没有扣分", "未评", "暂无扣分", "附后"]
    notices = [paper.title for paper in papers if paper.title.startswith("扣分告知书")]
    assert notices == ["扣分告知书　丁"]


def test_every_document_begins_on_a_sheet_of_its_own() -> None:
    notices = sum(bool(losses_of(one).lost) for one in pack().of.sheets)
    assert 0 < notices < len(pack().of.sheets)
    assert len(firsts()) == len(pack().of.sheets) + notices + 4
    assert [one for one in firsts() if one % 2 == 0] == []
    assert firsts() == sorted(set(firsts()))


def test_between_them_lies_nothing_but_a_blank_page() -> None:
    blank = 0
    for _, pages in documents():
        *all_but_last, last = pages
        assert all(all_but_last)
        blank += not last
    assert 0 < blank < len(pack().documents)


def test_bookmarks_lead_to_the_page_on_which_the_document_begins() -> None:
    for one, pages in documents():
        assert squeezed(one.foot) in pages[0]
        head = {"扣分": "扣分告知书", "会议": "会议材料"}.get(one.title[:2], "")
        assert squeezed(head or one.title.split("　")[0]) in pages[0]


def test_pages_are_counted_within_each_document() -> None:
    counts = set()
    for _, pages in documents():
        filled = [page for page in pages if page]
        counts.add(len(filled))
        for number, page in enumerate(filled, 1):
            assert f"第{number}页共{len(filled)}页" in page
    assert len(counts) > 1


def test_every_sheet_and_notice_bears_its_own_code() -> None:
    of = pack().of
    assert len({one.code for one in of.sheets}) == len(of.sheets)
    for paper, pages in documents():
        [*codes] = [one.code for one in of.sheets if one.unit == paper.title.split("　")[-1]]
        assert all(code in page for code in codes for page in pages if page)
        assert paper.code in {*codes, ""}


def test_the_file_tells_every_code_and_the_newest_day() -> None:
    with pikepdf.open(BytesIO(pack().pdf)) as pdf:
        told_codes = str(pdf.docinfo["/Keywords"]).split()
        assert {*told_codes} == {one.code for one in pack().of.sheets}
        assert str(pdf.docinfo["/CreationDate"]).startswith(f"D:{pack().of.dated:%Y%m%d%H%M%S}")


def test_the_same_pack_is_the_same_file() -> None:
    again = as_pdf(*meeting_pack(pack().of), double_sided=True)
    assert sha256(again).hexdigest() == sha256(pack().pdf).hexdigest()


@pytest.mark.parametrize(("how", "days"), [({}, 5), ({"days": 10}, 10)])
def test_notices_give_so_many_days(how: dict[str, int], days: int) -> None:
    made = meeting_pack(replace(pack().of, sheets=pack().of.sheets[:1]), **how)
    assert f"{days} 个工作日内" in str(made[2].blocks)
