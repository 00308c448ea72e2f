"""Filling: a template with words in the place of its fields; a row or a paragraph of a list once for each entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Final

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from desktop.documents.letters.package import Parts, links_of, main_part, packed, parts_of
from desktop.documents.letters.writing import Element, P, Writing
from desktop.domain.letter_forms import Entry, Values

TABLE: Final = qn("w:tbl")
ROW: Final = qn("w:tr")
_CELL: Final = qn("w:tc")
_SECTION: Final = f"{qn('w:pPr')}/{qn('w:sectPr')}"
_HEADING: Final = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
_MARKS: Final = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
_IDENTITY: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_BESIDE: Final = ("header", "footer")


def filled(template: bytes, values: Values) -> bytes:
    """The letter. What the template names and is not among the values stays as it stands."""
    parts = parts_of(template)
    for name in text_parts(parts):
        root = parse_xml(parts[name])
        _Filling(values).fill(root, {})
        parts[name] = serialize_part_xml(root)
    return packed(parts)


def text_parts(parts: Parts) -> list[str]:
    """Where text stands: the document itself, its headers and its footers."""
    main = main_part(parts)
    found = [one.part for one in links_of(parts, main) if one.kind in _BESIDE and one.part in parts]
    return [main, *dict.fromkeys(found)]


def lists_of_row(row: Element) -> frozenset[str]:
    """The lists whose columns stand in a row; a table within it has rows of its own."""
    return frozenset(name for one in _paragraphs(row) for name in Writing(one).lists)


def _paragraphs(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == P:
            yield child
        if child.tag != ROW:
            yield from _paragraphs(child)


class _Filling:
    """Each paragraph is filled once: what was put in is never looked at again."""

    def __init__(self, values: Values) -> None:
        self._lists = {name: one for name, one in values.items() if not isinstance(one, str)}
        self._words = {name: one for name, one in values.items() if isinstance(one, str)}

    def fill(self, element: Element, entry: Mapping[str, str]) -> None:
        """All within it; `entry` says what columns of the lists around it say."""
        for child in list(element):
            if child.tag == ROW:
                self._repeat(child, lists_of_row(child), entry)
            elif child.tag == P:
                self._repeat(child, Writing(child).lists, entry)
            else:
                self.fill(child, entry)

    def _repeat(self, element: Element, lists: frozenset[str], entry: Mapping[str, str]) -> None:
        held = {name.partition(".")[0] for name in entry}
        new = sorted((lists & self._lists.keys()) - held)
        if not new:
            self._fill_one(element, entry)
            return
        name, *_ = new  # a second one is a fault of the template
        for nth, one in enumerate(self._lists[name]):
            copy = deepcopy(element)
            element.addprevious(copy)
            if nth:
                _forget_identity(copy)
            self._fill_one(copy, {**entry, **_columns(name, one)})
        _take_away(element)

    def _fill_one(self, element: Element, entry: Mapping[str, str]) -> None:
        if element.tag == P:
            Writing(element).fill(lambda name: self._said(name, entry))
        self.fill(element, entry)

    def _said(self, name: str, entry: Mapping[str, str]) -> str:
        if name in entry:
            return entry[name]
        return self._words.get(name, f"{{{{{name}}}}}")


def _columns(name: str, entry: Entry) -> dict[str, str]:
    return {f"{name}.{column}": words for column, words in entry.items()}


def _forget_identity(copy: Element) -> None:
    """Names that a document gives only once."""
    for one in [*copy.iter(*_MARKS)]:
        one.getparent().remove(one)
    for one in copy.iter():
        one.attrib.pop(_IDENTITY, None)


def _take_away(element: Element) -> None:
    """What Word needs stays: a paragraph in each cell, the end of a section; a table without rows goes."""
    around = element.getparent()
    if element.tag == P and (element.find(_SECTION) is not None or _is_last(element)):
        for child in [*element][::-1]:
            if child.tag != qn("w:pPr"):
                element.remove(child)
        return
    around.remove(element)
    if around.tag == TABLE:
        rows = [one for one in around.iterchildren(ROW) if one.find(_HEADING) is None]
        if not rows:
            around.getparent().remove(around)


def _is_last(paragraph: Element) -> bool:
    """Whether a cell, a box or a header would have no paragraph at its end."""
    others = [one for one in paragraph.getparent().iterchildren(P, TABLE) if one is not paragraph]
    return not others or others[-1].tag != P
