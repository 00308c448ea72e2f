"""Word's text: paragraphs as WordprocessingML, sizes in its twentieths and halves of a point."""

from __future__ import annotations

from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from desktop.documents.manuscript import Align, Face

NAMESPACE: Final = nsdecls("w")
_TWENTIETHS: Final = 20
_HALVES: Final = 2
_JUSTIFIED: Final = {
    Align.LEFT: "left",
    Align.MIDDLE: "center",
    Align.RIGHT: "right",
    Align.BOTH: "both",
}


class Look(NamedTuple):
    """How a paragraph is set; its tab stops are kinds with places in points."""

    face: Face
    align: Align = Align.LEFT
    indent: float = 0.0  # of the first line, in ems
    stops: tuple[tuple[str, float], ...] = ()
    kept: bool = False


def twentieths(points: float) -> int:
    """Points as Word counts lengths."""
    return round(points * _TWENTIETHS)


def run_properties(face: Face) -> str:
    """A face: its font for Chinese, the one for Latin and digits, and its size."""
    chinese, latin = (escape(one, {'"': "&quot;"}) for one in (face.font, face.latin or face.font))
    fonts = f'w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{chinese}"'
    size = round(face.size * _HALVES)
    return f'<w:rPr><w:rFonts {fonts}/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def run_xml(text: str, face: Face) -> str:
    """A stretch of text; a tab goes to the next stop."""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r>{run_properties(face)}{'<w:tab/>'.join(parts)}</w:r>"


def paragraph_xml(text: str, look: Look) -> str:
    """A paragraph at its exact pitch."""
    run = run_xml(text, look.face) if text else ""
    return f"<w:p {NAMESPACE}>{paragraph_properties(look)}{run}</w:p>"


def paragraph_properties(look: Look) -> str:
    """In the order that the format asks for."""
    face = look.face
    keep = "<w:keepNext/>" if look.kept else ""
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{twentieths(at)}"/>' for kind, at in look.stops)
    indent = twentieths(look.indent * face.size)
    first = f'<w:ind w:firstLine="{indent}"/>' if indent else ""
    return (
        f"<w:pPr>{keep}{f'<w:tabs>{tabs}</w:tabs>' if tabs else ''}"
        f'<w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{twentieths(face.pitch)}" w:lineRule="exact"/>'
        f'{first}<w:jc w:val="{_JUSTIFIED[look.align]}"/>{run_properties(face)}</w:pPr>'
    )


def space_xml(height: float, *, kept: bool = False) -> str:
    """An empty paragraph of this height."""
    keep = "<w:keepNext/>" if kept else ""
    return (
        f'<w:p {NAMESPACE}><w:pPr>{keep}<w:spacing w:before="0" w:after="0" '
        f'w:line="{max(twentieths(height), 1)}" w:lineRule="exact"/></w:pPr></w:p>'
    )
