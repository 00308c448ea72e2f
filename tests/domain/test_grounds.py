"""Grounds: what was left blank is asked for in the words of the place; what else is wrong says what."""

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.values import LONGEST_TEXT, read_grounds

ASKED = "请写明理由"


@pytest.mark.parametrize("grounds", ["下乡", " 下乡 ", "1", "长" * LONGEST_TEXT])
def test_words_are_taken_as_they_are(grounds: str) -> None:
    assert read_grounds(grounds, ASKED, "grounds") == grounds


def refused(grounds: object, at: str = "grounds") -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        read_grounds(grounds, ASKED, at)
    return caught.value.message, caught.value.at


BLANK = ["", " ", "\u3000", "\t\r\n", "\u2800", "\u3164", "\u200b", "\x00", "\ud800", "\u202e"]


@pytest.mark.parametrize("grounds", BLANK, ids=ascii)
def test_where_nothing_can_be_seen_the_place_asks(grounds: str) -> None:
    assert refused(grounds) == (ASKED, "grounds")


def test_blank_is_asked_for_even_where_it_is_long() -> None:
    assert refused(" " * (LONGEST_TEXT + 1)) == (ASKED, "grounds")


@pytest.mark.parametrize(
    ("grounds", "words"),
    [
        (None, "这里要写文字，现在是null"),
        (5, "这里要写文字，现在是“5”"),
        ([], "这里要写文字，现在是一个清单"),
        ("长" * (LONGEST_TEXT + 1), "文字太长：20001 字，最多 20000 字"),
        ("下乡\ud800", "文字里有残缺的或看不见的控制字符，请重新输入"),
        ("下乡\u202e", "文字里有残缺的或看不见的控制字符，请重新输入"),
        ("下乡\x00", "文字里有残缺的或看不见的控制字符，请重新输入"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_else_is_wrong_is_said_for_what_it_is(grounds: object, words: str) -> None:
    assert refused(grounds) == (words, "grounds")


@pytest.mark.parametrize("grounds", ["", 5])
def test_the_place_is_the_callers(grounds: object) -> None:
    assert refused(grounds, "author")[1] == "author"
