"""Word files: a manuscript as a .docx that can be edited, in the prescribed fonts by name and at the exact pitch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any, Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.shared import Pt

from desktop.documents.manuscript import (
    Abreast,
    Blank,
    Figure,
    Grid,
    Manuscript,
    Turn,
    Words,
    printable_text,
)
from desktop.documents.word_closing import closing_xml
from desktop.documents.word_feet import footer_of, header_of, number_pages
from desktop.documents.word_figures import figure_in
from desktop.documents.word_tables import table_xml
from desktop.documents.word_text import NAMESPACE, Look, paragraph_xml, space_xml

_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)  # nothing in the file tells when it was printed


def as_word(manuscript: Manuscript) -> bytes:
    """The file's bytes: the same manuscript always gives the same."""
    document = Document()
    _describe(document, manuscript)
    _lay_out(document, manuscript)
    body = document.element.body
    for one in list(body)[:-1]:
        body.remove(one)
    end = body[-1]  # the section's properties come last
    for block in manuscript.blocks:
        if isinstance(block, Figure):
            end.addprevious(figure_in(document, block, manuscript.paper))
            continue
        for xml in _block(block, manuscript.paper.measure):
            end.addprevious(parse_xml(xml))
    if manuscript.blocks and isinstance(manuscript.blocks[-1], Grid):
        end.addprevious(parse_xml(space_xml(1)))  # Word wants a paragraph behind a table
    if manuscript.closing:
        end.addprevious(parse_xml(closing_xml(manuscript.closing, manuscript.paper.measure)))
        end.addprevious(parse_xml(space_xml(1)))  # and one that it is tied to
    return _packed(document)


def _block(block: Words | Abreast | Blank | Turn | Grid, measure: float) -> Iterator[str]:
    match block:
        case Words():
            look = Look(
                block.face,
                block.align,
                block.indent,
                (),
                block.kept,
                block.ink,
                block.left,
                block.right,
                block.rule,
            )
            for line in printable_text(block.text).split("\n"):
                yield paragraph_xml(line, look)
        case Abreast():
            share = measure / len(block.texts)
            stops = [("left", share * at) for at in range(1, len(block.texts))]
            if block.spread:
                stops[-1] = ("right", measure - block.aside)
            look = Look(
                block.face,
                block.align,
                block.aside / block.face.size,
                tuple(stops),
                kept=block.kept,
                rule=block.rule,
            )
            texts = (printable_text(one) for one in block.texts)
            yield paragraph_xml("\t".join(texts), look)
        case Blank():
            yield space_xml(block.height, kept=block.kept)
        case Turn():
            yield f'<w:p {NAMESPACE}><w:r><w:br w:type="page"/></w:r></w:p>'
        case Grid():
            yield table_xml(block)


def _describe(document: WordDocument, manuscript: Manuscript) -> None:
    about = document.core_properties
    about.title, about.author, about.language = manuscript.title, manuscript.author, "zh-CN"
    about.comments, about.keywords = "", manuscript.code
    about.last_modified_by = manuscript.author
    dated = manuscript.dated
    if not isinstance(dated, datetime):
        dated = datetime(dated.year, dated.month, dated.day)  # noqa: DTZ001  # Word keeps no zone
    about.created = about.modified = dated.replace(tzinfo=None, microsecond=0)


def _lay_out(document: WordDocument, manuscript: Manuscript) -> None:
    section, paper = document.sections[0], manuscript.paper
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(paper.width), Pt(paper.height)
    section.top_margin, section.bottom_margin = Pt(paper.top), Pt(paper.bottom)
    section.left_margin, section.right_margin = Pt(paper.left), Pt(paper.right)
    section.header_distance, section.footer_distance = Pt(paper.header), Pt(paper.foot)
    header_of(section, manuscript)
    if manuscript.numbering is not None:
        number_pages(document, manuscript.numbering)
    else:
        footer_of(section, manuscript)


class _Parts(dict[str, bytes]):
    """What a document consists of, as its library hands it out to be packed."""

    def write(self, place: PackURI, content: bytes) -> None:
        """One more part."""
        self[place.membername] = content


def _packed(document: WordDocument) -> bytes:
    """All parts, without the moment at which they were packed: the library's own way fails before 1980."""
    package, parts, writer = document.part.package, _Parts(), cast("Any", PackageWriter)
    for part in package.parts:
        part.before_marshal()
    writer._write_content_types_stream(parts, package.parts)  # noqa: SLF001  # see above
    writer._write_pkg_rels(parts, package.rels)  # noqa: SLF001  # as above
    writer._write_parts(parts, package.parts)  # noqa: SLF001  # as above
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name in sorted(parts, key=_part_order):
            packed.writestr(ZipInfo(name, _ZIP_DAY), parts[name], ZIP_DEFLATED)
    return file.getvalue()


def _part_order(name: str) -> tuple[Any, ...]:
    """The list of types leads, as readers expect."""
    return name != "[Content_Types].xml", not name.startswith("_rels/"), name
