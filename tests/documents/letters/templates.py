"""Templates as tests write them: paragraphs in runs, tables, headers, boxes; and what a filled one says."""

from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from desktop.documents.letters.filling import filled
from desktop.domain.letter_forms import FieldNames, Values

KNOWN = FieldNames(
    {"单位": "", "文号": "", "标题": ""},
    {"失分": {"条款": "", "原因": ""}, "排名": {"名次": "", "单位": ""}},
)
BOXED = (
    f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
    "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)


def template(*build: Callable[[WordDocument], object]) -> bytes:
    """A Word file built by these."""
    document = Document()
    for one in build:
        one(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def spoken(*runs: str) -> Callable[[WordDocument], object]:
    """A paragraph in these runs."""

    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph()
        for one in runs:
            paragraph.add_run(one)

    return build


def tabled(*rows: Sequence[str], headed: bool = True) -> Callable[[WordDocument], object]:
    """A table; its first row is a heading that is repeated."""

    def build(document: WordDocument) -> None:
        table = document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for cell, words in zip(table.rows[at].cells, row, strict=True):
                cell.text = words
        if headed:
            heading = parse_xml(f"<w:trPr {nsdecls('w')}><w:tblHeader/></w:trPr>")
            table.rows[0]._tr.insert(0, heading)

    return build


def boxed(words: str) -> Callable[[WordDocument], object]:
    """A paragraph with a text box in it."""
    return lambda document: document.add_paragraph()._p.append(parse_xml(BOXED.format(words)))


def opened(content: bytes) -> WordDocument:
    """As python-docx reads it."""
    return Document(BytesIO(content))


def fill(content: bytes, **values: object) -> WordDocument:
    """A template filled and opened again."""
    said: Values = values  # type: ignore[assignment]  # by name
    return opened(filled(content, said))


def lines(document: WordDocument) -> list[str]:
    """Its paragraphs."""
    return [one.text for one in document.paragraphs]


def cells(document: WordDocument, number: int = 0) -> list[list[str]]:
    """A table's rows."""
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


def texts(document: WordDocument) -> list[str]:
    """Every paragraph anywhere in the document, also in boxes."""
    body = document.element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def repacked(content: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The same file with other parts."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, one in parts.items():
            archive.writestr(name, one)
    return file.getvalue()
