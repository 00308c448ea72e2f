"""Document reading: a .docx file taken apart into paragraphs and tables' rows of plain text, in a child process.

As with workbooks only what stands there is looked at, in one pass and without a tree.
"""

from __future__ import annotations

from typing import IO, BinaryIO, Final

# It has no types.
from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped]

from desktop.intake.sheet_cells import Attributes, local
from desktop.intake.sheets import tidied
from desktop.intake.workbook_reading import Unfit, opened_package

_MOST_CELLS: Final = 20_000
_MOST_WORDS: Final = 200_000
_CHUNK: Final = 1 << 16
# What was deleted or moved away, what stands there twice, and how characters are read aloud.
_UNSEEN: Final = frozenset({"del", "moveFrom", "Fallback", "rt", "pPr", "rPr", "instrText"})
_WRITTEN: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MAIN: Final = "document"


def answer(file: BinaryIO) -> object:
    """Rows of cells, a paragraph being a row of one; or why there are none."""
    try:
        with opened_package(file) as package, package.open(package.main()) as part:
            return {"rows": _rows(part)}
    except Unfit as unfit:
        return {"unfit": str(unfit)}


def _rows(part: IO[bytes]) -> list[list[str]]:
    taken = _Blocks()
    parser = XMLParser(target=taken, forbid_dtd=True)
    while chunk := part.read(_CHUNK):
        parser.feed(chunk)
    parser.close()
    return taken.rows


class _Blocks:
    """Told by a parser what it comes to; a table within a table is text of the cell around it."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._row: list[str] = []
        self._text: list[str] = []
        self._begun = self._hearing = self._covered = self._awaited = False
        self._unseen = self._tables = 0
        self._cells, self._words = _MOST_CELLS, _MOST_WORDS

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        name = local(name)
        if not self._begun and name != _MAIN:
            raise Unfit("foreign")
        self._begun = True
        if self._unseen or name in _UNSEEN or (name == "sdtContent" and self._awaited):
            self._unseen += 1
            self._awaited = False
        elif name == "showingPlcHdr":  # 单击此处输入文字
            self._awaited = True
        elif name in _WRITTEN:
            self._text.append(_WRITTEN[name])
        elif name == "vMerge":
            said = [one for key, one in attributes.items() if local(key) == "val"]
            self._covered = said != ["restart"]
        else:
            self._hearing = name == "t"
            self._tables += name == "tbl"

    def data(self, text: str) -> None:
        """Some text, perhaps not all that an element has."""
        if self._hearing and not self._unseen:
            self._words -= len(text)
            if self._words < 0:
                raise Unfit("large")
            self._text.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self._hearing = False
        if self._unseen:
            self._unseen -= 1
            return
        name = local(name)
        if name == "tbl":
            self._tables -= 1
        elif name == "p":
            self._end_paragraph()
        elif self._tables == 1 and name == "tc":
            self._row.append("" if self._covered else self._said())
            self._text, self._covered = [], False
        elif self._tables == 1 and name == "tr":
            self._put(self._row)
            self._row = []

    def _end_paragraph(self) -> None:
        if self._tables:
            self._text.append("\n")
        else:
            self._put([self._said()])
            self._text = []

    def _said(self) -> str:
        return tidied("".join(self._text))

    def _put(self, row: list[str]) -> None:
        self._cells -= len(row)
        if self._cells < 0:
            raise Unfit("large")
        if any(row):
            self.rows.append(row)
