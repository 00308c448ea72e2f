"""Reading of the manual: contents.toml names the pages in their order, each page is a small part of Markdown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from desktop.bundle import bundled
from desktop.services.manual.pages import (
    Block,
    Heading,
    Line,
    Listed,
    Manual,
    Mark,
    Noted,
    Page,
    Part,
    Pictured,
    Ruled,
    Run,
    Said,
)
from desktop.services.manual.shortcuts import PLACES

_RUNS: Final = re.compile(
    r"\*\*(?P<shown>[^*]+)\*\*|`(?P<key>[^`]+)`|\[(?P<link>[^\]]+)\]\((?P<target>[^)]+)\)"
)
_NUMBER: Final = re.compile(r"\d+\. ")
_PICTURE: Final = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
_RULE: Final = re.compile(r"\|[-| ]+\|")
_EVERY_KEY: Final = "{快捷键}"


class Unreadable(Exception):  # noqa: N818  # the page is at fault
    """A page that is not written as pages are; it says where."""


def manual_folder() -> Path:
    """Where pages and pictures lie."""
    return bundled("resources") / "manual"


@cache
def read_manual() -> Manual:
    """All of it, read once."""
    return manual_in(manual_folder())


def manual_in(folder: Path) -> Manual:
    """The manual of a folder."""
    with (folder / "contents.toml").open("rb") as file:
        contents: dict[str, Any] = tomllib.load(file)
    places: dict[str, str] = {}
    parts: list[Part] = []
    for part in contents["part"]:
        pages: list[Page] = []
        for one in part["page"]:
            name: str = one["file"]
            text = (folder / f"{name}.md").read_text(encoding="utf-8")
            pages.append(page_of(name, text))
            places |= {place: _at(name, heading) for place, heading in _places(one)}
        parts.append(Part(part["title"], tuple(pages)))
    return Manual(tuple(parts), places, contents.get("also", {}))


def _places(page: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The screens that a page describes: a list, and those that one of its headings describes."""
    for place in page.get("at", ()):
        yield place, ""
    for heading, places in page.get("under", {}).items():
        for place in places:
            yield place, heading


def _at(name: str, heading: str) -> str:
    return f"{name}#{heading}" if heading else name


def page_of(name: str, text: str) -> Page:
    """A page from its text; the first line is its title."""
    first, _, rest = text.partition("\n")
    if not first.startswith("# "):
        raise Unreadable(f"{name}.md: the first line is no title")
    chunks = (chunk.split("\n") for chunk in rest.strip("\n").split("\n\n"))
    blocks = (block for chunk in chunks for block in _blocks(name, [*filter(None, chunk)]))
    return Page(name, first.removeprefix("# "), tuple(blocks))


def _blocks(name: str, chunk: Sequence[str]) -> Iterator[Block]:
    """A chunk stands between blank lines and is one block, but for the list of all keys."""
    if not chunk:
        return
    first = chunk[0]
    if chunk == [_EVERY_KEY]:
        yield from _every_key()
    elif picture := _PICTURE.fullmatch(first):
        yield Pictured(picture[2], picture[1])
    elif first.startswith("## "):
        yield Heading(first.removeprefix("## "))
    elif first.startswith("> "):
        yield Noted(line_of(_joined(one.removeprefix("> ") for one in chunk)))
    elif first.startswith("- "):
        yield Listed(_items(chunk, re.compile("- ")), numbered=False)
    elif _NUMBER.match(first):
        yield Listed(_items(chunk, _NUMBER), numbered=True)
    elif first.startswith("|"):
        yield _table(name, chunk)
    elif first.startswith(("#", "!", "{", "*  ")):
        raise Unreadable(f"{name}.md: {first}")
    else:
        yield Said(line_of(_joined(chunk)))


def _joined(lines: Iterator[str] | Sequence[str]) -> str:
    """Chinese lines go on without a blank."""
    return "".join(one.strip() for one in lines)


def _items(chunk: Sequence[str], begins: re.Pattern[str]) -> tuple[Line, ...]:
    """Each begins with its mark; what is indented goes on with it."""
    items: list[str] = []
    for one in chunk:
        mark = begins.match(one)
        if mark:
            items.append(one[mark.end() :])
        else:
            items[-1] += one.strip()
    return tuple(line_of(one) for one in items)


def _table(name: str, chunk: Sequence[str]) -> Ruled:
    if len(chunk) < 2 or not _RULE.fullmatch(chunk[1]):  # noqa: PLR2004  # a heading and its rule
        raise Unreadable(f"{name}.md: {chunk[0]}")
    head, *rows = (_cells(one) for one in (chunk[0], *chunk[2:]))
    if any(len(one) != len(head) for one in rows):
        raise Unreadable(f"{name}.md: a row of another length below {chunk[0]}")
    return Ruled(head, tuple(rows))


def _cells(row: str) -> tuple[Line, ...]:
    return tuple(line_of(one.strip()) for one in row.strip().strip("|").split("|"))


def line_of(text: str) -> Line:
    """Words with their marks: **on the screen**, `key`, [link](page)."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Run]:
    done = 0
    for one in _RUNS.finditer(text):
        if one.start() > done:
            yield Run(text[done : one.start()])
        if one["shown"]:
            yield Run(one["shown"], Mark.SHOWN)
        elif one["key"]:
            yield Run(one["key"], Mark.KEY)
        else:
            yield Run(one["link"], Mark.LINK, one["target"])
        done = one.end()
    if done < len(text):
        yield Run(text[done:])


def _every_key() -> Iterator[Block]:
    """The program's own table of keys."""
    head = (line_of("按键"), line_of("做什么"))
    for place in PLACES:
        yield Heading(place.name)
        rows = (((Run(keys, Mark.KEY),), (Run(words),)) for keys, words in place.keys)
        yield Ruled(head, tuple(rows))
