"""Word's figures: a drawing as a picture in a paragraph of its own, with words for those who cannot see it."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document as WordDocument
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt

from desktop.documents.charts.png import as_png
from desktop.documents.manuscript import Figure, Paper, printable_text


def figure_in(document: WordDocument, block: Figure, paper: Paper) -> CT_P:
    """A paragraph that nothing holds yet, with the picture in it."""
    drawing = block.drawing
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = block.kept
    paragraph.paragraph_format.space_after = Pt(0)
    width = drawing.width * paper.scale_of(drawing)
    shape = paragraph.add_run().add_picture(BytesIO(as_png(drawing)), width=Pt(width))
    about = shape._inline.docPr  # noqa: SLF001  # python-docx has no other way to say it
    about.set("title", printable_text(drawing.title))
    about.set("descr", printable_text(drawing.words))
    made = paragraph._p  # noqa: SLF001  # as above
    made.getparent().remove(made)
    return made
