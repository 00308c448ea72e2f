"""Word's closing lines (版记): a table without sides that lies at the foot of the page's text, whatever is above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.documents.manuscript import Closing, Words, printable_text
from desktop.documents.word_text import (
    NAMESPACE,
    Look,
    paragraph_properties,
    run_xml,
    twentieths,
)

_EIGHTHS: Final = 8
_FINE: Final = 0.75


def closing_xml(closing: Sequence[Closing], measure: float) -> str:
    """The lines one below the other; the rule of the first that is blank is the line above them all."""
    width = twentieths(measure)
    inside = next((one.rule for one in closing[1:-1] if isinstance(one, Words)), _FINE)
    edges = {"top": _weight(closing[0]), "bottom": _weight(closing[-1]), "insideH": inside}
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="{round(weight * _EIGHTHS)}" w:space="0" w:color="000000"/>'
        for edge, weight in edges.items()
    )
    rows = "".join(_row(one, width, measure) for one in closing if not _is_blank(one))
    return (
        f"<w:tbl {NAMESPACE}><w:tblPr>"
        '<w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" '
        'w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _row(one: Closing, width: int, measure: float) -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f"</w:tcPr>{_paragraph(one, measure)}</w:tc></w:tr>"
    )


def _paragraph(one: Closing, measure: float) -> str:
    if isinstance(one, Words):
        look = Look(one.face, one.align, one.indent, left=one.left, right=one.right)
        return (
            f"<w:p>{paragraph_properties(look)}{run_xml(printable_text(one.text), one.face)}</w:p>"
        )
    stops = (("right", measure - one.aside),)
    look = Look(one.face, one.align, one.aside / one.face.size, stops)
    words = "\t".join(printable_text(text) for text in one.texts)
    return f"<w:p>{paragraph_properties(look)}{run_xml(words, one.face)}</w:p>"


def _is_blank(one: Closing) -> bool:
    return isinstance(one, Words) and not one.text


def _weight(one: Closing) -> float:
    return one.rule or _FINE
