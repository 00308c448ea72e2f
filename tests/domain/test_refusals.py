"""Refusals: one sentence and the dotted place."""

import pytest

from desktop.domain.refusals import Refused, quoted, unknown


def test_a_place_grows_from_the_inside_out() -> None:
    refused = Refused("不对").under("count").under("c").under("facts")
    assert (str(refused), refused.message, refused.at) == ("不对", "不对", "facts.c.count")


def test_an_entry_of_a_list_is_counted_from_0() -> None:
    assert Refused("不对", "date").under(0).under("items").at == "items.0.date"
    assert Refused("不对").at == ""


def test_an_unknown_key_names_what_was_probably_meant() -> None:
    message = unknown("study-mised", ["study-missed", "unplanned"])
    assert message == "没有“study-mised”这一项，是不是要写“study-missed”？"


def test_an_unknown_key_far_from_all_lists_them() -> None:
    assert unknown("zzz", ["b", "a"]) == "没有“zzz”这一项，可以写：a、b"


def test_too_many_to_list_are_not_listed() -> None:
    assert unknown("zzz", [f"a{n}" for n in range(17)]) == "没有“zzz”这一项，请核对"
    assert unknown("zzz", [], "一类单位") == "没有“zzz”这一类单位，可以写：（无）"


def test_an_endless_key_is_not_repeated_in_full() -> None:
    assert len(unknown("x" * 100_000, ["a"])) < 200


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true"),
        (False, "false"),
        (None, "null"),
        ([1], "一个清单"),
        ({}, "一组数据"),
        (3, "“3”"),
        ("x" * 20, "“" + "x" * 20 + "”"),
        ("x" * 21, "“" + "x" * 20 + "…”"),
    ],
)
def test_a_value_is_repeated_in_short(value: object, words: str) -> None:
    assert quoted(value) == words


def test_a_quoted_value_can_always_be_written_as_utf_8() -> None:
    quoted("\ud800").encode()
