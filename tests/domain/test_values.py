"""Readers of single values: exact or refused."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.domain import values
from desktop.domain.refusals import Refused


def refuses(read: Callable[[object], object], value: object) -> Refused:
    with pytest.raises(Refused) as caught:
        read(value)
    return caught.value


NO_COUNT = [-1, 1_000_000_000, True, "3", Decimal(3), Decimal("1.5"), None, [], {}, 1.0]


def test_flags() -> None:
    assert values.read_flag(value=True) is True
    assert values.read_flag(value=False) is False


@pytest.mark.parametrize("value", [0, 1, "true", None, []], ids=repr)
def test_no_flags(value: object) -> None:
    assert "只能写 true 或 false" in refuses(values.read_flag, value).message


def test_counts() -> None:
    assert [values.read_count(n) for n in (0, 1, 999_999_999)] == [0, 1, 999_999_999]
    assert values.read_positive(1) == 1


@pytest.mark.parametrize("value", NO_COUNT, ids=repr)
def test_no_counts(value: object) -> None:
    assert "不小于 0 的整数" in refuses(values.read_count, value).message
    assert "不小于 1 的整数" in refuses(values.read_positive, value).message
    refuses(values.read_positive, 0)


def test_amounts() -> None:
    read = [values.read_amount(one) for one in ("7.5", 6, Decimal("0.25"), "0", "999999999.9999")]
    assert [str(one) for one in read] == ["7.5", "6", "0.25", "0", "999999999.9999"]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "-1",
        -1,
        "+1",
        "1e2",
        Decimal("1E+2"),
        ".5",
        "5.",
        "1.00001",
        "1000000000",
        " 1",
        "1\n",
        "１",
        "٣",
        "NaN",
        Decimal("NaN"),
        Decimal("Infinity"),
        True,
        None,
        1.5,
        [],
    ],
    ids=repr,
)
def test_no_amounts(value: object) -> None:
    assert "不小于 0 的数" in refuses(values.read_amount, value).message


def test_a_whole_number_longer_than_python_prints_is_refused() -> None:
    refuses(values.read_amount, 16**5000)
    refuses(values.read_count, 16**5000)
    refuses(values.read_signed_amount, -(16**5000))


def test_signed_amounts() -> None:
    read = [values.read_signed_amount(one) for one in ("-7.5", -6, Decimal("-0.25"), 4, "0", "-0")]
    assert [str(one) for one in read] == ["-7.5", "-6", "-0.25", "4", "0", "0"]


@pytest.mark.parametrize("value", ["--1", "-", True, None, "- 1", [], "-1e2"])
def test_no_signed_amounts(value: object) -> None:
    refuses(values.read_signed_amount, value)


def test_ratios_keep_their_percent_sign() -> None:
    assert values.read_ratio("90%") == Fraction(9, 10)
    assert values.read_ratio("33.333333%") == Fraction(33333333, 100000000)
    assert values.read_ratio("150%") == Fraction(3, 2)


@pytest.mark.parametrize(
    "value", [0.9, "0.9", 90, "90", "90 %", "-5%", "1.0000001%", None], ids=repr
)
def test_no_ratios(value: object) -> None:
    assert "百分号" in refuses(values.read_ratio, value).message


def test_texts() -> None:
    assert values.read_text("缺席一次") == "缺席一次"
    assert values.read_blank_or_text("") == ""
    assert values.read_blank_or_text("1") == "1"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, "这里要写文字"),
        (None, "这里要写文字"),
        ("", "不能空着"),
        (" \t\n　\u200b", "不能空着"),
        ("好\ud800", "残缺的"),
        ("好\u202e", "控制字符"),
        ("\u3164", "不能空着"),
        ("长" * 20_001, "文字太长"),
    ],
)
def test_no_texts(value: object, words: str) -> None:
    assert words in refuses(values.read_text, value).message


def test_dates() -> None:
    assert values.read_date("2022-08-03") == date(2022, 8, 3)
    assert values.read_date(date(2022, 8, 3)) == date(2022, 8, 3)


@pytest.mark.parametrize(
    "value",
    ["2022-02-30", "2022-8-3", "20220803", "0000-01-01", 20220803, None, "２０２２-08-03"],
    ids=repr,
)
def test_no_dates(value: object) -> None:
    assert "2022-08-03 的样子" in refuses(values.read_date, value).message


def test_a_moment_is_no_date() -> None:
    refuses(values.read_date, datetime(2022, 8, 3))  # noqa: DTZ001  # as TOML reads it


def test_ids() -> None:
    assert [values.read_id(one) for one in ("a", "a1", "a-1-b")] == ["a", "a1", "a-1-b"]


@pytest.mark.parametrize("value", ["", "A", "1a", "a_b", "a--b", "-a", "a-", "学", 1, None, "a\n"])
def test_no_ids(value: object) -> None:
    assert "代号只能用" in refuses(values.read_id, value).message


def test_a_mapping_knows_its_keys() -> None:
    known = frozenset({"count", "note"})
    assert values.read_mapping({"count": 1}, known) == {"count": 1}
    refused = refuses(lambda value: values.read_mapping(value, known), {"cuont": 1})
    assert (refused.at, "“count”" in refused.message) == ("cuont", True)
    assert refuses(lambda value: values.read_mapping(value, known), [1]).at == ""


def test_of_two_unknown_keys_the_first_is_named() -> None:
    assert refuses(lambda v: values.read_mapping(v, frozenset()), {"z": 1, "b": 1}).at == "b"


def test_keys_are_taken_with_their_place() -> None:
    assert values.take({"n": 1}, "n", values.read_count) == 1
    assert refuses(lambda v: values.take(v, "n", values.read_count), {"n": -1}).at == "n"  # type: ignore[arg-type]
    missing = refuses(lambda v: values.take(v, "n", values.read_count), {})  # type: ignore[arg-type]
    assert (missing.at, missing.message) == ("n", "缺少“n”")


def test_a_key_may_be_left_out() -> None:
    assert values.take_or({}, "n", values.read_count, 7) == 7
    assert values.take_or({"n": 1}, "n", values.read_count, 7) == 1


def test_entries_are_read_with_their_place() -> None:
    assert values.read_each([1, 2], values.read_count) == (1, 2)
    assert refuses(lambda v: values.read_each(v, values.read_count), [1, -2]).at == "1"
    assert "清单" in refuses(values.read_list, "[]").message
