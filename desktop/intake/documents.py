"""Documents: a .docx file read by a child process, and its answer taken for nothing but text."""

from __future__ import annotations

from typing import BinaryIO, Final

from desktop.domain.refusals import Refused
from desktop.intake.confined import Broken, Limits, Overrun, answer_of
from desktop.intake.sheets import Row, Sheet

_READER: Final = "desktop.intake.document_reading"
_UNFIT: Final = {
    "password": "设有打开密码，请在 Word 里取消密码、另存为 .docx 后再选",
    "old": "是旧版 Word 文档（.doc），请在 Word 里另存为 .docx 后再选",
    "foreign": "不是 Word 文档，请在 Word 里另存为 .docx 后再选",
    "large": "内容太多（最多 2 万个单元格、20 万字），请只留要用的表另存一份后再选",
}
_DAMAGED: Final = "不完整或已损坏，请在 Word 里打开它、另存为 .docx 后再选"
_BLANK: Final = "里没有内容，请核对是不是选错了文件"
# Whatever a file is made to do, the evaluator waits ten seconds at most.
_LIMITS: Final = Limits(seconds=9)


def read_document(file: BinaryIO, name: str, limits: Limits = _LIMITS) -> Sheet:
    """Paragraphs and rows of tables in their order, each a row; what cannot be read is refused, by its name."""
    try:
        rows = _taken(answer_of(_READER, file, limits), name)
    except Overrun:
        raise Refused(f"“{name}”{_UNFIT['large']}") from None
    except Broken:
        raise Refused(f"“{name}”{_DAMAGED}") from None
    if not rows:
        raise Refused(f"“{name}”{_BLANK}")
    return Sheet(name, rows)


def _taken(answer: object, name: str) -> tuple[Row, ...]:
    match answer:
        case {"unfit": str(sort)} if sort in _UNFIT:
            raise Refused(f"“{name}”{_UNFIT[sort]}")
        case {"rows": list(rows)}:
            return tuple(Row(number, _cells(one)) for number, one in enumerate(rows, 1))
    raise Broken


def _cells(plain: object) -> tuple[str, ...]:
    match plain:
        case list(cells) if all(isinstance(one, str) for one in cells):
            return tuple(cells)
    raise Broken
