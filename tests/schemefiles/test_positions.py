"""Positions: the line of every key, table and list entry."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given

from desktop.domain.slips import Place
from desktop.schemefiles.positions import line_of, lines_of
from tests.schemefiles.toml_texts import Writer, texts


def places(value: object, place: Place = ()) -> Iterator[Place]:
    """Every place within parsed data."""
    if place:
        yield place
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from places(entry, (*place, name))
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from places(entry, (*place, index))


TRICKY = '''\
# a comment = 1
"quoted key" = 1 # [not.a.table]
dotted . inner = 2
'raw.key' = 3
list = [
  1, # first
  "]", [2,
  3],
]
text = """
[no.table]
key = 1
"""
after = """ "" \\""" """ # "x"
raw = \'\'\'
# no comment
\'\'\'
inline = { a = 1, b.c = [
  { d = 1 } ], e = "}" }

[ table . sub ]
x = 1
[[rows]]
id = "one"
[[rows.cells]]
id = "cell"
[rows.more]
y = 1
[[rows]]
id = "two"
  [[rows.cells]]
  id = "other"
'''

EXPECTED: dict[Place, int] = {
    ("quoted key",): 2,
    ("dotted",): 3,
    ("dotted", "inner"): 3,
    ("raw.key",): 4,
    ("list",): 5,
    ("list", 0): 6,
    ("list", 1): 7,
    ("list", 2): 7,
    ("list", 2, 0): 7,
    ("list", 2, 1): 8,
    ("text",): 10,
    ("after",): 14,
    ("raw",): 15,
    ("inline",): 18,
    ("inline", "a"): 18,
    ("inline", "b"): 18,
    ("inline", "b", "c"): 18,
    ("inline", "b", "c", 0): 19,
    ("inline", "b", "c", 0, "d"): 19,
    ("inline", "e"): 19,
    ("table", "sub"): 21,
    ("table", "sub", "x"): 22,
    ("rows",): 23,
    ("rows", 0): 23,
    ("rows", 0, "id"): 24,
    ("rows", 0, "cells"): 25,
    ("rows", 0, "cells", 0): 25,
    ("rows", 0, "cells", 0, "id"): 26,
    ("rows", 0, "more"): 27,
    ("rows", 0, "more", "y"): 28,
    ("rows", 1): 29,
    ("rows", 1, "id"): 30,
    ("rows", 1, "cells"): 31,
    ("rows", 1, "cells", 0): 31,
    ("rows", 1, "cells", 0, "id"): 32,
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_key_has_its_line(ending: str) -> None:
    text = TRICKY.replace("\n", ending)
    tomllib.loads(text)
    lines = lines_of(text)
    assert {place: lines.get(place) for place in EXPECTED} == EXPECTED


def test_a_table_that_only_its_inner_tables_name_stands_with_the_first() -> None:
    assert lines_of("x = 1\n[a.b]\ny = 1")[("a",)] == 2


def test_a_key_written_with_escapes_is_the_key_itself() -> None:
    assert lines_of('x = 1\n"\\u952e" = 1') == {("x",): 1, ("键",): 2}


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("rows", 1, "id"), 30),
        (("rows", 1, "points"), 29),
        (("rows", 1, "cells", 7, "id"), 31),
        (("rows", 9), 23),
        (("nothing", "at", "all"), 1),
        ((), 1),
    ],
)
def test_what_is_not_written_stands_with_what_is_around_it(place: Place, line: int) -> None:
    assert line_of(lines_of(TRICKY), place) == line


@given(texts())
def test_lines_of_any_text(written: Writer) -> None:
    parsed = tomllib.loads(written.text)
    lines = lines_of(written.text)
    assert {place: lines.get(place) for place in written.lines} == written.lines
    assert set(places(parsed)) <= lines.keys()


def test_an_empty_text_has_no_lines() -> None:
    assert lines_of("") == {}
    assert lines_of("# only\n\n") == {}
