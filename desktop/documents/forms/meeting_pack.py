"""The meeting pack: cover, order of units, sheets, notices and tables, for printing on both sides."""

from __future__ import annotations

from typing import Final

from desktop.documents.forms.contents import RoundContents
from desktop.documents.forms.deduction_notice import OBJECTION_DAYS, deduction_notice
from desktop.documents.forms.letter_looks import HEADED, LED, SET, TITLED, UPRIGHT, columns, share
from desktop.documents.forms.round_tables import matrix, ranking, statistics
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
_HEADINGS: Final = ("序号", "被考核单位", "考核人", "得分", "扣分告知书", "状态")


def meeting_pack(contents: RoundContents, days: int = OBJECTION_DAYS) -> tuple[Manuscript, ...]:
    """In the order in which they are laid on the table."""
    sheets = [score_sheet(one) for one in contents.sheets]
    notices = [deduction_notice(one, days) for one in contents.sheets]
    papers = [paper for pair in zip(sheets, notices, strict=True) for paper in pair]
    tables = (ranking(contents), matrix(contents), statistics(contents))
    return (_cover(contents), *papers, *tables)


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
            "议程：逐个单位审议评分表和扣分告知书，最后审议排名表、得分表和失分统计表",
            LED,
            kept=True,
        ),
        Blank(8, kept=True),
        _order(contents),
    )
    return contents.manuscript("会议材料", UPRIGHT, blocks)


def _order(contents: RoundContents) -> Grid:
    rows = tuple(
        (str(number), one.unit, one.evaluator, one.total.removesuffix(" 分"), "附后", one.state)
        for number, one in enumerate(contents.sheets, 1)
    )
    widths = share(UPRIGHT, 5, 20, 10, 8, 9, 9)
    return Grid(columns(_HEADINGS, widths, {1}), rows, HEADED, SET)
