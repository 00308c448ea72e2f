"""Form lines: every line by its place, the ledger that it tells of, and what its hint asks for."""

import pytest

from desktop.domain.ledgers.form_lines import FormLine, lines_of
from tests.domain.ledgers.monthly_building import FORM


def test_every_line_has_a_place_and_says_what_it_tells() -> None:
    told = [(one.place, one.kind, one.aspect) for one in lines_of(FORM)]
    assert told == [
        ("1", "meeting", None),
        ("2", "document", None),
        ("3", "training", None),
        ("4", "", None),
        ("4.1", "", "document"),
        ("4.2", "", "scope"),
        ("4.3", "", "items"),
        ("4.4", "", "publication"),
        ("4.5", "", None),
        ("5", "", None),
    ]


@pytest.mark.parametrize(
    ("hint", "asked"), [("", True), ("会议名称及时间", True), ("文件名称及文号", False)]
)
def test_a_hint_says_what_is_asked_for(hint: str, asked: bool) -> None:  # noqa: FBT001  # a case
    assert FormLine("1", "情况", hint, "").asks("时间", "日期") is asked
