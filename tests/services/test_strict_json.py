"""Strict JSON: keys twice, NaN, endless digits and half characters are refused."""

from decimal import Decimal

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.values import read_amount, read_count
from desktop.services.strict_json import read_object


def refusal(line: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_object(line)
    return caught.value


def test_an_object_is_read_exactly() -> None:
    plain = read_object('{"a": 0.1, "b": [1, "二", true, null], "c": {"d": -2}}'.encode())
    assert plain == {"a": Decimal("0.1"), "b": [1, "二", True, None], "c": {"d": -2}}


def test_a_byte_order_mark_and_white_space_are_no_data() -> None:
    assert read_object('\ufeff {"a": 1} \r\n'.encode()) == {"a": 1}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"", "第 1 个字符处"),
        (b"{", "第 2 个字符处"),
        (b'{"a": 1} x', "第 10 个字符处"),
        (b'{"a": 01}', "完整的 JSON"),
        (b"{'a': 1}", "完整的 JSON"),
        (b'{"a": 1,}', "完整的 JSON"),
        (b'{"a": "\x01"}', "完整的 JSON"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b"[1]", "一个 JSON 对象"),
        (b'"x"', "一个 JSON 对象"),
        (b"3", "一个 JSON 对象"),
        (b"null", "一个 JSON 对象"),
        (b"NaN", "一个 JSON 对象"),
        (b"[" * 100_000, "嵌套太深"),
        (b'{"a":' * 100_000, "嵌套太深"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_object_is_refused(line: bytes, words: str) -> None:
    refused = refusal(line)
    assert (refused.at, words in refused.message) == ("", True)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        (b'{"a": 1, "a": 1}', "a"),
        (b'{"a": {"b": 1, "b": 2}}', "a.b"),
        (b'{"x": 0, "a": [0, {"c": {}, "b": 1, "b": 2}]}', "a.1.b"),
        (b'{"a": {"a": 1}, "b": [[{"c": 1, "c": 1}]]}', "b.0.0.c"),
        (b'{"a": {"b": 1, "b": 1}, "a": 2}', "a"),
    ],
)
def test_a_key_given_twice_is_refused(line: bytes, at: str) -> None:
    refused = refusal(line)
    assert (refused.at, "写了两次" in refused.message) == (at, True)


def test_one_key_in_several_objects_is_no_repetition() -> None:
    assert read_object(b'{"a": {"b": 1}, "c": {"b": 1}}') == {"a": {"b": 1}, "c": {"b": 1}}


def test_a_key_given_twice_far_inside_is_refused_or_too_deep() -> None:
    for depth in (100, *range(880, 1000), 2000, 50_000):
        inner = b'{"a": 1, "a": 2}'
        refusal(b'{"x":' + b"[" * depth + inner + b"]" * depth + b"}")


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_nothing_that_a_reader_takes(name: str) -> None:
    value = read_object(f'{{"a": {name}}}'.encode())["a"]
    for read in (read_count, read_amount):
        with pytest.raises(Refused, match=name):
            read(value)


@pytest.mark.parametrize("digits", ["9" * 18, "9" * 19, "9" * 5000, "-" + "9" * 5000])
def test_an_endless_number_is_no_count(digits: str) -> None:
    value = read_object(f'{{"a": {digits}}}'.encode())["a"]
    for read in (read_count, read_amount):
        with pytest.raises(Refused):
            read(value)


@pytest.mark.parametrize("number", ["1e400", "1e99999999999999999999", "1E-99999999999999999999"])
def test_an_endless_exponent_is_no_amount(number: str) -> None:
    def read() -> Decimal:
        return read_amount(read_object(f'{{"a": {number}}}'.encode())["a"])

    with pytest.raises(Refused):
        read()
