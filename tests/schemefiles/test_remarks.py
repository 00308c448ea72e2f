"""Remarks: slips as a person reads them, on their lines."""

from desktop.domain.scheme import Declared
from desktop.domain.slips import FORM, Slip
from desktop.schemefiles.remarks import Remark, remarks_on, remarks_on_excused

TEXT = 'a = 1\n[[rows]]\nid = "r"\npoints = 2\n'
RAW = {"a": 1, "rows": [{"id": "r", "points": 2}]}


def test_a_remark_names_the_check_that_an_exception_would_cite() -> None:
    slips = [Slip("points-sum", "不等", ("rows", "r", "points")), Slip(FORM, "缺少", ("a",))]
    assert remarks_on(TEXT, RAW, slips) == (Remark(1, "缺少"), Remark(4, "不等 [points-sum]"))


def test_what_is_said_twice_is_said_once() -> None:
    slips = [Slip("edge", "不对", ("rows", 0)), Slip("edge", "不对", ("rows", 0, "id", "more"))]
    assert remarks_on(TEXT, RAW, slips[:1] * 2) == (Remark(2, "不对 [edge]"),)
    assert [remark.line for remark in remarks_on(TEXT, RAW, slips)] == [2, 3]


def test_an_exception_is_shown_with_its_citation() -> None:
    declared = Declared(check="edge", at="r", because="原文如此")
    excused = [(Slip("edge", "不对", ("rows", "r")), declared)]
    assert remarks_on_excused(TEXT, RAW, excused) == (Remark(2, "不对（已注明：原文如此）"),)


def test_without_slips_there_is_nothing_to_say() -> None:
    assert remarks_on(TEXT, RAW, []) == ()
