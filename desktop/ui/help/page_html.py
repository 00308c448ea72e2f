"""A page of the manual in the small part of HTML that Qt's text knows, in the colours and sizes of the look."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from desktop.services.manual.pages import (
    Block,
    Heading,
    Line,
    Listed,
    Mark,
    Noted,
    Page,
    Pictured,
    Ruled,
    Run,
    Said,
)
from desktop.ui.theme.tokens import COLOURS, FAMILY, TYPE, px

PICTURE: Final = "picture:"  # what leads from a picture to its full size
_LINES: Final = 118  # percent
_GAP: Final = '<p class="gap">&nbsp;</p>'  # beside a table, which has no margin of its own


def html_of(page: Page) -> str:
    """All of it; each heading bears its own name as anchor."""
    inside = "".join(_block(one) for one in page.blocks)
    return _whole(f'<p class="title">{escape(page.title)}</p>{inside}')


def html_of_picture(file: str, words: str) -> str:
    """A picture by itself, as large as it is."""
    return _whole(f'<p>{escape(words)}</p><img src="full/{escape(file)}">')


def _whole(inside: str) -> str:
    return f"<html><head><style>{_sheet()}</style></head><body>{inside}</body></html>"


def _sheet() -> str:
    base, large, title = (px(TYPE[one]) for one in ("base", "large", "title"))
    return f"""
    body, p, li, td, th {{ font-family: "{FAMILY}"; font-size: {base}px; color: {COLOURS["ink"]};
        line-height: {_LINES}%; }}
    p {{ margin: 0 0 {px(9)}px 0; }}
    li {{ margin: 0 0 {px(5)}px 0; }}
    ol, ul {{ margin: 0 0 {px(9)}px 0; }}
    .title {{ font-size: {title}px; font-weight: 600; margin: 0 0 {px(12)}px 0; }}
    .heading {{ font-size: {large}px; font-weight: 600; margin: {px(16)}px 0 {px(7)}px 0; }}
    a {{ color: {COLOURS["primary"]}; }}
    td, th {{ border: 1px solid {COLOURS["line_strong"]}; }}
    th {{ text-align: left; font-weight: 600; background-color: {COLOURS["sunken"]}; }}
    .shown {{ font-weight: 600; }}
    .key {{ background-color: {COLOURS["hover"]}; color: {COLOURS["ink"]}; }}
    .gap {{ font-size: {px(3)}px; line-height: 100%; margin: 0; }}
    .picture {{ line-height: 100%; margin: {px(4)}px 0 {px(2)}px 0; }}
    .words {{ color: {COLOURS["ink_soft"]}; font-size: {px(TYPE["soft"])}px; }}
    """


def _block(block: Block) -> str:
    match block:
        case Heading(words):
            return f'<p class="heading"><a name="{escape(words)}"></a>{escape(words)}</p>'
        case Said(line):
            return f"<p>{_line(line)}</p>"
        case Noted(line):
            return _note(line)
        case Listed(lines, numbered):
            kind = "ol" if numbered else "ul"
            return f"<{kind}>{''.join(f'<li>{_line(one)}</li>' for one in lines)}</{kind}>"
        case Ruled():
            return _table(block)
        case Pictured(file, words):
            return _picture(file, words)


def _note(line: Line) -> str:
    """A table of one cell: Qt's text gives no room and no edge to paragraphs."""
    edge, ground = COLOURS["primary"], COLOURS["primary_soft"]
    return (
        f'{_GAP}<table width="100%" cellspacing="0" cellpadding="{px(9)}"><tr>'
        f'<td width="{px(4)}" bgcolor="{edge}" style="padding: 0; border: 0"></td>'
        f'<td bgcolor="{ground}" style="border: 0">{_line(line)}</td></tr></table>{_GAP}'
    )


def _table(block: Ruled) -> str:
    head = "".join(f"<th>{_line(one)}</th>" for one in block.head)
    rows = (f"<tr>{''.join(f'<td>{_line(one)}</td>' for one in each)}</tr>" for each in block.rows)
    looks = (
        f'width="100%" border="1" cellspacing="0" cellpadding="{px(6)}" '
        'style="border-collapse: collapse; border-style: solid"'
    )
    return f"<table {looks}><tr>{head}</tr>{''.join(rows)}</table>{_GAP}"


def _picture(file: str, words: str) -> str:
    return (
        f'<p class="picture"><a href="{PICTURE}{escape(file)}">'
        f'<img src="{escape(file)}" alt="{escape(words)}"></a></p>'
        f'<p class="words">{escape(words)}</p>'
    )


def _line(line: Line) -> str:
    return "".join(_runs(line))


def _runs(line: Line) -> Iterator[str]:
    for run in line:
        yield _run(run)


def _run(run: Run) -> str:
    text = escape(run.text)
    match run.mark:
        case Mark.SHOWN:
            return f'<span class="shown">{text}</span>'
        case Mark.KEY:
            return f'<span class="key">&nbsp;{text.replace(" ", "&nbsp;")}&nbsp;</span>'
        case Mark.LINK:
            return f'<a href="{escape(run.target)}">{text}</a>'
        case Mark.PLAIN:
            return text
