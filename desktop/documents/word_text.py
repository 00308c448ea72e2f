"""Word's text: paragraphs as WordprocessingML, sizes in its twentieths and halves of a point."""

from __future__ import annotations

from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from desktop.documents.manuscript import Align, Face, Ink

NAMESPACE: Final = nsdecls("w")
_TWENTIETHS: Final = 20
_HALVES: Final = 2
_EIGHTHS: Final = 8
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
    ink: Ink = Ink.BLACK
    left: float = 0.0  # from the edges of the text
    right: float = 0.0
    rule: float = 0.0  # the weight of a line below it


def twentieths(points: float) -> int:
    """Points as Word counts lengths."""
    return round(points * _TWENTIETHS)


def run_properties(face: Face, ink: Ink = Ink.BLACK) -> str:
    """A face: its font for Chinese, the one for Latin and digits, its colour and its size."""
    chinese, latin = (escape(one, {'"': "&quot;"}) for one in (face.font, face.latin or face.font))
    fonts = f'w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{chinese}"'
    size = round(face.size * _HALVES)
    colour = "" if ink is Ink.BLACK else f'<w:color w:val="{ink.value}"/>'
    return (
        f'<w:rPr><w:rFonts {fonts}/>{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def run_xml(text: str, face: Face, ink: Ink = Ink.BLACK) -> str:
    """A stretch of text; a tab goes to the next stop."""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r>{run_properties(face, ink)}{'<w:tab/>'.join(parts)}</w:r>"


def paragraph_xml(text: str, look: Look) -> str:
    """A paragraph at its exact pitch."""
    run = run_xml(text, look.face, look.ink) if text else ""
    return f"<w:p {NAMESPACE}>{paragraph_properties(look)}{run}</w:p>"


def paragraph_properties(look: Look) -> str:
    """In the order that the format asks for."""
    face = look.face
    keep = "<w:keepNext/>" if look.kept else ""
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{twentieths(at)}"/>' for kind, at in look.stops)
    return (
        f"<w:pPr>{keep}{_line_below(look)}"
        f"{f'<w:tabs>{tabs}</w:tabs>' if tabs else ''}"
        f'<w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{twentieths(face.pitch)}" w:lineRule="exact"/>'
        f'{_indents(look)}<w:jc w:val="{_JUSTIFIED[look.align]}"/>'
        f"{run_properties(face, look.ink)}</w:pPr>"
    )


def _indents(look: Look) -> str:
    first = twentieths(look.indent * look.face.size)
    told = (
        ("left", twentieths(look.left)),
        ("right", twentieths(look.right)),
        ("firstLine", first),
    )
    said = " ".join(f'w:{name}="{one}"' for name, one in told if one)
    return f"<w:ind {said}/>" if said else ""


def _line_below(look: Look) -> str:
    if not look.rule:
        return ""
    weight = round(look.rule * _EIGHTHS)
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{weight}" w:space="0" '
        f'w:color="{look.ink.value}"/></w:pBdr>'
    )


def space_xml(height: float, *, kept: bool = False) -> str:
    """An empty paragraph of this height."""
    keep = "<w:keepNext/>" if kept else ""
    return (
        f'<w:p {NAMESPACE}><w:pPr>{keep}<w:spacing w:before="0" w:after="0" '
        f'w:line="{max(twentieths(height), 1)}" w:lineRule="exact"/></w:pPr></w:p>'
    )
