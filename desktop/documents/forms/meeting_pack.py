"""The meeting pack: cover, order of units, sheets, notices and tables, for printing on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.documents.forms.chart_pages import chart_pages
from desktop.documents.forms.contents import PENDING, RoundContents, SheetContents
from desktop.documents.forms.deduction_notice import OBJECTION_DAYS, deduction_notice, losses_of
from desktop.documents.forms.letter_looks import HEADED, LED, SET, TITLED, UPRIGHT, columns, share
from desktop.documents.forms.ranking_table import ranking
from desktop.documents.forms.round_tables import matrix, statistics
from desktop.documents.forms.score_sheet import score_sheet
from desktop.documents.manuscript import (
    Align,
    Blank,
    Block,
    Grid,
    Manuscript,
    Words,
)

_COVER: Final = TITLED._replace(size=26.0, pitch=44.0)
_AGENDA: Final = "议程：逐个单位审议评分表和扣分告知书，最后审议排名表、得分表"
_HEADINGS: Final = ("序号", "被考核单位", "考核人", "得分", "扣分告知书", "状态")


def meeting_pack(contents: RoundContents, days: int = OBJECTION_DAYS) -> tuple[Manuscript, ...]:
    """In the order in which they are laid on the table."""
    papers = [paper for one in contents.taking_part for paper in _papers(one, days)]
    tables = (ranking(contents), matrix(contents), statistics(contents))
    charts = (chart_pages(contents),) if contents.charts else ()
    return (_cover(contents), *papers, *tables, *charts)


def _papers(contents: SheetContents, days: int) -> Iterator[Manuscript]:
    """The sheet; a notice follows only where something is lost."""
    yield score_sheet(contents)
    if losses_of(contents).lost:
        yield deduction_notice(contents, days)


def _cover(contents: RoundContents) -> Manuscript:
    blocks: tuple[Block, ...] = (
        Blank(130),
        Words(contents.round, _COVER, Align.MIDDLE),
        Words("会 议 材 料", _COVER, Align.MIDDLE),
        Blank(40),
        Words(f"考核时段：{contents.period}", LED, Align.MIDDLE),
        Words(contents.office, LED, Align.MIDDLE),
        Blank(70),
        Words(
            _agenda(contents),
            LED,
            kept=True,
        ),
        Blank(8, kept=True),
        _order(contents),
    )
    return contents.manuscript("会议材料", UPRIGHT, blocks)


def _agenda(contents: RoundContents) -> str:
    if contents.charts:
        return f"{_AGENDA}、失分统计表和图表"
    return f"{_AGENDA}和失分统计表"


def _order(contents: RoundContents) -> Grid:
    rows = tuple(
        (
            str(number),
            one.unit,
            one.evaluator,
            "—" if one.absent else one.total.removesuffix(" 分"),
            _notice(one),
            _state(one),
        )
        for number, one in enumerate(contents.sheets, 1)
    )
    widths = share(UPRIGHT, 5, 18, 9, 7, 9, 13)
    return Grid(columns(_HEADINGS, widths, {1}), rows, HEADED, SET)


def _notice(contents: SheetContents) -> str:
    """Whether one follows, and why not."""
    if contents.absent:
        return "—"
    if losses_of(contents).lost:
        return "附后"
    if not contents.sheet.begun:
        return PENDING
    return "暂无扣分" if contents.sheet.unsettled else "没有扣分"


def _state(contents: SheetContents) -> str:
    """A score that will still change does not look like one that stands."""
    if contents.absent:
        return f"未参加考核：{contents.absent}"
    pending = len(contents.sheet.pending)
    return f"{contents.state}，未评 {pending} 条" if pending else contents.state
