"""Row sorts: which rows of a table are no entries of it (titles, sums, remarks, gaps), and what a heading says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from unicodedata import normalize

from desktop.domain.names import plain_name
from desktop.intake.sheets import Row

TITLE_ROW: Final = "标题"
SUM_ROW: Final = "合计行"
REMARK_ROW: Final = "备注或填表信息"
ABOVE_HEADER: Final = "表头上方的文字"
SECTION_ROW: Final = "小标题"
BLANK_ROW: Final = "空行"
HEADER_AGAIN: Final = "重复的表头"

_ADDED: Final = re.compile(r"[*★:\s]|\([^)]*\)")  # 规模（人）, *单位名称, 县（市、区）
_RUNNING: Final = re.compile(r"\(?([0-9]{1,9}(?:\.[0-9]+)?)[).、]?")
_NUMBERED: Final = re.compile(r"\(?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[)、.](?![0-9]).*")
_TITLE: Final = re.compile(".*(名单|名册|名录|目录|一览|清单|表)")
# What stands over a table's own counting, and may stand over numbers that mean something.
_NUMBERINGS: Final = frozenset({"序号", "编号", "顺序号", "行号", "序", "号", "no", "no."})
_AMOUNT: Final = r"[0-9][0-9,.]*[户家个人名次件项条份起场期批处]?"
_TOTAL: Final = re.compile(
    rf"(?:(?:本页|本月|本季度?|本年|全年)?(?:合计|总计|小计|共计|累计):?(?:\(?共?{_AMOUNT}\)?)?|共{_AMOUNT}):?"
)
_SUM: Final = re.compile("共[0-9]+[个家].*")
_REMARK: Final = re.compile(
    "(备注|注|附注|说明|填表说明)[0-9]*(:.*)?"
    "|((填表|填报|制表|审核|复核|报送|联系)(人|单位|部门|日期|时间|电话)|(单位)?负责人)([(:].*)?"
    "|日期:.*"
)


class SkippedRow(NamedTuple):
    """A row that is no entry, all that it says, and why it is none."""

    row: int
    text: str
    why: str

    @property
    def kind(self) -> str:
        """Why, without which: several blank rows are blank rows."""
        return self.why if self.text else BLANK_ROW


def skipped(row: Row, why: str) -> SkippedRow:
    """A row left out for this reason."""
    return SkippedRow(row.number, " ".join(filter(None, row.cells)), why)


def gaps(rows: Iterable[Row]) -> Iterator[SkippedRow]:
    """The blank rows between those that have content."""
    last = 0
    for number, _ in rows:
        if number == last + 2:
            yield SkippedRow(last + 1, "", BLANK_ROW)
        elif number > last + 1:
            yield SkippedRow(last + 1, "", f"第 {last + 1} 至 {number - 1} 行都是空行")
        last = number


def heading_of(cell: str) -> str:
    """What a heading says, without spaces, units of measure and marks."""
    return _ADDED.sub("", normalize("NFKC", cell))


def running_number(cell: str) -> str:
    """The number of a cell that says no more than that, as 3 or 3. or （3）; else nothing."""
    found = _RUNNING.fullmatch(normalize("NFKC", cell))
    return found[1] if found else ""


def is_numbering(heading: str) -> bool:
    """Whether a heading may stand over no more than the table's own 1, 2, 3."""
    return heading_of(heading).casefold() in _NUMBERINGS


def merely_counts(cells: Iterable[str]) -> bool:
    """Whether cells say 1, 2, 3 and no more, perhaps from 1 again in each part of the table; words are no number."""
    last = 0
    for number in filter(None, map(running_number, cells)):
        if not number.isdecimal() or int(number) not in {1, last + 1}:
            return False
        last = int(number)
    return last > 0


def has_words(cell: str) -> bool:
    """Whether a cell says more than a number before a name."""
    return bool(cell) and not running_number(cell)


def opening_of(row: Row) -> str:
    """The first words of a row, which may have a number before them."""
    return next(filter(has_words, row.cells), "")


def is_alone(row: Row) -> bool:
    """Whether one cell is all that a row says."""
    return sum(map(bool, row.cells)) == 1


def is_sum(row: Row) -> bool:
    """Whether a row adds up the others; one that only begins with how many they are says so alone."""
    return is_total(row) or bool(_SUM.fullmatch(plain_name(opening_of(row))))


def is_total(row: Row) -> bool:
    """Whether a row begins with a sum, as 合计, 总计：5 or 共计 5 项."""
    return bool(_TOTAL.fullmatch(plain_name(opening_of(row))))


def is_remark(row: Row) -> bool:
    """Whether a row says something about the table, or who filled it in."""
    return bool(_REMARK.fullmatch(plain_name(opening_of(row))))


def is_title(row: Row) -> bool:
    """Whether a row says what the table is."""
    return is_alone(row) and bool(_TITLE.fullmatch(heading_of(opening_of(row))))


def is_numbered(text: str) -> bool:
    """Whether words begin with a number of their own, as 一、 or （二）."""
    return bool(_NUMBERED.fullmatch(plain_name(text)))
