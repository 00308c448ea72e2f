"""What a cell says at half width, and whether it says anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.refusals import Refused
from desktop.intake.cell_texts import has_no_result, is_blank, plain_text, read_said


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" 12 ", "12"),
        ("　１２户，（甲）％　", "12户,(甲)%"),
        ("2022⽉", "2022月"),  # as PDF viewers copy it
        ("12²①½", "12²①½"),
    ],
)
def test_width_is_no_difference_and_ornaments_are_no_digits(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize("text", ["", " ", "　"])
def test_nothing_is_blank(text: str) -> None:
    assert is_blank(text)
    assert is_blank(text, marks=True)


@pytest.mark.parametrize("text", ["-", "－", "—", "——", "/", "／", "\\", "无", " 无 "])
def test_marks_are_blank_only_where_the_caller_says_so(text: str) -> None:
    assert not is_blank(text)
    assert is_blank(text, marks=True)


@pytest.mark.parametrize("text", ["0", "否", "无锡", "-1", "—办"])
def test_what_says_something_is_not_blank(text: str) -> None:
    assert not is_blank(text, marks=True)


@pytest.mark.parametrize(
    "text", ["#N/A", "#REF!", "#SPILL!", "=A1+B1", '=VLOOKUP(A1,\n"x",2)', "＝A1"]
)
def test_formulas_without_result_are_told(text: str) -> None:
    assert has_no_result(text)
    with pytest.raises(Refused, match="是没有结果的公式，请在 Excel 里改成它的结果"):
        read_said(text)


@pytest.mark.parametrize("text", ["#1", "#", "1=1", "N/A"])
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert not has_no_result(text)
    assert read_said(text) == text


def test_an_empty_cell_is_told() -> None:
    with pytest.raises(Refused, match="这里是空的，请填写"):
        read_said("　")


@given(st.text())
def test_any_text_is_plain_once_and_for_all(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)
    is_blank(text)
    has_no_result(text)
