"""Composing: a manuscript's blocks on pages, those that belong together on one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.documents.manuscript import (
    Abreast,
    Align,
    Blank,
    Block,
    Face,
    Figure,
    Grid,
    Ink,
    Manuscript,
    Turn,
    Words,
    printable_text,
    told,
)
from desktop.documents.setting.pages import Pages, Placed
from desktop.documents.setting.paragraphs import Paragraph, Style, set_in_lines
from desktop.documents.setting.tables import Look, Table
from desktop.documents.setting.titles import set_balanced
from desktop.documents.setting.typefaces import typeface_of


def style_of(face: Face) -> Style:
    """A face with the fonts that set it."""
    return Style(typeface_of(face.font, face.latin), face.size, face.pitch)


def compose(manuscript: Manuscript) -> Pages:
    """All of it, on as many pages as it takes."""
    pages = Pages(manuscript.paper)
    groups = [*_kept_together(manuscript.blocks)]
    for group, behind in zip(groups, [*groups[1:], []], strict=False):
        if len(group) > 1:  # what stands alone may go on over a page's end
            height = sum(_height(one, pages) for one in group)
            if not pages.has_room(height) and height <= pages.paper.depth:
                pages.turn()
        for one in group:
            if isinstance(one, Grid):
                tail = sum(_height(each, pages) for each in behind) if one.kept else 0.0
                _table(one, pages).set_on(pages, tail)
            else:
                _set(one, pages)
    _close(manuscript, pages)
    return pages


def _close(manuscript: Manuscript, pages: Pages) -> None:
    """What stands at the foot of the last page's text, or of one more where there is no room for it."""
    height = sum(_height(one, pages) for one in manuscript.closing)
    if not height:
        return
    if not pages.has_room(height):
        pages.turn()
    pages.top = pages.paper.bottom + height
    for one in manuscript.closing:
        _set(one, pages)


def _kept_together(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """A block that is kept goes with the one that follows."""
    group: list[Block] = []
    for one in blocks:
        group.append(one)
        if isinstance(one, Grid | Turn) or not one.kept:
            yield group
            group = []
    if group:
        yield group


def _height(block: Block, pages: Pages) -> float:
    """How much room a block wants; of a table its beginning."""
    match block:
        case Words():
            return _styled(block, pages).height
        case Abreast():
            return max(one.paragraph.height for one in _side_by_side(block, pages))
        case Blank():
            return block.height
        case Turn():
            return 0.0
        case Grid():
            return _table(block, pages).opening(pages.paper.depth)
        case Figure():
            return block.drawing.height * pages.paper.scale_of(block.drawing)


def _set(block: Words | Abreast | Blank | Turn | Figure, pages: Pages) -> None:
    match block:
        case Words():
            if block.title:
                pages.entitle(block.title, block.face.pitch)
            pages.write(_styled(block, pages), block.left)
            if block.rule:
                pages.rule_off(block.rule, block.ink, block.left, block.right)
        case Turn():
            pages.turn()
        case Abreast():
            height = _height(block, pages)
            if not pages.has_room(height) and height <= pages.paper.depth:
                pages.turn()
            texts = _side_by_side(block, pages)
            pages.page.texts.extend(texts)
            pages.skip(max(one.paragraph.height for one in texts))
            if block.rule:
                pages.rule_off(block.rule, Ink.BLACK)
        case Blank():
            pages.skip(block.height)
        case Figure():
            pages.show(block.drawing)


def _styled(block: Words, pages: Pages) -> Paragraph:
    style = style_of(block.face)._replace(align=block.align, indent=block.indent, ink=block.ink)
    fill = set_balanced if block.align is Align.MIDDLE else set_in_lines
    width = pages.paper.measure - block.left - block.right
    return fill(printable_text(block.text), style, width)


def _side_by_side(block: Abreast, pages: Pages) -> list[Placed]:
    style = style_of(block.face)._replace(align=block.align)
    if block.spread:
        return [*_spread(block, style, pages)]
    width = pages.paper.measure / len(block.texts)
    return [
        Placed(
            set_in_lines(printable_text(text), style, width),
            pages.paper.left + at * width,
            pages.top,
        )
        for at, text in enumerate(block.texts)
    ]


def _spread(block: Abreast, style: Style, pages: Pages) -> Iterator[Placed]:
    *texts, last = (printable_text(one) for one in block.texts)
    room = pages.paper.measure - 2 * block.aside
    needed = min(room / 2, style.face.width(last.replace("\n", "")) * style.size + style.size)
    width = (room - needed) / max(1, len(texts))
    left = pages.paper.left + block.aside
    for at, text in enumerate(texts):
        paragraph = set_in_lines(text, style, width)
        yield Placed(paragraph, left + at * width, pages.top)
    paragraph = set_in_lines(last, style._replace(align=Align.RIGHT), needed)
    yield Placed(paragraph, left + room - needed, pages.top)


def _table(grid: Grid, pages: Pages) -> Table:
    look = Look(style_of(grid.heading), style_of(grid.body), least=grid.least)
    rows = [[told(cell) for cell in row] for row in grid.rows]
    return Table(grid.columns, look, rows, pages.paper.left)
