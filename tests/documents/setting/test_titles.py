"""Titles of several lines: about as long as one another, and ended where the words end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.manuscript import Align
from desktop.documents.setting.paragraphs import Style, set_in_lines
from desktop.documents.setting.titles import set_balanced
from desktop.documents.setting.typefaces import TITLE, typeface_of

STYLE = Style(typeface_of(TITLE.name), 20, 30, Align.MIDDLE)


def lines(text: str, width: float) -> list[str]:
    return [one.text for one in set_balanced(text, STYLE, width).lines]


@pytest.mark.parametrize(
    ("told", "width"),
    [
        ("2020年度各县（市、区）|“双随机、一公开”监管工作考核", 442),
        ("2020年度市直|“双随机、一公开”监管工作考核", 380),
        ("部门联合“双随机、一公开”|监管工作细则（试行）", 340),
        ("2022年市场监管领域部门|联合“双随机、一公开”|监管考核指标（各市）", 250),
        ("关于建立监管工作联席会议制度|（试行）的通知以及成员单位名单", 440),
        ("年度监管工作考核办法　|县（市、区）及成员单位", 350),
        ("考核评分考核|评分考核评分", 200),
        ("“双随机、|一公开”", 100),
        ("考核\n评分考核评分|考核评分考核", 200),
    ],
)
def test_a_line_ends_where_the_words_do(told: str, width: float) -> None:
    assert lines(told.replace("|", ""), width) == [
        one.rstrip("　") for one in told.replace("\n", "|").split("|")
    ]


def test_a_number_stays_with_what_it_counts() -> None:
    assert lines("市直机关考核2022年监管工作", 160) == ["市直机关考核", "2022年监管工作"]


def test_what_fits_on_one_line_stays_on_one() -> None:
    assert lines("“双随机、一公开”监管工作考核", 442) == ["“双随机、一公开”监管工作考核"]


@given(st.text(alphabet="考核，、“”（）A1 \u3000\n…", max_size=50), st.floats(20, 400))
def test_nothing_is_lost_and_no_line_more_than_there_must_be(text: str, width: float) -> None:
    told = set_balanced(text, STYLE, width)
    plain = set_in_lines(text, STYLE, width)
    assert len(told.lines) == len(plain.lines)
    blank = {ord(one): None for one in " \u3000\n"}
    assert "".join(one.text for one in told.lines).translate(blank) == text.translate(blank)
    assert all(one.width <= max(width / STYLE.size, 1) + 1e-6 for one in told.lines)
