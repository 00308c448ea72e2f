"""Reading a letter: a Word file as a manuscript for paper and screen, and what of it can be shown only roughly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from desktop.documents.letters.filling import TABLE
from desktop.documents.letters.package import Parts, links_of, main_part, parts_of
from desktop.documents.letters.properties import Styles, number
from desktop.documents.letters.set_paragraphs import Paragraphs, Remarks
from desktop.documents.letters.set_tables import Tables, is_at_foot
from desktop.documents.letters.writing import Element, P
from desktop.documents.manuscript import Block, Closing, Face, Manuscript, Numbering, Paper
from desktop.documents.setting.typefaces import BODY, LATIN

_TWENTIETHS: Final = 20
_FALLEN: Final = Face(BODY.name, 14, 14, LATIN.name)
_A4: Final = {"w": "11906", "h": "16838"}
_USUAL: Final = {"top": "2098", "right": "1474", "bottom": "1985", "left": "1588"}
_EDGES: Final = {"header": "851", "footer": "992"}


class About(NamedTuple):
    """What its PDF says of itself."""

    title: str
    author: str
    dated: date


class Shown(NamedTuple):
    """The letter as it can be shown, and what is shown otherwise than Word does."""

    manuscript: Manuscript
    remarks: tuple[str, ...]


def read_letter(content: bytes, about: About) -> Shown:
    """The manuscript of a Word file."""
    parts = parts_of(content)
    main = main_part(parts)
    linked = {one.kind: one.part for one in links_of(parts, main)}
    root = parse_xml(parts[main])
    sections = [*root.iter(qn("w:sectPr"))]
    paper = _paper(sections[-1] if sections else None)
    reading = _Reading(Styles(parts.get(linked.get("styles", ""))), paper)
    body = root.find(qn("w:body"))
    reading.read(() if body is None else body)
    if len(sections) > 1:
        reading.remarks.add("各节的纸张和页眉页脚按最后一节显示")
    numbering = _numbering(parts, main, reading)
    told = (*about, paper, tuple(reading.blocks))
    made = Manuscript(*told, closing=tuple(reading.closing), numbering=numbering)
    return Shown(made, reading.remarks.told)


class _Reading:
    """What stands in the document, one after the other."""

    def __init__(self, styles: Styles, paper: Paper) -> None:
        self.remarks = Remarks()
        self.paragraphs = Paragraphs(styles, self.remarks)
        self._tables = Tables(styles, self.paragraphs, paper)
        self.blocks: list[Block] = []
        self.closing: list[Closing] = []

    def read(self, elements: Any) -> None:  # noqa: ANN401  # lxml's element, or none
        """Paragraphs and tables; what is wrapped around them is looked through."""
        for one in elements:
            if one.tag == P:
                self.blocks += self.paragraphs.blocks(one)
            elif one.tag == TABLE and is_at_foot(one):
                self.closing += self._tables.closing(one)
            elif one.tag == TABLE:
                self.blocks += self._tables.blocks(one)
            elif one.tag != qn("w:sectPr"):
                self.read(one)


def _paper(section: Element | None) -> Paper:
    size, margins = dict(_A4), dict(_USUAL) | dict(_EDGES)
    for tag, told in (("w:pgSz", size), ("w:pgMar", margins)):
        one = None if section is None else section.find(qn(tag))
        for key, value in () if one is None else one.items():
            told[key.rpartition("}")[2]] = value
    width, height = (number(size, one) / _TWENTIETHS for one in "wh")
    edges = [abs(number(margins, one)) / _TWENTIETHS for one in (*_USUAL, *_EDGES)]
    return Paper(width, height, *edges)


def _numbering(parts: Parts, main: str, reading: _Reading) -> Numbering:
    """A number where a footer has one; what else headers and footers say is only Word's."""
    found: Numbering | None = None
    for link in links_of(parts, main):
        if link.kind not in {"header", "footer"} or link.part not in parts:
            continue
        for one in parse_xml(parts[link.part]).iter(P):
            if _has_number(one):
                face, told = reading.paragraphs.face_of(one)
                found = Numbering(face, number(told, "ind.left") / _TWENTIETHS)
            elif reading.paragraphs.text_of(one).strip():
                reading.remarks.add("页眉页脚里的文字不显示")
    return found or Numbering(_FALLEN, shown=False)


def _has_number(paragraph: Element) -> bool:
    return any("PAGE" in words.split() for words in _instructions(paragraph))


def _instructions(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter(qn("w:fldSimple")):
        yield str(one.get(qn("w:instr"), ""))
    yield "".join(one.text or "" for one in paragraph.iter(qn("w:instrText")))
