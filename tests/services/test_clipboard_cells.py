"""What a spreadsheet put on the clipboard, as the table takes it."""

import pytest

from desktop.domain.refusals import Refused
from desktop.services.clipboard_cells import pasted_block, places_of


def test_blank_cells_keep_their_place() -> None:
    assert pasted_block("3\r\n\r\n 1 \t甲\r\n") == (("3",), ("",), ("1", "甲"))


@pytest.mark.parametrize("text", ["", "\r\n\t\r\n", "  "])
def test_nothing_is_no_block(text: str) -> None:
    with pytest.raises(Refused, match="剪贴板里没有可以粘贴的文字"):
        pasted_block(text)


def test_a_whole_book_is_no_block() -> None:
    with pytest.raises(Refused, match="粘贴的内容太多"):
        pasted_block("1\n" * 500_001)


def test_width_and_spaces_tell_no_units_apart() -> None:
    assert places_of(["Ａ 科", "丙科", "A科 "], ["A科", "乙科"]) == (0, None, 0)
