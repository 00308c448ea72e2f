"""Properties of a Word document: what a paragraph and its runs look like, from defaults through styles to their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from desktop.documents.letters.writing import Element

Told = Mapping[str, str]
_OFF: Final = frozenset({"0", "false", "off", "none"})
_VAL: Final = qn("w:val")
_FLAGS: Final = ("b", "keepNext", "pageBreakBefore", "numPr")
_VALUES: Final = ("sz", "color", "jc", "outlineLvl")
_MANY: Final = ("rFonts", "ind", "spacing")
_EDGES: Final = ("top", "bottom")
_MOST_STYLES: Final = 30  # one based on another; a circle would never end


class Styles:
    """What a document's styles say, each with those that it is based on."""

    def __init__(self, content: bytes | None) -> None:
        self._root = parse_xml(content) if content else None
        self._by_id: dict[str, Element] = {}
        self._usual = ""
        for one in self._elements("w:style"):
            name = one.get(qn("w:styleId"), "")
            self._by_id[name] = one
            if one.get(qn("w:type")) == "paragraph" and one.get(qn("w:default")) == "1":
                self._usual = name

    def _elements(self, tag: str) -> Iterator[Element]:
        if self._root is not None:
            yield from self._root.iterchildren(qn(tag))

    def paragraph(self, paragraph: Element) -> dict[str, str]:
        """How a paragraph is set, and the text in it unless its runs say otherwise."""
        own = paragraph.find(qn("w:pPr"))
        told: dict[str, str] = {}
        for default in self._elements("w:docDefaults"):
            for one in default.iter(qn("w:rPr"), qn("w:pPr")):
                told |= said_by(one)
        for style in self._chain(_style_of(own, "w:pStyle") or self._usual):
            for tag in ("w:pPr", "w:rPr"):
                told |= said_by(style.find(qn(tag)))
        return told | said_by(own)

    def run(self, run: Element, around: Told) -> dict[str, str]:
        """How a run is set within its paragraph."""
        own = run.find(qn("w:rPr"))
        told = dict(around)
        for style in self._chain(_style_of(own, "w:rStyle")):
            told |= said_by(style.find(qn("w:rPr")))
        return told | said_by(own)

    def is_ruled(self, table: Element) -> bool:
        """Whether a table has lines."""
        properties = table.find(qn("w:tblPr"))
        if properties is not None and (own := properties.find(qn("w:tblBorders"))) is not None:
            return _has_lines(own)
        for cell in table.iter(qn("w:tcBorders")):
            if _has_lines(cell):
                return True
        found = False
        for style in self._chain(_style_of(properties, "w:tblStyle")):
            for one in style.iter(qn("w:tblBorders")):
                found = _has_lines(one)
        return found

    def _chain(self, name: str) -> list[Element]:
        """A style and those below it, the lowest first."""
        chain: list[Element] = []
        while name in self._by_id and len(chain) < _MOST_STYLES:
            chain.insert(0, self._by_id[name])
            name = _style_of(self._by_id[name], "w:basedOn")
        return chain


def _style_of(element: Element | None, tag: str) -> str:
    found = None if element is None else element.find(qn(tag))
    return "" if found is None else str(found.get(_VAL, ""))


def _has_lines(borders: Element) -> bool:
    return any(one.get(_VAL) not in {"none", "nil"} for one in borders)


def said_by(properties: Element | None) -> dict[str, str]:
    """Properties by their names; what has several is told one by one (`ind.left`)."""
    told: dict[str, str] = {}
    for one in () if properties is None else properties:
        name = str(one.tag).rpartition("}")[2]
        if name in _FLAGS:
            told[name] = "" if one.get(_VAL) in _OFF else "1"
        elif name in _VALUES:
            told[name] = one.get(_VAL, "")
        elif name in _MANY:
            told |= {f"{name}.{key.rpartition('}')[2]}": str(value) for key, value in one.items()}
            if name == "rFonts" and qn("w:eastAsia") in one.keys():  # noqa: SIM118  # lxml's element
                told["rFonts.eastAsiaTheme"] = one.get(qn("w:eastAsiaTheme"), "")
        elif name == "pBdr":
            told |= {f"rule.{edge}": _weight(one, edge) for edge in _EDGES}
            told["rule.color"] = next((str(line.get(qn("w:color"), "")) for line in one), "")
    return told


def weights(borders: Element) -> dict[str, float]:
    """How heavy the lines of a table are, by their edges, in eighths of a point."""
    edges = ("top", "bottom", "insideH")
    return {edge: number({edge: _weight(borders, edge)}, edge) for edge in edges}


def _weight(borders: Element, edge: str) -> str:
    line = borders.find(qn(f"w:{edge}"))
    return (
        "" if line is None or line.get(_VAL) in {"none", "nil"} else str(line.get(qn("w:sz"), "4"))
    )


def number(told: Told, name: str, otherwise: float = 0.0) -> float:
    """A figure; what is none counts as not said."""
    try:
        return float(told.get(name, ""))
    except ValueError:
        return otherwise
