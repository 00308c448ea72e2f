"""The writing of one paragraph: its text over all runs, the fields named in it, and words put in their place.

Word splits what is typed into runs wherever it likes. So fields are looked for in the paragraph's whole text; what
takes their place stands in the first of their runs and looks as that one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from desktop.documents.manuscript import printable_text

Element = Any  # lxml's
P: Final = qn("w:p")
T: Final = qn("w:t")
BOX: Final = qn("w:txbxContent")
# What has a text of its own, and what is no text that stands there.
_APART: Final = frozenset(
    {P, BOX, qn("w:pPr"), qn("w:rPr"), qn("w:del"), qn("w:moveFrom"), qn("w:instrText")}
)
_ENDS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
_KEPT: Final = "{http://www.w3.org/XML/1998/namespace}space"
# As a Chinese keyboard types them; the length stays.
_PLAIN: Final = str.maketrans("｛｝．", "{}.")
_FIELD: Final = re.compile(r"\{\{([^{}\n\t]*)\}\}")
_LOOSE: Final = re.compile(r"\{\{[^\n\t]{0,12}|[^\n\t]{0,12}\}\}")


class Field(NamedTuple):
    """A name between braces, and where they begin and end."""

    name: str
    begin: int
    end: int

    @property
    def list(self) -> str:
        """The list that it is a column of; blank where it is none."""
        return self.name.partition(".")[0] if "." in self.name else ""


class _Piece(NamedTuple):
    """A stretch of the text and the element that holds it; a tab or a new line has none."""

    element: Element | None
    begin: int
    end: int


class Writing:
    """One paragraph's own text, without that of boxes in it."""

    def __init__(self, paragraph: Element) -> None:
        self._pieces: list[_Piece] = []
        whole = ""
        for element, words in _stretches(paragraph):
            self._pieces.append(_Piece(element, len(whole), len(whole) + len(words)))
            whole += words
        self.text = whole
        self._plain = whole.translate(_PLAIN)

    @property
    def fields(self) -> Iterator[Field]:
        """The fields in their order."""
        for found in _FIELD.finditer(self._plain):
            yield Field("".join(found[1].split()), found.start(), found.end())

    @property
    def lists(self) -> frozenset[str]:
        """The lists whose columns stand in it."""
        return frozenset(one.list for one in self.fields if one.list)

    @property
    def loose(self) -> Iterator[str]:
        """Braces that are no field's, with some of what stands there."""
        for found in _LOOSE.finditer(_FIELD.sub(lambda one: "\n" * len(one[0]), self._plain)):
            yield self.text[found.start() : found.end()]

    def fill(self, said: Callable[[str], str]) -> None:
        """Put words in the place of every field; nothing in them is taken for a field."""
        touched: list[Element] = []
        for field in [*self.fields][::-1]:
            touched += self._put(field, printable_text(said(field.name)))
        for one in dict.fromkeys(touched):
            _spread(one)

    def _put(self, field: Field, words: str) -> Iterator[Element]:
        for one in self._pieces:
            if one.element is None or one.end <= field.begin or field.end <= one.begin:
                continue
            text = one.element.text or ""
            before = text[: max(0, field.begin - one.begin)]
            behind = text[field.end - one.begin :] if field.end < one.end else ""
            first = one.begin <= field.begin
            one.element.text = before + (words if first else "") + behind
            yield one.element


def _stretches(element: Element) -> Iterator[tuple[Element | None, str]]:
    for child in element:
        if child.tag in _APART:
            continue
        if child.tag == T:
            yield child, child.text or ""
        elif child.tag in _ENDS:
            yield None, _ENDS[child.tag]
        else:
            yield from _stretches(child)


def _spread(element: Element) -> None:
    """Line feeds within a text become what Word has for them."""
    first, *others = (element.text or "").split("\n")
    element.text = first
    element.set(_KEPT, "preserve")
    after = element
    for words in others:
        for made in (OxmlElement("w:br"), OxmlElement("w:t")):
            after.addnext(made)
            after = made
        after.text = words
        after.set(_KEPT, "preserve")
