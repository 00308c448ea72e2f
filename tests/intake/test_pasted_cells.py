"""Text from the clipboard: whatever a spreadsheet wrote comes back cell by cell, and nothing goes astray."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.intake.pasted_cells import cells_of
from desktop.intake.sheets import Row, filled, tidied

CELLS = st.text(st.sampled_from('甲A1 "\t\n,;\u3000')).map(tidied)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", ()),
        ("办公室", (("办公室",),)),
        ("办公室\r\n", (("办公室",),)),
        ("1\t办公室\r\n2\t人事科\r\n", (("1", "办公室"), ("2", "人事科"))),
        ("甲\n乙\n", (("甲",), ("乙",))),
        ("甲\r乙\r", (("甲",), ("乙",))),
        ("甲\n\n乙", (("甲",), ("",), ("乙",))),
        ("甲\n\n", (("甲",), ("",))),
        ("\t甲\t\n", (("", "甲", ""),)),
        ('"第一行\n第二行"\t乙\r\n', (("第一行\n第二行", "乙"),)),
        ('"第一行\r\n第二行"', (("第一行\n第二行",),)),
        ('"说""是""的\n人"', (('说"是"的\n人',),)),
        ('甲"乙"\t"丙"丁\t"戊', (('甲"乙"', '"丙"丁', '"戊'),)),  # Excel leaves these as they are
        ('""\t甲', (("", "甲"),)),
        ("\ufeff办公室\t\ufeff人事科", (("办公室", "人事科"),)),
        ('\ufeff"甲\n乙"', (("甲\n乙",),)),
        ("\u3000党\u3000建\u3000\t\xa0甲\xa0乙\xa0", (("党\u3000建", "甲 乙"),)),
        ("甲\u200b乙\t丙\u2060", (("甲乙", "丙"),)),
        ("甲\v乙\t丙\u2028丁", (("甲\n乙", "丙\n丁"),)),  # Word's line breaks
    ],
)
def test_a_table_is_taken_apart(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert cells_of(text) == rows


@given(TABLES, st.sampled_from("\t,;"), st.sampled_from(["\r\n", "\n"]))
def test_what_a_spreadsheet_writes_comes_back(
    table: list[list[str]], separator: str, end: str
) -> None:
    written = StringIO()
    csv.writer(written, delimiter=separator, lineterminator=end).writerows(table)
    assert cells_of(written.getvalue(), separator) == tuple(tuple(row) for row in table)


@given(st.text(st.one_of(st.sampled_from('"\t\r\n甲'), st.characters())))
def test_no_character_is_lost(text: str) -> None:
    def seen(words: str) -> str:
        return "".join(tidied(words).replace('"', "").split())

    cells = [cell for row in cells_of(text) for cell in row]
    assert seen("".join(cells)) == seen(text)


def test_rows_are_numbered_with_the_blank_ones() -> None:
    assert filled(cells_of("甲\n\n\t\n乙")) == (Row(1, ("甲",)), Row(4, ("乙",)))
