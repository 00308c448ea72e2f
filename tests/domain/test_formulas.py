"""Formulas: no text that is handed to a spreadsheet is calculated by it."""

import pytest

from desktop.domain.formulas import guarded


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        " =1",
        "＝1",
        "-",
        "--1",
        "-1\n",
    ],  # as typed
)
def test_what_would_be_a_formula_is_marked(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-0.5", "-3", "12", "县水利局", "（−1）", "1=1", "a@b", "'=1"]
)  # as typed
def test_all_else_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
