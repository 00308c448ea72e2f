"""Faults of templates: fields that nobody knows, each with its place and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from desktop.documents.letters.filling import ROW, TABLE, lists_of_row, text_parts
from desktop.documents.letters.package import Parts, main_part, named_links, parts_of
from desktop.documents.letters.writing import BOX, Element, P, Writing
from desktop.domain.letter_forms import FieldNames
from desktop.domain.refusals import printable

_CELL: Final = qn("w:tc")
_TURNED: Final = {"default": "", "first": "首页", "even": "偶数页"}
_CALLED: Final = {qn("w:headerReference"): "页眉", qn("w:footerReference"): "页脚"}
_NO_FIELD: Final = (
    "模板里没有一个栏目，填出来每次都一样；请写上“{{单位}}”这样的栏目，或者核对是不是选错了文件"
)


def faults_of(template: bytes, known: FieldNames) -> tuple[str, ...]:
    """Every fault as one sentence, in the order in which they stand; a file that is no template is refused."""
    parts = parts_of(template)
    found: list[str] = []
    names = 0
    for part, called in _called_parts(parts):
        looked = _Looking(known)
        looked.look(parse_xml(parts[part]), called)
        found += looked.faults
        names += looked.names
    return tuple(found) if names or found else (_NO_FIELD,)


def _called_parts(parts: Parts) -> Iterator[tuple[str, str]]:
    """Each part with text, and what it is called; the document itself needs no name."""
    main = main_part(parts)
    by_id = {name: link.part for name, link in named_links(parts, main)}
    called: dict[str, str] = {}
    for one in parse_xml(parts[main]).iter(*_CALLED):
        turned = _TURNED.get(one.get(qn("w:type"), ""), "")
        called.setdefault(by_id.get(one.get(qn("r:id")), ""), f"{turned}{_CALLED[one.tag]}")
    for part in text_parts(parts):
        yield part, "" if part == main else called.get(part, "页眉页脚")


class _Place(NamedTuple):
    """Where we are, and how many paragraphs and tables came before on this level."""

    words: str
    counted: dict[object, int]

    def next(self, tag: object) -> int:
        """The number of the next one of this sort."""
        self.counted[tag] = self.counted.get(tag, 0) + 1
        return self.counted[tag]


class _Looking:
    """Walks as a reader counts: paragraphs and tables of the page, rows and cells of a table."""

    def __init__(self, known: FieldNames) -> None:
        self._known = known
        self.faults: list[str] = []
        self.names = 0

    def look(self, element: Element, words: str) -> None:
        """All that stands in it."""
        self._look(element, _Place(words, {}))

    def _look(self, element: Element, place: _Place) -> None:
        for child in element:
            if child.tag == P:
                at = f"{place.words}第 {place.next(P)} 段"
                self._check_lists(Writing(child).lists, at, "一段")
                self._check(child, at)
                self._boxes(child, at)
            elif child.tag == TABLE:
                self._table(child, f"{place.words}第 {place.next(TABLE)} 个表格")
            else:
                self._look(child, place)

    def _table(self, table: Element, words: str) -> None:
        for row_at, row in enumerate(_rows(table)):
            at = f"{words}第 {row_at + 1} 行"
            self._check_lists(lists_of_row(row), at, "一行")
            for cell_at, cell in enumerate(row.iterchildren(_CELL)):
                self._cell(cell, f"{at}第 {cell_at + 1} 格")

    def _cell(self, cell: Element, at: str) -> None:
        """A cell's paragraphs are not counted: it is small enough."""
        place = _Place(at, {})
        for child in cell:
            if child.tag == P:
                self._check(child, at)
                self._boxes(child, at)
            elif child.tag == TABLE:
                self._table(child, f"{at}里的第 {place.next(TABLE)} 个表格")
            else:
                self._look(child, place)

    def _boxes(self, paragraph: Element, at: str) -> None:
        for box in paragraph.iter(BOX):
            if not any(one.tag.endswith("}Fallback") for one in box.iterancestors()):
                self._look(box, _Place(f"{at}的文本框", {}))

    # -- one paragraph

    def _check_lists(self, lists: frozenset[str], at: str, what: str) -> None:
        both = sorted(lists & self._known.lists.keys())
        if len(both) > 1:
            named = "、".join(f"“{one}”" for one in both)
            self.faults.append(
                f"{at}里有{named}这 {len(both)} 个清单，{what}只能列一个清单，请分开"
            )

    def _check(self, paragraph: Element, at: str) -> None:
        writing = Writing(paragraph)
        for field in writing.fields:
            self.names += 1
            if field.name not in {*self._known.every}:
                self.faults.append(
                    f"{at}的“{{{{{printable(field.name)}}}}}”{self._why(field.name)}"
                )
        for words in writing.loose:
            self.faults.append(
                f"{at}的“{printable(words)}”没有写完整，栏目要写在“{{{{”和“}}}}”之间"
            )

    def _why(self, name: str) -> str:
        if name in self._known.lists:
            first = next(iter(self._known.lists[name]))
            return f"是一个清单，要写明哪一栏，例如“{{{{{name}.{first}}}}}”"
        if not name:
            return "里没有写栏目"
        near = get_close_matches(name, [*self._known.every], n=1, cutoff=0.5)
        if near:
            return f"不认识，是不是要写“{{{{{near[0]}}}}}”？"
        return "不认识，可以写的见“可用的栏目”"


def _rows(element: Element) -> Iterator[Element]:
    """A table's own rows, also those within a content control."""
    for child in element:
        if child.tag == ROW:
            yield child
        elif child.tag not in {_CELL, P}:
            yield from _rows(child)
