"""Word's headers and feet: page x of y, what the document is, its code, and the mark across the page."""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Pt

from desktop.documents.feet import CODE_APART, CODE_CALLED, CODE_EDGE, FOOT, foot_words
from desktop.documents.manuscript import Align, Face, Manuscript, Numbering
from desktop.documents.qr_code import code_picture
from desktop.documents.setting.typefaces import TITLE
from desktop.documents.word_text import (
    NAMESPACE,
    Look,
    paragraph_properties,
    run_properties,
    run_xml,
)

_SHAPES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_MARK_WIDTH: Final = 300
_MARK_HEIGHT: Final = 150


def header_of(section: Section, manuscript: Manuscript) -> None:
    """Empty, but for the mark that lies beneath the text."""
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]._p  # noqa: SLF001  # the library has no other way in
    parent = paragraph.getparent()
    parent.replace(paragraph, parse_xml(f"<w:p {NAMESPACE}>{_mark(manuscript.mark)}</w:p>"))


def footer_of(section: Section, manuscript: Manuscript) -> None:
    """What it is on one line, the page and the code on the next, the code's square beside both."""
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    measure = manuscript.paper.measure
    parent, old = paragraph._p.getparent(), paragraph._p  # noqa: SLF001  # see above
    stops = (("center", measure / 2), ("right", measure - CODE_EDGE - CODE_APART))
    called, code = (f"\t{CODE_CALLED}", f"\t{manuscript.code}") if manuscript.code else ("", "")
    # No stop in the middle of the first line: long words would run past it, and the tab with them.
    first = run_xml(f"{foot_words(manuscript)}{called}", FOOT)
    second = _page_of_pages(FOOT) + run_xml(code, FOOT)
    for runs, look in ((first, Look(FOOT, stops=stops[1:])), (second, Look(FOOT, stops=stops))):
        xml = f"<w:p {NAMESPACE}>{paragraph_properties(look)}{runs}</w:p>"
        old.addprevious(parse_xml(xml))
    if manuscript.code:
        last = section.footer.paragraphs[1]
        picture = last.add_run().add_picture(
            code_picture(manuscript.code, CODE_EDGE), width=Pt(CODE_EDGE)
        )
        _let_float(picture._inline)  # noqa: SLF001  # see above
    parent.remove(old)


def number_pages(document: WordDocument, how: Numbering) -> None:
    """Between dashes, on the right of odd pages and on the left of even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align in (
        (section.footer, Align.RIGHT),
        (section.even_page_footer, Align.LEFT),
    ):
        footer.is_linked_to_previous = False
        old = footer.paragraphs[0]._p  # noqa: SLF001  # see above
        look = Look(how.face, align, left=how.aside, right=how.aside)
        runs = run_xml("— ", how.face) + _field("PAGE", how.face) + run_xml(" —", how.face)
        xml = f"<w:p {NAMESPACE}>{paragraph_properties(look)}{runs}</w:p>"
        old.getparent().replace(old, parse_xml(xml))


def _let_float(inline: Any) -> None:  # noqa: ANN401  # lxml's element
    """A picture in the line would push the text up; at the margin's end it stands beside it."""
    size = inline.extent
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>'
        f"{-Pt(CODE_EDGE - FOOT.pitch)}</wp:posOffset></wp:positionV>"
        f'<wp:extent cx="{size.cx}" cy="{size.cy}"/><wp:wrapNone/></wp:anchor>'
    )
    for one in list(inline)[1:]:
        anchor.append(one)
    inline.getparent().replace(inline, anchor)


def _page_of_pages(face: Face) -> str:
    """第 x 页 共 y 页 in the middle."""
    return (
        run_xml("\t第 ", face)
        + _field("PAGE", face)
        + run_xml(" 页　共 ", face)
        + _field("NUMPAGES", face)
        + run_xml(" 页", face)
    )


def _field(name: str, face: Face) -> str:
    return (
        f'<w:fldSimple w:instr="{name}"><w:r>{run_properties(face)}<w:t>1</w:t></w:r></w:fldSimple>'
    )


def _mark(words: str) -> str:
    """As Word itself draws a watermark."""
    if not words:
        return ""
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{_MARK_WIDTH}pt;height:{_MARK_HEIGHT}pt;"
        "rotation:330;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        "mso-position-vertical-relative:margin"
    )
    font = escape(f'font-family:"{TITLE.name}";font-size:1pt', {'"': "&quot;"})
    return (
        f'<w:r><w:pict {_SHAPES}><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
        'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
        '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="mark" type="#_x0000_t136" style="{style}" o:allowincell="f" '
        'fillcolor="#ececec" stroked="f">'
        f'<v:textpath style="{font}" string="{escape(words)}"/></v:shape></w:pict></w:r>'
    )
